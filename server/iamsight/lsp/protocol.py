"""pygls's protocol, mended: our own text store, and an answer to every request.

As it comes, pygls answers before `initialize`, keeps silent after `shutdown` and when parameters are ill-typed, and
splits the lines of documents at characters that are no line ends.
"""

from __future__ import annotations

from contextvars import ContextVar
from typing import TYPE_CHECKING, Any

from lsprotocol import types
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcServerNotInitialized,
)
from pygls.protocol import LanguageServerProtocol, default_converter, lsp_method

if TYPE_CHECKING:
    from cattrs import Converter

    from iamsight.lsp.server import Server

RECEIVED_AT: ContextVar[int] = ContextVar("RECEIVED_AT", default=0)
"""In the handler of a request, how many changes of documents had been read when the request was."""

_VERSIONED = (types.TEXT_DOCUMENT_DID_OPEN, types.TEXT_DOCUMENT_DID_CHANGE)
_SENT_AS_PLAIN_DATA = frozenset({types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, types.WORKSPACE_APPLY_EDIT})


class Plain:
    """A result that is JSON already. Turning 500 diagnostics into lsprotocol's classes and back takes 7 ms."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value


def converter() -> Converter:
    """The converter of pygls, which also passes `Plain` results on."""
    made: Converter = default_converter()  # type: ignore[no-untyped-call]
    made.register_unstructure_hook(Plain, lambda plain: plain.value)
    return made


class Protocol(LanguageServerProtocol):
    """The protocol of a `Server`, to which it hands what happens to documents."""

    _server: Server

    def __init__(self, server: Server, convert: Converter) -> None:
        super().__init__(server, convert)
        self._initialized = False
        self.changes = 0
        """How many changes of documents have been read."""

    def get_message_type(self, method: str) -> type[Any] | None:  # type: ignore[override] # a cached method there
        """The class of a message. A dictionary where we hand over plain data, which then goes to `json` as it is."""
        return dict if method in _SENT_AS_PLAIN_DATA else super().get_message_type(method)

    def structure_message(self, data: dict[str, Any]) -> Any:
        """The message in `data`, or None when it is ill-typed; a request is then answered with the error."""
        _number(data)
        try:
            return super().structure_message(data)
        except JsonRpcException as error:
            if "id" in data and "method" in data:
                self._send_response(data["id"], error=error.to_response_error())
            return None

    def handle_message(self, message: Any) -> None:
        """Handle what `structure_message` made, in the order the protocol asks for."""
        if not hasattr(message, "jsonrpc"):  # ill-typed, or no message at all
            return
        method = getattr(message, "method", None)
        refusal = self._refusal(method) if method else None
        if refusal is None:
            self._initialized = self._initialized or method == types.INITIALIZE
            RECEIVED_AT.set(self.changes)
            super().handle_message(message)
        elif hasattr(message, "id"):
            self._send_response(message.id, error=refusal.to_response_error())

    def _refusal(self, method: str) -> JsonRpcException | None:
        if method == types.EXIT:
            return None
        if self._shutdown:
            return JsonRpcInvalidRequest("The server has been shut down; only exit may follow.")
        if not self._initialized and method != types.INITIALIZE:
            return JsonRpcServerNotInitialized("The first request must be initialize.")
        if self._initialized and method == types.INITIALIZE:
            return JsonRpcInvalidRequest("The server is initialized already.")
        return None

    @lsp_method(types.TEXT_DOCUMENT_DID_OPEN)
    def lsp_text_document__did_open(self, params: types.DidOpenTextDocumentParams) -> None:
        """A document was opened."""
        self.changes += 1
        self._server.opened(params.text_document)

    @lsp_method(types.TEXT_DOCUMENT_DID_CHANGE)
    def lsp_text_document__did_change(self, params: types.DidChangeTextDocumentParams) -> None:
        """A document was edited."""
        self.changes += 1
        self._server.changed(params)

    @lsp_method(types.TEXT_DOCUMENT_DID_CLOSE)
    def lsp_text_document__did_close(self, params: types.DidCloseTextDocumentParams) -> None:
        """A document was closed."""
        self.changes += 1
        self._server.closed(params.text_document.uri)


def _number(message: dict[str, Any]) -> None:
    """Give a document the version 0 where a small client sends none, rather than lose what was typed."""
    if message.get("method") in _VERSIONED and isinstance(message.get("params"), dict):
        document = message["params"].get("textDocument")
        if isinstance(document, dict) and document.get("version") is None:
            document["version"] = 0


__all__ = ["RECEIVED_AT", "JsonRpcInvalidParams", "Plain", "Protocol", "converter"]
