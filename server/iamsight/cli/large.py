"""Checking a file that is too large to be read at once: value by value, as `syntax.slices` cuts it.

Each value is checked as a document of its own, inside the names that lead to it, so that what surrounds a policy still
tells its kind. Memory holds a slice and the findings, however large the file is.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import BinaryIO, NamedTuple, TypeAlias

from iamsight.analysis import Document, Finding, Place
from iamsight.catalogue.catalogue import default_catalogue
from iamsight.config import FileSettings
from iamsight.report.model import Entry, Point, entries_of
from iamsight.syntax.slices import Slice, Slicer
from iamsight.text import Edit, Span

LARGEST_SLICE = 4 << 20
"""The largest value, in bytes, that is looked into."""

Steps: TypeAlias = "tuple[str | int, ...]"
_CHUNK = 1 << 20
_NEEDLE = b"Statement"


class LargeFile:
    """A file, looked at value by value. `policies` and `troubles` are complete when `entries` has come to its end."""

    def __init__(self, path: str, settings: FileSettings, *, fixes: bool, fingerprints: bool) -> None:
        """Whether to work out `fixes` and `fingerprints` is for the report to say."""
        self.policies = 0
        self.troubles: list[str] = []
        self._path = path
        self._settings = settings
        self._fixes = fixes
        self._seen: Counter[tuple[str, ...]] | None = Counter() if fingerprints else None

    def entries(self, accept: Callable[[list[Finding]], list[Finding]], tick: Callable[[], None]) -> Iterator[Entry]:
        """The findings that `accept` lets pass, in order. `tick` is called for each megabyte read.

        Raises:
            OSError: the file cannot be read.
        """
        slicer = Slicer(LARGEST_SLICE, _NEEDLE)
        with Path(self._path).open("rb") as file:
            for one in slicer.cut(_chunks(file, tick)):
                try:
                    text = one.content.decode("utf-8")
                except UnicodeDecodeError:
                    self.troubles.append(f"is not UTF-8 in the value that starts on line {one.line + 1}")
                    continue
                for entry in entries_of(accept(self._findings(text, one.path)), text, self._seen):
                    yield _placed(entry, one)
        for path in slicer.oversized:
            where = f"at {_pointer(path)}" if path else "in one value"
            self.troubles.append(f"holds more than {LARGEST_SLICE >> 20} MB {where}, which was not checked")
        if slicer.unclosed:
            self.troubles.append("ends before its brackets are closed")

    def _findings(self, text: str, path: Steps) -> list[Finding]:
        """The findings of a slice, in offsets of its text."""
        before = "".join("[" if isinstance(step, int) else f"{{{json.dumps(step)}:" for step in path)
        after = "".join("]" if isinstance(step, int) else "}" for step in reversed(path))
        given = self._settings.given
        if path:
            given = given._replace(is_begun=False, is_policy=False)
        settings = self._settings._replace(given=given, suppressions=())
        document = Document(before + text + after, default_catalogue(), settings)
        self.policies += len(document.policies)
        where = f"; at {_pointer(path)}" if path else ""
        self.troubles += [f"{said}{where}" for said in document.left_out()]
        move = _Move(
            len(before), len(text), _pointer(tuple(0 if isinstance(one, int) else one for one in path)), _pointer(path)
        )
        return [move.finding(one) for one in document.findings(fixes=self._fixes)]


class _Move(NamedTuple):
    """From a document with a slice inside to the slice: how far to move, how long it is, and the pointers to it."""

    by: int
    size: int
    there: str
    here: str

    def span(self, span: Span) -> Span:
        start, end = (max(0, min(offset - self.by, self.size)) for offset in span)
        return Span(start, end)

    def pointer(self, pointer: str) -> str:
        return self.here + pointer.removeprefix(self.there)

    def finding(self, finding: Finding) -> Finding:
        return finding._replace(
            span=self.span(finding.span),
            pointer=self.pointer(finding.pointer),
            related=tuple(
                Place(self.span(one.span), self.pointer(one.pointer), one.message) for one in finding.related
            ),
            fixes=tuple(fix._replace(edits=tuple(map(self.edit, fix.edits))) for fix in finding.fixes),
        )

    def edit(self, edit: Edit) -> Edit:
        return Edit(*self.span(Span(edit.start, edit.end)), edit.text)


def _placed(entry: Entry, one: Slice) -> Entry:
    """An entry of a slice as one of the file."""

    def point(at: Point) -> Point:
        return Point(at.line + one.line, at.column + (one.column if at.line == 1 else 0))

    line = entry.line
    return entry._replace(
        start=point(entry.start),
        end=point(entry.end),
        related=tuple(place._replace(start=point(place.start), end=point(place.end)) for place in entry.related),
        fixes=tuple(
            fix._replace(
                replacements=tuple(
                    part._replace(start=point(part.start), end=point(part.end)) for part in fix.replacements
                )
            )
            for fix in entry.fixes
        ),
        line=line._replace(first=line.first + one.column) if entry.start.line == 1 else line,
    )


def _chunks(file: BinaryIO, tick: Callable[[], None]) -> Iterator[bytes]:
    while chunk := file.read(_CHUNK):
        tick()
        yield chunk


def _pointer(path: Steps) -> str:
    return "".join("/" + str(step).replace("~", "~0").replace("/", "~1") for step in path)
