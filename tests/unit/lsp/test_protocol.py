"""What a client hears of a bug of ours: an error for each request, and no word of our code."""

import asyncio
import json
import logging

import pytest
from lsprotocol import types

from iamsight.lsp.messages import Message
from iamsight.lsp.server import Server


def fail(*_params):
    raise KeyError("secret")


async def fail_later(*params):
    fail(*params)


def hover(number):
    params = {"textDocument": {"uri": "file:///a.json"}, "position": {"line": 0, "character": 0}}
    return {"jsonrpc": "2.0", "id": number, "method": "textDocument/hover", "params": params}


class Answers:
    """The messages that the server sends."""

    def __init__(self):
        self.sent = []

    def write(self, data):
        self.sent.append(json.loads(data))


def answers_to(server, *messages):
    writer = Answers()
    server.protocol.set_writer(writer, include_headers=False)
    server.protocol.initialized = True

    async def main():
        for one in messages:
            server.protocol.receive(Message(one))
        for _ in range(20):
            await asyncio.sleep(0)

    asyncio.run(main())
    return writer.sent


@pytest.mark.parametrize("handler", [fail, fail_later])
def test_a_handler_that_fails_is_logged_and_answered_without_a_traceback(handler, caplog):
    server = Server(lambda _configurations, _folder: iter(()))
    server.feature(types.TEXT_DOCUMENT_HOVER)(handler)
    with caplog.at_level(logging.ERROR):
        answers = answers_to(server, hover(1), hover(2))
    said = "Something went wrong in iamsight (KeyError: 'secret'); its log says where."
    assert answers == [
        {"jsonrpc": "2.0", "id": number, "error": {"code": -32603, "message": said}} for number in (1, 2)
    ]
    assert [record.exc_info[0] for record in caplog.records] == [KeyError, KeyError]


def test_a_bug_in_taking_a_message_in_costs_that_message_alone(monkeypatch, caplog):
    server = Server(lambda _configurations, _folder: iter(()))
    server.feature(types.TEXT_DOCUMENT_HOVER)(lambda _params: None)
    taken = []
    monkeypatch.setattr("iamsight.lsp.protocol.mend", lambda data: taken.append(data) or len(taken) > 1 or fail())
    with caplog.at_level(logging.ERROR):
        answers = answers_to(server, hover(1), hover(2))
    assert [(one["id"], "error" in one) for one in answers] == [(1, True), (2, False)]
    assert "traceback" not in str(answers).lower()
    assert [record.exc_info[0] for record in caplog.records] == [KeyError]
