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
_TRIGGERS = ('"', ":", "/", "{")
"""What starts a string, the next part of an action or ARN, and a policy variable."""


def register(server: Server) -> None:
    """Register what the client of `server` can use."""
    if server.client.pulls:
        options = types.DiagnosticOptions(
            inter_file_dependencies=False, workspace_diagnostics=False, identifier="iamsight"
        )
        server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)(_pull(server))
    server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)(_configured(server))
    server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(_files_changed(server))
    completion = types.CompletionOptions(trigger_characters=_TRIGGERS, resolve_provider=True)
    server.feature(types.TEXT_DOCUMENT_COMPLETION, completion)(_at(server, "completion", complete))
    server.feature(types.COMPLETION_ITEM_RESOLVE)(_resolve(server))
    server.feature(types.TEXT_DOCUMENT_HOVER)(_at(server, "hover", hover))
    if server.client.literal_actions:
        actions = types.CodeActionOptions(code_action_kinds=[types.CodeActionKind.QuickFix])
        server.feature(types.TEXT_DOCUMENT_CODE_ACTION, actions)(_at(server, "code_actions", code_actions))


def _at(server: Server, feature: str, answer: Callable[[Place, P], object]) -> Callable[[P], Awaitable[Plain | None]]:
    """A handler that answers about a document. Null for one that is not open, or where the feature is not wanted.

    It is a coroutine, so that a request which is cancelled while it waits behind others is not run. When the document
    changed while it waited, its positions are those of another text.
    """

    async def handler(params: Any) -> Plain | None:
        place = server.place(params.text_document.uri)
        if place is None or feature not in place.open.wanted.features:
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


def _configured(server: Server) -> Callable[[types.DidChangeConfigurationParams], Awaitable[None]]:
    async def handler(params: types.DidChangeConfigurationParams) -> None:
        await server.configured(params.settings)

    return handler


def _files_changed(server: Server) -> Callable[[types.DidChangeWatchedFilesParams], None]:
    def handler(_params: types.DidChangeWatchedFilesParams) -> None:
        server.preferences.forget_files()
        server.reconsider()

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


def complete(place: Place, params: types.CompletionParams) -> Json:
    """What may be written at a position. It does not wait for checks."""
    from iamsight.ide.completion import CompletionOptions, complete

    settings = place.open.wanted.settings
    accounts = (settings.account,) if settings.account else ()
    options = CompletionOptions(snippets=place.client.snippets, accounts=accounts, regions=settings.regions)
    found = complete(place.open.document, place.offset(params.position), options)
    return place.completions(found)


def _resolve(server: Server) -> Callable[[types.CompletionItem], Awaitable[types.CompletionItem]]:
    """The handler that adds the documentation of an item, which is looked up from the item's key alone."""

    async def handler(item: types.CompletionItem) -> types.CompletionItem:
        if isinstance(item.data, str):
            from iamsight.catalogue import default_catalogue
            from iamsight.ide.hover import documentation

            markdown = server.client.markdown_items
            text = documentation(item.data, default_catalogue(), markdown=markdown)
            if text:
                kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
                item.documentation = types.MarkupContent(kind, text)
        return item

    return handler


def hover(place: Place, params: types.HoverParams) -> Json | None:
    """What stands at a position."""
    from iamsight.ide.hover import hover

    markdown = place.client.markdown_hover
    found = hover(place.open.document, place.offset(params.position), markdown=markdown)
    if found is None:
        return None
    kind = "markdown" if markdown else "plaintext"
    return {"contents": {"kind": kind, "value": found.text}, "range": place.range(found.span)}
