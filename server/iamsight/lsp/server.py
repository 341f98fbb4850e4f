"""The server: the only mutable state, and what happens to documents. What it can do is registered by `features`."""

from __future__ import annotations

import asyncio
import itertools
import logging
from functools import partial
from importlib import import_module
from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

from iamsight import __version__
from iamsight.lsp.checks import Checks
from iamsight.lsp.client import Client, digest
from iamsight.lsp.convert import Json, Place, changes_of
from iamsight.lsp.documents import OpenDocument
from iamsight.lsp.protocol import Protocol, converter

_LOG = logging.getLogger(__name__)
_WARM_UP = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "rekognition:*", "Resource": "*"}]}'
_ENGINE = ("iamsight.analysis", "iamsight.catalogue.catalogue")


class Server(LanguageServer):
    """A language server for one client."""

    protocol: Protocol

    def __init__(self) -> None:
        super().__init__("iamsight", __version__, protocol_cls=Protocol, converter_factory=converter)
        self.client = Client()
        self.documents: dict[str, OpenDocument] = {}
        self.checks = Checks(self._publish)
        self._reports: dict[str, tuple[str, list[Json]]] = {}
        self._report_numbers = itertools.count(1)
        # pygls writes on what it registers, which a bound method does not allow.
        self.feature(types.INITIALIZE)(partial(self._initialize))
        self.feature(types.INITIALIZED)(partial(self._ready))

    def place(self, uri: str) -> Place | None:
        """The open document of a URI, for converting; None if it is not open."""
        document = self.documents.get(uri)
        return None if document is None else Place(document, self.client)

    def report_server_error(self, error: Exception, source: Any) -> None:  # noqa: ARG002 - pygls's signature
        """Log what went wrong while a message was read or answered. Nothing pops up in the editor."""
        _LOG.error("%s", error, exc_info=error)

    # Documents.

    def opened(self, document: types.TextDocumentItem) -> None:
        """A document was opened in the editor."""
        one = OpenDocument(document.uri, document.version, document.text, None, self.protocol.changes)
        self.documents[document.uri] = one
        self.checks.queue(one)

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """A document was edited."""
        document = self.documents.get(params.text_document.uri)
        if document is None:
            _LOG.warning("a document was changed that is not open: %s", params.text_document.uri)
            return
        changes = changes_of(params)
        document.change(changes, params.text_document.version, self.client.encoding, self.protocol.changes)
        self.checks.queue(document)

    def closed(self, uri: str) -> None:
        """A document was closed: what was reported about it is taken back."""
        document = self.documents.pop(uri, None)
        self._reports.pop(uri, None)
        self.checks.drop(uri)
        if document is not None and not self.client.pulls:
            self._send_diagnostics({"uri": uri, "diagnostics": []})

    # Diagnostics.

    def report(self, place: Place) -> tuple[str, list[Json]]:
        """The diagnostics of a document, and an id that stays the same for as long as they do."""
        items = place.diagnostics()
        last = self._reports.get(place.open.uri)
        if last is None or last[1] != items:
            last = self._reports[place.open.uri] = (str(next(self._report_numbers)), items)
        return last

    def _publish(self, document: OpenDocument) -> None:
        if self.client.pulls:
            return
        items = Place(document, self.client).diagnostics()
        self._send_diagnostics({"uri": document.uri, "version": document.version, "diagnostics": items})

    def _send_diagnostics(self, params: Json) -> None:
        self.protocol.notify(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)

    # Start.

    def _initialize(self, params: types.InitializeParams) -> None:
        from iamsight.lsp.features import register

        self.client = digest(params.capabilities)
        register(self)

    def _ready(self, _params: types.InitializedParams) -> None:
        self._warming_up = asyncio.get_running_loop().create_task(self._warm_up())

    async def _warm_up(self) -> None:
        """Load the engine before the first file is opened, piece by piece."""
        for module in _ENGINE:
            import_module(module)
            await asyncio.sleep(0)
        warm_up = OpenDocument("", 0, _WARM_UP, None, 0)
        warm_up.document.worst(1)
