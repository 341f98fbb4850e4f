"""Looking at trees: what they say as plain values, and what is wrong with them, in offsets of the text."""

from __future__ import annotations

from typing import Any

from iamsight.syntax.node import Array, Island, Literal, Missing, Node, Number, Object, Problem, String
from iamsight.syntax.tree import Tree
from iamsight.text import Span

MISSING = "<missing>"


def value_of(tree: Tree) -> Any:
    """What the text says, as `json.loads` would have it; of duplicate members the last. Recurses on depth."""
    return _value(tree, tree.root)


def problems_of(tree: Tree) -> list[tuple[str, str]]:
    """The text marked by each problem, and its message, by place."""
    found = [(tree.absolute_span(segment, problem.span), problem.message) for segment, problem in located(tree)]
    return [(tree.text[slice(*span)], message) for span, message in sorted(found)]


def spans_of(tree: Tree) -> list[Span]:
    """Where the problems are, in offsets of the text."""
    return sorted(tree.absolute_span(segment, problem.span) for segment, problem in located(tree))


def located(tree: Tree) -> list[tuple[int | None, Problem]]:
    """Every problem with the segment it counts in."""
    inside = [(index, problem) for index, source in enumerate(tree.sources) for problem in source.problems]
    return [*((None, problem) for problem in tree.problems), *inside]


def everything(tree: Tree) -> tuple[object, ...]:
    """All that a tree consists of, to compare one with another."""
    statements = [(one.text, one.context, one.closed, one.problems, one.node) for one in tree.sources]
    return tree.text, tree.root, tree.problems, tree.starts, statements


def _value(tree: Tree, node: Node | None) -> Any:
    if isinstance(node, Island):
        return _value(tree, tree.sources[node.index].node)
    if isinstance(node, Object):
        return {member.key.value: _value(tree, member.value) for member in node.members}
    if isinstance(node, Array):
        return [_value(tree, item) for item in node.items]
    if isinstance(node, (String, Literal)):
        return node.value
    if isinstance(node, Number):
        return float(node.raw) if any(mark in node.raw for mark in ".eE") else int(node.raw)
    return MISSING if isinstance(node, Missing) else None
