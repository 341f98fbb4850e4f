"""The JSON report: a contract, described by `schemas/report.schema.json`. One finding a line."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from typing import Any

from iamsight.report.model import Entry, FileReport, Point, Run

VERSION = 1
"""Raised when a program that reads the report must change; a new member alone does not raise it."""


def render(reports: Iterable[FileReport], _run: Run) -> Iterator[str]:
    """The report, as ASCII, so that any name of a file can be written."""
    yield f'{{"version": {VERSION}, "findings": ['
    separator = "\n"
    for report in reports:
        for entry in report.entries:
            yield separator + json.dumps(finding(report.path, entry))
            separator = ",\n"
    yield "\n]}\n"


def finding(path: str, entry: Entry) -> dict[str, Any]:
    """A finding as the contract has it."""
    documentation = entry.documentation
    return {
        "path": path,
        "rule": entry.rule,
        "code": entry.code,
        "severity": entry.severity,
        "message": entry.message,
        "pointer": entry.pointer,
        "start": _point(entry.start),
        "end": _point(entry.end),
        "policyKind": entry.kind,
        "url": documentation.url if documentation else None,
        "documentation": documentation._asdict() if documentation else None,
        "related": [
            {
                "message": place.message,
                "pointer": place.pointer,
                "start": _point(place.start),
                "end": _point(place.end),
            }
            for place in entry.related
        ],
        "fixes": [{"title": fix.title, "safe": fix.safe} for fix in entry.fixes],
    }


def _point(point: Point) -> dict[str, int]:
    return {"line": point.line, "column": point.column}
