"""A real server at the other end of a pipe: whatever is sent, each request is answered, and the server goes on."""

from __future__ import annotations

import atexit
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from tests.fuzz.messages import (
    CLIENTS,
    HELD,
    OPENED,
    REPLIES,
    RESOLVING,
    STEPS,
    Cancel,
    Json,
    Raw,
    Resolve,
    Send,
    Step,
    replaced,
)
from tests.support.wire import SERVER, Wire

_TEXT = '{"Version": "2012-10-17", "Statement": {"Effect": "Alow", "Action": "s3:GetObject", "Resource": "*"}}'
_ITS_RULE = "invalid-effect"
_URI = "file:///last/policy.json"
_INTERNAL = -32603
_SESSIONS = 25
"""So many sessions are tried with one server process: starting one takes longer than most sessions."""

_SECONDS_TO_LIVE = 120
_MOST_SENT = 20_000
"""Bytes sent before answers are read, so that neither side fills a pipe that the other does not read."""


class _Talk:
    """A client that sends anything, and keeps book of what is to be answered."""

    def __init__(self, capabilities: Json) -> None:
        self.wire = Wire(SERVER, _SECONDS_TO_LIVE)
        self.wire.__enter__()
        self.wire.initialize(capabilities)
        self.pulls = "diagnostic" in capabilities.get("textDocument", {})
        self.reply: Any = None
        self.sessions = 0
        self.lines = 0
        self._number = 1_000
        self._sent = 0
        self.open: dict[int, str] = {}
        self.items: dict[str, list[Any]] = {}
        self.published: list[Json] = []

    def end(self) -> None:
        self.wire.__exit__(None, None, None)

    def step(self, step: Step) -> None:
        if self._sent > _MOST_SENT:
            self.settle()
        if isinstance(step, Send):
            self.send(step.method, step.params, is_request=step.is_request)
        elif isinstance(step, Resolve):
            items = self.items.get(RESOLVING[step.method])
            if items:
                item = items[step.number % len(items)]
                self.send(step.method, replaced(item, *step.changed) if step.changed else item)
        elif isinstance(step, Cancel):
            waiting = [*self.open]
            if waiting:
                self.send("$/cancelRequest", {"id": waiting[-1 - step.back % len(waiting)]}, is_request=False)
        elif isinstance(step, Raw):
            self.settle()
            # what follows may be taken for the rest of it, so that must be nothing of value
            self.wire.write(step.data)
            for _ in range(3):
                self.send("$/nothing", {}, is_request=False)
        else:
            self.settle()

    def send(self, method: str, params: Any, *, is_request: bool = True) -> int:
        message: Json = {"jsonrpc": "2.0", "method": method, "params": params}
        if is_request:
            self._number += 1
            message["id"] = self._number
            self.open[self._number] = method
        body = json.dumps(message).encode()
        self._sent += len(body)
        self.wire.write(b"Content-Length: %d\r\n\r\n%s" % (len(body), body))
        return self._number

    def settle(self, *, held: bool = False) -> None:
        """Read until all is answered, also what is held back if that was cancelled."""
        self.send("textDocument/hover", {"textDocument": {"uri": "barrier:"}, "position": {"line": 0, "character": 0}})
        while [one for one, method in self.open.items() if held or method != HELD]:
            self.take(self.wire.read())
        self._sent = 0

    def take(self, message: Json) -> Json:
        """Keep book of a message; answer if it asks for something."""
        if "method" in message:
            if message["method"] == "textDocument/publishDiagnostics":
                self.published.append(message["params"])
            if "id" in message:
                reply = {"error": {"code": 1, "message": "no"}} if self.reply == "error" else {"result": self.reply}
                self.wire.send({"id": message["id"], **reply})
            return message
        method = self.open.pop(message["id"], None) if isinstance(message["id"], int) else None
        error = message.get("error")
        assert error is None or error["code"] != _INTERNAL, (method, error)
        if method and method in RESOLVING.values() and error is None:
            found = message["result"] or []
            self.items[method] = found["items"] if isinstance(found, dict) else found
        return message


_talks: dict[str, _Talk] = {}


@atexit.register
def end_all() -> None:
    for talk in _talks.values():
        talk.end()
    _talks.clear()


@given(st.sampled_from([*CLIENTS]), OPENED, STEPS, REPLIES)
def the_server_goes_on(client: str, opened: Send, steps: list[Step], reply: Any) -> None:
    talk = _talks.pop(client, None) or _Talk(CLIENTS[client])
    try:
        _session(talk, [opened, *steps], reply)
        lines, talk.lines = talk.wire.log()[talk.lines :], len(talk.wire.log())
        assert not [line for line in lines if line.startswith(("Traceback", "ERROR"))], lines
    except BaseException:
        talk.end()
        raise
    talk.sessions += 1
    if talk.sessions < _SESSIONS:
        _talks[client] = talk
    else:
        talk.end()


def _session(talk: _Talk, steps: list[Step], reply: Any) -> None:
    talk.reply = reply
    opened = set()
    for step in steps:
        talk.step(step)
        if isinstance(step, Send) and step.method == "textDocument/didOpen":
            opened.add(json.dumps(step.params))
    talk.settle()
    talk.reply = None
    for params in opened:
        talk.send("textDocument/didClose", json.loads(params), is_request=False)
    talk.send("workspace/didChangeConfiguration", {"settings": {}}, is_request=False)
    for number in [*talk.open]:
        talk.send("$/cancelRequest", {"id": number}, is_request=False)
    talk.settle(held=True)
    _assert_well(talk)


def _assert_well(talk: _Talk) -> None:
    """The server still does what it is for: it checks a document."""
    document = {"uri": _URI, "languageId": "json", "version": 1, "text": _TEXT}
    talk.published.clear()
    talk.send("textDocument/didOpen", {"textDocument": document}, is_request=False)
    if talk.pulls:
        number = talk.send("textDocument/diagnostic", {"textDocument": {"uri": _URI}})
        found: Json = {}
        while found.get("id") != number:
            found = talk.take(talk.wire.read())
        items = found["result"]["items"]
    else:
        while not (said := [one for one in talk.published if one["uri"] == _URI]):
            talk.take(talk.wire.read())
        items = said[-1]["diagnostics"]
    assert _ITS_RULE in [one["code"] for one in items], items
    talk.send("textDocument/didClose", {"textDocument": {"uri": _URI}}, is_request=False)
    talk.settle()
