"""What the server can do, registered for what the client declares: thin handlers over `analysis` and `ide`."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any, TypeVar

from lsprotocol import types
from pygls.exceptions import JsonRpcContentModified

from iamsight.lsp.convert import Json, Place
from iamsight.lsp.protocol import RECEIVED_AT, Plain

if TYPE_CHECKING:
    from iamsight.lsp.server import Server

P = TypeVar("P")


def register(server: Server) -> None:
    """Register what the client of `server` can use."""
    if server.client.pulls:
        options = types.DiagnosticOptions(
            inter_file_dependencies=False, workspace_diagnostics=False, identifier="iamsight"
        )
        server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)(_pull(server))
    if server.client.literal_actions:
        actions = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
        server.feature(types.TEXT_DOCUMENT_CODE_ACTION, actions)(_at(server, code_actions))


def _at(server: Server, answer: Callable[[Place, P], object]) -> Callable[[P], Awaitable[Plain | None]]:
    """A handler that answers about a document. Null for one that is not open.

    It is a coroutine, so that a request which is cancelled while it waits behind others is not run. When the document
    changed while it waited, its positions are those of another text.
    """

    async def handler(params: Any) -> Plain | None:
        place = server.place(params.text_document.uri)
        if place is None:
            return None
        if place.open.changed_at > RECEIVED_AT.get():
            raise JsonRpcContentModified
        result = answer(place, params)
        return None if result is None else Plain(result)

    return handler


def _pull(server: Server) -> Callable[[types.DocumentDiagnosticParams], Awaitable[Plain]]:
    """The handler for clients that ask for diagnostics. It answers when the document has been checked."""

    async def handler(params: types.DocumentDiagnosticParams) -> Plain:
        uri = params.text_document.uri
        await server.checks.finished(uri)
        place = server.place(uri)
        if place is None:
            return Plain({"kind": "full", "items": []})
        result_id, items = server.report(place)
        if result_id == params.previous_result_id:
            return Plain({"kind": "unchanged", "resultId": result_id})
        return Plain({"kind": "full", "resultId": result_id, "items": items})

    return handler


def code_actions(place: Place, params: types.CodeActionParams) -> list[Json]:
    """The fixes of the findings that a range touches."""
    if params.context.only and not any("quickfix".startswith(kind) for kind in params.context.only):
        return []
    span = place.span(params.range)
    document = place.open.document
    found = [
        one for one in document.findings() if one.fixable and one.span.start <= span.end and span.start <= one.span.end
    ]
    return [
        place.quick_fix(finding, repair, params.context.diagnostics)
        for finding in found
        for repair in document.repairs(finding)
    ]
