"""Workflow commands of GitHub Actions: each finding becomes an annotation of the line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from iamsight.report.model import Entry, FileReport, Run
from iamsight.showing import visible

_COMMANDS = {"error": "error", "warning": "warning", "info": "notice", "hint": "notice"}


def render(reports: Iterable[FileReport], _run: Run) -> Iterator[str]:
    """A command for each finding, and for each file that could not be checked."""
    for report in reports:
        for entry in report.entries:
            yield _annotation(report.path, entry)
        if report.trouble:
            said = _data(f"{report.path} {report.trouble}")
            yield f"::error file={_property(report.path)},title=iamsight::{said}\n"


def _annotation(path: str, entry: Entry) -> str:
    properties = {"file": path, "line": entry.start.line, "endLine": entry.end.line}
    if entry.start.line == entry.end.line:  # GitHub takes columns only then, and counts the last one in
        properties |= {"col": entry.start.column, "endColumn": max(entry.start.column, entry.end.column - 1)}
    properties["title"] = f"iamsight: {entry.rule}"
    written = ",".join(f"{name}={_property(str(value))}" for name, value in properties.items())
    link = f"%0A{_data(entry.documentation.url)}" if entry.documentation else ""
    return f"::{_COMMANDS[entry.severity]} {written}::{_data(entry.message)}{link}\n"


def _data(text: str) -> str:
    return visible(text).replace("%", "%25")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
