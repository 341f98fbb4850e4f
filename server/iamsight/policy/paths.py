"""The way to an element: the names and indexes from a node to the one at a span, as JSON pointers have them."""

from __future__ import annotations

from bisect import bisect_right
from operator import attrgetter
from typing import TypeAlias

from iamsight.syntax.node import Array, Node, Object
from iamsight.text import Span

Path: TypeAlias = "tuple[str | int, ...]"


def path_to(node: Node, span: Span) -> Path:
    """The path from `node` to the innermost element that covers `span`; a member's name stands for its value."""
    path: list[str | int] = []
    while True:
        inner = _step(node, span)
        if inner is None:
            return tuple(path)
        step, node = inner
        path.append(step)


def _step(node: Node, span: Span) -> tuple[str | int, Node] | None:
    if isinstance(node, Object):
        at = bisect_right(node.members, span.start, key=attrgetter("key.start")) - 1
        if at >= 0 and span.end <= node.members[at].value.end:
            return node.members[at].key.value, node.members[at].value
    elif isinstance(node, Array):
        index = bisect_right(node.items, span.start, key=attrgetter("start")) - 1
        if index >= 0 and span.end <= node.items[index].end:
            return index, node.items[index]
    return None
