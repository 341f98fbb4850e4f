"""How many findings there are of each rule, instead of the findings."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator

from iamsight.report.model import FileReport


def render(reports: Iterable[FileReport], *, as_json: bool) -> Iterator[str]:
    """The commonest rule first: count, rule and severity, as a table or as JSON."""
    counts = Counter((entry.rule, entry.severity) for report in reports for entry in report.entries)
    ranked = sorted(counts.items(), key=lambda one: (-one[1], one[0]))
    if as_json:
        yield json.dumps([{"rule": rule, "severity": severity, "count": count} for (rule, severity), count in ranked])
        yield "\n"
        return
    widest = len(str(ranked[0][1])) if ranked else 0
    for (rule, severity), count in ranked:
        yield f"{count:>{widest}}  {rule} ({severity})\n"
