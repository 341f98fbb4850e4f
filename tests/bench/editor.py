"""A small editor that measures: it talks to a server over pipes, counts what comes back, and times it."""

from __future__ import annotations

import sys
from pathlib import Path
from time import perf_counter
from typing import Any

from lsprotocol.converters import get_converter
from pytest_lsp import client_capabilities

from tests.support.wire import SERVER, Wire

FLOOR = [sys.executable, str(Path(__file__).with_name("floor.py"))]
SUBJECT = SERVER
_URI = "file:///policy.json"
CAPABILITIES = get_converter().unstructure(client_capabilities("visual-studio-code"))
CAPABILITIES["textDocument"]["inlayHint"] = {}  # this and the next are newer than the recording
CAPABILITIES["textDocument"]["completion"]["completionList"] = {"itemDefaults": ["editRange"]}


class Editor(Wire):
    """A server with one document open in it. Columns are those of ASCII text."""

    _version = 0

    def __enter__(self) -> Editor:  # noqa: PYI034 - Self is of Python 3.11
        self.initialize(CAPABILITIES)
        return self

    def open(self, text: str) -> None:
        """Open a document; does not wait for its diagnostics."""
        self._version += 1
        document = {"uri": _URI, "languageId": "json", "version": self._version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})

    def type(self, line: int, column: int, text: str, *, over: int = 0) -> None:
        """Write `text` over that many characters; does not wait for the diagnostics."""
        self._version += 1
        place = {"start": {"line": line, "character": column}, "end": {"line": line, "character": column + over}}
        document = {"uri": _URI, "version": self._version}
        changes = [{"range": place, "text": text}]
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

    def diagnostics(self) -> list[Any]:
        """Wait for the diagnostics of the present version."""
        while True:
            message = self.read()
            params = message.get("params")
            if message.get("method") == "textDocument/publishDiagnostics" and params["version"] == self._version:
                found: list[Any] = params["diagnostics"]
                return found

    def about(self, method: str, params: dict[str, Any]) -> Any:
        """The answer to a question about the document."""
        return self.request(f"textDocument/{method}", {"textDocument": {"uri": _URI}, **params})

    def completions(self, line: int, column: int) -> list[Any]:
        """Ask what may be written at a place, and wait for it."""
        found: list[Any] = self.about("completion", {"position": {"line": line, "character": column}})["items"]
        return found


def elapsed(work: Any) -> float:
    """Seconds that `work` takes."""
    start = perf_counter()
    work()
    return perf_counter() - start
