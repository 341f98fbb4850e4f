"""The server: the only mutable state, and what happens to documents. What it can do is registered by `features`."""

from __future__ import annotations

import asyncio
import itertools
import logging
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from lsprotocol import types
from pygls.exceptions import FeatureNotificationError, JsonRpcException
from pygls.lsp.server import LanguageServer

from iamsight import __version__
from iamsight.lsp import parent
from iamsight.lsp.checks import Checks
from iamsight.lsp.client import Client, digest
from iamsight.lsp.convert import Json, Place, changes_of, configuration_diagnostic
from iamsight.lsp.documents import OpenDocument
from iamsight.lsp.preferences import Preferences
from iamsight.lsp.project import FindFiles, Project
from iamsight.lsp.protocol import Protocol, converter, shown
from iamsight.lsp.turns import OneByOne
from iamsight.lsp.uris import path_of, uri_of

_LOG = logging.getLogger(__name__)
_WARM_UP = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "rekognition:*", "Resource": "*"}]}'
"""A policy that is checked, completed and explained before the user's first, so that what this loads is there."""

_POLICY_FILES = "**/*.{json,jsonc,template}"
_ENGINE = ("iamsight.catalogue.catalogue", "iamsight.analysis", "iamsight.ide.completion", "iamsight.ide.hover")


class Server(LanguageServer):
    """A language server for one client."""

    protocol: Protocol

    def __init__(self, find: FindFiles) -> None:
        """`find` finds the files of a folder that may hold policies."""
        super().__init__("iamsight", __version__, protocol_cls=Protocol, converter_factory=converter)
        self.client = Client()
        self._root: str | None = None
        self._watch: asyncio.Future[None] | None = None
        self._watches_policies = False
        self.preferences = Preferences()
        self.documents: dict[str, OpenDocument] = {}
        self.checks = Checks(self._publish, self._publish_first)
        self.one_by_one = OneByOne()
        self.project = Project(self, find)
        self._blamed: dict[str, tuple[str, ...]] = {}
        self._reports: dict[str, tuple[str, list[Json]]] = {}
        self._report_numbers = itertools.count(1)
        self.over = asyncio.Event()
        """Whether the session has ended."""
        # pygls writes on what it registers, which a bound method does not allow.
        self.feature(types.INITIALIZE)(partial(self._initialize))
        self.feature(types.INITIALIZED)(partial(self._ready))

    def place(self, uri: str) -> Place | None:
        """The open document of a URI, for converting; None if it is not open."""
        document = self.documents.get(uri)
        return None if document is None else Place(document, self.client)

    def report_server_error(self, error: Exception, source: Any) -> None:
        """Log what went wrong in the handler of a notification. All else pygls has logged; nothing pops up."""
        if source is FeatureNotificationError:
            _LOG.error("%s", error, exc_info=error)

    def end(self) -> None:
        """End the session."""
        self.over.set()

    def lost(self, what: str) -> None:
        """End the session because the client is gone; `what` says how one knows."""
        if not self.over.is_set():
            _LOG.warning("The editor is gone: %s.", what)
            self.end()

    # Documents.

    def opened(self, document: types.TextDocumentItem) -> None:
        """A document was opened in the editor."""
        wanted = self.preferences.of(document.uri)
        one = OpenDocument(document.uri, document.version, document.text, wanted, self.protocol.changes)
        self.documents[document.uri] = one
        self.project.changed()
        self.checks.queue(one)
        self._report_configuration()

    def changed(self, params: types.DidChangeTextDocumentParams) -> None:
        """A document was edited."""
        document = self.documents.get(params.text_document.uri)
        if document is None:
            self.protocol.complain(f"The document {shown(params.text_document.uri)} was changed and is not open.")
            return
        changes = changes_of(params)
        document.change(changes, params.text_document.version, self.client.encoding, self.protocol.changes)
        self.checks.queue(document)

    def closed(self, uri: str) -> None:
        """A document was closed: what was reported about it is taken back."""
        document = self.documents.pop(uri, None)
        self._reports.pop(uri, None)
        self.checks.drop(uri)
        self.project.closed(uri)
        if document is not None and not self.client.pulls:
            self._send_diagnostics({"uri": uri, "diagnostics": []})

    def reconsider(self) -> None:
        """Preferences may have changed: check anew what is concerned, and have the client ask anew."""
        self._watch_policies()
        self.project.changed()
        concerned = [one for one in self.documents.values() if one.wanted != self.preferences.of(one.uri)]
        for document in concerned:
            document.want(self.preferences.of(document.uri))
            self.checks.queue(document)
        self._report_configuration()
        if concerned and self.client.pulls and self.client.refreshes:
            self.workspace_diagnostic_refresh(None)
        if concerned and self.client.refreshes_lenses:
            self.workspace_code_lens_refresh(None)

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

    def _publish_first(self, document: OpenDocument) -> None:
        """Show what a long check has found by now, if it has found something."""
        items = [] if self.client.pulls else Place(document, self.client).first_diagnostics()
        if items:
            self._send_diagnostics({"uri": document.uri, "version": document.version, "diagnostics": items})

    def _report_configuration(self) -> None:
        """Say what is wrong with configuration files on these files, and take back what is no longer so."""
        problems = self.preferences.problems
        if problems == self._blamed:
            return
        for origin in self._blamed.keys() | problems.keys():
            items = [configuration_diagnostic(sentence) for sentence in problems.get(origin, ())]
            if uri := uri_of(origin) if Path(origin).is_absolute() else None:
                self._send_diagnostics({"uri": uri, "diagnostics": items})
            elif items:
                _LOG.warning("%s: %s", origin, " ".join(problems[origin]))
        self._blamed = dict(problems)

    def _send_diagnostics(self, params: Json) -> None:
        self.protocol.notify(types.TEXT_DOCUMENT_PUBLISH_DIAGNOSTICS, params)

    # Start, and configuration.

    def _initialize(self, params: types.InitializeParams) -> None:
        from iamsight.lsp.features import register

        self.client = digest(params.capabilities, params.client_info.name if params.client_info else "")
        self._root = params.root_uri
        self.preferences.use(params.initialization_options, dict.fromkeys(self._folders()))
        register(self, params.capabilities)
        self.protocol.initialized = True
        if params.process_id:
            self._watch = asyncio.ensure_future(self._follow(params.process_id))

    async def _follow(self, editor: int) -> None:
        if await parent.gone(editor):
            self.lost(f"there is no process {editor} any more")

    async def _ready(self, _params: types.InitializedParams) -> None:
        self._register_watchers()
        await self._load()
        await self.configured(None)

    async def _load(self) -> None:
        """Load the engine before the user opens a file, piece by piece, so that messages are not kept waiting."""
        for module in _ENGINE:
            import_module(module)
            await asyncio.sleep(0)
        from iamsight.ide.completion import CompletionOptions, complete
        from iamsight.ide.hover import hover

        document = OpenDocument("", 0, _WARM_UP, self.preferences.of(""), 0).document
        document.worst(1)
        await asyncio.sleep(0)
        at = _WARM_UP.index("*")
        complete(document, at, CompletionOptions())
        hover(document, at, markdown=True)

    async def configured(self, settings: object) -> None:
        """The editor's settings have changed. Clients that can be asked are, for each folder; others sent them."""
        own: dict[str, object] = {}
        if self.client.has_configuration:
            folders = self._folders()
            items = [types.ConfigurationItem(scope, "iamsight") for scope in (None, *folders.values())]
            try:
                settings, *answers = await self.workspace_configuration_async(types.ConfigurationParams(items))
                own = dict(zip(folders, answers, strict=False))
            except (JsonRpcException, TypeError, ValueError):  # an error, no list, or an empty one
                self.protocol.complain("The client did not say what its settings are.")
        self.preferences.use(settings, {folder: own.get(folder) for folder in self._folders()})
        self.reconsider()

    async def folders_changed(self) -> None:
        """The workspace has got or lost folders."""
        self.preferences.use(None, dict.fromkeys(self._folders()))
        await self.configured(None)

    def _folders(self) -> dict[str, str]:
        """The URIs of the workspace's folders that are on the disk, by path."""
        uris = list(self.workspace.folders) or [self._root or ""]
        return {path: uri for uri in uris if (path := path_of(uri))}

    def _register_watchers(self) -> None:
        """Ask to be told of what clients tell only those who ask."""
        from iamsight.config.reading import NAMES

        registrations = []
        if self.client.registers_watchers:
            registrations.append(_watching("iamsight-files", *[f"**/{name}" for name in NAMES]))
        if self.client.registers_configuration:
            method = types.WORKSPACE_DID_CHANGE_CONFIGURATION
            section = types.DidChangeConfigurationRegistrationOptions(section="iamsight")
            registrations.append(types.Registration("iamsight-settings", method, section))
        if registrations:
            self.client_register_capability(types.RegistrationParams(registrations))

    def _watch_policies(self) -> None:
        """Ask to be told when files change that are checked though they are not open."""
        if self._watches_policies or not (self.client.pulls and self.client.registers_watchers):
            return
        if self.preferences.wanting("workspace_diagnostics"):
            self._watches_policies = True
            self.client_register_capability(types.RegistrationParams([_watching("iamsight-policies", _POLICY_FILES)]))


def _watching(identifier: str, *patterns: str) -> types.Registration:
    options = types.DidChangeWatchedFilesRegistrationOptions([types.FileSystemWatcher(one) for one in patterns])
    return types.Registration(identifier, types.WORKSPACE_DID_CHANGE_WATCHED_FILES, options)
