"""The tolerant JSON parser: any text to nodes and problems.

It never raises and never recurses. Statements are **islands**: an object that is an item of an array named `Statement`,
or the value of a member of that name. An island's nodes are relative to its start; in a long text, one of valid JSON is
recognised by a single expression and left to be parsed when somebody asks. All other nodes are the **outline**; there,
an island counts as two code points (`{}`), so that an edit inside one moves nothing else.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from iamsight.limits import DEEPEST, LARGEST_TEXT, MOST_MISTAKES, MOST_STATEMENTS
from iamsight.syntax.builder import ARRAY, OBJECT, STATEMENTS, Frame, GivenUp
from iamsight.syntax.lexer import NEXT_OBJECT, Token, is_blank, is_member_name, valid_object_pattern
from iamsight.syntax.node import Island, Node, Object, Problem, String
from iamsight.syntax.outline import Outline, RawIsland
from iamsight.syntax.recovery import OPENING, SCALARS, Recovery
from iamsight.syntax.strict import read_object

ISLAND_NAME = "Statement"
_LONG = 50_000
"""Code points from which on a text is worth the 25 ms that compiling the expression for valid statements takes."""
_BROKEN = f"has more than {MOST_MISTAKES:,} mistakes in its JSON and was not checked"


def parse_outline(text: str) -> Outline:
    """Parse a whole text. Never raises."""
    if len(text) > LARGEST_TEXT:
        return Outline(None, (), (), f"is larger than {LARGEST_TEXT >> 20} MB and was not checked")
    parser = _Parser(text, 0)
    try:
        root = parser.run(parser.value)
        parser.after_root(root)
    except GivenUp as reason:
        return Outline(None, (), (), str(reason))
    cut = f"is nested more than {DEEPEST} levels deep; what is deeper was not checked" if parser.is_cut else ""
    return Outline(root, tuple(parser.problems), tuple(parser.islands), cut)


def parse_island(text: str, start: int, context: str) -> RawIsland | None:
    """Parse the statement that starts with the brace at `start`, inside the containers of `context`.

    The result is the one that `parse_outline` comes to when it meets this place in that context. None if there is more
    in it than is read, or than is read of the text around it.
    """
    parser = _Parser(text, start)
    for kind in context:
        parser.push(Frame(kind, 0, 0))
    try:
        return parser.island()._replace(is_cut=parser.is_cut)
    except GivenUp:
        return None


def parse_statement(source: str) -> Object:
    """The node of a statement that is known to be valid JSON and nothing else. Offsets start at its brace."""
    node: Node | None = read_object(source, 0)
    if node is None:
        parser = _Parser(source, 0)
        parser.inside = True
        node = parser.run(parser.value)
    if not isinstance(node, Object):
        msg = "not a valid JSON object"
        raise TypeError(msg)
    return node


def end_of_valid_object(text: str, start: int = 0) -> int:
    """The end of the valid JSON object at `start`; -1 where there is none, or it is nested too deeply to tell fast."""
    match = valid_object_pattern(5).match(text, start)
    return match.end() if match else -1


class _Parser(Recovery):
    """What is expected where, and how statements are told apart from the rest."""

    def __init__(self, text: str, position: int) -> None:
        super().__init__(text, position)
        self.islands: list[RawIsland] = []
        self.mistakes = 0  # in the islands

    # Driving.

    def run(self, state: Callable[[], None], floor: int | None = None) -> Node | None:
        """Read until the containers above `floor` (default: the present ones) are closed; the node of the last."""
        before = self.floor, self.state
        self.floor = len(self.stack) if floor is None else floor
        self.state, self.done = state, None
        while self.state is not None:
            self.state()
            if len(self.problems) > MOST_MISTAKES:
                raise GivenUp(_BROKEN)
        self.floor, self.state = before
        return self.done

    def island(self) -> RawIsland:
        """Read the statement at the present place: at once if it is valid, else with all care."""
        start, outline_start = self.position, self.position - self.base
        context = "".join([frame.kind for frame in self.stack])
        end = end_of_valid_object(self.text, start) if len(self.text) >= _LONG else -1
        if end >= 0:
            self.position = end
            return RawIsland(start, end, outline_start, context, None, ())
        node = read_object(self.text, start)
        if node is not None and not self.takes_the_last_brace(start + node.end):
            self.position = start + node.end
            return RawIsland(start, self.position, outline_start, context, node, ())
        found = self.careful_island(start, hints=False)
        robs = found[0].closed and self.takes_the_last_brace(found[2])
        if robs or not found[0].closed:
            ended = self.ended
            other = self.careful_island(start, hints=True)
            if other[0].closed and len(other[1]) <= len(found[1]) + robs:
                found = other
            else:
                self.ended = ended
        whole, problems, self.position = found
        self.mistakes += len(problems)
        return RawIsland(start, start + whole.end, outline_start, context, whole, tuple(problems))

    def takes_the_last_brace(self, end: int) -> bool:
        """Whether a statement that is no item of a list leaves no brace for the policy around it."""
        return self.stack[-1].kind == OBJECT and is_blank(self.text, end)

    def careful_island(self, start: int, *, hints: bool) -> tuple[Object, list[Problem], int]:
        """The statement at `start`, its problems, and where to read on."""
        before = self.base, self.problems
        self.position, self.base, self.problems = start, start, []
        self.inside, self.hints, self.ended = True, hints, False
        if self.text[start] == "{":
            node = self.run(self.value)
        else:
            self.problem(start, start, 'this statement lacks its "{"', "{")
            self.push(Frame(OBJECT, start, 0))
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
        if kind in OPENING and len(self.stack) >= DEEPEST:
            self.pass_over(token)
        elif kind == "{" and self.starts_island(frame):
            self.add_island()
        elif kind in OPENING:
            self.open(token)
        elif kind in SCALARS:
            if frame and is_member_name(self.text, token):
                self.name_for_value(frame, token)
            else:
                self.add(self.scalar(token))
        elif not kind:
            self.end_of_text(frame)
        elif frame is None:
            self.stray(token)
        elif frame.kind == OBJECT:
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
        elif kind in SCALARS:
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
        token = self.token(name=self.stack[-1].kind == OBJECT)
        kind = token.kind
        frame = self.stack[-1]
        if kind == ",":
            frame.comma = token
            self.consume(token)
            self.state = self.name if frame.kind == OBJECT else self.value
        elif kind and kind == ("}" if frame.kind == OBJECT else "]"):
            self.close(frame, token)
        elif not kind:
            self.end_of_text(frame)
        elif frame.kind == OBJECT:
            self.after_member(frame, token)
        else:
            self.after_item(frame, token)

    # Opening containers.

    def starts_island(self, frame: Frame | None) -> bool:
        if self.inside or frame is None:
            return False
        return frame.kind == STATEMENTS or (frame.key is not None and frame.key.value == ISLAND_NAME)

    def open(self, token: Token) -> None:
        if token.kind == "{":
            kind = OBJECT
        else:
            kind = STATEMENTS if self.starts_island(self.stack[-1] if self.stack else None) else ARRAY
        self.push(Frame(kind, token.start, token.start - self.base))
        self.state = self.name if kind == OBJECT else self.value
        self.consume(token)

    def add_island(self) -> None:
        """Read the statement at the present place, and those that follow it behind nothing but commas."""
        while True:
            start = self.position - self.base
            island = self.island()
            self.islands.append(island)
            self.refuse_too_much()
            self.base += island.end - island.start - 2
            self.last_end = island.end
            self.add(Island(start, start + 2, len(self.islands) - 1))
            if self.stack[-1].kind == STATEMENTS and island.node is None:
                self.skip_valid(self.stack[-1].children)
            follows = NEXT_OBJECT.match(self.text, self.position)
            if follows is None or self.stack[-1].kind != STATEMENTS or not island.closed:
                return
            self.position = follows.end()
            self.last_end = follows.start(1) + 1

    def skip_valid(self, children: list[Any]) -> None:
        """Pass the valid statements that follow in a list, as `add_island` does, with nothing done twice."""
        text, position, base = self.text, self.position, self.base
        context = self.islands[-1].context
        match, follows = valid_object_pattern(5).match, NEXT_OBJECT.match
        while (comma := follows(text, position)) and (found := match(text, comma.end())):
            start, position = found.span()
            children.append(Island(start - base, start - base + 2, len(self.islands)))
            self.islands.append(RawIsland(start, position, start - base, context, None, ()))
            base += position - start - 2
        self.position, self.base, self.last_end = position, base, self.islands[-1].end
        self.refuse_too_much()

    def refuse_too_much(self) -> None:
        """Stop where there is more than anybody would read."""
        if len(self.islands) > MOST_STATEMENTS:
            raise GivenUp(f"has more than {MOST_STATEMENTS:,} statements and was not checked")
        if self.mistakes + len(self.problems) > MOST_MISTAKES:
            raise GivenUp(_BROKEN)
