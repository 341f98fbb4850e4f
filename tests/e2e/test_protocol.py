"""What a well-behaved client never sends, and how the server goes down. Message by message."""

import pytest

from tests.support.wire import SERVER, Wire

URI = "file:///a.json"
WRONG = (
    '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "rekognition:DeleteLabels", "Resource": "*"}}'
)
START = {"line": 0, "character": 0}
HOVER = {"textDocument": {"uri": URI}, "position": {"line": 0, "character": 42}}
INITIALIZE = {"processId": None, "rootUri": None, "capabilities": {}}
NOT_INITIALIZED, INVALID_REQUEST, INVALID_PARAMS = -32002, -32600, -32602
CANCELLED, MODIFIED = -32800, -32801


def opening(text, version=1):
    document = {"uri": URI, "languageId": "json", "version": version, "text": text}
    return {"method": "textDocument/didOpen", "params": {"textDocument": document}}


def change(text, version=2):
    params = {
        "textDocument": {"uri": URI, "version": version},
        "contentChanges": [{"range": {"start": START, "end": START}, "text": text}],
    }
    return {"method": "textDocument/didChange", "params": params}


def hover(number):
    return {"id": number, "method": "textDocument/hover", "params": HOVER}


@pytest.fixture
def wire():
    with Wire(SERVER) as one:
        yield one


@pytest.fixture
def server(wire):
    """A server that has been greeted, with a document open and checked."""
    wire.initialize({})
    wire.send(opening(WRONG))
    assert wire.read()["params"]["diagnostics"]
    return wire


def test_nothing_is_answered_before_initialize(wire):
    assert wire.ask("textDocument/hover", HOVER)["error"]["code"] == NOT_INITIALIZED
    assert wire.ask("shutdown")["error"]["code"] == NOT_INITIALIZED
    wire.send(opening(WRONG))
    assert wire.request("initialize", INITIALIZE)["serverInfo"]["name"] == "iamsight"
    assert wire.ask("initialize", INITIALIZE)["error"]["code"] == INVALID_REQUEST
    assert wire.request("textDocument/hover", HOVER) is None  # what was opened too early is not open


def test_after_shutdown_every_request_is_refused_and_exit_ends_the_process(server):
    assert server.request("shutdown") is None
    assert server.ask("textDocument/hover", HOVER)["error"]["code"] == INVALID_REQUEST
    assert server.ask("shutdown")["error"]["code"] == INVALID_REQUEST
    server.notify("exit")
    assert server.process.wait() == 0


def test_exit_without_shutdown_is_an_error(server):
    server.send({"method": "exit"}, hover(71))
    assert server.process.wait() == 1
    assert server.log() == []


def test_exit_may_come_first(wire):
    wire.notify("exit")
    assert wire.process.wait() == 1


@pytest.mark.parametrize("uri", ["file://[", "untitled:", "nonsense", 3])
def test_initialize_may_be_tried_again_and_its_folder_may_be_none(wire, uri):
    for params in ({}, {"capabilities": 3}, {**INITIALIZE, "processId": "x"}, [], None):
        assert wire.ask("initialize", params)["error"]["code"] == INVALID_PARAMS
        assert wire.ask("textDocument/hover", HOVER)["error"]["code"] == NOT_INITIALIZED
    folders = [{"uri": str(uri), "name": "x"}]
    assert wire.request("initialize", {**INITIALIZE, "rootUri": uri, "workspaceFolders": folders})
    wire.send(opening(WRONG))
    assert wire.request("textDocument/hover", HOVER)
    assert len(wire.log()) == 10


ODD_SETTINGS = [
    {"result": None},
    {"result": []},
    {"result": 3},
    {"result": [3, None, "x"]},
    {"error": {"code": -32601, "message": "no"}},
    {"error": 3},
    {},
]


def test_a_client_may_answer_with_nonsense_when_it_is_asked_for_its_settings(wire):
    wire.request("initialize", {**INITIALIZE, "capabilities": {"workspace": {"configuration": True}}})
    for answer in ODD_SETTINGS:
        known = len(wire.log())
        wire.notify("workspace/didChangeConfiguration", {"settings": None})
        asked = wire.read()
        assert asked["method"] == "workspace/configuration"
        wire.send({"id": asked["id"], **answer}, {"id": asked["id"], "result": ["too late"]})
        assert wire.request("textDocument/hover", HOVER) is None
        assert len(wire.log()) - known <= 2
    wire.send(opening(WRONG))
    assert wire.read()["params"]["diagnostics"]
    assert [line for line in wire.log() if "Traceback" in line] == []


def test_a_request_that_is_cancelled_while_it_waits_does_not_run(server):
    server.send(hover(71), {"method": "$/cancelRequest", "params": {"id": 71}}, hover(72))
    answers = {one["id"]: one for one in (server.read(), server.read())}
    assert answers[71]["error"]["code"] == CANCELLED
    assert answers[72]["result"]


def test_a_position_in_a_text_that_changed_meanwhile_is_not_answered(server):
    server.send(hover(71), change("  "), hover(72))
    answers = [one for one in (server.read(), server.read(), server.read()) if "id" in one]
    assert [(one["id"], one.get("error", {}).get("code")) for one in answers] == [(71, MODIFIED), (72, None)]


def test_a_change_that_is_overtaken_is_not_checked(server):
    server.send(*[change(" ", version) for version in range(2, 30)])
    published = server.read()["params"]
    assert published["version"] == 29
    assert published["diagnostics"][0]["range"]["start"]["character"] == WRONG.index("DeleteLabels") + 28
