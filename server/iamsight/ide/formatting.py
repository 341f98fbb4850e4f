"""Formatting of policies: line breaks and indentation. Elements keep their order, and no value is touched."""

from __future__ import annotations

import re
from collections.abc import Generator, Iterator
from typing import NamedTuple

from iamsight.analysis import Document
from iamsight.policy.model import Policy
from iamsight.syntax.node import Array, Island, Node, Object
from iamsight.syntax.tree import Segment
from iamsight.text import Edit, Span

_LONGEST_LINE = 100
_DEEPEST = 50
_LINE_END = re.compile(r"\r\n|\r|\n")


class FormattingOptions(NamedTuple):
    """How deep one level is indented: by spaces, as many as `tab_size`, or by a tab."""

    tab_size: int = 2
    insert_spaces: bool = True

    @property
    def unit(self) -> str:
        """What one level of indentation is."""
        return " " * self.tab_size if self.insert_spaces else "\t"


def format_edits(document: Document, options: FormattingOptions, span: Span | None = None) -> list[Edit]:
    """The edits that format the policies of a document, ascending; only those inside of `span`, if that is given.

    A policy is left alone while its JSON is broken, and so is one inside a string. In a larger document only the
    policies are formatted, from the indentation that they have.
    """
    tree = document.tree
    if tree.problems or any(source.problems for source in tree.sources):
        return []
    found: list[Edit] = []
    for policy in document.policies:
        if policy.view.host is None:
            found += _Formatter(document, policy, options).edits()
    return [edit for edit in found if span is None or (span.start <= edit.start and edit.end <= span.end)]


class _Formatter:
    """Goes over one policy. Offsets are those of the document's text."""

    def __init__(self, document: Document, policy: Policy, options: FormattingOptions) -> None:
        self.tree = document.tree
        self.text = document.text
        self.policy = policy
        self.unit = options.unit
        line_end = _LINE_END.search(self.text)
        self.line_end = line_end.group() if line_end else "\n"
        self.base = "" if not policy.path else self.indentation_at(self.at(policy.segment, policy.node.start))

    def edits(self) -> Iterator[Edit]:
        """The edits, ascending, without those that change nothing."""
        for start, end, text in self.gaps():
            if self.text[start:end] != text:
                yield Edit(start, end, text)

    def gaps(self) -> Iterator[tuple[int, int, str]]:
        """Every stretch between two tokens, and what should stand there."""
        start, end = (self.at(self.policy.segment, offset) for offset in self.policy.node.span)
        if not self.policy.path:
            yield 0, start, ""
        yield from self.of_node(self.policy.node, self.policy.segment, 0, 0)
        if not self.policy.path:
            yield end, len(self.text), self.line_end if end < len(self.text) else ""

    def of_node(self, node: Node, segment: Segment, level: int, before: int) -> Iterator[tuple[int, int, str]]:
        """The gaps in a node at a `level`, with `before` characters in front of it on its line."""
        if level > _DEEPEST:
            return  # no policy is so deep: whatever this is, it stays as it is
        if isinstance(node, Island):
            segment, node = node.index, self.tree.sources[node.index].node
        if isinstance(node, Object):
            yield from self.of_object(node, segment, level)
        elif isinstance(node, Array):
            yield from self.of_array(node, segment, level, before)

    def of_object(self, node: Object, segment: Segment, level: int) -> Iterator[tuple[int, int, str]]:
        inner, position = self.line(level + 1), self.at(segment, node.start) + 1
        for number, (key, value) in enumerate(node.members):
            if number:
                position = yield from self.comma(position)
            key_start, key_end = self.at(segment, key.start), self.at(segment, key.end)
            yield position, key_start, inner
            colon = self.text.index(":", key_end)
            yield key_end, colon, ""
            yield colon + 1, self.at(segment, value.span.start), " "
            yield from self.of_node(value, segment, level + 1, len(inner) + key_end - key_start + 2)
            position = self.at(segment, value.span.end)
        yield position, self.at(segment, node.end) - 1, self.line(level) if node.members else ""

    def of_array(self, node: Array, segment: Segment, level: int, before: int) -> Iterator[tuple[int, int, str]]:
        start, end = self.at(segment, node.start), self.at(segment, node.end)
        fits = self.fits(node, start, end, before)
        inner, position = "" if fits else self.line(level + 1), start + 1
        for number, item in enumerate(node.items):
            if number:
                position = yield from self.comma(position)
                inner = " " if fits else inner
            yield position, self.at(segment, item.span.start), inner
            yield from self.of_node(item, segment, level + 1, 0)
            position = self.at(segment, item.span.end)
        yield position, end - 1, "" if fits or not node.items else self.line(level)

    def fits(self, node: Array, start: int, end: int, before: int) -> bool:
        """Whether a list of scalars stays on the one line that it is written on."""
        if any(isinstance(item, (Object, Array, Island)) for item in node.items):
            return False
        return not _LINE_END.search(self.text, start, end) and before + end - start <= _LONGEST_LINE

    def comma(self, position: int) -> Generator[tuple[int, int, str], None, int]:
        """No space in front of the comma that follows; gives the offset behind it."""
        comma = self.text.index(",", position)
        yield position, comma, ""
        return comma + 1

    def line(self, level: int) -> str:
        return self.line_end + self.base + self.unit * level

    def at(self, segment: Segment, offset: int) -> int:
        return self.tree.absolute(segment, offset)

    def indentation_at(self, offset: int) -> str:
        line_start = max(self.text.rfind("\n", 0, offset), self.text.rfind("\r", 0, offset)) + 1
        line = self.text[line_start:offset]
        return line[: len(line) - len(line.lstrip(" \t"))]
