"""What stands at an offset of a tree: the way to it, what may stand there, and the scalar being typed.

A tree is read from left to right, so what stands before a cursor is the same in a half-typed text as in the finished
one. The way to a cursor leads through the last child that starts before it, again and again; what the parser passed
over is read once more from the text. This module knows nothing of policies.
"""

from __future__ import annotations

from bisect import bisect_left
from enum import Enum
from typing import NamedTuple, TypeAlias

from iamsight.syntax.lexer import Token, is_member_name, next_token, read_string, skip_trivia
from iamsight.syntax.node import Array, Island, Literal, Member, Missing, Node, Number, Object, String
from iamsight.syntax.tree import Segment, Tree
from iamsight.text import Span

Scalar: TypeAlias = String | Number | Literal


class Slot(Enum):
    """What may stand at a spot: a member's name, the value of a member, an item of an array, or nothing new."""

    NAME = "name"
    VALUE = "value"
    ITEM = "item"
    NOTHING = "nothing"


class Typed(NamedTuple):
    """The scalar under a cursor.

    `span` is where it stands in the tree's text, quotes included. `value` is what it says, `before` the part of it that
    stands before the cursor. `node` counts in `segment`.
    """

    span: Span
    value: str
    before: str
    quote: str
    node: Scalar
    segment: Segment


class Spot(NamedTuple):
    """A place in a tree. Offsets and spans count in the tree's text.

    `path` leads to it from where the search began: names and indexes, for a value its own name or index included.
    `container` is the innermost object or array around it, in `segment`. `typed` is None where nothing is typed yet.
    `comma_before` is where a comma is missing before it, `comma_after` says that one is missing behind it, and
    `colon_after` that its colon is there. `glued` is a bare name with its colon, directly before the cursor: it may
    have been meant as the beginning of a value, such as `s3:`.
    """

    path: tuple[str | int, ...]
    slot: Slot
    container: Object | Array
    segment: Segment
    offset: int
    typed: Typed | None = None
    comma_before: int | None = None
    comma_after: bool = False
    colon_after: bool = False
    glued: Typed | None = None


def find_spot(tree: Tree, node: Node, segment: Segment, offset: int, *, reading: bool = False) -> Spot | None:
    """The spot at an `offset` of the tree's text, inside `node`, a container in `segment`. None outside of it.

    A cursor before a string or behind its closing quote is not in it, unless `reading`: then both quotes belong to it.
    """
    return _Search(tree, offset, reading=reading).run(node, segment)


class _Search:
    """One search. `segment` is that of the container being looked at."""

    def __init__(self, tree: Tree, offset: int, *, reading: bool) -> None:
        self.tree = tree
        self.text = tree.text
        self.offset = offset
        self.reading = reading
        self.segment: Segment = None
        self.path: list[str | int] = []

    def run(self, node: Node, segment: Segment) -> Spot | None:
        """Descend from `node` to the innermost container around the cursor, and look closely there."""
        self.segment = segment
        if not isinstance(node, (Object, Array, Island)) or not self.is_around(node):
            return None
        while True:
            if isinstance(node, Island):
                self.segment = node.index
                node = self.tree.sources[node.index].node
            children: tuple[Member, ...] | tuple[Node, ...] = node.members if isinstance(node, Object) else node.items
            before = bisect_left(children, self.offset + self.reading, key=self.start_of) - 1
            child = children[before] if before >= 0 else None
            inner = child.value if isinstance(child, Member) else child
            if not isinstance(inner, (Object, Array, Island)) or not self.is_around(inner):
                return self.in_container(node, child, before)
            self.path.append(child.key.value if isinstance(child, Member) else before)
            node = inner

    def is_around(self, node: Object | Array | Island) -> bool:
        """Whether the cursor is between the brackets of a container; behind an unclosed one counts."""
        closed = self.tree.sources[node.index].closed if isinstance(node, Island) else node.closed
        return self.at(node.start) < self.offset and (not closed or self.offset < self.at(node.end))

    def in_container(self, container: Object | Array, child: Member | Node | None, index: int) -> Spot:
        """The spot directly in `container`, whose last child before the cursor is `child`, number `index`."""
        if isinstance(child, Member) and isinstance(container, Object):
            return self.in_member(container, child)
        if isinstance(child, (String, Number, Literal)) and self.is_in(child):
            self.path.append(index)
            previous = container.items[index - 1] if isinstance(container, Array) and index else None
            return self.spot(container, Slot.ITEM, child, comma=self.missing_comma(previous, child))
        return self.in_gap(container, container.start + 1 if child is None else child.span.end, first=child is None)

    def in_member(self, container: Object, member: Member) -> Spot:
        """The spot in a member that starts before the cursor, or behind it."""
        key, value = member
        since = self.text[self.at(key.start) : self.offset]
        whole = since and not any(character.isspace() for character in since)
        if self.is_in(key):
            return self.spot(container, Slot.NAME, key, comma=self.missing_comma_before(container, member))
        if whole and since.endswith(":") and not key.closed:
            # its reader took the colon of a half-typed name, such as `"aws:`, for the member's
            longer = key._replace(end=key.end + 1, value=key.value + ":")
            return self.spot(container, Slot.NAME, longer, comma=self.missing_comma_before(container, member))
        if isinstance(value, (String, Number, Literal)) and self.is_in(value):
            self.path.append(key.value)
            return self.spot(container, Slot.VALUE, value)
        if not isinstance(value, Missing):
            if self.at(value.span.start) < self.offset:
                return self.in_gap(container, value.span.end, first=False)
            return self.spot(container, Slot.NOTHING)
        colon = skip_trivia(self.text, self.at(key.end), [])
        if not self.text.startswith(":", colon) or colon >= self.offset:
            return self.spot(container, Slot.NOTHING)
        if self.text[colon + 1 : self.offset].strip(" \t\r\n"):
            return self.in_gap(container, value.end, first=False)
        self.path.append(key.value)
        bare = key._replace(end=key.end + 1, value=since) if whole and not key.quote else None
        return self.spot(container, Slot.VALUE, glued=bare)

    def in_gap(self, container: Object | Array, end: int, *, first: bool) -> Spot:
        """The spot behind a child that ends at `end`, as nodes count; or, the `first`, behind the bracket."""
        slot = Slot.NAME if isinstance(container, Object) else Slot.ITEM
        base = self.at(end) - end
        comma, end = first, self.at(end)
        position = end
        while True:
            skipped: list[tuple[int, int, str]] = []
            position = skip_trivia(self.text, position, skipped)
            if any(start < self.offset <= stop and self.text[start] in "/#" for start, stop, _ in skipped):
                return self.spot(container, Slot.NOTHING)
            token = next_token(self.text, position, name=slot is Slot.NAME)
            if position >= self.offset + self.reading or not token.kind:
                break
            scalar = self.passed_over(token, base)
            if scalar and self.is_in(scalar):
                return self.spot(container, slot, scalar, comma=None if comma else end)
            comma = comma or token.kind == ","
            position = max(token.end, position + 1)
        if comma or any(character in "\r\n" for character in self.text[end : self.offset]):
            return self.spot(container, slot, comma=None if comma else end)
        return self.spot(container, Slot.NOTHING)

    # Small questions.

    def at(self, offset: int) -> int:
        """The offset in the text of an offset of the present segment."""
        return self.tree.absolute(self.segment, offset)

    def start_of(self, child: Member | Node) -> int:
        return self.at(child.key.start if isinstance(child, Member) else child.start)

    def is_in(self, node: Scalar) -> bool:
        """Whether the cursor is in a scalar. Behind one that has no closing quote counts."""
        start, end = self.at(node.start), self.at(node.end)
        if self.reading:
            return start <= self.offset <= end
        behind = not isinstance(node, String) or not node.closed or self.text[end - 1] != node.quote
        return start < self.offset < end + behind

    def passed_over(self, token: Token, base: int) -> Scalar | None:
        """The node of a token that is in no node of the tree, relative to `base`; None for punctuation."""
        start, end = token.start - base, token.end - base
        if token.kind == "number":
            return Number(start, end, self.text[token.start : token.end])
        if token.kind == "literal":
            return Literal(start, end, None)
        return read_string(self.text, token, base)[0] if token.kind in ("string", "word") else None

    def missing_comma_before(self, container: Object, member: Member) -> int | None:
        index = bisect_left(container.members, self.start_of(member), key=self.start_of)
        return self.missing_comma(container.members[index - 1].value, member.key) if index else None

    def missing_comma(self, previous: Node | None, child: Scalar) -> int | None:
        """Where a comma is missing between two neighbours; None if none is."""
        if previous is None:
            return None
        end = self.at(previous.span.end)
        comma = skip_trivia(self.text, end, [])
        return None if comma < self.at(child.start) else end

    def spot(
        self,
        container: Object | Array,
        slot: Slot,
        scalar: Scalar | None = None,
        *,
        comma: int | None = None,
        glued: String | None = None,
    ) -> Spot:
        end = self.offset if scalar is None else self.at(scalar.end)
        token = next_token(self.text, skip_trivia(self.text, end, []), name=slot is Slot.NAME)
        after = token.kind
        ends_list = slot is Slot.ITEM and is_member_name(self.text, token)
        return Spot(
            tuple(self.path),
            slot,
            container,
            self.segment,
            self.offset,
            self.typed(self.cut_short(scalar) if slot is Slot.NAME else scalar) if scalar else None,
            comma,
            comma_after=slot in (Slot.NAME, Slot.ITEM) and after not in ("", ",", "]", "}", ":") and not ends_list,
            colon_after=after == ":",
            glued=self.typed(glued) if glued else None,
        )

    def cut_short(self, name: Scalar) -> Scalar:
        """A half-typed name without the closing brackets behind it: `{"Eff}]}` on one line is `Eff` and `}]}`."""
        if not isinstance(name, String) or name.closed or name.escapes:
            return name
        end = max(
            self.offset, self.at(name.start) + len(self.text[self.at(name.start) : self.at(name.end)].rstrip(" ]}"))
        )
        size = end - self.at(name.start) - len(name.quote)
        return name._replace(end=name.start + len(name.quote) + size, value=name.value[:size])

    def typed(self, node: Scalar) -> Typed:
        span = self.tree.absolute_span(self.segment, node.span)
        if isinstance(node, String):
            index = node.index_at(self.offset - span.start + node.start)
            return Typed(span, node.value, node.value[:index], node.quote, node, self.segment)
        return Typed(span, self.text[slice(*span)], self.text[span.start : self.offset], "", node, self.segment)
