"""The texts that are open in the editor, and what the engine makes of them.

Lines end as the protocol says, which is why pygls's own store is not used. The engine is loaded, and a text read by it,
when somebody first asks: an editor opens many files that nobody looks at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple

from iamsight.lsp.preferences import Wanted
from iamsight.text import Edit, Encoding, LineIndex, Position

if TYPE_CHECKING:
    from iamsight.analysis import Document

_MOST_SINGLE_EDITS = 8
_LONG = 100_000
"""Characters from which on the findings of a first check may be shown before it is done."""
_FIRST_LOOK = 0.03
"""Seconds of checking after which somebody who opened such a document should see something."""


class Change(NamedTuple):
    """An edit as an editor sends it. `start` and `end` are None when `text` is the whole document."""

    start: Position | None
    end: Position | None
    text: str


class OpenDocument:
    """A document open in the editor. `changed_at` is when it last changed, as `Protocol.changes` counts."""

    __slots__ = ("_document", "_look", "_pending", "_steps", "changed_at", "lines", "uri", "version", "wanted")

    def __init__(self, uri: str, version: int, text: str, wanted: Wanted, changed_at: int) -> None:
        self.uri = uri
        self.version = version
        self.changed_at = changed_at
        self.lines = LineIndex(text)
        self.wanted = wanted
        self._document: Document | None = None
        self._pending: list[Edit] = []
        self._steps: Iterator[None] | None = None
        # for how many seconds this is being checked, and from when on one may look; None for never
        self._look: tuple[float, float] | None = (0, _FIRST_LOOK) if len(text) >= _LONG else None

    @property
    def document(self) -> Document:
        """What the engine makes of the text as it is now."""
        if self._document is None:
            from iamsight.analysis import Document
            from iamsight.catalogue import default_catalogue

            self._document = Document(self.lines.text, default_catalogue(), self.wanted.settings)
        elif self._pending:
            for edit in self._pending if len(self._pending) <= _MOST_SINGLE_EDITS else [self._covering_edit()]:
                self._document.edit(edit)
        self._pending = []
        return self._document

    def change(self, changes: list[Change], version: int, encoding: Encoding, changed_at: int) -> None:
        """Follow the editor to `version`."""
        self.version, self.changed_at, self._steps = version, changed_at, None
        for one in changes:
            if one.start is None or one.end is None:
                edit = difference(self.lines.text, one.text)
            else:
                start, end = self.lines.offset(one.start, encoding), self.lines.offset(one.end, encoding)
                edit = Edit(min(start, end), max(start, end), one.text)
            self.lines.edit(edit)
            if self._document is not None:
                self._pending.append(edit)

    def want(self, wanted: Wanted) -> None:
        """Check under other settings from now on."""
        self.wanted, self._steps = wanted, None
        if self._document is not None:
            self._document.configure(wanted.settings)

    def check_for(self, seconds: float) -> bool:
        """Go on checking for about so long; whether all is checked."""
        start = perf_counter()
        until = start + seconds
        if self._steps is None:
            self._steps = self.document.work()
        done = all(perf_counter() < until for _ in self._steps)
        if self._look:
            self._look = None if done else (self._look[0] + perf_counter() - start, self._look[1])
        return done

    def is_long_underway(self) -> bool:
        """Whether the first check of a long text takes so long that what it found may be shown; then not soon again.

        Later checks are of what changed. They are short, and showing a part would take away what is shown already.
        """
        if self._look is None or self._look[0] < self._look[1]:
            return False
        self._look = (self._look[0], 4 * self._look[1])
        return True

    def _covering_edit(self) -> Edit:
        """One edit instead of the many that are pending: from the first change to the last, of the old text."""
        start = min(edit.start for edit in self._pending)
        growth = sum(edit.growth for edit in self._pending)
        end = start  # in the text after all edits
        for edit in self._pending:
            end = max(end + edit.growth, edit.start + len(edit.text))
        return Edit(start, end - growth, self.lines.text[start:end])


def difference(old: str, new: str) -> Edit:
    """The smallest single edit that makes `new` of `old`. Editors that always send the whole text profit from it."""
    start = _common(min(len(old), len(new)), lambda size: old[:size] == new[:size])
    most = min(len(old), len(new)) - start
    tail = _common(most, lambda size: old[len(old) - size :] == new[len(new) - size :])
    return Edit(start, len(old) - tail, new[start : len(new) - tail])


def _common(most: int, same: Callable[[int], bool]) -> int:
    """The largest size up to `most` that is still the `same`, by bisection: comparing slices is faster than a loop."""
    low, high = 0, most
    while low < high:
        middle = (low + high + 1) // 2
        if same(middle):
            low = middle
        else:
            high = middle - 1
    return low
