"""Cutting an enormous JSON text into pieces that can be read one by one, in memory that does not grow with the text.

A slice is the largest value that fits a limit: of an account's authorization details of 200 MB the users, roles and
policies. Only brackets, strings and commas are looked at, so broken text is cut as far as it can be. The text is bytes
as they come from a file; what is in the slices is not this module's business.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator
from typing import NamedTuple

_TOKEN = re.compile(rb'[{}\[\]]|"[^"\\]*(?:\\.[^"\\]*)*"(?:[ \t\r\n]*:)?|"', re.DOTALL)
_REST_OF_STRING = re.compile(rb'[^"\\]*(?:\\.[^"\\]*)*', re.DOTALL)
_LINE_END = re.compile(rb"\r\n|\r|\n")
_CONTINUATION = bytes(range(0x80, 0xC0))
_OPENING, _CLOSING, _ARRAY, _QUOTE, _COLON = b"{[", b"}]", ord("["), ord('"'), ord(":")


class Slice(NamedTuple):
    """A value. `path` leads to it; `line` and `column`, both 0-based, say where it starts, a column in code points."""

    path: tuple[str | int, ...]
    content: bytes
    line: int
    column: int


class _Frame:
    """A container that is not closed yet.

    `step` leads to it from its parent. `key` is the name last seen in an object, `count` the index in an array.
    `waiting` are the values in it, as start, end and step, that are slices if it proves too large to be one itself.
    """

    __slots__ = ("count", "is_array", "key", "marked", "start", "step", "too_large", "waiting")

    def __init__(self, start: int, step: bytes | int | None, *, is_array: bool) -> None:
        self.start = start
        self.step = step
        self.is_array = is_array
        self.key = b'""'
        self.count = 0
        self.marked = False
        self.too_large = False
        self.waiting: list[tuple[int, int, bytes | int | None]] = []

    @property
    def next_step(self) -> bytes | int:
        return self.count if self.is_array else self.key


class Slicer:
    """Cuts one text. Slices are at most `limit` bytes, and all contain `needle`, which strings and names may hold.

    Afterwards `oversized` has the paths of objects that have a member called `needle` and exceed the limit, and
    `unclosed` says whether the text ended within a value.
    """

    def __init__(self, limit: int, needle: bytes) -> None:
        self.oversized: list[tuple[str | int, ...]] = []
        self.unclosed = False
        self._limit = limit
        self._needle = needle
        self._name = b'"' + needle + b'"'
        self._data = b""
        self._base = 0  # where the data starts in the text
        self._at = 0  # how far the data has been looked at
        self._frames: list[_Frame] = []
        self._in_string = False  # one too long to be kept
        self._lines = _Lines()

    def cut(self, chunks: Iterable[bytes]) -> Iterator[Slice]:
        """The slices of the text that the chunks make up, in order."""
        for chunk in chunks:
            yield from self._give_up_large()
            self._trim()
            self._data += chunk
            yield from self._look(last=False)
        yield from self._look(last=True)
        self.unclosed = bool(self._frames) or self._in_string
        for depth, frame in enumerate(self._frames):
            yield from self._emit(depth, frame)

    def _look(self, *, last: bool) -> Iterator[Slice]:
        """Look at the data that is here; stop before a string that may go on in the next chunk."""
        if self._in_string and not self._end_long_string():
            return
        data, base, frames = self._data, self._base, self._frames
        for match in _TOKEN.finditer(data, self._at):
            start, end = match.span()
            first = data[start]
            if first == _QUOTE and not last and (end == len(data) or end == start + 1):
                if len(data) - start > self._limit:
                    self._at, self._in_string = start + 1, True
                    self._end_long_string()
                return
            top = frames[-1] if frames else None
            if top and top.is_array:
                top.count += data.count(b",", self._at, start)
            self._at = end
            if first in _OPENING:
                frames.append(_Frame(base + start, top.next_step if top else None, is_array=first == _ARRAY))
            elif first in _CLOSING:
                if top:
                    frames.pop()
                    yield from self._closed(top, base + end)
            elif data[end - 1] == _COLON and top and not top.is_array:
                top.key = data[start : end - 1].rstrip()
                if top.key == self._name:
                    top.marked = True
            elif top and len(self._name) < end - start <= self._limit and data.find(self._needle, start, end) >= 0:
                top.waiting.append((base + start, base + end, top.next_step))
        if frames and frames[-1].is_array:
            frames[-1].count += data.count(b",", self._at)
        self._at = len(data)

    def _end_long_string(self) -> bool:
        """Pass over a string that is too long to be kept; whether its end is here."""
        match = _REST_OF_STRING.match(self._data, self._at)
        self._at = match.end() if match else self._at
        self._in_string = self._at == len(self._data) or self._data[self._at] != _QUOTE
        self._at += not self._in_string
        return not self._in_string

    def _closed(self, frame: _Frame, end: int) -> Iterator[Slice]:
        """A container has ended: it is a slice, if it fits and its parent does not, which may not be known yet."""
        if frame.too_large or end - frame.start > self._limit:
            self._frames.append(frame)
            yield from self._give_up_large(all_of_them=True)
            self._frames.pop()
        elif self._frames:
            self._frames[-1].waiting.append((frame.start, end, frame.step))
        else:
            yield from self._slice((), frame.start, end)

    def _give_up_large(self, *, all_of_them: bool = False) -> Iterator[Slice]:
        """The slices of containers that have proved too large to be slices, and of those around them."""
        reach = self._base + self._at - self._limit
        for depth, frame in enumerate(self._frames):
            if not all_of_them and not frame.too_large and frame.start > reach:
                return
            if not frame.too_large and frame.marked:
                self.oversized.append(self._path(depth))
            frame.too_large = True
            yield from self._emit(depth, frame)

    def _emit(self, depth: int, frame: _Frame) -> Iterator[Slice]:
        path = self._path(depth)
        for start, end, step in frame.waiting:
            yield from self._slice((*path, *_decoded([step])), start, end)
        frame.waiting.clear()

    def _slice(self, path: tuple[str | int, ...], start: int, end: int) -> Iterator[Slice]:
        start, end = start - self._base, end - self._base
        if self._data.find(self._needle, start, end) >= 0:
            line, column = self._lines.at(self._base + start, self._data, self._base)
            yield Slice(path, self._data[start:end], line, column)

    def _path(self, depth: int) -> tuple[str | int, ...]:
        return tuple(_decoded(frame.step for frame in self._frames[: depth + 1]))

    def _trim(self) -> None:
        """Forget what cannot be part of a slice any more."""
        undecided = next((frame.start for frame in self._frames if not frame.too_large), self._base + self._at)
        self._lines.at(undecided, self._data, self._base)
        self._data = self._data[undecided - self._base :]
        self._at -= undecided - self._base
        self._base = undecided


class _Lines:
    """Counts lines and columns up to places that come in order."""

    def __init__(self) -> None:
        self._reached = 0
        self._line = self._column = 0
        self._after_cr = False

    def at(self, place: int, data: bytes, base: int) -> tuple[int, int]:
        """The line and column of a place in the text, of which `data` is the part from `base` on."""
        part = data[self._reached - base : place - base]
        if part:
            if self._after_cr and part.startswith(b"\n"):
                part = part[1:]
            ends = list(_LINE_END.finditer(part)) if b"\r" in part else []
            lines = len(ends) or part.count(b"\n")
            if lines:
                self._line += lines
                self._column = 0
                part = part[ends[-1].end() if ends else part.rindex(b"\n") + 1 :]
            self._column += len(part.translate(None, _CONTINUATION))
            self._after_cr = data[place - base - 1 : place - base] == b"\r"
            self._reached = place
        return self._line, self._column


def _decoded(steps: Iterable[bytes | int | None]) -> Iterator[str | int]:
    """Steps as a path: names decoded, without the step to the root."""
    for step in steps:
        if isinstance(step, int):
            yield step
        elif step is not None:
            yield _name(step)


def _name(token: bytes) -> str:
    """The text of a name as written; as it is, if it is no JSON string."""
    text = token.decode("utf-8", "replace")
    try:
        return str(json.loads(text))
    except ValueError:
        return text[1:-1]
