"""The way to an element: the names and indexes from a node to the one at a span, as JSON pointers have them."""

from __future__ import annotations

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
        for member in node.members:
            if member.key.start <= span.start and span.end <= member.value.end:
                return member.key.value, member.value
    elif isinstance(node, Array):
        for index, item in enumerate(node.items):
            if item.span.start <= span.start and span.end <= item.span.end:
                return index, item
    return None
