"""The statement that a refactoring works on, and how new text is laid out in it."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

from iamsight.analysis import Document
from iamsight.catalogue import Catalogue
from iamsight.policy import places
from iamsight.policy.cursor import locate
from iamsight.policy.model import Placed, Policy, Statement
from iamsight.syntax.node import Array, Node, Object
from iamsight.text import Edit, Span

_LONGEST_LINE = 100
_USUAL_UNIT = "  "


class Refactoring(NamedTuple):
    """Another way to write it. `same`: what the policy grants stays the same.

    `write` makes the edits of the document: most of what is offered is never chosen, and in a long policy edits cost
    more than titles. It is for the text that the refactoring was offered in.
    """

    title: str
    write: Callable[[], Iterable[Edit]]
    same: bool

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits of the document, all at once."""
        return tuple(self.write())


class Site(NamedTuple):
    """A statement of valid JSON with a cursor in it. `place` is what the cursor is at."""

    document: Document
    policy: Policy
    placed: Placed
    place: places.Location

    @property
    def statement(self) -> Statement:
        """The statement."""
        return self.placed.statement

    @property
    def catalogue(self) -> Catalogue:
        """What AWS defines."""
        return self.document.catalogue

    def edit(self, span: Span, text: str) -> Edit:
        """Put `text` in the place of a span of the statement, as an edit of the document."""
        return self.policy.view.edit(self.placed.segment, Edit(span.start, span.end, text))

    def written(self, span: Span) -> str:
        """The text at a span of the statement."""
        tree = self.policy.view.tree
        return tree.text[slice(*tree.absolute_span(self.placed.segment, span))]

    def indentation(self, offset: int) -> str:
        """The white space that the line at an offset of the statement starts with."""
        line = self._line_before(offset)
        return line[: len(line) - len(line.lstrip(" \t"))]

    def starts_line(self, offset: int) -> bool:
        """Whether nothing but white space stands before an offset of the statement on its line."""
        tree = self.policy.view.tree
        line = self._line_before(offset)
        return not line.strip(" \t") and tree.absolute(self.placed.segment, offset) > len(line)

    def _line_before(self, offset: int) -> str:
        """The line at an offset of the statement, up to there."""
        tree = self.policy.view.tree
        end = tree.absolute(self.placed.segment, offset)
        start = tree.text.rfind("\n", 0, end) + 1
        return tree.text[max(start, tree.text.rfind("\r", start, end) + 1) : end]

    @property
    def line_end(self) -> str:
        """What ends the first line of the text, and so probably all."""
        text = self.policy.view.tree.text
        first = text.find("\n")
        return "\r\n" if first > 0 and text[first - 1] == "\r" else "\n"

    @property
    def unit(self) -> str:
        """What one level of indentation is: by how much the statement's elements stand further in than its brace."""
        node = self.placed.object
        for member in node.members:
            if self.starts_line(member.key.start):
                inner, outer = self.indentation(member.key.start), self.indentation(node.start)
                return inner[len(outer) :] or _USUAL_UNIT
        return _USUAL_UNIT

    def list_text(self, old: Node, values: Sequence[str]) -> str:
        """Strings as the value of a list element, laid out as the value `old` that they replace."""
        if len(values) == 1 and not isinstance(old, Array):
            return quoted(values[0])
        items = [quoted(value) for value in values]
        line = f"[{', '.join(items)}]"
        is_broken = isinstance(old, Array) and len(old.items) > 0 and self.starts_line(old.items[0].span.start)
        column = len(self.indentation(old.span.start)) + len('"NotResource": ')
        if not is_broken and (column + len(line) <= _LONGEST_LINE or not self.is_broken):
            return line
        outer = self.indentation(old.span.start)
        inner = outer + self.unit
        if is_broken and isinstance(old, Array):
            inner = self.indentation(old.items[0].span.start)
        lines = f",{self.line_end}{inner}".join(items)
        return f"[{self.line_end}{inner}{lines}{self.line_end}{outer}]"

    def list_edit(self, old: Node, values: Sequence[str]) -> Edit:
        """Put strings in the place of the value `old` of a list element."""
        return self.edit(old.span, self.list_text(old, values))

    @property
    def is_broken(self) -> bool:
        """Whether the statement's elements stand on lines of their own."""
        return any(self.starts_line(member.key.start) for member in self.placed.object.members)

    def value_text(self, value: object, offset: int) -> str:
        """Any JSON value, laid out as the statement is, for a line that is indented like the one at `offset`."""
        if not self.is_broken:
            return json.dumps(value, ensure_ascii=False)
        text = json.dumps(value, ensure_ascii=False, indent=self.unit)
        return text.replace("\n", self.line_end + self.indentation(offset))

    def member_edit(self, target: Object, name: str, value: object, *, first: bool = False) -> Edit:
        """Add a member to an object of the statement, at its end or as the `first`."""
        members = target.members
        if not members:
            text = f"{quoted(name)}: {self.value_text(value, target.start)}"
            return self.edit(Span(target.start + 1, target.end - 1), text)
        near = members[0] if first else members[-1]
        own_line = self.starts_line(near.key.start)
        text = f"{quoted(name)}: {self.value_text(value, near.key.start)}"
        gap = self.line_end + self.indentation(near.key.start) if own_line else " "
        if first:
            return self.edit(Span(near.key.start, near.key.start), f"{text},{gap}")
        return self.edit(Span(near.value.end, near.value.end), f",{gap}{text}")

    def copy(self, replacements: Iterable[tuple[Span, str]]) -> str:
        """The statement's text with some of its spans replaced, for another statement to be made of it."""
        node = self.placed.object
        text, start = self.written(node.span), node.start
        for span, new in sorted(replacements, reverse=True):
            text = text[: span.start - start] + new + text[span.end - start :]
        return text

    def followed_by(self, texts: Sequence[str]) -> list[Edit]:
        """Put further statements behind this one; a single statement becomes a list."""
        node = self.placed.object
        gap = self.line_end + self.indentation(node.start) if self.starts_line(node.start) else " "
        added = "".join(f",{gap}{text}" for text in texts)
        if self.placed.item is not None:
            return [self.edit(Span(node.end, node.end), added)]
        return [self.edit(Span(node.start, node.start), "["), self.edit(Span(node.end, node.end), f"{added}]")]

    def free_sid(self, wanted: str, number: int = 1) -> str:
        """A Sid made of the letters and digits of `wanted` that is not taken yet; numbered from `number`, 1 unsaid."""
        base = "".join(one for one in wanted if one.isascii() and one.isalnum()) or "Statement"
        name = base if number == 1 else f"{base}{number}"
        # A name that occurs in the text is let be, whatever it is there: that is cheaper than to read every statement.
        return name if quoted(name) not in self.policy.view.tree.text else self.free_sid(wanted, number + 1)


def site_at(document: Document, offset: int) -> Site | None:
    """The statement at an offset of the document; None where there is none, or its JSON is broken."""
    policy, placed = document.policy_at(offset) or (None, None)
    if policy is None or placed is None:
        return None
    problems = placed.source.problems if placed.source else policy.view.tree.problems
    if problems or not placed.object.closed:
        return None
    return Site(document, policy, placed, locate(document.tree, document.policies, offset, reading=True))


def quoted(text: str) -> str:
    """A text as a JSON string."""
    return json.dumps(text, ensure_ascii=False)
