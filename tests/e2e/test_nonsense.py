"""Messages that no client should send. After each, the server answers as ever, and its log has one sentence or none."""

import json

import pytest

from tests.e2e.abuse import AT, DOCUMENT, HOVER, OTHER, RANGE, URI, framed, opening, reaction

PARSE_ERROR, INVALID_REQUEST, NO_METHOD, INVALID_PARAMS = -32700, -32600, -32601, -32602


def asking(number):
    return json.dumps({"jsonrpc": "2.0", "id": number, "method": "nonsense"}).encode()


NO_HEADER = ([(None, PARSE_ERROR)], "WARNING: What was sent has no header")
NO_JSON = ([(None, PARSE_ERROR)], "WARNING: A message is not JSON")
ANSWERED = ([(7, NO_METHOD)], "WARNING: There is no method 'nonsense'")
BYTES = {
    "no JSON": (framed(b"{"), *NO_JSON),
    "half a message": (framed(b"{", 20), *NO_JSON),
    "no UTF-8": (framed(b"\xff\xfe"), [(None, PARSE_ERROR)], "WARNING: A message is not UTF-8"),
    "nested too deeply": (framed(b"[" * 100_000), [(None, PARSE_ERROR)], "WARNING: A message is nested too deeply"),
    "a number of too many digits": (framed(b"9" * 10_000), [(None, PARSE_ERROR)], "WARNING: A message has a number"),
    "a batch": (framed(b"[%s]" % asking(7)), [(None, INVALID_REQUEST)], "WARNING: A message must be one object"),
    "a string": (framed(b'"shutdown"'), [(None, INVALID_REQUEST)], "WARNING: A message must be one object"),
    "another protocol": (framed(b'{"id": 7}'), [(7, INVALID_REQUEST)], "WARNING: A message must be one object"),
    "no header": (asking(7), *NO_HEADER),
    "noise": (b"\0\r\n\r\nhello\r\n\xff" * 2000, *NO_HEADER),
    "an endless line": (b"x" * (1 << 20), *NO_HEADER),
    "a request of HTTP": (b"GET / HTTP/1.1\r\nHost: localhost\r\n\r\n", *NO_HEADER),
    "a length too small": (framed(asking(7), 10), *NO_JSON),
    "a length too large": (framed(asking(7), 100), *ANSWERED),
    "a length much too large": (framed(asking(7), 1 << 20), *ANSWERED),
    "no length": (b"Content-Length: \r\n\r\n" + asking(7), *NO_HEADER),
    "a length of nothing": (framed(b""), *NO_JSON),
    "a negative length": (framed(asking(7), -5), *NO_HEADER),
    "an absurd length": (framed(asking(7), 10**15), [(None, PARSE_ERROR)], "WARNING: A message of 1000000000000000 "),
    "a length of too many digits": (b"Content-Length: " + b"9" * 9999 + b"\r\n\r\n" + asking(7), *NO_HEADER),
    "small letters": (b"content-length:%d\n\n%s" % (len(asking(7)), asking(7)), *ANSWERED),
    "another field first": (
        b"Content-Type: application/vscode-jsonrpc; charset=utf-8\r\n" + framed(asking(7)),
        *ANSWERED,
    ),
}


@pytest.mark.parametrize("sent, answers, sentence", BYTES.values(), ids=BYTES)
def test_bytes_that_are_no_message(abused, sent, answers, sentence):
    found = reaction(abused, sent)
    assert found.answers == answers
    (said,) = found.log
    assert said.startswith(sentence)


WRONG_ID = ([(None, INVALID_REQUEST)], "WARNING: The method must be a string, and the id")
WRONG_METHOD = ([(7, INVALID_REQUEST)], "WARNING: The method must be a string, and the id")
MESSAGES = {
    "nothing": ({}, [(None, INVALID_REQUEST)], "WARNING: A message must have a method or an id"),
    "an id of null": ({"id": None, "method": "textDocument/hover", "params": HOVER}, *WRONG_ID),
    "an id that is a fraction": ({"id": 1.5, "method": "textDocument/hover", "params": HOVER}, *WRONG_ID),
    "an id that is a list": ({"id": [7], "method": "textDocument/hover", "params": HOVER}, *WRONG_ID),
    "an id that is a truth": ({"id": True, "method": "textDocument/hover", "params": HOVER}, *WRONG_ID),
    "a method that is a number": ({"id": 7, "method": 7}, *WRONG_METHOD),
    "a method that is a list": ({"id": 7, "method": ["shutdown"]}, *WRONG_METHOD),
    "an unknown request": ({"id": 7, "method": "nonsense", "params": [{}]}, *ANSWERED),
    "an unknown optional request": ({"id": 7, "method": "$/x"}, [(7, NO_METHOD)], "WARNING: There is no method '$/x'"),
    "an unknown notification": ({"method": "nonsense"}, [], "WARNING: There is no method 'nonsense'"),
    "an unknown optional notification": ({"method": "$/nonsense", "params": {}}, [], None),
    "a notification not asked for": ({"method": "textDocument/didSave", "params": {}}, [], None),
    "a notebook": ({"method": "notebookDocument/didChange", "params": {}}, [], None),
    "a method to write on a terminal": (
        {"method": "\x1b[31m\n"},
        [],
        r"WARNING: There is no method '\x1b[31m\n' here.",
    ),
    "initialize again": (
        {"id": 7, "method": "initialize", "params": {"processId": None, "rootUri": None, "capabilities": {}}},
        [(7, INVALID_REQUEST)],
        "WARNING: The server is initialized already.",
    ),
    "a notification with an id": (
        {"id": 7, **opening(OTHER)},
        [(7, INVALID_REQUEST)],
        "WARNING: textDocument/didOpen is a notification",
    ),
    "a request without an id": (
        {"method": "textDocument/hover", "params": HOVER},
        [],
        "WARNING: The parameters of textDocument/hover are wrong: required field missing at id.",
    ),
    "an answer that nobody asked for": ({"id": 99, "result": 3}, [], None),
    "an error that nobody asked for": ({"id": 99, "error": 3}, [], None),
    "a message in a message": (
        {"method": "$/x", "params": {"jsonrpc": "2.0", "id": 7, "method": "shutdown"}},
        [],
        None,
    ),
    "the cancelling of nothing": ({"method": "$/cancelRequest", "params": {"id": 99}}, [], None),
    "the cancelling of a list": (
        {"method": "$/cancelRequest", "params": {"id": []}},
        [],
        "WARNING: The parameters of $/cancelRequest are wrong: ",
    ),
    "the cancelling of an object's progress": (
        {"method": "window/workDoneProgress/cancel", "params": {"token": {}}},
        [],
        "WARNING: The parameters of window/workDoneProgress/cancel are wrong: ",
    ),
    "a trace": ({"method": "$/setTrace", "params": {"value": "verbose"}}, [], None),
    "a trace of nonsense": (
        {"method": "$/setTrace", "params": {"value": "nonsense"}},
        [],
        "WARNING: The parameters of $/setTrace are wrong: ",
    ),
    "settings of nonsense": (
        {"method": "workspace/didChangeConfiguration", "params": {"settings": {"iamsight": {"ignore": 3}}}},
        [],
        "WARNING: the editor: ",
    ),
    "no settings": ({"method": "workspace/didChangeConfiguration", "params": {"settings": None}}, [], None),
    "folders that are none": (
        {
            "method": "workspace/didChangeWorkspaceFolders",
            "params": {"event": {"added": [{"uri": "file://[", "name": "x"}], "removed": [{"uri": "y", "name": "z"}]}},
        },
        [],
        None,
    ),
    "changes without a document": (
        {"method": "textDocument/didChange", "params": {"contentChanges": []}},
        [],
        "WARNING: The parameters of textDocument/didChange are wrong: required field missing at params.textDocument.",
    ),
    "changes that are none": (
        {"method": "textDocument/didChange", "params": {"textDocument": {"uri": URI}, "contentChanges": 3}},
        [],
        "WARNING: The parameters of textDocument/didChange are wrong: ",
    ),
}


@pytest.mark.parametrize("sent, answers, sentence", MESSAGES.values(), ids=MESSAGES)
def test_messages_that_make_no_sense(abused, sent, answers, sentence):
    found = reaction(abused, sent)
    assert found.answers == answers
    assert len(found.log) == (sentence is not None)
    assert all(said.startswith(sentence) for said in found.log)


def command(name, *arguments):
    return "workspace/executeCommand", {"command": name, "arguments": list(arguments)}


def resolving(what, **item):
    return f"{what}/resolve", {"range": RANGE, "title": "x", "label": "x", **item}


WRONG_PARAMETERS = {
    "a document that is a number": ("textDocument/completion", {"textDocument": 3, "position": AT}),
    "a position of words": ("textDocument/hover", {**DOCUMENT, "position": {"line": "one", "character": 0}}),
    "a list": ("textDocument/foldingRange", []),
    "null": ("textDocument/codeLens", None),
    "a trigger that there is not": ("textDocument/completion", {**HOVER, "context": {"triggerKind": 99}}),
    "a tab of less than nothing": (
        "textDocument/formatting",
        {**DOCUMENT, "options": {"tabSize": -1, "insertSpaces": True}},
    ),
    "diagnostics without a range": (
        "textDocument/codeAction",
        {**DOCUMENT, "range": RANGE, "context": {"diagnostics": [{"message": "x"}]}},
    ),
    "a command that there is not": command("rm", "-rf"),
    "a command without its arguments": ("workspace/executeCommand", {"command": "iamsight.explain"}),
    "a command with too many arguments": command("iamsight.explain", URI, 1, 2),
    "a command about no position": command("iamsight.expandWildcard", URI, {}),
    "a command about no document": command("iamsight.explain", 3),
    "a kind that there is not": command("iamsight.setKind", URI, ["scp"]),
}


@pytest.mark.parametrize("method, params", WRONG_PARAMETERS.values(), ids=WRONG_PARAMETERS)
def test_parameters_that_are_refused(abused, method, params):
    found = reaction(abused, {"id": 7, "method": method, "params": params})
    assert found.answers == [(7, INVALID_PARAMS)]
    assert len(found.log) <= 1


ODD_PARAMETERS = {
    "kinds of actions that there are not": (
        "textDocument/codeAction",
        {**DOCUMENT, "range": RANGE, "context": {"diagnostics": [], "only": ["", ".", "source.nonsense"]}},
    ),
    "a token that is no name": ("textDocument/foldingRange", {**DOCUMENT, "workDoneToken": {}}),
    "a code of a diagnostic that is none": (
        "textDocument/codeAction",
        {**DOCUMENT, "range": RANGE, "context": {"diagnostics": [{"range": RANGE, "message": "x", "code": [1]}]}},
    ),
    "the widest tab": (
        "textDocument/formatting",
        {**DOCUMENT, "options": {"tabSize": 2**31 - 1, "insertSpaces": True}},
    ),
    "no tab": ("textDocument/formatting", {**DOCUMENT, "options": {"tabSize": 0, "insertSpaces": True}}),
    "the lens of no statement": resolving("codeLens", data={"uri": URI, "policy": -9, "statement": "x"}),
    "the lens of a statement before all": resolving("codeLens", data={"uri": URI, "policy": -9, "statement": -9}),
    "an action that was not offered": resolving("codeAction", kind="nonsense", data={"uri": URI, "version": 1}),
    "an action of no document": resolving("codeAction", data={"uri": [URI], "version": 1}),
    "an item that was not offered": resolving("completionItem", data="action:../../x"),
    "a link that was not offered": resolving("documentLink", data="action:\0"),
    "a name of nothing": ("workspace/symbol", {"query": "\0" * 1000}),
}


@pytest.mark.parametrize("method, params", ODD_PARAMETERS.values(), ids=ODD_PARAMETERS)
def test_parameters_that_are_odd_and_answered(abused, method, params):
    assert reaction(abused, {"id": 7, "method": method, "params": params}) == ([(7, None)], [])
