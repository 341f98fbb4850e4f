"""What the server offers, and to which clients."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, NamedTuple

from lsprotocol import types
from pygls.capabilities import get_capability

from iamsight.lsp import colours, reading, writing
from iamsight.lsp.commands import register as register_commands
from iamsight.lsp.convert import Place
from iamsight.lsp.handlers import Handler, about, resolving
from iamsight.lsp.protocol import Plain

if TYPE_CHECKING:
    from iamsight.lsp.server import Server


class _Feature(NamedTuple):
    """A request about a document. `name` is what configuration calls it; `capability` is what a client declares."""

    method: str
    name: str
    capability: str
    answer: Callable[[Place, Any], object]
    options: object = None
    resolve: tuple[str, Callable[[Server, Any], object]] | None = None


_ALWAYS = ""
"""Completion and hover are offered to clients that declare nothing too; small ones forget to, and can do both."""

_LEGEND = types.SemanticTokensLegend(token_types=list(colours.TOKEN_TYPES), token_modifiers=[])
_FEATURES = (
    _Feature(
        types.TEXT_DOCUMENT_COMPLETION,
        "completion",
        _ALWAYS,
        writing.complete,
        # what starts a string, the next part of an action or ARN, and a policy variable
        types.CompletionOptions(trigger_characters=['"', ":", "/", "{"], resolve_provider=True),
        (types.COMPLETION_ITEM_RESOLVE, writing.resolve_completion),
    ),
    _Feature(types.TEXT_DOCUMENT_HOVER, "hover", _ALWAYS, reading.hover),
    _Feature(
        types.TEXT_DOCUMENT_CODE_ACTION,
        "code_actions",
        "text_document.code_action.code_action_literal_support",
        writing.code_actions,
        types.CodeActionOptions(
            code_action_kinds=["quickfix", "refactor.rewrite", "source.fixAll.iamsight"], resolve_provider=True
        ),
        (types.CODE_ACTION_RESOLVE, writing.resolve_action),
    ),
    _Feature(types.TEXT_DOCUMENT_FORMATTING, "formatting", "text_document.formatting", writing.format_document),
    _Feature(
        types.TEXT_DOCUMENT_RANGE_FORMATTING, "formatting", "text_document.range_formatting", writing.format_range
    ),
    _Feature(types.TEXT_DOCUMENT_INLAY_HINT, "inlay_hints", "text_document.inlay_hint", reading.inlay_hints),
    _Feature(
        types.TEXT_DOCUMENT_CODE_LENS,
        "code_lenses",
        "text_document.code_lens",
        reading.code_lenses,
        resolve=(types.CODE_LENS_RESOLVE, reading.resolve_lens),
    ),
    _Feature(
        types.TEXT_DOCUMENT_DOCUMENT_LINK,
        "document_links",
        "text_document.document_link",
        reading.document_links,
        resolve=(types.DOCUMENT_LINK_RESOLVE, reading.resolve_link),
    ),
    _Feature(
        types.TEXT_DOCUMENT_DOCUMENT_HIGHLIGHT,
        "document_highlight",
        "text_document.document_highlight",
        reading.highlights,
    ),
    _Feature(
        types.TEXT_DOCUMENT_DOCUMENT_SYMBOL,
        "document_symbols",
        "text_document.document_symbol",
        reading.document_symbols,
    ),
    _Feature(types.TEXT_DOCUMENT_FOLDING_RANGE, "folding", "text_document.folding_range", reading.folding_ranges),
    _Feature(
        types.TEXT_DOCUMENT_SELECTION_RANGE,
        "selection_ranges",
        "text_document.selection_range",
        reading.selection_ranges,
    ),
    _Feature(
        types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL,
        "semantic_tokens",
        "text_document.semantic_tokens",
        colours.semantic_tokens,
        _LEGEND,
    ),
    _Feature(
        types.TEXT_DOCUMENT_SEMANTIC_TOKENS_RANGE,
        "semantic_tokens",
        "text_document.semantic_tokens",
        colours.semantic_tokens_in,
        _LEGEND,
    ),
)


def register(server: Server, capabilities: types.ClientCapabilities) -> None:
    """Register what the client of `server` can use."""
    for one in _FEATURES:
        declared: Any = one.capability == _ALWAYS or get_capability(capabilities, one.capability, None)
        if declared:
            server.feature(one.method, one.options)(about(server, one.name, one.answer))
            if one.resolve:
                method, resolve = one.resolve
                server.feature(method)(resolving(server, resolve))
    if server.client.pulls:
        options = types.DiagnosticOptions(
            inter_file_dependencies=False, workspace_diagnostics=True, work_done_progress=True
        )
        server.feature(types.TEXT_DOCUMENT_DIAGNOSTIC, options)(_pull(server))
        server.feature(types.WORKSPACE_DIAGNOSTIC)(_pull_files(server))
    if get_capability(capabilities, "workspace.symbol", None):
        server.feature(types.WORKSPACE_SYMBOL, types.WorkspaceSymbolOptions())(_names(server))
    server.feature(types.WORKSPACE_DID_CHANGE_CONFIGURATION)(_configured(server))
    server.feature(types.WORKSPACE_DID_CHANGE_WORKSPACE_FOLDERS)(_folders_changed(server))
    server.feature(types.WORKSPACE_DID_CHANGE_WATCHED_FILES)(_files_changed(server))
    register_commands(server)


def _pull(server: Server) -> Handler:
    """The handler for clients that ask for diagnostics. It answers when the document has been checked."""

    async def handler(params: types.DocumentDiagnosticParams) -> Plain:
        uri = params.text_document.uri
        await server.checks.finished(uri)
        async with server.one_by_one:
            place = server.place(uri)
            if place is None:
                return Plain({"kind": "full", "items": []})
            result_id, items = server.report(place)
        if result_id == params.previous_result_id:
            return Plain({"kind": "unchanged", "resultId": result_id})
        return Plain({"kind": "full", "resultId": result_id, "items": items})

    return handler


def _pull_files(server: Server) -> Handler:
    """The handler for diagnostics of files that are not open."""

    async def handler(params: types.WorkspaceDiagnosticParams) -> Plain:
        previous = {one.uri: one.value for one in params.previous_result_ids}
        return Plain({"items": await server.project.reports(previous, params.work_done_token)})

    return handler


def _names(server: Server) -> Handler:
    async def handler(params: types.WorkspaceSymbolParams) -> Plain:
        return Plain(await server.project.names(params.query))

    return handler


def _configured(server: Server) -> Handler:
    async def handler(params: types.DidChangeConfigurationParams) -> None:
        await server.configured(params.settings)

    return handler


def _folders_changed(server: Server) -> Handler:
    async def handler(_params: types.DidChangeWorkspaceFoldersParams) -> None:
        await server.folders_changed()

    return handler


def _files_changed(server: Server) -> Callable[[types.DidChangeWatchedFilesParams], None]:
    def handler(params: types.DidChangeWatchedFilesParams) -> None:
        from iamsight.config.reading import NAMES

        if any(change.uri.endswith(NAMES) for change in params.changes):
            server.preferences.forget_files()
            server.reconsider()
        server.project.changed()

    return handler
