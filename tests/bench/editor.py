"""A small editor that measures: it talks to a server over pipes, counts what comes back, and times it."""

from __future__ import annotations

import json
import subprocess
import sys
import threading
from pathlib import Path
from time import perf_counter
from typing import Any

from lsprotocol.converters import get_converter
from pytest_lsp import client_capabilities

FLOOR = [sys.executable, str(Path(__file__).with_name("floor.py"))]
SUBJECT = [sys.executable, "-m", "iamsight", "server"]
URI = "file:///policy.json"
_CAPABILITIES = get_converter().unstructure(client_capabilities("visual-studio-code"))
_SECONDS_TO_LIVE = 120


class Editor:
    """A server process and one document open in it. Columns are those of ASCII text."""

    def __init__(self, command: list[str]) -> None:
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE)
        self._watchdog = threading.Timer(_SECONDS_TO_LIVE, self.process.kill)
        self._watchdog.start()
        self._version = 0
        self._requests = 0

    def __enter__(self) -> Editor:  # noqa: PYI034 - Self is of Python 3.11
        return self

    def __exit__(self, *_: object) -> None:
        with self.process:
            try:
                self.request("shutdown", None)
                self.notify("exit", None)
                assert self.process.wait() == 0
            finally:
                self.process.kill()
                self._watchdog.cancel()

    def initialize(self) -> Any:
        """Say hello; what the server can do."""
        result = self.request("initialize", {"processId": None, "rootUri": None, "capabilities": _CAPABILITIES})
        self.notify("initialized", {})
        return result["capabilities"]

    def open(self, text: str) -> None:
        """Open a document; does not wait for its diagnostics."""
        self._version += 1
        document = {"uri": URI, "languageId": "json", "version": self._version, "text": text}
        self.notify("textDocument/didOpen", {"textDocument": document})

    def type(self, line: int, column: int, text: str, *, over: int = 0) -> None:
        """Write `text` over that many characters; does not wait for the diagnostics."""
        self._version += 1
        place = {"start": {"line": line, "character": column}, "end": {"line": line, "character": column + over}}
        document = {"uri": URI, "version": self._version}
        self.notify(
            "textDocument/didChange", {"textDocument": document, "contentChanges": [{"range": place, "text": text}]}
        )

    def diagnostics(self) -> list[Any]:
        """Wait for the diagnostics of the present version."""
        while True:
            message = self._read()
            params = message.get("params")
            if message.get("method") == "textDocument/publishDiagnostics" and params["version"] == self._version:
                found: list[Any] = params["diagnostics"]
                return found

    def completions(self, line: int, column: int) -> list[Any]:
        """Ask what may be written at a place, and wait for it."""
        place = {"textDocument": {"uri": URI}, "position": {"line": line, "character": column}}
        return self.request("textDocument/completion", place)["items"]

    def request(self, method: str, params: Any) -> Any:
        """Ask, and wait for the answer. What else arrives meanwhile is let go."""
        self._requests += 1
        self._send({"id": self._requests, "method": method, "params": params})
        while True:
            message = self._read()
            if message.get("id") == self._requests and "method" not in message:
                assert "error" not in message, message
                return message["result"]

    def notify(self, method: str, params: Any) -> None:
        """Say something that has no answer."""
        self._send({"method": method, "params": params})

    def _send(self, message: dict[str, Any]) -> None:
        body = json.dumps({"jsonrpc": "2.0", **message}).encode()
        assert self.process.stdin
        self.process.stdin.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        self.process.stdin.flush()

    def _read(self) -> dict[str, Any]:
        assert self.process.stdout
        size = 0
        while (line := self.process.stdout.readline()) != b"\r\n":
            assert line, "the server is gone"
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                size = int(value)
        message: dict[str, Any] = json.loads(self.process.stdout.read(size))
        return message


def elapsed(work: Any) -> float:
    """Seconds that `work` takes."""
    start = perf_counter()
    work()
    return perf_counter() - start
