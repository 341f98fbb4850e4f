"""Where to edit an element without breaking what is around it. What to write there is the rule's choice."""

from __future__ import annotations

from bisect import bisect_left
from operator import attrgetter

from iamsight.policy.text import Text, literal_of
from iamsight.syntax.node import Array, Member, Node, Object, String
from iamsight.text import Span


def editable(text: Text, start: int = 0, end: int | None = None) -> Span | None:
    """Where `text.value[start:end]` is written, without quotes; None if any of it is computed."""
    if end is None and not start and isinstance(text, String):
        return text.inner
    end = len(text.value) if end is None else end
    literal = literal_of(text)
    if literal is not None:
        return literal.slice(start, end)  # all of it is the inside of the quotes, where `text.slice` would be no other
    span = text.slice(start, end)
    return None if span == text.span else span


def is_item(items: Array, node: Node) -> bool:
    """Whether a node is an item of a list. It is looked for by where it stands, for lists may be long."""
    at = _place(items, node)
    return at < len(items.items) and items.items[at] is node


def place_of(node: Object, member: Member) -> int:
    """The index of a member of an object."""
    return bisect_left(node.members, member.key.start, key=attrgetter("key.start"))


def without(items: Array, item: Node) -> Span:
    """What to delete so that `item`, one of several `items`, is gone with one of the commas next to it."""
    at = _place(items, item)
    if at:
        return Span(items.items[at - 1].span.end, item.span.end)
    return Span(item.span.start, items.items[1].span.start)


def added(value: Node, item: str) -> list[tuple[int, int, str]]:
    """The edits (start, end, text) that put `item`, as JSON text, behind the last item of `value`.

    What is no array becomes one.
    """
    if isinstance(value, Array):
        at = value.items[-1].span.end if value.items else value.start + 1
        return [(at, at, f", {item}" if value.items else item)]
    return [(value.start, value.start, "["), (value.end, value.end, f", {item}]")]


def beside(node: Object, statement: str, *, listed: bool) -> list[tuple[int, int, str]]:
    """The edits (start, end, text) that put another statement, as JSON text, behind one that is closed.

    `listed`: it is one of an array; else the two become one.
    """
    if listed:
        return [(node.end, node.end, f", {statement}")]
    return [(node.start, node.start, "["), (node.end, node.end, f", {statement}]")]


def _place(items: Array, item: Node) -> int:
    """The index of an item."""
    return bisect_left(items.items, item.start, key=attrgetter("start"))
