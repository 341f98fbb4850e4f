"""What to do where the text has something other than JSON expects.

One rule guides it all: what is missing or wrong costs no neighbour its node, and one mistake is one problem.
"""

from __future__ import annotations

from abc import abstractmethod

from iamsight.syntax.builder import OBJECT, STATEMENTS, Builder, Frame
from iamsight.syntax.lexer import Token, is_member_name, read_string
from iamsight.syntax.node import Array, Island, Member, Missing, Object, Problem
from iamsight.text import Span

STATEMENT_NAMES = frozenset(
    ("Sid", "Effect", "Principal", "NotPrincipal", "Action", "NotAction", "Resource", "NotResource", "Condition")
)
"""What the members of a statement are called: where brackets do not add up, they tell which was forgotten."""

OPENING = ("{", "[")
NAMES = ("string", "word")
SCALARS = ("string", "word", "number", "literal")


class Recovery(Builder):
    """A parser that knows what to do with the unexpected; what is expected is said by its subclass."""

    inside = False  # an island?

    @abstractmethod
    def value(self) -> None:
        """The state that expects a value."""

    @abstractmethod
    def name(self) -> None:
        """The state that expects the name of a member."""

    @abstractmethod
    def add_island(self) -> None:
        """Read the statement at the present place."""

    def after_member(self, frame: Frame, token: Token) -> None:
        """Something other than a comma or a brace follows a member."""
        if token.kind in NAMES and is_member_name(self.text, token):
            if self.belongs_further_out(token):
                self.give_up(frame)
            else:
                self.missing_comma(frame)
                self.state = self.name
        elif token.kind in "{]" and self.is_inside_array():
            self.give_up(frame)
        elif token.kind in SCALARS:
            if token.kind == "word":
                self.stray(token)
            else:
                self.problem(token.start, token.end, "a member has one value; several go into a list: [ ... ]")
                self.consume(token)
        elif token.kind in OPENING:
            self.missing_comma(frame)
            self.state = self.name
        else:
            self.stray(token)

    def after_item(self, frame: Frame, token: Token) -> None:
        """Something other than a comma or a bracket follows an item."""
        closes = token.kind == "}" and self.is_inside_object()
        if closes or (token.kind in NAMES and self.ends_array(token)):
            self.give_up(frame)
        elif token.kind in SCALARS or token.kind in OPENING:
            self.missing_comma(frame)
            self.state = self.value
        else:
            self.stray(token)

    def no_item(self, frame: Frame, token: Token) -> None:
        """Punctuation stands where an item of an array was expected."""
        if token.kind == "]":
            self.close(frame, token)
        elif token.kind == ",":
            self.extra_comma(frame, token)
        elif token.kind == "}" and self.is_inside_object():
            self.give_up(frame)
        else:
            self.stray(token)

    def name_for_value(self, frame: Frame, token: Token) -> None:
        """A member's name stands where a value was expected."""
        if frame.kind == OBJECT:
            self.missing_value(frame, token)
            self.state = self.name
        elif (
            frame.kind == STATEMENTS
            and not self.inside
            and read_string(self.text, token, 0)[0].value in STATEMENT_NAMES
        ):
            self.add_island()
        elif self.ends_array(token):
            self.give_up(frame)
        else:
            self.add(self.scalar(token))

    def missing_value(self, frame: Frame, token: Token) -> None:
        """The value behind a colon is not there; `token` is what stands there instead."""
        if token.kind == ":":
            self.stray(token)
            return
        end = self.last_end
        if frame.key:
            self.problem(frame.key.start + self.base, end, "the value of this member is missing")
        self.add(Missing(end - self.base, end - self.base))

    def read_name(self, frame: Frame, token: Token) -> None:
        """Take the name of a member, and its colon."""
        frame.comma = None
        frame.key = key = self.scalar_name(token)
        colon = self.token()
        if colon.kind == ":":
            self.consume(colon)
            self.state = self.value
        elif colon.kind in SCALARS or colon.kind in OPENING:
            end = token.end
            if colon.kind in NAMES and is_member_name(self.text, colon):
                self.problem(token.start, end, "a colon and a value are missing after this name")
                self.add(Missing(key.end, key.end))
                self.state = self.name
            else:
                self.problem(token.start, end, "a colon is missing after this name", f"{self.text[token.start : end]}:")
                self.state = self.value
        else:
            self.problem(token.start, token.end, "a colon and a value are missing after this name")
            self.add(Missing(key.end, key.end))

    def missing_comma(self, frame: Frame) -> None:
        """Complain of a comma that is missing behind the last child; a long value is marked at its end only."""
        last = frame.children[-1]
        value = last.value if isinstance(last, Member) else last
        start = value.end - 1 if isinstance(value, (Object, Array, Island)) else value.start
        self.problems.append(
            Problem(Span(start, value.end), "a comma is missing after this", (value.end, value.end, ","))
        )

    def extra_comma(self, frame: Frame, token: Token) -> None:
        """Pass over a comma with nothing before it."""
        what = frame.comma or token
        self.problem(what.start, what.end, "there is a comma too many here; remove it", "")
        self.consume(token)

    def stray(self, token: Token) -> None:
        """Pass over a token that has no place here."""
        what = self.text[token.start : min(token.end, token.start + 40)]
        self.problem(token.start, token.end, f"{what} has no place here; remove it", "")
        self.consume(token)

    def give_up(self, frame: Frame) -> None:
        """End a container whose bracket was forgotten; what comes next is read again by the one around it."""
        end = self.end_of_children(frame)
        if not self.ended:
            bracket, closing = ("{", "}") if frame.kind == OBJECT else ("[", "]")
            where = Span(frame.start, frame.start + 1)
            self.problems.append(Problem(where, f'this "{bracket}" is never closed', (end, end, closing)))
        if frame.comma:
            self.position = frame.comma.start
        self.pop(frame, end, closed=False)

    def end_of_text(self, frame: Frame | None) -> None:
        """Close everything that the end of the text left open, with one complaint for all of it."""
        if frame is None:
            self.state = None
        elif frame.key:
            self.missing_value(frame, self.token())
        else:
            if not self.ended:
                end = self.end_of_children(frame)
                closing = "".join(["}" if one.kind == OBJECT else "]" for one in reversed(self.stack)])
                where = Span(frame.start, frame.start + 1)
                self.problems.append(Problem(where, _never_closed(closing), (end, end, closing)))
                self.ended = True
            self.give_up(frame)

    # Questions.

    def is_inside_array(self) -> bool:
        """Whether some array is open around the innermost container."""
        return self.arrays > (self.stack[-1].kind != OBJECT)

    def is_inside_object(self) -> bool:
        """Whether some object is open around the innermost container."""
        return len(self.stack) - self.arrays > (self.stack[-1].kind == OBJECT)

    def ends_array(self, token: Token) -> bool:
        """Whether this token, met in an array, is the name of a member of the object around it."""
        return len(self.stack) > 1 and self.stack[-2].kind == OBJECT and is_member_name(self.text, token)

    def belongs_further_out(self, token: Token) -> bool:
        """Whether this name is one of the statement's, met in an object inside it that was never closed."""
        deep = self.hints and len(self.stack) > self.floor + 1
        return deep and read_string(self.text, token, 0)[0].value in STATEMENT_NAMES


def _never_closed(closing: str) -> str:
    bracket = "{" if closing[0] == "}" else "["
    others = len(closing) - 1
    around = {0: "", 1: ", nor is the one around it"}.get(others, f", nor are the {others} around it")
    shown = closing if len(closing) <= 20 else f"{closing[:20]}..."
    return f'this "{bracket}" is never closed{around}; the text ends without {shown}'
