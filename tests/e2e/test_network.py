"""Clients over TCP and web sockets: served one at a time, and outlived by none."""

import contextlib
import json
import socket
import struct
import subprocess
import threading

import pytest
from websockets.exceptions import InvalidStatus
from websockets.sync.client import connect

from tests.e2e.abuse import AT, TEXT, URI, framed, opening
from tests.e2e.session import PATIENCE
from tests.support.wire import SERVER

HELLO = [
    {"id": 1, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}},
    {"method": "initialized", "params": {}},
    opening(URI, TEXT.replace("😀", "Reading")),
]
HOVER = {"id": 2, "method": "textDocument/hover", "params": {"textDocument": {"uri": URI}, "position": AT}}
GOODBYE = [{"id": 3, "method": "shutdown"}, {"method": "exit"}]


def bodies(messages):
    return [json.dumps({"jsonrpc": "2.0", **one}) for one in messages]


def stream(*messages):
    return b"".join(framed(body.encode()) for body in bodies(messages))


class Listening:
    """A server that listens somewhere, and what it says on stderr."""

    def __init__(self, way, address="0"):
        self.process = subprocess.Popen([*SERVER, way, address], stderr=subprocess.PIPE, text=True)
        self._watchdog = threading.Timer(PATIENCE, self.process.kill)
        self._watchdog.start()
        said = self.process.stderr.readline()
        assert said.startswith("iamsight listens on ")
        self.port = int(said.rpartition(":")[2])

    def call(self):
        """A connection over TCP."""
        return socket.create_connection(("127.0.0.1", self.port), timeout=PATIENCE)

    def connect(self, **options):
        """A connection over a web socket."""
        return connect(f"ws://127.0.0.1:{self.port}", open_timeout=PATIENCE, **options)

    def end(self):
        """The exit code of a server that has ended by itself, and what else it said."""
        log = self.process.stderr.read()
        return self.process.wait(), log

    def __enter__(self):
        return self

    def __exit__(self, *error):
        self._watchdog.cancel()
        self.process.kill()
        self.process.__exit__(*error)


def until(connection, wanted):
    """What is received until it has what is `wanted`, or until the end."""
    received = b""
    while (wanted is None or wanted not in received) and (piece := connection.recv(65536)):
        received += piece
    return received


def test_a_client_over_tcp_is_served():
    with Listening("--tcp") as server:
        with server.call() as connection:
            connection.sendall(stream(*HELLO))
            assert b'"unknown-action"' in until(connection, b'"unknown-action"')
            connection.sendall(stream(*GOODBYE))
            assert b'"result": null' in until(connection, None)
        assert server.end() == (0, "")


def test_what_a_client_over_tcp_sends_may_be_nonsense():
    with Listening("--tcp") as server, server.call() as connection:
        connection.sendall(b"nonsense\r\n\r\n" + framed(b"{", 9) + stream(*HELLO))
        until(connection, b'"unknown-action"')
        connection.sendall(framed(b"[" * 100_000) + stream(HOVER))
        assert b'"contents"' in until(connection, b'"id": 2')
        connection.sendall(stream(*GOODBYE))
        code, log = server.end()
        assert code == 0
        assert len(log.splitlines()) == 3


@pytest.mark.parametrize("how", ["closed", "reset", "half closed"])
def test_the_server_ends_when_its_client_over_tcp_is_gone(how):
    with Listening("--tcp") as server, server.call() as connection:
        connection.sendall(stream(*HELLO))
        assert b"iamsight" in until(connection, b'"unknown-action"')
        if how == "reset":
            connection.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        if how == "half closed":
            connection.shutdown(socket.SHUT_WR)
        else:
            connection.close()
        code, log = server.end()
        assert (code, log.count("\n")) == (1, 1)
        assert log.startswith("WARNING: The editor is gone: ")


def test_a_second_client_over_tcp_is_hung_up_on_and_does_not_disturb_the_first():
    with Listening("--tcp") as server, server.call() as first:
        first.sendall(stream(*HELLO))
        until(first, b'"unknown-action"')
        with server.call() as second, contextlib.suppress(ConnectionResetError):
            second.sendall(stream(*HELLO))
            assert until(second, None) == b""
        first.sendall(stream(HOVER))
        assert b'"contents"' in until(first, b'"id": 2')
        first.sendall(stream(*GOODBYE))
        assert server.end() == (0, "")


def test_a_page_in_a_browser_cannot_post_messages():
    with Listening("--tcp") as server:
        with server.call() as browser, contextlib.suppress(ConnectionResetError):
            browser.sendall(b"POST / HTTP/1.1\r\nHost: localhost\r\nContent-Type: text/plain\r\n" + stream(*HELLO))
            assert until(browser, None) == b""
        with server.call() as connection:
            connection.sendall(stream(*HELLO, *GOODBYE))
            assert b'"capabilities"' in until(connection, None)
        assert server.end() == (0, "")


def received(connection, wanted):
    """The next message with a member; each comes as text, which browsers hand on as it is."""
    while wanted not in (message := json.loads(text := connection.recv(timeout=PATIENCE))):
        assert isinstance(text, str)
    return message


@pytest.mark.parametrize("origin", [None, "http://localhost:3000", "https://[::1]:8443"])
def test_a_client_over_a_web_socket_is_served(origin):
    with Listening("--ws") as server:
        with server.connect(origin=origin) as connection:
            for body in bodies(HELLO):
                connection.send(body)
            assert received(connection, "params")["params"]["diagnostics"][0]["code"] == "unknown-action"
            connection.send(b"[\xff")
            assert received(connection, "error")["id"] is None
            connection.send(bodies([HOVER])[0].encode())
            assert received(connection, "result")["result"]["contents"]
            for body in bodies(GOODBYE):
                connection.send(body)
            assert received(connection, "result")["result"] is None
        code, log = server.end()
        assert (code, log) == (0, "WARNING: A message is not UTF-8.\n")


def test_pages_of_other_hosts_are_refused():
    with Listening("--ws") as server:
        for origin in ("https://example.com", "null", "http://localhost.example.com"):
            with pytest.raises(InvalidStatus, match="403"):
                server.connect(origin=origin)
        with server.connect() as connection:
            connection.send(bodies(HELLO)[0])
            assert received(connection, "result")["id"] == 1


def test_pages_of_other_hosts_are_served_where_the_server_listens_to_them():
    with Listening("--ws", "0.0.0.0:0") as server, server.connect(origin="https://example.com") as connection:
        connection.send(bodies(HELLO)[0])
        assert received(connection, "result")["id"] == 1


def test_a_second_client_over_a_web_socket_is_hung_up_on():
    with Listening("--ws") as server, server.connect() as first:
        with server.connect() as second:
            first.send(bodies(HELLO)[0])
            assert received(first, "result")["id"] == 1
        assert second.close_code == 1000


def test_the_server_ends_when_its_client_over_a_web_socket_is_gone():
    with Listening("--ws") as server:
        with server.connect() as connection:
            connection.send(bodies(HELLO)[0])
            assert received(connection, "result")["id"] == 1
        assert server.end() == (1, "WARNING: The editor is gone: the connection is closed.\n")
