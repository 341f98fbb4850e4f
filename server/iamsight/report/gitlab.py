"""GitLab's code quality report: findings appear in the merge request."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from hashlib import sha256
from typing import Any

from iamsight.report.model import Entry, FileReport, Run

_SEVERITIES = {"error": "critical", "warning": "major", "info": "minor", "hint": "info"}


def render(reports: Iterable[FileReport], _run: Run) -> Iterator[str]:
    """A JSON array, one finding a line."""
    yield "["
    separator = "\n"
    for report in reports:
        for entry in report.entries:
            yield separator + json.dumps(_issue(report.path, entry))
            separator = ",\n"
    yield "\n]\n"


def _issue(path: str, entry: Entry) -> dict[str, Any]:
    where = f"{path}\0{entry.fingerprint}".encode("utf-8", "surrogateescape")
    return {
        "check_name": entry.rule,
        "description": entry.message,
        "severity": _SEVERITIES[entry.severity],
        "fingerprint": sha256(where).hexdigest(),
        "location": {"path": path, "lines": {"begin": entry.start.line, "end": entry.end.line}},
    }
