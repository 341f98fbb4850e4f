"""A client that sends what it should not, and looks at how the server takes it."""

import json
from contextlib import contextmanager
from typing import NamedTuple

from tests.support.wire import SERVER, Wire

URI = "file:///policy.json"
OTHER = "file:///other.json"
TEXT = (
    '{"Version": "2012-10-17",\n "Statement": {"Sid": "😀", "Effect": "Allow",'
    ' "Action": "rekognition:DeleteLabels", "Resource": "*"}}\n'
)
AT = {"line": 1, "character": TEXT.splitlines()[1].index("Effect") + 3}  # one more for the emoji, which takes two
START = {"line": 0, "character": 0}
DOCUMENT = {"textDocument": {"uri": URI}}
HOVER = {**DOCUMENT, "position": AT}
RANGE = {"start": START, "end": {"line": 9, "character": 9}}
CAPABILITIES = {
    "textDocument": {
        "codeAction": {"codeActionLiteralSupport": {"codeActionKind": {"valueSet": []}}},
        "codeLens": {},
        "diagnostic": {},
        "documentHighlight": {},
        "documentLink": {},
        "documentSymbol": {},
        "foldingRange": {},
        "formatting": {},
        "inlayHint": {},
        "rangeFormatting": {},
        "selectionRange": {},
        "semanticTokens": {"requests": {}, "tokenTypes": [], "tokenModifiers": [], "formats": []},
    },
    "workspace": {"symbol": {}},
}


def opening(uri, text=TEXT, **item):
    document = {"uri": uri, "languageId": "json", "version": 1, "text": text, **item}
    return {"method": "textDocument/didOpen", "params": {"textDocument": document}}


def changing(uri, *changes, **identifier):
    document = {"uri": uri, "version": 2, **identifier}
    return {"method": "textDocument/didChange", "params": {"textDocument": document, "contentChanges": list(changes)}}


def closing(uri):
    return {"method": "textDocument/didClose", "params": {"textDocument": {"uri": uri}}}


@contextmanager
def serving():
    """A server with one document open. Nothing that happens to it may leave a traceback in its log."""
    with Wire(SERVER, 600) as wire:
        wire.initialize(CAPABILITIES)
        wire.send(opening(URI))
        yield wire
        wire.send(closing(URI))
        wire.goodbye()
        assert [line for line in wire.log() if "Traceback" in line] == []


class Reaction(NamedTuple):
    """What is answered - for each the id, and the code of the error or None - and what is logged."""

    answers: list[tuple[object, int | None]]
    log: list[str]


def reaction(server, sent):
    """How the server takes what it is sent, after which it must answer a request as ever."""
    known = len(server.log())
    server.write(sent if isinstance(sent, bytes) else framed(json.dumps({"jsonrpc": "2.0", **sent}).encode()))
    server.send({"id": "next", "method": "textDocument/hover", "params": HOVER})
    answers = []
    while (message := server.read()).get("id") != "next":
        answers.append((message["id"], message.get("error", {}).get("code")))
    assert "Effect" in message["result"]["contents"]["value"]
    return Reaction(answers, server.log()[known:])


def framed(body, size=None):
    return b"Content-Length: %d\r\n\r\n%s" % (len(body) if size is None else size, body)
