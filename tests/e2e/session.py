"""An editor's session with the server, as one of the clients that pytest-lsp has recorded. Every wait is bounded."""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Sequence
from pathlib import Path
from typing import Any, TypeVar

from lsprotocol import types
from pygls.capabilities import get_capability
from pygls.protocol import default_converter
from pytest_lsp import LanguageClient, client_capabilities
from pytest_lsp.client import DEFAULT_CLIENT_FEATURES, register_lsp_features

from iamsight.text import Edit, Encoding, LineIndex, Position, Span, apply_edits
from tests.support.wire import SERVER

T = TypeVar("T")
CLIENTS = {"visual-studio-code": Encoding.UTF16, "neovim": Encoding.UTF8, "emacs": Encoding.UTF32}
PATIENCE = 120
"""Seconds after which an answer is taken for missing."""


async def soon(wanted: Awaitable[T]) -> T:
    """What is waited for, or a failure."""
    return await asyncio.wait_for(wanted, PATIENCE)


class Buffer:
    """An open document, as its editor sees it."""

    def __init__(self, uri: str, text: str) -> None:
        self.uri = uri
        self.version = 1
        self.lines = LineIndex(text)

    @property
    def text(self) -> str:
        return self.lines.text


class Session:
    """A client and its server."""

    def __init__(self, name: str, capabilities: types.ClientCapabilities | None = None) -> None:
        self.capabilities = client_capabilities(name) if capabilities is None else capabilities
        self.encoding = CLIENTS.get(name, Encoding.UTF16)
        self.client = LanguageClient(converter_factory=default_converter)
        self.published: asyncio.Queue[types.PublishDiagnosticsParams] = asyncio.Queue()
        self.applied: list[types.WorkspaceEdit] = []
        self.registered: list[str] = []
        self.refreshed = asyncio.Event()
        self.choice = ""
        register_lsp_features(self.client, {**DEFAULT_CLIENT_FEATURES, **self._features()})

    @property
    def pulls(self) -> bool:
        """Whether this client asks for diagnostics."""
        document = self.capabilities.text_document
        return document is not None and document.diagnostic is not None

    @property
    def snippets(self) -> bool:
        """Whether this client takes snippets."""
        return bool(get_capability(self.capabilities, "text_document.completion.completion_item.snippet_support"))

    async def start(self, root: Path, options: Any = None, more: Sequence[Path] = ()) -> types.InitializeResult:
        """Start the server on a folder, and more of them."""
        await soon(self.client.start_io(*SERVER))
        params = types.InitializeParams(
            capabilities=self.capabilities,
            root_uri=root.as_uri(),
            workspace_folders=[types.WorkspaceFolder(one.as_uri(), one.name) for one in (root, *more)],
            initialization_options=options,
        )
        return await soon(self.client.initialize_session(params))

    async def stop(self) -> int:
        """Say goodbye; the server's exit code."""
        server = self.client._server
        assert server is not None
        await soon(self.client.shutdown_session())
        code = await soon(server.wait())
        await soon(self.client.stop())
        return code

    # Documents.

    def open(self, path: Path, text: str) -> Buffer:
        buffer = Buffer(path.as_uri(), text)
        document = types.TextDocumentItem(buffer.uri, "json", buffer.version, text)
        self.client.text_document_did_open(types.DidOpenTextDocumentParams(document))
        return buffer

    def edit(self, buffer: Buffer, *edits: Edit) -> None:
        """Edit a document, each edit in the text after the one before."""
        changes: list[types.TextDocumentContentChangeEvent] = []
        for edit in edits:
            changes.append(types.TextDocumentContentChangePartial(self.range(buffer, Span(*edit[:2])), edit.text))
            buffer.lines.edit(edit)
        buffer.version += 1
        document = types.VersionedTextDocumentIdentifier(buffer.version, buffer.uri)
        self.client.text_document_did_change(types.DidChangeTextDocumentParams(document, changes))

    def close(self, buffer: Buffer) -> None:
        self.client.text_document_did_close(types.DidCloseTextDocumentParams(self.name(buffer)))

    async def diagnostics(self, buffer: Buffer) -> list[types.Diagnostic]:
        """The diagnostics of the present text, pushed or pulled."""
        if self.pulls:
            report = await self.pull(buffer)
            assert isinstance(report, types.RelatedFullDocumentDiagnosticReport)
            return list(report.items)
        while True:
            params = await soon(self.published.get())
            if params.uri == buffer.uri and params.version == buffer.version:
                return list(params.diagnostics)

    async def pull(self, buffer: Buffer, previous: str | None = None) -> types.DocumentDiagnosticReport:
        params = types.DocumentDiagnosticParams(self.name(buffer), previous_result_id=previous)
        return await soon(self.client.text_document_diagnostic_async(params))

    # Questions.

    async def complete(self, buffer: Buffer, offset: int) -> list[types.CompletionItem]:
        params = types.CompletionParams(self.name(buffer), self.position(buffer, offset))
        found = await soon(self.client.text_document_completion_async(params))
        if found is None or isinstance(found, list):
            return list(found or ())
        for item in found.items:
            if item.text_edit is None and found.item_defaults and found.item_defaults.edit_range:
                range_ = found.item_defaults.edit_range
                assert isinstance(range_, types.Range)
                item.text_edit = types.TextEdit(range_, item.text_edit_text or item.label)
        return list(found.items)

    async def hover(self, buffer: Buffer, offset: int) -> types.Hover | None:
        params = types.HoverParams(self.name(buffer), self.position(buffer, offset))
        return await soon(self.client.text_document_hover_async(params))

    async def run(self, command: str, *arguments: Any) -> Any:
        """The answer of a command."""
        params = types.ExecuteCommandParams(command, list(arguments))
        return await soon(self.client.workspace_execute_command_async(params))

    async def actions(self, buffer: Buffer, found: types.Diagnostic) -> list[types.CodeAction]:
        """The fixes for a diagnostic."""
        context = types.CodeActionContext([found], only=[types.CodeActionKind.QuickFix])
        params = types.CodeActionParams(self.name(buffer), found.range, context)
        answer = await soon(self.client.text_document_code_action_async(params))
        return [one for one in answer or () if isinstance(one, types.CodeAction)]

    # Conversion.

    def name(self, buffer: Buffer) -> types.TextDocumentIdentifier:
        return types.TextDocumentIdentifier(buffer.uri)

    def position(self, buffer: Buffer, offset: int) -> types.Position:
        return types.Position(*buffer.lines.position(offset, self.encoding))

    def range(self, buffer: Buffer, span: Span) -> types.Range:
        return types.Range(self.position(buffer, span.start), self.position(buffer, span.end))

    def under(self, buffer: Buffer, range_: types.Range) -> str:
        """The text in a range."""
        return buffer.text[slice(*self._offsets(buffer, range_))]

    def after(self, buffer: Buffer, edits: list[types.TextEdit]) -> str:
        """The text after edits."""
        return apply_edits(buffer.text, [Edit(*self._offsets(buffer, one.range), one.new_text) for one in edits])

    def after_workspace_edit(self, buffer: Buffer, edit: types.WorkspaceEdit | None) -> str:
        """The text after an edit that must be of this document, and of its present version if it names one."""
        assert edit is not None
        if edit.document_changes:
            (change,) = edit.document_changes
            assert isinstance(change, types.TextDocumentEdit)
            assert (change.text_document.uri, change.text_document.version) == (buffer.uri, buffer.version)
            edits = [one for one in change.edits if isinstance(one, types.TextEdit)]
            return self.after(buffer, edits)
        assert edit.changes is not None
        assert list(edit.changes) == [buffer.uri]
        return self.after(buffer, list(edit.changes[buffer.uri]))

    def _offsets(self, buffer: Buffer, range_: types.Range) -> tuple[int, int]:
        ends = (Position(one.line, one.character) for one in (range_.start, range_.end))
        start, end = (buffer.lines.offset(one, self.encoding) for one in ends)
        return start, end

    # What the server asks of the client.

    def _features(self) -> dict[str, Any]:
        def publish(params: types.PublishDiagnosticsParams) -> None:
            self.published.put_nowait(params)

        def apply(params: types.ApplyWorkspaceEditParams) -> types.ApplyWorkspaceEditResult:
            self.applied.append(params.edit)
            return types.ApplyWorkspaceEditResult(applied=True)

        def register(params: types.RegistrationParams) -> None:
            self.registered += [one.method for one in params.registrations]

        def refresh(_params: None) -> None:
            self.refreshed.set()

        def choose(params: types.ShowMessageRequestParams) -> types.MessageActionItem | None:
            return next((one for one in params.actions or () if one.title == self.choice), None)

        return {
            types.WINDOW_SHOW_MESSAGE_REQUEST: choose,
            types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS: publish,
            types.WORKSPACE_APPLY_EDIT: apply,
            types.CLIENT_REGISTER_CAPABILITY: register,
            types.WORKSPACE_DIAGNOSTIC_REFRESH: refresh,
            types.WORKSPACE_CODE_LENS_REFRESH: refresh,
        }
