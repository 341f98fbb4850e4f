"""JUnit's XML, which most CI servers show as test results: a file is a suite, a finding a case that failed.

A file with thousands of findings makes several suites of one name, since a suite says first how many there are.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from html import escape

from iamsight.report.model import Entry, FileReport, Run
from iamsight.rule import Severity
from iamsight.showing import visible


def render(reports: Iterable[FileReport], run: Run) -> Iterator[str]:
    """The document. Findings that do not fail the run are cases that pass and say something."""
    limit = Severity(run.fail_on).rank
    yield '<?xml version="1.0" encoding="UTF-8"?>\n<testsuites name="iamsight">\n'
    for report in reports:
        failures = sum(Severity(entry.severity).rank <= limit for entry in report.entries)
        counts = f'tests="{max(1, len(report.entries))}" failures="{failures}" errors="{int(bool(report.trouble))}"'
        yield f'<testsuite name="{_text(report.path)}" {counts}>\n'
        for entry in report.entries:
            yield _case(report.path, entry.rule, _outcome(report.path, entry, limit))
        if not report.entries:
            trouble = f'<error message="{_text(report.trouble)}"/>' if report.trouble else ""
            yield _case(report.path, "iamsight", trouble)
        yield "</testsuite>\n"
    yield "</testsuites>\n"


def _case(path: str, name: str, outcome: str) -> str:
    return f'<testcase classname="{_text(path)}" name="{name}">{outcome}</testcase>\n'


def _outcome(path: str, entry: Entry, limit: int) -> str:
    said = f"{path}:{entry.start.line}:{entry.start.column}: {entry.severity}: {entry.message}"
    if entry.documentation:
        said += f" ({entry.documentation.url})"
    if Severity(entry.severity).rank > limit:
        return f"<system-out>{_text(said)}</system-out>"
    return f'<failure type="{entry.severity}" message="{_text(entry.message)}">{_text(said)}</failure>'


def _text(text: str) -> str:
    """Text as XML can hold it."""
    return escape(visible(text))
