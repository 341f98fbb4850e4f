"""The nodes of a value tree: what a JSON text says, and where.

Offsets are code points, half open, relative to a base that the tree knows: the start of the enclosing statement, or the
outline of the document (see `tree.py`). Nodes have no parents and are never changed. This module knows nothing of
JSON's grammar nor of policies.
"""

from __future__ import annotations

from bisect import bisect_right
from typing import NamedTuple, TypeAlias

from iamsight.text import Span


class String(NamedTuple):
    """A string, or a word that stands where a string should.

    `span` includes the quotes (underline that), `inner` does not (edit that). `escapes` lists, ascending, where the
    decoded value and the source drift apart: pairs (index in `value`, offset in the source, relative like `start`)
    that hold from that index on.
    """

    start: int
    end: int
    value: str
    closed: bool = True
    quote: str = '"'  # '"', "'" or "" for a bare word
    escapes: tuple[tuple[int, int], ...] = ()

    @property
    def span(self) -> Span:
        """The string with its quotes."""
        return Span(self.start, self.end)

    @property
    def inner(self) -> Span:
        """What stands between the quotes, as written."""
        opening = len(self.quote)
        return Span(self.start + opening, self.end - (opening if self.closed else 0))

    def offset(self, index: int) -> int:
        """The source offset of the code point at `index` of the decoded value; its length gives the inner end."""
        if index >= len(self.value):
            return self.inner.end
        if self.escapes:
            found = bisect_right(self.escapes, index, key=_index_of_escape) - 1
            if found >= 0:
                at, source = self.escapes[found]
                return source + index - at
        return self.start + len(self.quote) + index

    def slice(self, start: int, end: int) -> Span:
        """The source range of a range of the decoded value."""
        return Span(self.offset(start), self.offset(end))

    def index_at(self, offset: int) -> int:
        """The index in the decoded value of the code point written at or around a source `offset`."""
        low, high = 0, len(self.value)
        while low < high:
            middle = (low + high + 1) // 2
            if self.offset(middle) <= offset:
                low = middle
            else:
                high = middle - 1
        return low


def _index_of_escape(escape: tuple[int, int]) -> int:
    return escape[0]


class Number(NamedTuple):
    """A number as written in `raw`; converting it is the reader's choice."""

    start: int
    end: int
    raw: str

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


class Literal(NamedTuple):
    """`true`, `false` or `null`."""

    start: int
    end: int
    value: bool | None

    @property
    def span(self) -> Span:
        """Where it stands."""
        return Span(self.start, self.end)


class Missing(NamedTuple):
    """The place of a value that is not there yet: `"Effect": ,`. Always empty, right behind the colon or the name."""

    start: int
    end: int

    @property
    def span(self) -> Span:
        """Where the value would stand."""
        return Span(self.start, self.end)


class Array(NamedTuple):
    """An array. An unclosed one ends behind its last item."""

    start: int
    end: int
    items: tuple[Node, ...]
    closed: bool = True

    @property
    def span(self) -> Span:
        """The array with its brackets."""
        return Span(self.start, self.end)


class Member(NamedTuple):
    """A name and its value in an object."""

    key: String
    value: Node

    @property
    def span(self) -> Span:
        """From the name to the end of the value."""
        return Span(self.key.start, self.value.end)


class Object(NamedTuple):
    """An object with all its members in order, duplicates included. An unclosed one ends behind its last member."""

    start: int
    end: int
    members: tuple[Member, ...]
    closed: bool = True

    @property
    def span(self) -> Span:
        """The object with its braces."""
        return Span(self.start, self.end)

    def get(self, name: str) -> Node | None:
        """The value of the first member of that name, as decoded."""
        member = self.member(name)
        return member.value if member else None

    def member(self, name: str) -> Member | None:
        """The first member of that name, as decoded."""
        for member in self.members:
            if member.key.value == name:
                return member
        return None


class Island(NamedTuple):
    """In the outline of a document, the place of a statement that is kept apart: number `index` of the tree's."""

    start: int
    end: int
    index: int  # type: ignore[assignment] # of more use here than tuple.index

    @property
    def span(self) -> Span:
        """Where it stands in the outline."""
        return Span(self.start, self.end)


Node: TypeAlias = String | Number | Literal | Missing | Array | Object | Island


class Problem(NamedTuple):
    """Something the JSON text gets wrong.

    `span` is where to look, `message` one sentence, `fix` what to insert or replace if the repair is all but sure:
    (start, end, text), offsets relative like the span's.
    """

    span: Span
    message: str
    fix: tuple[int, int, str] | None = None
