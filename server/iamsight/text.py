"""Places in text: offsets, spans, edits, and lines.

The coordinate systems in use, and who speaks them:

* **offset**: a count of code points from the start of a text, 0-based. Everything below `lsp/` and `report/` speaks
  offsets only.
* **span**: two offsets, half open. `Span(3, 5)` covers the code points 3 and 4.
* **position**: line and column, both 0-based. A column counts the units of an `Encoding`: UTF-8 bytes, UTF-16 code
  units, or UTF-32 code points. Editors negotiate which.

Lines end with CR, LF or CR LF, as the Language Server Protocol has it. U+2028, U+0085, form feeds and their like are
ordinary characters, unlike in `str.splitlines`.

This module knows nothing of JSON, policies or editors.
"""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from enum import Enum
from itertools import accumulate
from typing import NamedTuple

_LINE_END = re.compile(r"\r\n|\r|\n")
"""What ends a line in a text without CR, found in half the time."""


_STRIDE = 1024
"""Code points of a long line that are counted at once."""


class Encoding(str, Enum):
    """The unit in which a column counts; the values are those of LSP's `positionEncoding`."""

    UTF8 = "utf-8"
    UTF16 = "utf-16"
    UTF32 = "utf-32"


class Span(NamedTuple):
    """A half-open range of code-point offsets."""

    start: int
    end: int

    def shifted(self, by: int) -> Span:
        """The same range `by` code points further on."""
        return Span(self.start + by, self.end + by)

    def touches(self, offset: int) -> bool:
        """Whether a cursor at `offset` is in the range or at either end of it."""
        return self.start <= offset <= self.end


class Edit(NamedTuple):
    """Replace the code points from `start` to `end` (half open) by `text`."""

    start: int
    end: int
    text: str

    def apply(self, text: str) -> str:
        """`text` after this edit."""
        return text[: self.start] + self.text + text[self.end :]

    @property
    def growth(self) -> int:
        """By how many code points the text becomes longer; negative when it shrinks."""
        return len(self.text) - (self.end - self.start)


class Position(NamedTuple):
    """A line and a column, both 0-based; what the column counts is said by an `Encoding`."""

    line: int
    column: int


def apply_edits(text: str, edits: list[Edit]) -> str:
    """`text` after all `edits`, whose offsets refer to the text as given and do not overlap.

    Two insertions at one offset keep their order. Raises ValueError when two edits overlap.
    """
    pieces: list[str] = []
    done = 0
    for edit in sorted(edits, key=lambda one: (one.start, one.end)):
        if edit.start < done:
            msg = f"overlapping edits at offset {edit.start}"
            raise ValueError(msg)
        pieces += (text[done : edit.start], edit.text)
        done = edit.end
    pieces.append(text[done:])
    return "".join(pieces)


def width(text: str, encoding: Encoding) -> int:
    """How many units of `encoding` the `text` takes. A lone surrogate counts as the replacement character would."""
    if encoding is Encoding.UTF32 or text.isascii():
        return len(text)
    if encoding is Encoding.UTF16:
        return len(text.encode("utf-16-le", "surrogatepass")) // 2
    return len(text.encode("utf-8", "surrogatepass"))


def prefix_length(text: str, units: int, encoding: Encoding) -> int:
    """How many code points of `text` lie in its first `units` units; a cut code point is not counted."""
    if encoding is Encoding.UTF32 or text.isascii():
        return max(0, min(units, len(text)))
    taken = 0
    for count, character in enumerate(text):
        taken += width(character, encoding)
        if taken > units:
            return count
    return len(text)


class LineIndex:
    """Where the lines of one text start, kept up to date through edits.

    Starts before the place last edited are kept as offsets from the beginning, those after it as distances from the
    end, so that an edit in a long text shifts nothing: it costs as much as the lines between this edit and the last.
    """

    __slots__ = ("_after", "_before", "_columns", "text")

    def __init__(self, text: str) -> None:
        """Index `text`; costs a scan of it."""
        self.text = text
        if "\r" in text:
            self._before = [0, *(match.end() for match in _LINE_END.finditer(text))]
        else:  # the same, in half the time
            self._before = [*accumulate([len(line) + 1 for line in text.split("\n")[:-1]], initial=0)]
        self._after: list[int] = []  # distances from the end of the text, ascending
        self._columns: dict[tuple[int, Encoding], list[int]] = {}  # of long lines, see `_columns_of`

    @property
    def count(self) -> int:
        """The number of lines; a text without a line end has one, and a line end starts another."""
        return len(self._before) + len(self._after)

    def start(self, line: int) -> int:
        """The offset at which a 0-based `line` starts; lines past the end start where the text ends."""
        if line < len(self._before):
            return self._before[max(line, 0)]
        if line < self.count:
            return len(self.text) - self._after[self.count - 1 - line]
        return len(self.text)

    def line(self, line: int) -> str:
        """The text of a 0-based `line` without its line end; empty past the end."""
        return self.text[self.start(line) : self.end(line)]

    def end(self, line: int) -> int:
        """The offset at which a 0-based `line` ends, before its line end."""
        end = self.start(line + 1)
        if line < self.count - 1:
            start = self.start(line)
            while end > start and self.text[end - 1] in "\r\n":
                end -= 1
        return end

    def line_at(self, offset: int) -> int:
        """The 0-based line that an offset of the text lies in."""
        if not self._after or offset < len(self.text) - self._after[-1]:
            return bisect_right(self._before, offset) - 1
        return self.count - 1 - bisect_left(self._after, len(self.text) - offset)  # less the starts behind the offset

    def position(self, offset: int, encoding: Encoding = Encoding.UTF32) -> Position:
        """The position of an offset; offsets outside the text are taken to its nearest end."""
        offset = max(0, min(offset, len(self.text)))
        line = self.line_at(offset)
        start = self.start(line)
        if encoding is Encoding.UTF32 or self.text.isascii():
            return Position(line, offset - start)
        if offset - start < _STRIDE:
            return Position(line, width(self.text[start:offset], encoding))
        columns = self._columns_of(line, encoding)
        strides = min((offset - start) // _STRIDE, len(columns) - 1)
        rest = self.text[start + strides * _STRIDE : offset]
        return Position(line, columns[strides] + width(rest, encoding))

    def offset(self, position: Position, encoding: Encoding = Encoding.UTF32) -> int:
        """The offset of a position.

        As LSP asks, a column past the line's end means the line's end (before its CR or LF), and a line past the last
        means the end of the text. A column inside a code point means the code point's start.
        """
        if position.line >= self.count:
            return len(self.text)
        start, end = self.start(position.line), self.end(position.line)
        if encoding is Encoding.UTF32 or self.text.isascii():
            return start + max(0, min(position.column, end - start))
        if end - start < _STRIDE:
            return start + prefix_length(self.text[start:end], position.column, encoding)
        columns = self._columns_of(position.line, encoding)
        strides = bisect_right(columns, max(0, position.column)) - 1
        start += strides * _STRIDE
        return start + prefix_length(
            self.text[start : min(start + _STRIDE, end)], position.column - columns[strides], encoding
        )

    def edit(self, edit: Edit) -> None:
        """Follow an edit of the text. Offsets must lie within the text."""
        self._columns.clear()
        old_size = len(self.text)
        self.text = edit.apply(self.text)
        # A CR LF may be split or joined at either end of the edit, so the search covers one more code point each side.
        left, right = max(0, edit.start - 1), min(old_size, edit.end + 1)
        before, after = self._before, self._after
        while len(before) > 1 and before[-1] > left:  # what lies behind the edit moves to `after` ...
            after.append(old_size - before.pop())
        while after and old_size - after[-1] <= left:  # ... or comes back from there
            before.append(old_size - after.pop())
        while after and old_size - after[-1] <= right:  # starts inside the edited stretch are found anew
            after.pop()
        before += self._starts_within(left, right + edit.growth)

    def _columns_of(self, line: int, encoding: Encoding) -> list[int]:
        """The columns in a long line before each `_STRIDE` code points, so that nobody counts from its start."""
        start, end = self.start(line), self.end(line)
        known = self._columns.get((start, encoding))
        if known is None:
            inner = range(start, end - _STRIDE, _STRIDE)
            widths = (width(self.text[at : at + _STRIDE], encoding) for at in inner)
            known = self._columns[start, encoding] = list(accumulate(widths, initial=0))
        return known

    def _starts_within(self, left: int, right: int) -> list[int]:
        """The line starts in (left, right], where a CR at the very end counts only if no LF follows."""
        starts = []
        for match in _LINE_END.finditer(self.text, left, right):
            end = match.end()
            if match.group() == "\r" and self.text.startswith("\n", end):
                continue
            starts.append(end)
        return starts
