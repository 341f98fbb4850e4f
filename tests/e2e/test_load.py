"""More than a client should ask of a server at once: it does what is still wanted, and keeps nothing else."""

import fcntl
import json
import signal
import subprocess
import threading

import pytest

from tests.e2e.abuse import HOVER, RANGE, TEXT, URI, closing, framed, opening, reaction
from tests.support.wire import SERVER, Wire

CANCELLED, NO_METHOD = -32800, -32601
REQUESTS = 1000
PADDING = "x" * 300  # so that they are not all read at once
COSTLY = {
    "textDocument/hover": HOVER,
    "textDocument/diagnostic": {"textDocument": {"uri": URI}},
    "textDocument/codeAction": {"textDocument": {"uri": URI}, "range": RANGE, "context": {"diagnostics": []}},
    "workspace/symbol": {"query": ""},
    "workspace/executeCommand": {"command": "iamsight.explain", "arguments": [URI]},
}


@pytest.mark.parametrize("method", COSTLY)
def test_of_a_thousand_requests_that_are_cancelled_hardly_one_is_computed(abused, method):
    """The server stands still, as one that is busy, while requests come in and then word that nobody wants them."""
    process = abused.process
    if hasattr(fcntl, "F_SETPIPE_SZ"):
        fcntl.fcntl(process.stdin, fcntl.F_SETPIPE_SZ, 1 << 20)
    params = {**COSTLY[method], "workDoneToken": PADDING}
    requests = [{"id": number, "method": method, "params": params} for number in range(REQUESTS)]
    cancels = [{"method": "$/cancelRequest", "params": {"id": number}} for number in range(REQUESTS)]
    process.send_signal(signal.SIGSTOP)
    sender = threading.Thread(target=abused.send, args=[*requests, *cancels, {**requests[0], "id": "last"}])
    sender.start()
    sender.join(timeout=5)  # for as long as it takes to fill a pipe, where the pipe cannot take all
    process.send_signal(signal.SIGCONT)
    answers = {}
    while "last" not in answers:
        message = abused.read()
        answers[message["id"]] = message.get("error", {}).get("code")
    sender.join()
    assert answers.keys() == {*range(REQUESTS), "last"}
    assert answers["last"] is None
    computed = [number for number, code in answers.items() if code != CANCELLED]
    assert len(computed) < REQUESTS / 20


def resident(wire):
    """The memory that a server holds, in megabytes."""
    command = ["ps", "-o", "rss=", "-p", str(wire.process.pid)]
    return int(subprocess.run(command, capture_output=True, check=True).stdout) / 1024


def test_200_documents_are_all_served_and_leave_nothing_behind():
    uris = [f"file:///{number}.json" for number in range(200)]
    statement = json.loads(TEXT)["Statement"]
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement] * 3}, indent=2)
    levels = []
    with Wire(SERVER) as wire:
        wire.initialize({})
        wire.send(opening(URI))
        assert published(wire, [URI])[URI]
        for _ in range(3):
            levels.append(resident(wire))
            sender = threading.Thread(target=wire.send, args=[opening(uri, policy) for uri in uris])
            sender.start()
            assert all(published(wire, uris).values())
            sender.join()
            levels.append(resident(wire))
            wire.send(*map(closing, uris))
            assert not any(published(wire, uris).values())
        wire.goodbye()
    before, once, *again = levels
    taken = once - before
    assert 2 < taken < 100
    assert max(again) - once < taken / 2


def published(wire, uris):
    """The next diagnostics of each of some documents."""
    found = {one["uri"]: one["diagnostics"] for one in (wire.read()["params"] for _ in uris)}
    assert found.keys() == set(uris)
    return found


LARGE = "x" * (50 << 20)
HUGE = {
    "a request": {"id": 7, "method": "nonsense", "params": [LARGE]},
    "a document": opening("file:///large.json", json.dumps({"Version": LARGE})),
    "no JSON": framed(b"{" + LARGE.encode()),
}


@pytest.mark.parametrize("sent", HUGE.values(), ids=HUGE)
def test_messages_of_50_megabytes_are_taken_and_let_go(abused, sent):
    before = resident(abused)
    found = reaction(abused, sent)
    assert (len(found.log), len(found.answers)) == ((0, 0) if sent is HUGE["a document"] else (1, 1))
    abused.send(closing("file:///large.json"))
    assert abused.request("textDocument/hover", HOVER)
    assert resident(abused) - before < 25


def test_the_log_of_a_client_that_goes_on_and_on_is_cut_off(abused):
    """Where nobody reads the log, its pipe would fill up and stop the server."""
    known = len(abused.log())
    for _ in range(200):
        assert abused.ask("nonsense")["error"]["code"] == NO_METHOD
    assert known < len(abused.log()) == 101
    assert abused.log()[-1] == "WARNING: More that is wrong with the client is not logged."
