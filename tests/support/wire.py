"""A language server's messages as they are: for what a well-behaved client never does, and for measuring."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import threading
from types import TracebackType
from typing import Any

_LONGEST_LOG = 1 << 24
SERVER = [sys.executable, "-m", "iamsight", "server"]


class Wire:
    """A server process and the pipes to it. It is killed after some time, so that no test waits for ever."""

    def __init__(self, command: list[str], seconds_to_live: int = 120) -> None:
        self._log = tempfile.TemporaryFile()  # noqa: SIM115 - closed on exit
        self.process = subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=self._log)
        self._watchdog = threading.Timer(seconds_to_live, self.process.kill)
        self._watchdog.start()
        self._requests = 0

    def __enter__(self) -> Wire:  # noqa: PYI034 - Self is of Python 3.11
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._watchdog.cancel()
        if self.process.poll() is None:
            self.process.kill()
        self.process.__exit__(kind, error, trace)
        if kind is not None:
            sys.stderr.write("".join(f"{line}\n" for line in self.log()))
        self._log.close()

    def log(self) -> list[str]:
        """The lines that the server has written to its log so far."""
        return os.pread(self._log.fileno(), _LONGEST_LOG, 0).decode().splitlines()

    def send(self, *messages: dict[str, Any] | bytes) -> None:
        """Send messages together, so that the server reads them at once. Bytes go as they are."""
        assert self.process.stdin
        bodies = [one if isinstance(one, bytes) else json.dumps({"jsonrpc": "2.0", **one}).encode() for one in messages]
        self.process.stdin.write(b"".join(b"Content-Length: %d\r\n\r\n%s" % (len(body), body) for body in bodies))
        self.process.stdin.flush()

    def write(self, data: bytes) -> None:
        """Send bytes as they are, without a header."""
        assert self.process.stdin
        self.process.stdin.write(data)
        self.process.stdin.flush()

    def read(self) -> dict[str, Any]:
        """The next message of the server."""
        assert self.process.stdout
        size = 0
        while (line := self.process.stdout.readline()) != b"\r\n":
            assert line, "the server is gone"
            name, _, value = line.partition(b":")
            if name.lower() == b"content-length":
                size = int(value)
        message: dict[str, Any] = json.loads(self.process.stdout.read(size))
        return message

    def ask(self, method: str, params: Any = None) -> dict[str, Any]:
        """Send a request and wait for its response. What else arrives meanwhile is let go."""
        self._requests += 1
        self.send({"id": self._requests, "method": method, "params": params})
        while True:
            message = self.read()
            if message.get("id") == self._requests and "method" not in message:
                return message

    def request(self, method: str, params: Any = None) -> Any:
        """The result of a request, which must not be an error."""
        response = self.ask(method, params)
        assert "error" not in response, response
        return response["result"]

    def notify(self, method: str, params: Any = None) -> None:
        """Say something that has no answer."""
        self.send({"method": method, "params": params})

    def initialize(self, capabilities: dict[str, Any]) -> Any:
        """Say hello; what the server can do."""
        result = self.request("initialize", {"processId": None, "rootUri": None, "capabilities": capabilities})
        self.notify("initialized", {})
        return result["capabilities"]

    def goodbye(self) -> None:
        """Shut the server down, as the protocol asks for."""
        self.request("shutdown")
        self.notify("exit")
        assert self.process.wait() == 0
