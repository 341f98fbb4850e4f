"""The files of the workspace that may hold policies, open or not: the names in them, and what is wrong with them.

A file is read when somebody asks, and again when it has changed. Between files, and while one is checked, other
messages get their turn.
"""

from __future__ import annotations

import asyncio
import itertools
import stat
from collections.abc import AsyncIterator, Awaitable, Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import perf_counter
from typing import TYPE_CHECKING, NamedTuple, TypeAlias

from lsprotocol import types

from iamsight.lsp.checks import SLICE
from iamsight.lsp.convert import Json, Place
from iamsight.lsp.documents import OpenDocument
from iamsight.lsp.reading import named
from iamsight.lsp.turns import OneByOne, turn
from iamsight.lsp.uris import path_of, uri_of

if TYPE_CHECKING:
    from iamsight.config import Configurations
    from iamsight.lsp.preferences import Wanted
    from iamsight.lsp.server import Server

FindFiles: TypeAlias = "Callable[[Configurations, str], Iterator[str]]"
"""The paths of the files of a folder that may hold policies, under some configurations."""

_LARGEST = 4 << 20
"""The largest file, in bytes, that is looked at unasked."""

_MOST_NAMES = 1_000
"""More names than this nobody reads; the next letter typed leaves fewer."""

_GONE = "gone"
"""The result id of a file that is no longer there, or no longer wanted."""


class _Kept(NamedTuple):
    """What was found in a file, and what that depends on: when it changed last, its size, and the preferences."""

    stamp: tuple[int, int]
    wanted: Wanted
    number: str
    items: list[Json]


class Project:
    """The files of the workspace's folders."""

    def __init__(self, server: Server, find: FindFiles) -> None:
        self._server = server
        self._find = find
        self._names: dict[str, _Kept] = {}
        self._reports: dict[str, _Kept] = {}
        self._just_closed: dict[str, str] = {}
        self._numbers = itertools.count(1)
        self._news = asyncio.Event()
        self._one_by_one = OneByOne()

    def changed(self) -> None:
        """Files, preferences, or which documents are open may have changed."""
        self._news.set()

    def closed(self, uri: str) -> None:
        """A document was closed. A client that asks for all files leaves what was found in it until it is told anew."""
        self._just_closed[path_of(uri) or uri] = uri
        self.changed()

    async def names(self, query: str) -> list[Json]:
        """The policies and Sids whose names have the letters of `query` in that order, as LSP's symbols."""
        found: list[Json] = []
        async with self._one_by_one:
            for place in [Place(one, self._server.client) for one in self._server.documents.values()]:
                if "workspace_symbols" in place.open.wanted.features:
                    found += _matching(named(place), query)
            async for path, wanted in self._closed("workspace_symbols"):
                kept = await self._read(path, wanted, self._names, self._names_of)
                found += _matching(kept.items, query) if kept else ()
        return found[:_MOST_NAMES]

    async def reports(self, previous: dict[str, str], token: types.ProgressToken | None) -> list[Json]:
        """The diagnostics of files that are not open and differ from `previous`, result ids by URI.

        Where nothing differs it waits until something may: clients ask again as soon as they are answered. Progress of
        the first look is reported to `token`.
        """
        while True:
            self._news.clear()
            async with self._one_by_one:
                with self._progress(token):
                    found = [report async for report in self._differing(previous)]
            if found:
                return found
            token = None
            await self._news.wait()
            await turn()  # what the client asked about a document before it closed it is answered first

    @contextmanager
    def _progress(self, token: types.ProgressToken | None) -> Iterator[None]:
        if token is None:
            yield
            return
        progress = self._server.work_done_progress
        progress.begin(token, types.WorkDoneProgressBegin("Checking the policies of the workspace"))
        try:
            yield
        finally:
            progress.end(token, types.WorkDoneProgressEnd())

    async def _differing(self, previous: dict[str, str]) -> AsyncIterator[Json]:
        # By path, since clients and servers write the same URI in different ways.
        known = {path_of(uri) or uri: (uri, number) for uri, number in previous.items()}
        closed = dict(self._just_closed)
        left = {path: uri for path, (uri, number) in known.items() if number != _GONE} | closed
        async for path, wanted in self._closed("workspace_diagnostics"):
            kept = await self._read(path, wanted, self._reports, self._diagnostics_of)
            if kept is None:
                continue
            uri, number = known.get(path, (closed.get(path) or uri_of(path), None))
            left.pop(path, None)
            if path in closed or (number != kept.number and (kept.items or path in known)):
                yield _report(uri, kept.number, kept.items)
        for path in left.keys() - self._opened():
            yield _report(left[path], _GONE, [])
        for path in closed:
            self._just_closed.pop(path, None)

    async def _closed(self, feature: str) -> AsyncIterator[tuple[str, Wanted]]:
        """The files that are not open and for which a feature is wanted; none of folders that do not want it."""
        preferences = self._server.preferences
        opened = self._opened()
        until = perf_counter() + SLICE
        for folder in preferences.wanting(feature):
            for path in self._find(preferences.configurations(folder), folder):
                wanted = preferences.of(uri_of(path) or "")
                if feature in wanted.features and path not in opened:
                    yield path, wanted
                if perf_counter() > until:
                    await turn()
                    until = perf_counter() + SLICE

    def _opened(self) -> set[str]:
        return {path_of(uri) or uri for uri in self._server.documents}

    async def _read(
        self,
        path: str,
        wanted: Wanted,
        known: dict[str, _Kept],
        look: Callable[[Place], Awaitable[list[Json]]],
    ) -> _Kept | None:
        """What `look` finds in a file, now or before; None if it cannot be read or is too large."""
        stamp, kept = _stamp(path), known.get(path)
        if stamp and kept and (kept.stamp, kept.wanted) == (stamp, wanted):
            return kept
        text = _text(path) if stamp else None
        if stamp is None or text is None:
            return None
        document = OpenDocument(uri_of(path) or "", 0, text, wanted, 0)
        items = await look(Place(document, self._server.client))
        known[path] = _Kept(stamp, wanted, f"file-{next(self._numbers)}", items)
        return known[path]

    async def _names_of(self, place: Place) -> list[Json]:
        return named(place) if "Statement" in place.open.lines.text else []

    async def _diagnostics_of(self, place: Place) -> list[Json]:
        while not place.open.check_for(SLICE):
            await turn()
        return place.diagnostics()


def _stamp(path: str) -> tuple[int, int] | None:
    """When a file last changed, and its size; None if it is none that one looks at unasked."""
    try:
        status = Path(path).stat()
    except OSError:
        return None
    fits = stat.S_ISREG(status.st_mode) and status.st_size <= _LARGEST
    return (status.st_mtime_ns, status.st_size) if fits else None


def _text(path: str) -> str | None:
    try:
        return Path(path).read_bytes().decode("utf-8")
    except (OSError, UnicodeDecodeError):
        return None


def _report(uri: str | None, number: str, items: list[Json]) -> Json:
    return {"kind": "full", "uri": uri, "version": None, "resultId": number, "items": items}


def _matching(symbols: list[Json], query: str) -> list[Json]:
    """The symbols that have the letters of a query, in that order, in any case."""
    letters = query.lower()
    return [one for one in symbols if _has(one["name"].lower(), letters)]


def _has(name: str, letters: str) -> bool:
    left = iter(name)
    return all(letter in left for letter in letters)
