"""Statements that are plainly valid JSON, read at several times the speed of the tolerant parser.

Nearly all statements are. One that is not, or that has an escape in a string or is nested more deeply than policies
are, is left to the tolerant parser, which says what is wrong. Nodes come out the same (a property test compares them).
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any, cast

from iamsight.syntax.lexer import NUMBER, TRIVIA
from iamsight.syntax.node import Array, Literal, Member, Node, Number, Object, String

_DEEPEST = 8
_PLAIN = r'"[^"\\\x00-\x1f]*"'
_VALUE = rf"(?:({_PLAIN})|([\[{{])|({NUMBER})|(true|false|null))"
_MEMBER = re.compile(rf"{TRIVIA}({_PLAIN}){TRIVIA}:{TRIVIA}{_VALUE}")
_ITEM = re.compile(rf"{TRIVIA}{_VALUE}")
_STRINGS = re.compile(rf"{TRIVIA}(?:{_PLAIN}{TRIVIA}(?:,{TRIVIA}(?=\")|(?=\])))*\]")
_STRING = re.compile(r'"[^"]*"')
_COMMA_OR_BRACE = re.compile(rf"{TRIVIA}([,}}])")
_COMMA_OR_BRACKET = re.compile(rf"{TRIVIA}([,\]])")
_EMPTY_OBJECT = re.compile(rf"{TRIVIA}\}}")
_LITERALS = {"true": True, "false": False, "null": None}

# The constructors of named tuples run in Python; this makes the same value at half the price.
_new = cast("Callable[[type, tuple[Any, ...]], Any]", tuple.__new__)


def read_object(text: str, start: int) -> Object | None:
    """The object whose brace is at `start`, its offsets relative to there; None if it is not plainly valid JSON."""
    return _members(text, start + 1, start, _DEEPEST)


def _members(text: str, at: int, base: int, depth: int) -> Object | None:
    """The object whose members begin at `at`, just behind its brace."""
    start = at - 1 - base
    if empty := _EMPTY_OBJECT.match(text, at):
        return Object(start, empty.end() - base, ())
    members: list[Member] = []
    while match := _MEMBER.match(text, at):
        value = _value(text, match, 2, base, depth)
        if value is None:
            return None
        begin, end = match.span(1)
        key = _new(String, (begin - base, end - base, text[begin + 1 : end - 1], True, '"', ()))
        members.append(_new(Member, (key, value)))
        after = _COMMA_OR_BRACE.match(text, value.end + base)
        if after is None:
            return None
        at = after.end()
        if after.group(1) == "}":
            return Object(start, at - base, tuple(members))
    return None


def _items(text: str, at: int, base: int, depth: int) -> Array | None:
    """The array whose items begin at `at`, just behind its bracket."""
    start = at - 1 - base
    if strings := _STRINGS.match(text, at):
        found = []
        for match in _STRING.finditer(text, at, strings.end()):
            begin, end = match.span()
            found.append(_new(String, (begin - base, end - base, text[begin + 1 : end - 1], True, '"', ())))
        return Array(start, strings.end() - base, tuple(found))
    items: list[Node] = []
    while item := _ITEM.match(text, at):
        value = _value(text, item, 1, base, depth)
        after = _COMMA_OR_BRACKET.match(text, value.end + base) if value else None
        if value is None or after is None:
            return None
        items.append(value)
        at = after.end()
        if after.group(1) == "]":
            return Array(start, at - base, tuple(items))
    return None


def _value(text: str, match: re.Match[str], group: int, base: int, depth: int) -> Node | None:
    """The value that a match has met; `group` is the first of the four groups of `_VALUE` in its expression."""
    met = match.lastindex
    begin, end = match.span(met)  # type: ignore[arg-type]
    if met == group:
        return cast("String", _new(String, (begin - base, end - base, text[begin + 1 : end - 1], True, '"', ())))
    if met == group + 1:
        if depth == 0:
            return None
        read = _members if text[begin] == "{" else _items
        return read(text, end, base, depth - 1)
    if met == group + 2:
        return Number(begin - base, end - base, text[begin:end])
    return Literal(begin - base, end - base, _LITERALS[text[begin:end]])
