"""Folding ranges: the objects and lists of policies that take more than one line."""

from __future__ import annotations

from bisect import bisect_right

from iamsight.analysis import Document
from iamsight.ide.nodes import containers
from iamsight.text import LineIndex


def folding_ranges(document: Document) -> list[tuple[int, int]]:
    """Pairs of a first and a last line, 0-based. The line of the closing bracket stays visible."""
    lines = LineIndex(document.text)
    starts = [lines.start(line) for line in range(lines.count)]
    found: dict[int, int] = {}
    for policy in document.policies:
        for one in containers(policy):
            first, last = bisect_right(starts, one.span.start) - 1, bisect_right(starts, one.span.end) - 2
            if last > first:
                found.setdefault(first, last)  # of two that start in a line the outer one
    return sorted(found.items())
