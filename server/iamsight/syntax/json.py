"""The tolerant JSON parser: any text to nodes and problems.

It never raises and never recurses. One rule guides every recovery: what is missing or wrong costs no neighbour its
node, and one mistake is one problem.

Statements are **islands**: an object that is an item of an array named `Statement`, or the value of a member of that
name. An island's nodes are relative to its start, and one of valid JSON is recognised by a single expression and left
to be parsed when somebody asks. All other nodes are the **outline**; there, an island counts as two code points (`{}`),
so that an edit inside one moves nothing else.

The parser knows of IAM only the names in `STATEMENT_NAMES`: where brackets do not add up, they tell which was forgotten.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from iamsight.syntax.lexer import (
    Token,
    is_member_name,
    next_token,
    read_string,
    skip_trivia,
    valid_object_pattern,
)
from iamsight.syntax.node import Array, Island, Literal, Member, Missing, Node, Number, Object, Problem, String
from iamsight.text import Span

ISLAND_NAME = "Statement"
STATEMENT_NAMES = frozenset(
    ("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition")
)
_VALID_STATEMENT = valid_object_pattern(5)
_LITERALS = {"true": True, "false": False, "null": None}
_OBJECT, _ARRAY, _STATEMENTS = "o", "a", "s"  # kinds of containers; _STATEMENTS is an array whose items are islands
_OPENING = ("{", "[")
_NAMES = ("string", "word")
_SCALARS = ("string", "word", "number", "literal")


class RawIsland(NamedTuple):
    """A statement as found in the text from `start` to `end`, both offsets in the text.

    `outline_start` is the first of the two code points it takes in the outline. `context` names the containers around
    it, outermost first: with the text from `start` on it decides the outcome. `node` is None where the statement is
    valid JSON and has not been parsed yet.
    """

    start: int
    end: int
    outline_start: int
    context: str
    node: Object | None
    problems: tuple[Problem, ...]

    @property
    def closed(self) -> bool:
        """Whether its own brace ends it."""
        return self.node is None or self.node.closed


class Outline(NamedTuple):
    """All of a text: the root node (None where there is no value), the outline's problems, and the islands."""

    root: Node | None
    problems: tuple[Problem, ...]
    islands: tuple[RawIsland, ...]


def parse_outline(text: str) -> Outline:
    """Parse a whole text. Never raises."""
    parser = _Parser(text, 0)
    root = parser.run(parser.value)
    parser.after_root(root)
    return Outline(root, tuple(parser.problems), tuple(parser.islands))


def parse_island(text: str, start: int, context: str) -> RawIsland:
    """Parse the statement that starts with the brace at `start`, inside the containers of `context`.

    The result is the one that `parse_outline` comes to when it meets this place in that context.
    """
    parser = _Parser(text, start)
    parser.stack = [_Frame(kind, 0, 0) for kind in context]
    return parser.island()


def parse_statement(source: str) -> Object:
    """The node of a statement that is known to be valid JSON and nothing else. Offsets start at its brace."""
    parser = _Parser(source, 0)
    parser.inside = True
    node = parser.run(parser.value)
    if not isinstance(node, Object):
        msg = "not a valid JSON object"
        raise TypeError(msg)
    return node


def end_of_valid_object(text: str, start: int = 0) -> int:
    """The end of the valid JSON object at `start`; -1 where there is none, or it is nested too deeply to tell fast."""
    match = _VALID_STATEMENT.match(text, start)
    return match.end() if match else -1


class _Frame:
    """A container being read: `at` is the offset of its bracket in the text, `start` the same as nodes have it."""

    __slots__ = ("at", "children", "comma", "key", "kind", "start")

    def __init__(self, kind: str, at: int, start: int) -> None:
        self.kind = kind
        self.at = at
        self.start = start
        self.children: list[Any] = []  # Nodes of an array, Members of an object
        self.key: String | None = None
        self.comma: Token | None = None  # the comma just read, while nothing follows it


class _Parser:
    """One pass over one text. `state` is what is expected next; None when the run is over."""

    def __init__(self, text: str, position: int) -> None:
        self.text = text
        self.position = position
        self.base = 0  # what is taken off an offset in the text to have a node's offset
        self.stack: list[_Frame] = []
        self.problems: list[Problem] = []
        self.islands: list[RawIsland] = []
        self.inside = False  # an island?
        self.hints = False  # may names tell which bracket was forgotten?
        self.ended = False  # has the end of the text been complained of?
        self.floor = 0
        self.last_end = position  # of the token read last
        self.done: Node | None = None
        self.state: Callable[[], None] | None = None

    # Driving.

    def run(self, state: Callable[[], None], floor: int | None = None) -> Node | None:
        """Read until the containers above `floor` (default: the present ones) are closed; the node of the last."""
        before = self.floor, self.state
        self.floor = len(self.stack) if floor is None else floor
        self.state, self.done = state, None
        while self.state:
            self.state()
        self.floor, self.state = before
        return self.done

    def island(self) -> RawIsland:
        """Read the statement at the present place: at once if it is valid, else with all care."""
        start, outline_start = self.position, self.position - self.base
        context = "".join([frame.kind for frame in self.stack])
        end = end_of_valid_object(self.text, start)
        if end >= 0:
            self.position = end
            return RawIsland(start, end, outline_start, context, None, ())
        found = self.careful_island(start, hints=False)
        if not found[0].closed:
            ended = self.ended
            other = self.careful_island(start, hints=True)
            if other[0].closed and len(other[1]) <= len(found[1]):
                found = other
            else:
                self.ended = ended
        node, problems, self.position = found
        return RawIsland(start, start + node.end, outline_start, context, node, tuple(problems))

    def careful_island(self, start: int, *, hints: bool) -> tuple[Object, list[Problem], int]:
        """The statement at `start`, its problems, and where to read on."""
        before = self.base, self.problems
        self.position, self.base, self.problems = start, start, []
        self.inside, self.hints, self.ended = True, hints, False
        if self.text[start] == "{":
            node = self.run(self.value)
        else:
            self.problem(start, start, 'this statement lacks its "{"', "{")
            self.stack.append(_Frame(_OBJECT, start, 0))
            node = self.run(self.name, len(self.stack) - 1)
        problems = self.problems
        self.base, self.problems = before
        self.inside = self.hints = False
        assert isinstance(node, Object)  # noqa: S101 - a statement starts with a brace or is given one
        return node, problems, self.position

    def after_root(self, root: Node | None) -> None:
        """Complain of what follows the value, or of there being none."""
        token = self.token()
        if root is None:
            self.problem(0, len(self.text), "there is no JSON here: the text is empty")
        elif token.kind:
            end = len(self.text.rstrip(" \t\r\n"))
            self.problem(token.start, end, "the document ends before this text; remove it, or a bracket too many above")

    # What is expected next.

    def value(self) -> None:
        """A value: at the start, behind a colon, or as an item of an array."""
        token = self.token()
        kind = token.kind
        frame = self.stack[-1] if self.stack else None
        if kind == "{" and self.starts_island(frame):
            self.add_island()
        elif kind in _OPENING:
            self.open(token)
        elif kind in _SCALARS:
            if frame and is_member_name(self.text, token):
                self.name_for_value(frame, token)
            else:
                self.add(self.scalar(token))
        elif not kind:
            self.end_of_text(frame)
        elif frame is None:
            self.stray(token)
        elif frame.kind == _OBJECT:
            self.missing_value(frame, token)
        else:
            self.no_item(frame, token)

    def name(self) -> None:
        """The name of a member, or the end of its object."""
        token = self.token(name=True)
        kind = token.kind
        frame = self.stack[-1]
        if kind == "}":
            self.close(frame, token)
        elif kind in _SCALARS:
            if self.belongs_further_out(token):
                self.give_up(frame)
            else:
                self.read_name(frame, token)
        elif not kind:
            self.end_of_text(frame)
        elif kind == ",":
            self.extra_comma(frame, token)
        elif kind in "{]" and self.is_inside_array():
            self.give_up(frame)
        elif kind in ":{[":
            self.problem(token.start, token.end, "a member's name is missing before this")
            frame.key = String(token.start - self.base, token.start - self.base, "", quote="")
            self.state = self.value
            if kind == ":":
                self.consume(token)
        else:
            self.stray(token)

    def after(self) -> None:
        """A comma, or the end of the container."""
        token = self.token(name=self.stack[-1].kind == _OBJECT)
        kind = token.kind
        frame = self.stack[-1]
        if kind == ",":
            frame.comma = token
            self.consume(token)
            self.state = self.name if frame.kind == _OBJECT else self.value
        elif kind and kind == ("}" if frame.kind == _OBJECT else "]"):
            self.close(frame, token)
        elif not kind:
            self.end_of_text(frame)
        elif frame.kind == _OBJECT:
            self.after_member(frame, token)
        else:
            self.after_item(frame, token)

    # Recoveries.

    def after_member(self, frame: _Frame, token: Token) -> None:
        """Something other than a comma or a brace follows a member."""
        if token.kind in _NAMES and is_member_name(self.text, token):
            if self.belongs_further_out(token):
                self.give_up(frame)
            else:
                self.missing_comma(frame)
                self.state = self.name
        elif token.kind in "{]" and self.is_inside_array():
            self.give_up(frame)
        elif token.kind in _SCALARS:
            if token.kind == "word":
                self.stray(token)
            else:
                self.problem(token.start, token.end, "a member has one value; several go into a list: [ ... ]")
                self.consume(token)
        elif token.kind in _OPENING:
            self.missing_comma(frame)
            self.state = self.name
        else:
            self.stray(token)

    def after_item(self, frame: _Frame, token: Token) -> None:
        """Something other than a comma or a bracket follows an item."""
        if token.kind == "}" and self.is_inside_object():
            self.give_up(frame)
        elif token.kind in _NAMES and self.ends_array(token):
            self.give_up(frame)
        elif token.kind in _SCALARS or token.kind in _OPENING:
            self.missing_comma(frame)
            self.state = self.value
        else:
            self.stray(token)

    def no_item(self, frame: _Frame, token: Token) -> None:
        """Punctuation stands where an item of an array was expected."""
        if token.kind == "]":
            self.close(frame, token)
        elif token.kind == ",":
            self.extra_comma(frame, token)
        elif token.kind == "}" and self.is_inside_object():
            self.give_up(frame)
        else:
            self.stray(token)

    def name_for_value(self, frame: _Frame, token: Token) -> None:
        """A member's name stands where a value was expected."""
        if frame.kind == _OBJECT:
            self.missing_value(frame, token)
            self.state = self.name
        elif frame.kind == _STATEMENTS and not self.inside and read_string(self.text, token, 0)[0].value in STATEMENT_NAMES:
            self.add_island()
        elif self.ends_array(token):
            self.give_up(frame)
        else:
            self.add(self.scalar(token))

    def missing_value(self, frame: _Frame, token: Token) -> None:
        """The value behind a colon is not there; `token` is what stands there instead."""
        if token.kind == ":":
            self.stray(token)
            return
        end = self.last_end
        if frame.key:
            self.problem(frame.key.start + self.base, end, "the value of this member is missing")
        self.add(Missing(end - self.base, end - self.base))

    def read_name(self, frame: _Frame, token: Token) -> None:
        """Take the name of a member, and its colon."""
        frame.comma = None
        frame.key = key = self.scalar_name(token)
        colon = self.token()
        if colon.kind == ":":
            self.consume(colon)
            self.state = self.value
        elif colon.kind in _SCALARS or colon.kind in _OPENING:
            end = token.end
            if colon.kind in _NAMES and is_member_name(self.text, colon):
                self.problem(token.start, end, "a colon and a value are missing after this name")
                self.add(Missing(key.end, key.end))
                self.state = self.name
            else:
                self.problem(token.start, end, "a colon is missing after this name", (key.end, key.end, ":"))
                self.state = self.value
        else:
            self.problem(token.start, token.end, "a colon and a value are missing after this name")
            self.add(Missing(key.end, key.end))

    def missing_comma(self, frame: _Frame) -> None:
        """Complain of a comma that is missing behind the last child; a long value is marked at its end only."""
        last = frame.children[-1]
        value = last.value if isinstance(last, Member) else last
        start = value.end - 1 if isinstance(value, (Object, Array, Island)) else value.start
        self.problems.append(Problem(Span(start, value.end), "a comma is missing after this", (value.end, value.end, ",")))

    def extra_comma(self, frame: _Frame, token: Token) -> None:
        """Pass over a comma with nothing before it."""
        what = frame.comma or token
        self.problem(what.start, what.end, "there is a comma too many here; remove it", "")
        self.consume(token)

    def stray(self, token: Token) -> None:
        """Pass over a token that has no place here."""
        what = self.text[token.start : min(token.end, token.start + 40)]
        self.problem(token.start, token.end, f"{what} has no place here; remove it", "")
        self.consume(token)

    def give_up(self, frame: _Frame) -> None:
        """End a container whose bracket was forgotten; what comes next is read again by the one around it."""
        end = self.end_of_children(frame)
        if not self.ended:
            bracket, closing = ("{", "}") if frame.kind == _OBJECT else ("[", "]")
            where = Span(frame.start, frame.start + 1)
            self.problems.append(Problem(where, f'this "{bracket}" is never closed', (end, end, closing)))
        if frame.comma:
            self.position = frame.comma.start
        self.pop(frame, end, closed=False)

    def end_of_text(self, frame: _Frame | None) -> None:
        """Close everything that the end of the text left open, with one complaint for all of it."""
        if frame is None:
            self.state = None
        elif frame.key:
            self.missing_value(frame, self.token())
        else:
            if not self.ended:
                end = self.end_of_children(frame)
                closing = "".join(["}" if one.kind == _OBJECT else "]" for one in reversed(self.stack)])
                where = Span(frame.start, frame.start + 1)
                self.problems.append(Problem(where, _never_closed(closing), (end, end, closing)))
                self.ended = True
            self.give_up(frame)

    # Questions.

    def is_inside_array(self) -> bool:
        return any(frame.kind != _OBJECT for frame in self.stack[:-1])

    def is_inside_object(self) -> bool:
        return any(frame.kind == _OBJECT for frame in self.stack[:-1])

    def ends_array(self, token: Token) -> bool:
        """Whether this token, met in an array, is the name of a member of the object around it."""
        return len(self.stack) > 1 and self.stack[-2].kind == _OBJECT and is_member_name(self.text, token)

    def belongs_further_out(self, token: Token) -> bool:
        """Whether this name is one of the statement's, met in an object inside it that was never closed."""
        deep = self.hints and len(self.stack) > self.floor + 1
        return deep and read_string(self.text, token, 0)[0].value in STATEMENT_NAMES

    def starts_island(self, frame: _Frame | None) -> bool:
        if self.inside or frame is None:
            return False
        return frame.kind == _STATEMENTS or (frame.key is not None and frame.key.value == ISLAND_NAME)

    # Reading and building.

    def token(self, *, name: bool = False) -> Token:
        """The next token. What is skipped on the way to it is complained of and not seen again."""
        found: list[tuple[int, int, str]] = []
        self.position = skip_trivia(self.text, self.position, found)
        for start, end, message in found:
            self.problem(start, end, message, "")
        return next_token(self.text, self.position, name=name)

    def consume(self, token: Token) -> None:
        self.position = self.last_end = token.end

    def open(self, token: Token) -> None:
        if token.kind == "{":
            kind = _OBJECT
        else:
            kind = _STATEMENTS if self.starts_island(self.stack[-1] if self.stack else None) else _ARRAY
        self.stack.append(_Frame(kind, token.start, token.start - self.base))
        self.state = self.name if kind == _OBJECT else self.value
        self.consume(token)

    def close(self, frame: _Frame, token: Token) -> None:
        if frame.comma:
            self.problem(frame.comma.start, frame.comma.end, "JSON has no comma before a closing bracket; remove it", "")
        self.consume(token)
        self.pop(frame, token.end - self.base, closed=True)

    def pop(self, frame: _Frame, end: int, *, closed: bool) -> None:
        self.stack.pop()
        kind = Object if frame.kind == _OBJECT else Array
        self.add(kind(frame.start, end, tuple(frame.children), closed))

    def add(self, node: Node) -> None:
        """A value is complete: give it to its container, or end the run with it."""
        if len(self.stack) == self.floor:
            self.done, self.state = node, None
            return
        frame = self.stack[-1]
        if frame.kind == _OBJECT:
            frame.children.append(Member(frame.key or String(node.start, node.start, "", quote=""), node))
            frame.key = None
        else:
            frame.children.append(node)
        frame.comma = None
        self.state = self.after

    def add_island(self) -> None:
        start = self.position - self.base
        island = self.island()
        self.islands.append(island)
        self.base += island.end - island.start - 2
        self.last_end = island.end
        self.add(Island(start, start + 2, len(self.islands) - 1))

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

    def end_of_children(self, frame: _Frame) -> int:
        return frame.children[-1].span.end if frame.children else frame.start + 1


def _never_closed(closing: str) -> str:
    bracket = "{" if closing[0] == "}" else "["
    others = len(closing) - 1
    around = {0: "", 1: ", nor is the one around it"}.get(others, f", nor are the {others} around it")
    shown = closing if len(closing) <= 20 else f"{closing[:20]}..."
    return f'this "{bracket}" is never closed{around}; the text ends without {shown}'


def _about_word(written: str, value: str) -> tuple[str, str | None]:
    """What to say of a word that stands where a value should, and what it was meant to be."""
    if written != value:
        return "this string lacks its opening quote", f'"{value}"'
    if value.lower() in _LITERALS:
        return f"JSON writes this in lower case: {value.lower()}", value.lower()
    if value.lower() == "none":
        return "JSON has no None; its word is null", "null"
    return "text needs double quotes in JSON", f'"{value}"'
