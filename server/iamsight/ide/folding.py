"""Folding ranges: the objects and lists of policies that take more than one line."""

from __future__ import annotations

from iamsight.analysis import Document
from iamsight.ide.nodes import containers
from iamsight.text import LineIndex


def folding_ranges(document: Document, lines: LineIndex) -> list[tuple[int, int]]:
    """Pairs of a first and a last line, 0-based, given the `lines` of the document's text.

    The line of the closing bracket stays visible.
    """
    found: dict[int, int] = {}
    for policy in document.policies:
        for one in containers(policy):
            first, last = lines.line_at(one.span.start), lines.line_at(one.span.end) - 1
            if last > first:
                found.setdefault(first, last)  # of two that start in a line the outer one
    return sorted(found.items())
