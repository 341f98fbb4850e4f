"""The options of every subcommand. This module only declares them."""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from typing import Any

KINDS = ("identity", "boundary", "resource", "trust", "scp", "rcp")
SEVERITIES = ("error", "warning", "info", "hint")


def parser() -> argparse.ArgumentParser:
    """The parser of the command line. Its result has `module`, the name of the module of `cli` that runs it."""
    top = argparse.ArgumentParser(
        prog="iamsight",
        description="Check, complete and explain AWS IAM policies, offline.",
        epilog="iamsight COMMAND --help tells more of each command.",
    )
    top.add_argument("--version", action=_Version, help="print the version of iamsight and of the AWS data")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", required=True)
    _add_check(commands)
    _add_rule(commands)
    _add_expand(commands)
    _add_server(commands)
    return top


class _Version(argparse.Action):
    """Looks the versions up only when they are asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, **options: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, **options)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from iamsight import __version__
        from iamsight.catalogue import default_catalogue

        catalogue = default_catalogue()
        parser.exit(message=f"iamsight {__version__} (AWS data {catalogue.data_version} of {catalogue.data_date})\n")


def _command(commands: Any, name: str, module: str, about: str) -> argparse.ArgumentParser:
    added: argparse.ArgumentParser = commands.add_parser(name, help=about, description=about[:1].upper() + about[1:])
    added.set_defaults(module=module)
    return added


def _add_check(commands: Any) -> None:
    check = _command(commands, "check", "check", "check policies")
    check.add_argument("paths", nargs="*", metavar="PATH", default=["."], help='files and folders; "-" is stdin')
    check.add_argument("--stdin-filename", metavar="PATH", help="what stdin is called in the report and configuration")
    output = check.add_argument_group("output")
    output.add_argument("--format", default="text", choices=("text", "concise", "json"), help="default: text")
    output.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="auto: on a terminal, unless NO_COLOR"
    )
    output.add_argument("-q", "--quiet", action="store_true", help="say nothing of files that could not be checked")
    rules = check.add_argument_group("rules")
    rules.add_argument("--select", action="append", default=[], metavar="RULES", help="only these, separated by commas")
    rules.add_argument("--ignore", action="append", default=[], metavar="RULES", help="all but these")
    rules.add_argument("--kind", choices=KINDS, help="what the policies are attached to, where they do not tell")
    rules.add_argument("--resource-type", metavar="TYPE", help="such as AWS::S3::Bucket, for resource policies")
    code = check.add_argument_group("exit code")
    code.add_argument(
        "--fail-on",
        choices=SEVERITIES,
        default="warning",
        metavar="SEVERITY",
        help="exit with 1 if there is a finding as bad as this or worse: error, warning (the default), info, hint",
    )
    code.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever is found")
    code.add_argument("--allow-empty", action="store_true", help="exit with 0 also if there is no policy")


def _add_rule(commands: Any) -> None:
    rule = _command(commands, "rule", "rule", "show what a rule says, and why")
    rule.add_argument("id", nargs="?", metavar="RULE", help="a rule; without one, all are listed")
    rule.add_argument("--all", action="store_true", help="the pages of all rules")
    rule.add_argument("--format", choices=("markdown", "json"), default="markdown")


def _add_expand(commands: Any) -> None:
    expand = _command(commands, "expand", "expand", "print the actions that patterns match")
    expand.add_argument("patterns", nargs="+", metavar="PATTERN", help="such as 'rekognition:Describe*'")


def _add_server(commands: Any) -> None:
    server = _command(commands, "server", "server", "run the language server on stdin and stdout")
    way = server.add_mutually_exclusive_group()
    way.add_argument("--stdio", action="store_true", help="the default; editors name it")
    way.add_argument("--tcp", metavar="[HOST:]PORT", help="listen on a port; the host is 127.0.0.1 unless named")
    way.add_argument("--ws", metavar="[HOST:]PORT", help="the same with WebSockets; needs pip install 'iamsight[ws]'")
