"""Folding ranges: the objects and lists of policies that take more than one line."""

from __future__ import annotations

from iamsight.analysis import Document
from iamsight.ide.nodes import containers
from iamsight.text import LineIndex


def folding_ranges(document: Document) -> list[tuple[int, int]]:
    """Pairs of a first and a last line, 0-based. The line of the closing bracket stays visible."""
    lines = LineIndex(document.text)
    found: dict[int, int] = {}
    for policy in document.policies:
        for one in containers(policy):
            first, last = lines.position(one.span.start).line, lines.position(one.span.end).line - 1
            if last > first:
                found.setdefault(first, last)  # of two that start in a line the outer one
    return sorted(found.items())
