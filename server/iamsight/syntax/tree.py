"""The value tree of one text, and how it follows edits.

A tree is a root node in outline coordinates plus the statements, kept apart as `Source`s whose nodes are relative to
their own start. A **segment** says which of these an offset counts in: the index of a statement, or None for the
outline, in which each statement takes two code points. `Tree.absolute` turns both into an offset in the text.

An edit inside one statement makes a tree that shares everything else with the one before it.
"""

from __future__ import annotations

from bisect import bisect_right
from itertools import accumulate
from typing import TypeAlias

from iamsight.limits import LARGEST_TEXT, MOST_MISTAKES
from iamsight.syntax.json import parse_island, parse_outline, parse_statement
from iamsight.syntax.node import Node, Object, Problem
from iamsight.syntax.outline import RawIsland
from iamsight.text import Edit, Span

Segment: TypeAlias = "int | None"


class Source:
    """The text of one statement and what it says. Never changed, so whatever was derived from it stays true.

    `context` names the containers around it (see `syntax.json`); `problems` have spans relative to the statement's
    start. `facts` is where later layers keep what they derive from this statement alone.
    """

    __slots__ = ("_node", "closed", "context", "facts", "problems", "text")

    def __init__(self, text: str, island: RawIsland) -> None:
        self.text = text
        self.context = island.context
        self.problems = island.problems
        self.closed = island.closed
        self._node = island.node
        self.facts: dict[object, object] = {}

    @property
    def node(self) -> Object:
        """The statement's object, parsed when first asked for."""
        if self._node is None:
            self._node = parse_statement(self.text)
        return self._node


class Tree:
    """What a text says. Made by `parse`; an edit makes a new one.

    `root` is the root node, None where the text has no value; `problems` is what is wrong outside the statements; both
    are in outline coordinates, and an edit inside a statement keeps them. `left_out` says what of the text was not
    read, empty where all of it was; it goes on after the name of the text.
    """

    __slots__ = ("_outline_starts", "_starts", "left_out", "problems", "root", "sources", "text")

    def __init__(
        self,
        text: str,
        root: Node | None,
        problems: tuple[Problem, ...],
        sources: list[Source],
        outline_starts: list[int],
        left_out: str = "",
    ) -> None:
        self.text = text
        self.root = root
        self.problems = problems
        self.sources = sources
        self.left_out = left_out
        self._outline_starts = outline_starts
        self._starts: list[int] | None = None

    @property
    def starts(self) -> list[int]:
        """The offset in the text at which each statement starts, ascending."""
        if self._starts is None:
            shifts = accumulate([len(source.text) - 2 for source in self.sources], initial=0)
            self._starts = [start + shift for start, shift in zip(self._outline_starts, shifts, strict=False)]
        return self._starts

    def end(self, index: int) -> int:
        """The offset in the text at which statement `index` ends."""
        return self.starts[index] + len(self.sources[index].text)

    def absolute(self, segment: Segment, offset: int) -> int:
        """The offset in the text of an `offset` that counts in a `segment`."""
        if segment is not None:
            return self.starts[segment] + offset
        index = bisect_right(self._outline_starts, offset) - 1
        if index < 0:
            return offset
        past = offset - self._outline_starts[index]  # 0 is the statement's start, 1 its closing brace, 2 its end
        return self.starts[index] if past == 0 else self.end(index) + past - 2

    def absolute_span(self, segment: Segment, span: Span) -> Span:
        """The span in the text of a `span` that counts in a `segment`."""
        return Span(self.absolute(segment, span.start), self.absolute(segment, span.end))

    def locate(self, offset: int) -> tuple[Segment, int]:
        """The segment in which an offset of the text lies, and the offset there.

        A statement is entered behind its first brace and left before its last; an unclosed one, behind its end.
        """
        index = bisect_right(self.starts, offset) - 1
        if index < 0:
            return None, offset
        start, end = self.starts[index], self.end(index)
        if start < offset < end or (offset == end and not self.sources[index].closed):
            return index, offset - start
        return None, self._outline_starts[index] + (0 if offset == start else 2 + offset - end)

    def edited(self, edit: Edit) -> Tree:
        """The tree of the text after `edit`. The same as parsing anew, but shares what did not change."""
        text = edit.apply(self.text)
        index = bisect_right(self.starts, edit.start) - 1
        if index >= 0 and self._is_inside(index, edit):
            start, size = self.starts[index], len(self.sources[index].text) + edit.growth
            island = parse_island(text, start, self.sources[index].context)
            if island and island.end == start + size and island.closed and self._takes(text, index, island):
                sources = self.sources.copy()
                sources[index] = Source(text[start : island.end], island)
                return Tree(text, self.root, self.problems, sources, self._outline_starts)
        known = {(source.context, source.text): source for source in self.sources if not source.problems}
        return _tree(text, known)

    def _takes(self, text: str, index: int, island: RawIsland) -> bool:
        """Whether the text is within its limits with a new statement. An edit that changes none of this is the rule."""
        if self.left_out or island.is_cut or len(text) > LARGEST_TEXT:
            return False
        before = len(self.sources[index].problems)
        if len(island.problems) <= before:
            return True
        mistakes = sum(len(source.problems) for source in self.sources) - before
        return mistakes + len(island.problems) <= MOST_MISTAKES

    def _is_inside(self, index: int, edit: Edit) -> bool:
        """Whether an edit is between a statement's braces, and nothing broken before it can reach it.

        A broken statement reaches to the end of its last line, an unclosed one to wherever its end was looked for.
        """
        start, source = self.starts[index], self.sources[index]
        if not (start < edit.start and edit.end < self.end(index)) or self.problems:
            return False
        if not source.text.startswith("{") or not all(before.closed for before in self.sources[: index + 1]):
            return False
        line_start = max(self.text.rfind("\n", 0, start), self.text.rfind("\r", 0, start))
        while index > 0 and self.end(index - 1) > line_start:
            index -= 1
            if self.sources[index].problems:
                return False
        return True


def parse(text: str) -> Tree:
    """The tree of `text`. Never raises, whatever the text."""
    return _tree(text, {})


def _tree(text: str, known: dict[tuple[str, str], Source]) -> Tree:
    """Parse `text`, taking statements that are not new from `known` (by context and text)."""
    outline = parse_outline(text)
    sources = []
    for island in outline.islands:
        source_text = text[island.start : island.end]
        source = None if island.problems else known.get((island.context, source_text))
        sources.append(source or Source(source_text, island))
    starts = [island.outline_start for island in outline.islands]
    return Tree(text, outline.root, outline.problems, sources, starts, outline.left_out)
