"""When documents are checked: behind the messages already read, in slices, the document edited last first.

There is no timer. A change of a document that waits for its check, or is being checked, starts the check anew, for what
did not change costs nothing.
"""

from __future__ import annotations

import asyncio
import logging
from collections.abc import Callable

from iamsight.lsp.documents import OpenDocument
from iamsight.lsp.turns import turn

_LOG = logging.getLogger(__name__)
SLICE = 0.004
"""Seconds of checking after which messages get their turn."""


class Checks:
    """The documents waiting to be checked. `ready` is called with each when its check is done.

    `underway` is called now and then with one that was never checked before and is not yet.
    """

    def __init__(self, ready: Callable[[OpenDocument], None], underway: Callable[[OpenDocument], None]) -> None:
        self._ready = ready
        self._underway = underway
        self._waiting: dict[str, OpenDocument] = {}  # the one to check next comes last
        self._watchers: dict[str, list[asyncio.Future[None]]] = {}
        self._task: asyncio.Task[None] | None = None

    def queue(self, document: OpenDocument) -> None:
        """Check a document that is new or has changed, before all others."""
        self._waiting.pop(document.uri, None)
        self._waiting[document.uri] = document
        self._start()

    def drop(self, uri: str) -> None:
        """Do not check a document any more; it was closed."""
        self._waiting.pop(uri, None)
        self._done(uri)

    async def finished(self, uri: str) -> None:
        """Wait until nothing of a document is left to check."""
        if uri in self._waiting:
            watcher = asyncio.get_running_loop().create_future()
            self._watchers.setdefault(uri, []).append(watcher)
            await watcher

    def _start(self) -> None:
        if self._task is None:
            self._task = asyncio.get_running_loop().create_task(self._run())
            self._task.add_done_callback(self._ended)

    async def _run(self) -> None:
        while self._waiting:
            await turn()
            if not self._waiting:
                return
            uri, document = self._waiting.popitem()
            if document.check_for(SLICE):
                self._done(uri)
                self._ready(document)
            else:
                self._waiting[uri] = document
                if document.is_long_underway():
                    self._underway(document)

    def _ended(self, task: asyncio.Task[None]) -> None:
        """After a bug the document at fault is left out, and the others are still checked."""
        self._task = None
        if task.cancelled():
            return
        if error := task.exception():
            _LOG.error("a check failed", exc_info=error)
            for uri in self._watchers.keys() - self._waiting.keys():
                self._done(uri)
        if self._waiting:
            self._start()

    def _done(self, uri: str) -> None:
        for watcher in self._watchers.pop(uri, ()):
            if not watcher.done():
                watcher.set_result(None)
