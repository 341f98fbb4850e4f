"""pygls's protocol, mended: our own text store, and an answer to every request, whatever the client sends.

As it comes, pygls answers before `initialize`, keeps silent after `shutdown` and when parameters are ill-typed, splits
the lines of documents at characters that are no line ends, and sends tracebacks to the client.
"""

from __future__ import annotations

import logging
import re
from concurrent.futures import Future
from contextvars import ContextVar
from typing import TYPE_CHECKING, Any
from uuid import uuid4

from cattrs import BaseValidationError, transform_error
from lsprotocol import types
from pygls.exceptions import (
    JsonRpcException,
    JsonRpcInternalError,
    JsonRpcInvalidParams,
    JsonRpcInvalidRequest,
    JsonRpcMethodNotFound,
    JsonRpcParseError,
    JsonRpcServerNotInitialized,
)
from pygls.protocol import LanguageServerProtocol, default_converter, lsp_method

from iamsight.lsp.mending import mend
from iamsight.lsp.messages import Message, Nonsense

if TYPE_CHECKING:
    from cattrs import Converter

    from iamsight.lsp.server import Server

_LOG = logging.getLogger(__name__)
RECEIVED_AT: ContextVar[int] = ContextVar("RECEIVED_AT", default=0)
"""In the handler of a request, how many changes of documents had been read when the request was."""

_MOST_COMPLAINTS = 100
"""More would fill the pipe of an editor that does not read the log, and stop the server."""

_LONGEST_SHOWN = 80
_SENT_AS_PLAIN_DATA = frozenset({types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, types.WORKSPACE_APPLY_EDIT})


class Plain:
    """A result that is JSON already. Turning 500 diagnostics into lsprotocol's classes and back takes 7 ms."""

    __slots__ = ("value",)

    def __init__(self, value: object) -> None:
        self.value = value


def converter() -> Converter:
    """The converter of pygls, which also passes `Plain` results on, and looks what ids, tokens and codes are."""
    made: Converter = default_converter()  # type: ignore[no-untyped-call]
    made.register_unstructure_hook(Plain, lambda plain: plain.value)
    made.register_structure_hook(types.ProgressToken, lambda value, _: _checked_id(value))
    made.register_structure_hook(types.ProgressToken | None, lambda value, _: value if _is_id(value) else None)
    return made


def _checked_id(value: object) -> object:
    if not _is_id(value):
        raise TypeError("neither a string nor a number")
    return value


class Protocol(LanguageServerProtocol):
    """The protocol of a `Server`, to which it hands what happens to documents."""

    _server: Server

    def __init__(self, server: Server, convert: Converter) -> None:
        super().__init__(server, convert)
        self.initialized = False
        self.changes = 0
        """How many changes of documents have been read."""
        self._convert = convert
        self._asked: set[object] = set()
        self._complaints = 0

    @property
    def exit_code(self) -> int:
        """How the process ends if it ends now: to go without asking for `shutdown` is an error."""
        return 0 if self._shutdown else 1

    def get_message_type(self, method: str) -> type[Any] | None:  # type: ignore[override] # a cached method there
        """The class of a message. A dictionary where we hand over plain data, which then goes to `json` as it is."""
        return dict if method in _SENT_AS_PLAIN_DATA else super().get_message_type(method)

    def receive(self, received: Message | Nonsense) -> None:
        """Handle what a client sent, whatever it is. Nothing is raised, and every request is answered."""
        if isinstance(received, Nonsense):
            self._refuse(None, JsonRpcParseError(received.sentence + "."))
            return
        data = received.value
        try:
            self._receive(data)
        except JsonRpcException as refusal:
            self._refuse(data, refusal)
        except Exception as error:  # noqa: BLE001 - a bug must not cost the messages that follow
            _LOG.exception("A message could not be handled")
            self._refuse(data, JsonRpcInternalError(repr(error)))

    def _receive(self, data: Any) -> None:
        if not isinstance(data, dict) or data.get("jsonrpc") != self.VERSION:
            raise JsonRpcInvalidRequest("A message must be one object of JSON-RPC 2.0.")
        if "method" not in data:
            self._receive_response(data)
            return
        method = data["method"]
        if not isinstance(method, str) or ("id" in data and not _is_id(data["id"])):
            raise JsonRpcInvalidRequest("The method must be a string, and the id a string or a number.")
        self._refuse_untimely(method)
        known = self.get_message_type(method) if self._has(method) else None
        if known is None:
            if "id" in data or not (method.startswith("$/") or method in types.METHOD_TO_TYPES):
                raise JsonRpcMethodNotFound(f"There is no method {shown(method)} here.")
            return
        mend(data)
        message = self._structured(data, known)
        if "id" in data and not hasattr(message, "id"):
            raise JsonRpcInvalidRequest(f"{method} is a notification and must have no id.")
        RECEIVED_AT.set(self.changes)
        self.handle_message(message)

    def _receive_response(self, data: dict[str, Any]) -> None:
        """Handle the client's answer to a request of ours. One that makes no sense is taken for an error."""
        number = data.get("id")
        if not _is_id(number):
            raise JsonRpcInvalidRequest("A message must have a method or an id.")
        if number not in self._asked:
            return
        self._asked.discard(number)
        try:
            message = self.structure_message(data)
        except JsonRpcException:
            self.complain("The client answered a request of the server with something that makes no sense.")
            error = types.ResponseError(JsonRpcInvalidRequest.CODE, "This answer makes no sense.")
            message = types.ResponseErrorMessage(id=number, error=error)
        self.handle_message(message)

    def _structured(self, data: dict[str, Any], known: type[Any]) -> Any:
        try:
            return self._convert.structure(data, known)
        except BaseValidationError as error:
            raise JsonRpcInvalidParams(f"The parameters of {data['method']} are wrong: {_why(error)}.") from error

    def _has(self, method: str) -> bool:
        """Whether there is a handler of a method. pygls would keep notebooks, for which nothing is offered."""
        if method.startswith("notebookDocument/"):
            return False
        return method in self.fm.features or method in self.fm.builtin_features or method == types.CANCEL_REQUEST

    def _refuse_untimely(self, method: str) -> None:
        if method == types.EXIT:
            return
        if self._shutdown:
            raise JsonRpcInvalidRequest("The server has been shut down; only exit may follow.")
        if not self.initialized and method != types.INITIALIZE:
            raise JsonRpcServerNotInitialized("The first request must be initialize.")
        if self.initialized and method == types.INITIALIZE:
            raise JsonRpcInvalidRequest("The server is initialized already.")

    def _refuse(self, data: Any, refusal: JsonRpcException) -> None:
        """Log why a message is refused, and answer it unless it is a notification."""
        self.complain(refusal.message)
        known = data if isinstance(data, dict) else {}
        if _is_id(known.get("id")):
            self._send_response(known["id"], error=refusal.to_response_error())
        elif "id" in known or "method" not in known:
            error = {"code": refusal.code, "message": refusal.message}
            self._send_data({"jsonrpc": self.VERSION, "id": None, "error": error})

    def complain(self, sentence: str) -> None:
        """Log what is wrong with the client, the first hundred times."""
        self._complaints += 1
        if self._complaints <= _MOST_COMPLAINTS:
            _LOG.warning("%s", sentence)
        if self._complaints == _MOST_COMPLAINTS:
            _LOG.warning("More that is wrong with the client is not logged.")

    def send_request(self, method: str, params: Any = None, callback: Any = None, msg_id: Any = None) -> Future[Any]:
        """Ask the client something. Only what was asked may be answered."""
        number = msg_id or str(uuid4())
        self._asked.add(number)
        asked: Future[Any] = super().send_request(method, params, callback, number)
        return asked

    def _send_response(self, msg_id: Any, result: Any = None, error: types.ResponseError | None = None) -> None:
        """Send an answer. Where in our code something went wrong is for the log alone."""
        if error is not None and error.code == JsonRpcInternalError.CODE:
            said = f"Something went wrong in iamsight ({error.message}); its log says where."
            error = types.ResponseError(error.code, said)
        super()._send_response(msg_id, result, error)

    @lsp_method(types.EXIT)
    def lsp_exit(self, *_params: object) -> None:  # type: ignore[override] # there it calls a handler of ours
        """The client says goodbye."""
        self._server.end()

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


def shown(text: str) -> str:
    """A text of the client's as the log shows it: short, in quotes, on one line, and nothing that a terminal obeys."""
    return ascii(text if len(text) <= _LONGEST_SHOWN else text[:_LONGEST_SHOWN] + "...")


def _is_id(value: object) -> bool:
    return isinstance(value, (str, int)) and not isinstance(value, bool)


def _why(error: BaseValidationError) -> str:
    """The first thing that is wrong with parameters, and where."""
    said: str = transform_error(error)[0]
    what, _, where = said.partition(" @ $.")
    return f"{what} at {re.sub('_([a-z])', lambda letter: letter[1].upper(), where)}"


__all__ = ["RECEIVED_AT", "JsonRpcInvalidParams", "Plain", "Protocol", "converter", "shown"]
