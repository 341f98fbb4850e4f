"""A client that declares nothing: no snippets, no Markdown, no configuration, whole texts only, and no versions."""

import pytest

from tests.support.wire import SERVER, Wire

URI = "file:///policy.json"
DOCUMENT = {"uri": URI}
WRONG = (
    '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "rekognition:DeleteLabels", "Resource": "*"}}'
)
RIGHT = WRONG.replace("DeleteLabels", "DetectLabels")


@pytest.fixture
def client():
    """The client, with a file open. All that the server says is a response or what `said` may be."""
    with Wire(SERVER) as wire:
        wire.offered = wire.initialize({})
        wire.notify("textDocument/didOpen", {"textDocument": {"uri": URI, "languageId": "json", "text": WRONG}})
        yield wire
        wire.goodbye()


def published(wire):
    """The next diagnostics; the server must say nothing else unasked, and ask nothing."""
    message = wire.read()
    assert message["method"] == "textDocument/publishDiagnostics"
    assert "id" not in message
    return message["params"]["diagnostics"]


def change(wire, text, **version):
    document = {**DOCUMENT, **version}
    wire.notify("textDocument/didChange", {"textDocument": document, "contentChanges": [{"text": text}]})


def at(text):
    return {"textDocument": DOCUMENT, "position": {"line": 0, "character": WRONG.index(text)}}


def test_it_gets_diagnostics_without_asking(client):
    (found,) = published(client)
    assert found["code"] == "unknown-action"
    assert set(found) == {"range", "severity", "code", "source", "message"}


@pytest.mark.parametrize("version", [{}, {"version": None}, {"version": 2}], ids=["none", "null", "a number"])
def test_its_whole_texts_are_followed(client, version):
    assert published(client)
    change(client, RIGHT, **version)
    assert published(client) == []
    change(client, WRONG, **version)
    assert [one["code"] for one in published(client)] == ["unknown-action"]


def test_it_reads_plain_text(client):
    contents = client.request("textDocument/hover", at("DeleteLabels"))["contents"]
    assert contents["kind"] == "plaintext"
    assert not {"**", "`", "]("} & {mark for mark in ("**", "`", "](") if mark in contents["value"]}


def test_it_completes_without_snippets(client):
    found = client.request("textDocument/completion", at("DeleteLabels"))
    assert "itemDefaults" not in found
    assert {one.get("insertTextFormat") for one in found["items"]} == {None}
    assert '"rekognition:DetectLabels"' in [one["textEdit"]["newText"] for one in found["items"]]
    (item,) = [one for one in found["items"] if one["label"] == "rekognition:DetectLabels"]
    resolved = client.request("completionItem/resolve", item)
    assert isinstance(resolved["documentation"], str)


def test_it_is_offered_nothing_that_it_did_not_ask_for(client):
    assert {name for name in client.offered if name.endswith("Provider")} == {
        "completionProvider",
        "executeCommandProvider",
        "hoverProvider",
    }
    assert "positionEncoding" not in client.offered or client.offered["positionEncoding"] == "utf-16"


def test_closing_takes_the_diagnostics_back(client):
    assert published(client)
    client.notify("textDocument/didClose", {"textDocument": DOCUMENT})
    assert published(client) == []
