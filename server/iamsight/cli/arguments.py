"""The options of every subcommand. This module only declares them."""

from __future__ import annotations

import argparse
import sys
from collections.abc import Sequence
from typing import Any, NoReturn

from iamsight.cli.trouble import CannotRun
from iamsight.report import FORMATS

KINDS = ("identity", "boundary", "resource", "trust", "scp", "rcp")
SEVERITIES = ("error", "warning", "info", "hint")


def parse(arguments: Sequence[str]) -> argparse.Namespace:
    """The arguments as options. They have `module`, the name of the module of `cli` that runs them.

    Raises:
        CannotRun: there is an option that does not exist; the message names the nearest.
        SystemExit: anything else is wrong, which has been said, or help is asked for, which has been given.
    """
    top = parser()
    if not arguments:
        top.print_help(sys.stderr)
        top.exit(2)
    options, unknown = top.parse_known_args(arguments)
    if not unknown:
        return options
    from iamsight.catalogue.nearest import nearest

    name = unknown[0].partition("=")[0]
    near = nearest(name, options_of(commands_of(top)[options.command]), 1) if name.startswith("-") else ()
    hint = f'did you mean "{near[0]}"?' if near else f"iamsight {options.command} --help lists all."
    sort = "option" if name.startswith("-") else "further argument"
    raise CannotRun(f'iamsight {options.command} takes no {sort} "{name}"; {hint}')


def commands_of(top: argparse.ArgumentParser) -> dict[str, argparse.ArgumentParser]:
    """The parser of each subcommand, by its name."""
    # argparse has no public way to ask
    return next(dict(one.choices) for one in top._actions if isinstance(one, argparse._SubParsersAction))  # noqa: SLF001


def options_of(command: argparse.ArgumentParser) -> dict[str, argparse.Action]:
    """The options of a parser, by each of their names."""
    return command._option_string_actions  # noqa: SLF001 - as above


def parser() -> argparse.ArgumentParser:
    """The parser of the command line."""
    top = _Parser(
        prog="iamsight",
        allow_abbrev=False,
        description="Check, complete and explain AWS IAM policies, offline.",
        epilog="iamsight COMMAND --help tells more of each command.",
    )
    top.add_argument("--version", action=_Version, help="print the version of iamsight and of the AWS data")
    commands = top.add_subparsers(title="commands", metavar="COMMAND", dest="command", required=True)
    _add_check(commands)
    _add_explain(commands)
    _add_rule(commands)
    _add_expand(commands)
    _add_catalogue(commands)
    _add_config(commands)
    _add_server(commands)
    _add_completion(commands)
    return top


class _Parser(argparse.ArgumentParser):
    """Says in one line what is wrong. The usage is for those who ask for help."""

    def error(self, message: str) -> NoReturn:
        """Say what is wrong and exit."""
        self.exit(2, f"iamsight: {message}; {self.prog} --help tells more.\n")


class _Version(argparse.Action):
    """Looks the versions up only when they are asked for."""

    def __init__(self, option_strings: Sequence[str], dest: str, **options: Any) -> None:
        super().__init__(option_strings, dest, nargs=0, **options)

    def __call__(self, parser: argparse.ArgumentParser, *_: object) -> None:
        from iamsight import __version__
        from iamsight.catalogue import default_catalogue

        catalogue = default_catalogue()
        sys.stdout.write(f"iamsight {__version__} (AWS data {catalogue.data_version} of {catalogue.data_date})\n")
        parser.exit()


def _command(commands: Any, name: str, module: str, about: str) -> argparse.ArgumentParser:
    described = f"{about[:1].upper()}{about[1:]}."
    added: argparse.ArgumentParser = commands.add_parser(name, help=about, description=described, allow_abbrev=False)
    added.set_defaults(module=module)
    return added


def _add_check(commands: Any) -> None:
    check = _command(commands, "check", "check", "check policies")
    check.add_argument(
        "paths", nargs="*", metavar="PATH", default=["."], help='files, folders, globs in quotes; "-" is stdin'
    )
    _add_files(check.add_argument_group("files"))
    _add_output(check.add_argument_group("output"))
    _add_rules(check.add_argument_group("rules"))
    _add_known(check.add_argument_group("what is known already"))
    _add_fixes(check.add_argument_group("fixes"))
    _add_exit_code(check.add_argument_group("exit code"))


def _add_files(group: Any) -> None:
    group.add_argument("--stdin-filename", metavar="PATH", help="what stdin is called in the report and configuration")
    group.add_argument("--no-gitignore", action="store_true", help="check also what .gitignore ignores")
    group.add_argument("--force-exclude", action="store_true", help="exclude also what is named outright")
    group.add_argument("--allow-empty", action="store_true", help="it is no failure if there is no policy")
    group.add_argument("--jobs", type=_count, metavar="N", help="processes; by default one for each core if that pays")


def _add_output(group: Any) -> None:
    group.add_argument("--format", default="text", choices=FORMATS, metavar="FORMAT", help=f"{_listed(FORMATS)}")
    group.add_argument("--output", metavar="FILE", help="write the report to a file")
    group.add_argument("--statistics", action="store_true", help="count the findings of each rule instead")
    group.add_argument(
        "--color", choices=("auto", "always", "never"), default="auto", help="auto: on a terminal, unless NO_COLOR"
    )
    group.add_argument("-q", "--quiet", action="store_true", help="do not tell which files hold no policy")


def _add_rules(group: Any) -> None:
    group.add_argument("--select", action="append", default=[], metavar="RULES", help="only these, separated by commas")
    group.add_argument("--ignore", action="append", default=[], metavar="RULES", help="all but these")
    group.add_argument(
        "--kind", choices=KINDS, metavar="KIND", help=f"what the policies are attached to: {_listed(KINDS)}"
    )
    group.add_argument("--resource-type", metavar="TYPE", help="such as AWS::S3::Bucket, for resource policies")
    which = group.add_mutually_exclusive_group()
    which.add_argument("--config", metavar="FILE", help="use this configuration file instead of the nearest")
    which.add_argument("--isolated", action="store_true", help="use no configuration file")


def _add_known(group: Any) -> None:
    group.add_argument("--baseline", metavar="FILE", help="leave out the findings that this file knows")
    group.add_argument("--update-baseline", action="store_true", help="write all findings to the baseline")


def _add_fixes(group: Any) -> None:
    group.add_argument("--fix", action="store_true", help="apply the fixes that change nothing a policy grants")
    group.add_argument("--unsafe-fixes", action="store_true", help="apply the other fixes as well")
    group.add_argument("--diff", action="store_true", help="show what the fixes would change, and change nothing")


def _add_exit_code(group: Any) -> None:
    group.add_argument(
        "--fail-on",
        choices=SEVERITIES,
        default="warning",
        metavar="SEVERITY",
        help=f"exit with 1 from this on: {_listed(SEVERITIES)}",
    )
    group.add_argument("--exit-zero", action="store_true", help="exit with 0 whatever is found")


def _listed(choices: Sequence[str]) -> str:
    return f"{', '.join(choices[:-1])} or {choices[-1]}"


def _count(text: str) -> int:
    number = int(text) if text.isascii() and text.isdigit() else 0
    if number < 1:
        raise argparse.ArgumentTypeError("write a number from 1 on")
    return number


def _add_explain(commands: Any) -> None:
    explain = _command(commands, "explain", "explain", "say in plain words what policies grant")
    explain.add_argument("paths", nargs="+", metavar="FILE", help='files; "-" is stdin')
    explain.add_argument("--stdin-filename", metavar="PATH", help="what stdin is called in the configuration")
    explain.add_argument("--format", choices=("markdown", "json"), default="markdown")


def _add_rule(commands: Any) -> None:
    rule = _command(commands, "rule", "rule", "show what a rule says, and why")
    rule.add_argument("id", nargs="?", metavar="RULE", help="a rule; without one, all are listed")
    rule.add_argument("--all", action="store_true", help="the pages of all rules")
    rule.add_argument("--format", choices=("markdown", "json"), default="markdown")


def _add_expand(commands: Any) -> None:
    expand = _command(commands, "expand", "expand", "print the actions that patterns match")
    expand.add_argument("patterns", nargs="+", metavar="PATTERN", help="such as 'rekognition:Describe*'")


def _add_catalogue(commands: Any) -> None:
    catalogue = _command(commands, "catalogue", "catalogue", "show what is known of AWS, a service or an action")
    catalogue.add_argument("name", nargs="?", metavar="SERVICE|SERVICE:ACTION")
    catalogue.add_argument("--format", choices=("text", "json"), default="text")


def _add_config(commands: Any) -> None:
    config = _command(commands, "config", "config", "show the configuration in force, and where it is said")
    config.add_argument("path", nargs="?", metavar="PATH", default=".", help="for this file or folder")
    config.add_argument("--config", metavar="FILE", help="use this configuration file instead of the nearest")
    config.add_argument("--format", choices=("text", "json"), default="text")


def _add_completion(commands: Any) -> None:
    about = "print a script that teaches a shell to complete iamsight's arguments"
    completion = _command(commands, "completion", "completion", about)
    completion.add_argument("shell", choices=("bash", "zsh", "fish"))
    completion.add_argument("words", nargs="*", help=argparse.SUPPRESS)


def _add_server(commands: Any) -> None:
    server = _command(commands, "server", "server", "run the language server on stdin and stdout")
    way = server.add_mutually_exclusive_group()
    way.add_argument("--stdio", action="store_true", help="the default; editors name it")
    way.add_argument("--tcp", metavar="[HOST:]PORT", help="listen on a port; the host is 127.0.0.1 unless named")
    way.add_argument("--ws", metavar="[HOST:]PORT", help="the same with WebSockets; needs the package websockets")
