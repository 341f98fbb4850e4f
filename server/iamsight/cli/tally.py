"""How a run went: what could not be checked goes to stderr, and the exit code says the rest."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator

from iamsight.cli.saying import say
from iamsight.cli.trouble import CannotRun
from iamsight.report.model import FileReport
from iamsight.rule import Severity


class Tally:
    """Counts reports as they pass. `changes` is how many files fixes would change."""

    def __init__(self, options: Namespace) -> None:
        self._options = options
        self._limit = Severity(options.fail_on).rank
        self.changes = 0
        self._failed = False
        self._checked = 0
        self._troubles = 0
        self._policies = 0

    def watch(self, reports: Iterable[FileReport]) -> Iterator[FileReport]:
        """Pass the reports on."""
        for report in reports:
            self._troubles += bool(report.trouble)
            self._checked += not report.more and (not report.trouble or report.policies > 0)
            self._policies += report.policies
            self._failed |= bool(report.trouble or report.diff)
            self.changes += bool(report.diff)
            self._failed |= any(Severity(entry.severity).rank <= self._limit for entry in report.entries)
            if report.trouble or (report.remark and not self._options.quiet):
                sys.stdout.flush()
                say(f"{report.path}: {report.trouble or report.remark or ''}")
            yield report

    def code(self) -> int:
        """The exit code, when all have passed: 2 if nothing could be checked, 1 if anything was found or went wrong.

        Raises:
            CannotRun: there was no policy at all, and that was not said to be fine.
        """
        if self._troubles and not self._checked:
            return 2
        if not self._policies and not self._options.allow_empty and not self._troubles:
            where = ", ".join(f'"{path}"' for path in self._options.paths[:3])
            raise CannotRun(f"there is no policy in {where}; with --allow-empty that is no failure.")
        return int(self._failed and not self._options.exit_zero)
