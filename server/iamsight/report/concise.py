"""One line a finding: `path:line:column: severity: message [rule]`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from iamsight.report.model import FileReport, Run
from iamsight.showing import visible


def render(reports: Iterable[FileReport], _run: Run) -> Iterator[str]:
    """A line for each finding."""
    for report in reports:
        for entry in report.entries:
            place = f"{visible(report.path)}:{entry.start.line}:{entry.start.column}"
            yield f"{place}: {entry.severity}: {visible(entry.message)} [{entry.rule}]\n"
