"""Clients that go without a word. The server goes too, says so in one sentence, and leaves no process."""

import json
import signal
import socket
import subprocess
import sys
import threading

import pytest

from tests.e2e.abuse import HOVER, URI, framed, opening
from tests.e2e.session import PATIENCE
from tests.support.wire import SERVER, Wire

GONE = "WARNING: The editor is gone: "
ASKING = {"id": 7, "method": "textDocument/hover", "params": HOVER}


@pytest.fixture
def server():
    with Wire(SERVER) as wire:
        wire.initialize({})
        wire.send(opening(URI))
        assert wire.read()["params"]["diagnostics"]
        yield wire
        assert wire.process.wait() is not None


def test_the_input_ends(server):
    server.process.stdin.close()
    assert server.process.wait() == 1
    assert server.log() == [GONE + "it sends nothing any more."]


def test_the_input_ends_before_anything_was_said():
    with Wire(SERVER) as wire:
        wire.process.stdin.close()
        assert wire.process.wait() == 1


def test_the_input_ends_in_the_middle_of_a_message(server):
    server.write(framed(b"{", 100))
    server.process.stdin.close()
    assert server.process.wait() == 1
    assert server.log() == [GONE + "it sends nothing any more."]


def test_the_input_ends_after_shutdown(server):
    server.request("shutdown")
    server.process.stdin.close()
    assert server.process.wait() == 0


def test_the_input_ends_behind_many_requests(server):
    server.send(*[{**ASKING, "id": number} for number in range(500)])
    server.process.stdin.close()
    server.process.stdout.close()
    assert server.process.wait() == 1
    assert len(server.log()) == 1


@pytest.mark.parametrize("sent", [ASKING, opening("file:///other.json")], ids=["an answer", "diagnostics"])
def test_nobody_reads_the_answers(server, sent):
    """The input stays open: that something cannot be written is all that the server sees."""
    server.process.stdout.close()
    server.send(sent)
    assert server.process.wait() == 1
    assert server.log() == [GONE + "nobody reads the answers."]


def test_the_process_of_the_editor_ends_and_its_pipe_stays_open():
    with subprocess.Popen([sys.executable, "-c", "input()"], stdin=subprocess.PIPE) as editor, Wire(SERVER) as wire:
        wire.request("initialize", {"processId": editor.pid, "rootUri": None, "capabilities": {}})
        wire.send(opening(URI))
        assert wire.request("textDocument/hover", HOVER)
        editor.kill()
        editor.wait()
        assert wire.process.wait() == 1
        assert wire.log() == [f"{GONE}there is no process {editor.pid} any more."]


EDITOR = """
import subprocess, sys
server = subprocess.Popen(sys.argv[2:], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
server.stdin.write(sys.argv[1].encode())
server.stdin.flush()
server.stdout.readline()
print("answered", flush=True)
input()
"""


def test_an_editor_that_is_killed_leaves_no_server():
    """Both write to one pipe of ours, which ends when both are gone."""
    params = {"processId": None, "rootUri": None, "capabilities": {}}
    hello = json.dumps({"jsonrpc": "2.0", "id": 1, "method": "initialize", "params": params}).encode()
    command = [sys.executable, "-c", EDITOR, framed(hello).decode(), *SERVER]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    ) as editor:
        assert editor.stdout.readline() == "answered\n"
        editor.send_signal(signal.SIGKILL)
        _, log = editor.communicate(timeout=PATIENCE)
    assert log == GONE + "it sends nothing any more.\n"


@pytest.mark.parametrize("how", ["exit", "close"])
def test_one_socket_for_both_ways(how):
    """Input that the event loop cannot read itself is read by a thread, which must not outlive the session."""
    ours, theirs = socket.socketpair()
    with subprocess.Popen(SERVER, stdin=theirs, stdout=theirs, stderr=subprocess.PIPE, text=True) as process, ours:
        watchdog = threading.Timer(PATIENCE, process.kill)
        watchdog.start()
        theirs.close()
        initialize = {"processId": None, "rootUri": None, "capabilities": {}}
        messages = [{"id": 1, "method": "initialize", "params": initialize}, opening(URI), ASKING]
        for one in messages:
            ours.sendall(framed(json.dumps({"jsonrpc": "2.0", **one}).encode()))
        received = b""
        while b'"contents"' not in received:
            received += ours.recv(65536)
        if how == "exit":
            ours.sendall(framed(b'{"jsonrpc": "2.0", "method": "exit"}'))
        else:
            ours.close()
        assert process.wait() == 1
        watchdog.cancel()
        assert process.stderr.read() == ("" if how == "exit" else GONE + "it sends nothing any more.\n")


def test_input_from_a_file_is_read_to_its_end(tmp_path):
    path = tmp_path / "messages"
    path.write_bytes(framed(b"{") + framed(b'{"jsonrpc": "2.0", "id": 1, "method": "shutdown"}'))
    with path.open("rb") as messages:
        done = subprocess.run(SERVER, stdin=messages, capture_output=True, check=False, timeout=PATIENCE)
    assert done.returncode == 1
    assert [b"-32700" in done.stdout, b"-32002" in done.stdout] == [True, True]
    assert len(done.stderr.splitlines()) == 3
