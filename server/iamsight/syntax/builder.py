"""What a parser of JSON has in hand: its place in the text, the containers that are open, and the nodes it makes.

`json.py` decides what is expected next, `recovery.py` what to do if something else is there; this is what both build
with. Offsets in the text become those of nodes by taking `base` off.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import Any

from iamsight.limits import DEEPEST
from iamsight.syntax.lexer import Token, end_of_container, next_token, read_string, skip_trivia
from iamsight.syntax.node import Array, Literal, Member, Node, Number, Object, Problem, String
from iamsight.text import Span

OBJECT, ARRAY, STATEMENTS = "o", "a", "s"
"""The kinds of containers; the last is an array whose items are statements."""

_LITERALS = {"true": True, "false": False, "null": None}


class GivenUp(Exception):  # noqa: N818 - it says what is the case, and is no programming error
    """There is more in the text than is read; the message says what, and goes on after the name of the text."""


class Frame:
    """A container being read: `at` is the offset of its bracket in the text, `start` the same as nodes have it."""

    __slots__ = ("at", "children", "comma", "key", "kind", "start")

    def __init__(self, kind: str, at: int, start: int) -> None:
        self.kind = kind
        self.at = at
        self.start = start
        self.children: list[Any] = []  # Nodes of an array, Members of an object
        self.key: String | None = None
        self.comma: Token | None = None  # the comma just read, while nothing follows it


class Builder(ABC):
    """One pass over one text. `state` is what is expected next; None when the run is over."""

    def __init__(self, text: str, position: int) -> None:
        """Start at the offset `position` of `text`."""
        self.text = text
        self.position = position
        self.base = 0  # what is taken off an offset in the text to have a node's offset
        self.stack: list[Frame] = []
        self.arrays = 0  # how many of them are arrays
        self.problems: list[Problem] = []
        self.hints = False  # may names tell which bracket was forgotten?
        self.ended = False  # has the end of the text been complained of?
        self.floor = 0
        self.last_end = position  # of the token read last
        self.done: Node | None = None
        self.state: Callable[[], None] | None = None
        self.is_cut = False  # was anything left out for being nested too deeply?

    @abstractmethod
    def after(self) -> None:
        """The state that expects a comma, or the end of the container."""

    def token(self, *, name: bool = False) -> Token:
        """The next token. What is skipped on the way to it is complained of and not seen again."""
        found: list[tuple[int, int, str]] = []
        self.position = skip_trivia(self.text, self.position, found)
        for start, end, message in found:
            self.problem(start, end, message, "")
        return next_token(self.text, self.position, name=name)

    def consume(self, token: Token) -> None:
        self.position = self.last_end = token.end

    def push(self, frame: Frame) -> None:
        """A container opens."""
        self.stack.append(frame)
        self.arrays += frame.kind != OBJECT

    def close(self, frame: Frame, token: Token) -> None:
        if frame.comma:
            self.problem(
                frame.comma.start, frame.comma.end, "JSON has no comma before a closing bracket; remove it", ""
            )
        self.consume(token)
        self.pop(frame, token.end - self.base, closed=True)

    def pop(self, frame: Frame, end: int, *, closed: bool) -> None:
        self.stack.pop()
        self.arrays -= frame.kind != OBJECT
        kind = Object if frame.kind == OBJECT else Array
        self.add(kind(frame.start, end, tuple(frame.children), closed))

    def add(self, node: Node) -> None:
        """A value is complete: give it to its container, or end the run with it."""
        if len(self.stack) == self.floor:
            self.done, self.state = node, None
            return
        frame = self.stack[-1]
        if frame.kind == OBJECT:
            frame.children.append(Member(frame.key or String(node.start, node.start, "", quote=""), node))
            frame.key = None
        else:
            frame.children.append(node)
        frame.comma = None
        self.state = self.after

    def scalar(self, token: Token) -> Node:
        """The node of a scalar token, which is consumed."""
        self.consume(token)
        start, end = token.start - self.base, token.end - self.base
        if token.kind == "number":
            return Number(start, end, self.text[token.start : token.end])
        if token.kind == "literal":
            return Literal(start, end, _LITERALS[self.text[token.start : token.end]])
        node, problems = read_string(self.text, token, self.base)
        self.problems += problems
        if token.kind == "word":
            self.problem(token.start, token.end, *_about_word(self.text[token.start : token.end], node.value))
        return node

    def scalar_name(self, token: Token) -> String:
        """The name of a member, from whatever scalar stands there; the token is consumed."""
        if token.kind == "string":
            node = self.scalar(token)
            if isinstance(node, String):
                return node
        self.consume(token)
        content = token.content if token.kind == "word" else token.end
        name = self.text[token.start : content]
        self.problem(token.start, token.end, "the name of a member needs double quotes", f'"{name}"')
        return String(token.start - self.base, token.end - self.base, name, quote="")

    def problem(self, start: int, end: int, message: str, replacement: str | None = None) -> None:
        """Note a problem from `start` to `end`, offsets in the text, and what to put there if that repairs it."""
        span = Span(start - self.base, end - self.base)
        fix = None if replacement is None else (span.start, span.end, replacement)
        self.problems.append(Problem(span, message, fix))

    def pass_over(self, token: Token) -> None:
        """Take a container for empty, since it is nested too deeply, whatever is in it."""
        self.is_cut = True
        end, closed = end_of_container(self.text, token.start)
        said = f"this is nested more than {DEEPEST} levels deep; what is in it was not read"
        self.problem(token.start, token.start + 1, said)
        self.position = self.last_end = end
        kind = Object if token.kind == "{" else Array
        self.add(kind(token.start - self.base, end - self.base, (), closed))

    def end_of_children(self, frame: Frame) -> int:
        return frame.children[-1].span.end if frame.children else frame.start + 1


def _about_word(written: str, value: str) -> tuple[str, str | None]:
    """What to say of a word that stands where a value should, and what it was meant to be."""
    if written != value:
        return "this string lacks its opening quote", f'"{value}"'
    if value.lower() in _LITERALS:
        return f"JSON writes this in lower case: {value.lower()}", value.lower()
    if value.lower() == "none":
        return "JSON has no None; its word is null", "null"
    return "text needs double quotes in JSON", f'"{value}"'
