"""A small editor: it talks to a server over pipes and waits for what comes back."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path
from typing import Any

from lsprotocol.converters import get_converter
from pytest_lsp import client_capabilities

from tests.support.wire import SERVER, Wire

FLOOR = [sys.executable, str(Path(__file__).with_name("floor.py"))]
SUBJECT = SERVER
CAPABILITIES = get_converter().unstructure(client_capabilities("visual-studio-code"))
CAPABILITIES["textDocument"]["inlayHint"] = {}  # this and the next are newer than the recording
CAPABILITIES["textDocument"]["completion"]["completionList"] = {"itemDefaults": ["editRange"]}


class Editor(Wire):
    """A server, and the documents open in it. Columns are those of ASCII text."""

    def __init__(self, command: list[str], seconds_to_live: int = 600) -> None:
        super().__init__(command, seconds_to_live)
        self.uri = "file:///policy.json"
        """The document that is written in and asked about."""
        self._version = 0

    def __enter__(self) -> Editor:  # noqa: PYI034 - Self is of Python 3.11
        self.initialize(CAPABILITIES)
        return self

    def open(self, text: str) -> None:
        """Open the document; does not wait for its diagnostics."""
        self._version += 1
        document = {"uri": self.uri, "languageId": "json", "version": self._version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})

    def close(self) -> None:
        """Close the document."""
        self.notify("textDocument/didClose", {"textDocument": {"uri": self.uri}})

    def type(self, line: int, column: int, text: str, *, over: int = 0) -> None:
        """Write `text` over that many characters; does not wait for the diagnostics."""
        self._version += 1
        place = {"start": {"line": line, "character": column}, "end": {"line": line, "character": column + over}}
        document = {"uri": self.uri, "version": self._version}
        changes = [{"range": place, "text": text}]
        self.notify("textDocument/didChange", {"textDocument": document, "contentChanges": changes})

    def diagnostics(self) -> list[Any]:
        """Wait for the diagnostics of the present version."""
        while True:
            message = self.read()
            params = message.get("params")
            if message.get("method") == "textDocument/publishDiagnostics" and params.get("version") == self._version:
                found: list[Any] = params["diagnostics"]
                return found

    def about(self, method: str, params: dict[str, Any]) -> Any:
        """The answer to a question about the document."""
        return self.request(f"textDocument/{method}", {"textDocument": {"uri": self.uri}, **params})

    def completions(self, line: int, column: int) -> list[Any]:
        """Ask what may be written at a place, and wait for it."""
        found: list[Any] = self.about("completion", {"position": {"line": line, "character": column}})["items"]
        return found

    def memory(self) -> float:
        """The resident memory of the server, in MB."""
        shown = subprocess.run(["ps", "-o", "rss=", "-p", str(self.process.pid)], check=True, capture_output=True)
        return int(shown.stdout) / 1024
