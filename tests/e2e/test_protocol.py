"""What a well-behaved client never sends, and how the server goes down. Message by message."""

import contextlib
import json
import socket
import subprocess
import threading

import pytest
from websockets.sync.client import connect

from tests.support.wire import SERVER, Wire

URI = "file:///a.json"
WRONG = (
    '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "rekognition:DeleteLabels", "Resource": "*"}}'
)
START = {"line": 0, "character": 0}
HOVER = {"textDocument": {"uri": URI}, "position": {"line": 0, "character": 42}}
INITIALIZE = {"processId": None, "rootUri": None, "capabilities": {}}
NOT_INITIALIZED, INVALID_REQUEST, NO_METHOD, INVALID_PARAMS = -32002, -32600, -32601, -32602
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
    server.notify("exit")
    assert server.process.wait() == 1


def test_the_server_ends_when_the_editor_is_gone(server):
    server.process.stdin.close()
    assert isinstance(server.process.wait(), int)


def test_the_server_ends_when_the_editor_dies_in_the_middle_of_a_message(server):
    server.process.stdin.write(b'Content-Length: 100\r\n\r\n{"jsonrpc"')
    server.process.stdin.close()
    assert isinstance(server.process.wait(), int)


@pytest.mark.parametrize(
    "method, params",
    [
        ("textDocument/hover", {"textDocument": 3}),
        ("textDocument/hover", {"textDocument": {"uri": URI}, "position": {"line": "x", "character": 0}}),
        ("textDocument/completion", []),
        ("textDocument/hover", None),
    ],
)
def test_ill_typed_parameters_are_answered_with_an_error(server, method, params):
    assert server.ask(method, params)["error"]["code"] == INVALID_PARAMS
    assert server.request("textDocument/hover", HOVER)


def test_an_unknown_method_and_an_unknown_command_are_errors(server):
    assert server.ask("textDocument/nonsense", {})["error"]["code"] == NO_METHOD
    assert server.ask("workspace/executeCommand", {"command": "rm", "arguments": []})["error"]["code"] == INVALID_PARAMS
    assert server.request("textDocument/hover", HOVER)


@pytest.mark.parametrize(
    "nonsense",
    [b"{", b"\xff", b"[]", b"3", b'{"jsonrpc": "1.0", "id": 9, "method": "x"}', b"[" * 100_000],
    ids=["no JSON", "no UTF-8", "a list", "a number", "another version", "deep"],
)
def test_the_server_goes_on_after_nonsense(server, nonsense):
    server.send(nonsense)
    assert server.request("textDocument/hover", HOVER)


def test_notifications_that_make_no_sense_are_let_go(server):
    server.notify("textDocument/didChange", {"textDocument": {"uri": URI}, "contentChanges": 3})
    server.notify(
        "textDocument/didChange", change("x")["params"] | {"textDocument": {"uri": "file:///b", "version": 2}}
    )
    server.notify("textDocument/didClose", {"textDocument": {"uri": "file:///b"}})
    server.notify("$/unknown", {})
    server.notify("$/setTrace", {"value": "verbose"})
    assert server.request("textDocument/hover", HOVER)


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


def test_a_client_over_tcp_is_served():
    with subprocess.Popen([*SERVER, "--tcp", "0"], stderr=subprocess.PIPE, text=True) as process, killed(process):
        messages = [json.dumps(message).encode() for message in conversation()]
        framed = [b"Content-Length: %d\r\n\r\n%s" % (len(body), body) for body in messages]
        with socket.create_connection(address(process), timeout=30) as connection:
            connection.sendall(b"".join(framed[:3]))
            assert b'"unknown-action"' in until(connection, b'"unknown-action"')
            connection.sendall(b"".join(framed[3:]))
            assert b'"result": null' in until(connection, None)
        assert process.wait(30) == 0


def until(connection, wanted):
    """What is received until it has what is `wanted`, or until the end."""
    received = b""
    while (wanted is None or wanted not in received) and (piece := connection.recv(65536)):
        received += piece
    return received


def test_a_client_over_a_web_socket_is_served():
    with subprocess.Popen([*SERVER, "--ws", "0"], stderr=subprocess.PIPE, text=True) as process, killed(process):
        host, port = address(process)
        with connect(f"ws://{host}:{port}") as connection:
            messages = conversation()
            for message in messages[:3]:
                connection.send(json.dumps(message))
            answers = [json.loads(connection.recv(timeout=30)) for _ in range(2)]
            assert answers[1]["params"]["diagnostics"][0]["code"] == "unknown-action"
            connection.send(json.dumps(messages[3]))
            assert json.loads(connection.recv(timeout=30))["result"] is None
            connection.send(json.dumps(messages[4]))
        assert process.wait(30) == 0


def conversation():
    messages = [
        {"id": 1, "method": "initialize", "params": INITIALIZE},
        {"method": "initialized", "params": {}},
        opening(WRONG),
        {"id": 2, "method": "shutdown"},
        {"method": "exit"},
    ]
    return [{"jsonrpc": "2.0", **one} for one in messages]


def address(process):
    """Where a server that has just been started says that it listens."""
    said = process.stderr.readline()
    assert said.startswith("iamsight listens on 127.0.0.1:")
    return "127.0.0.1", int(said.rpartition(":")[2])


@contextlib.contextmanager
def killed(process):
    """End the process after a minute, so that nothing waits for ever."""
    watchdog = threading.Timer(60, process.kill)
    watchdog.start()
    try:
        yield
    finally:
        watchdog.cancel()
        process.kill()
