"""`iamsight check`: find the files, check each, write the report, and say by the exit code how it went."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator

from iamsight import __version__
from iamsight.cli.files import Target, targets
from iamsight.cli.job import STDIN, Job, do
from iamsight.cli.rule import named
from iamsight.cli.trouble import CannotRun
from iamsight.config import FileSettings
from iamsight.policy.find import NOTHING_GIVEN, Given
from iamsight.policy.model import Kind
from iamsight.report import WITH_FIXES, renderer
from iamsight.report.model import FileReport, Run
from iamsight.rule import Severity
from iamsight.rules import RULES


def run(options: Namespace) -> int:
    """Check what the options say. Returns the exit code."""
    settings = _settings(options)
    jobs = (_job(target, settings, options) for target in targets(options.paths))
    tally = _Tally(options)
    run = Run(__version__, _color(options.color))
    for piece in renderer(options.format)(tally.watch(map(do, jobs)), run):
        sys.stdout.write(piece)
    return tally.code()


class _Tally:
    """Counts reports as they pass, and says on stderr which files could not be checked."""

    def __init__(self, options: Namespace) -> None:
        self._options = options
        self._limit = Severity(options.fail_on).rank
        self._failed = False
        self._files = 0
        self._policies = 0

    def watch(self, reports: Iterable[FileReport]) -> Iterator[FileReport]:
        """Pass the reports on."""
        for report in reports:
            self._files += not report.trouble
            self._policies += report.policies
            self._failed |= bool(report.trouble)
            self._failed |= any(Severity(entry.severity).rank <= self._limit for entry in report.entries)
            remark = report.trouble or report.remark
            if remark and not self._options.quiet:
                sys.stderr.write(f"iamsight: {report.path}: {remark}\n")
            yield report

    def code(self) -> int:
        """The exit code, when all have passed."""
        if not self._policies and not self._options.allow_empty:
            if self._files or not self._failed:
                where = ", ".join(f'"{path}"' for path in self._options.paths[:3])
                raise CannotRun(f"found no policy in {where}; --allow-empty makes that no failure.")
            return 2
        return int(self._failed and not self._options.exit_zero)


def _job(target: Target, settings: FileSettings, options: Namespace) -> Job:
    is_stdin = target.path == STDIN
    shown = (options.stdin_filename or "<stdin>") if is_stdin else target.path.replace(os.sep, "/")
    return Job(target.path, shown, settings, target.outright, fixes=options.format in WITH_FIXES)


def _settings(options: Namespace) -> FileSettings:
    selected, ignored = _rules(options.select), _rules(options.ignore)
    severities: dict[str, Severity | None] = {}
    for rule in RULES:
        if rule.id in ignored or (selected and rule.id not in selected):
            severities[rule.id] = None
        elif rule.id in selected and not rule.on:
            severities[rule.id] = rule.severity
    given = NOTHING_GIVEN
    if options.kind or options.resource_type:
        kind = Kind(options.kind) if options.kind else None
        given = Given(kind, options.resource_type, "given on the command line", is_policy=bool(options.kind))
    return FileSettings(given, severities)


def _rules(values: list[str]) -> set[str]:
    return {named(part.strip()).id for value in values for part in value.split(",") if part.strip()}


def _color(wish: str) -> bool:
    if wish != "auto":
        return wish == "always"
    return sys.stdout.isatty() and not os.environ.get("NO_COLOR") and os.environ.get("TERM") != "dumb"
