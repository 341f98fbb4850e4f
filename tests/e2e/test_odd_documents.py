"""Documents under odd URIs and with odd versions, changed where they have no text, opened and closed in no order."""

import pytest

from tests.e2e.abuse import AT, DOCUMENT, OTHER, RANGE, START, TEXT, URI, changing, closing, opening, reaction


def findings(abused, uri):
    return abused.request("textDocument/diagnostic", {"textDocument": {"uri": uri}})["items"]


def findings_of(abused, text):
    """What is said of a text that is opened as it is."""
    abused.send(opening("file:///fresh.json", text))
    found = findings(abused, "file:///fresh.json")
    abused.send(closing("file:///fresh.json"))
    return found


def at(line, character):
    return {"line": line, "character": character}


FIRST, EMOJI = TEXT.index("\n"), TEXT.index("😀")
COLUMN = EMOJI - FIRST - 1
EVERYTHING = 1.7976931348623157e308  # Number.MAX_VALUE
PLACES = {
    "before the text": (at(-1, -1), at(0, 0), 0, 0),
    "before the line": (at(1, -7), at(1, 0), FIRST + 1, FIRST + 1),
    "beyond the line": (at(0, 99), at(0, 999), FIRST, FIRST),
    "beyond the text": (at(99, 0), at(999, 9), len(TEXT), len(TEXT)),
    "beyond every number": (at(0, EVERYTHING), at(EVERYTHING, EVERYTHING), FIRST, len(TEXT)),
    "inside a surrogate pair": (at(1, COLUMN + 1), at(1, COLUMN + 1), EMOJI, EMOJI),
    "from inside a surrogate pair": (at(1, COLUMN + 1), at(1, COLUMN + 2), EMOJI, EMOJI + 1),
    "reversed": (at(1, 3), at(0, 2), 2, FIRST + 4),
}


@pytest.mark.parametrize("start, end, first, last", PLACES.values(), ids=PLACES)
def test_changes_at_places_that_are_not_there(abused, start, end, first, last):
    expected = findings_of(abused, TEXT[:first] + "x" + TEXT[last:])
    abused.send(opening(OTHER), changing(OTHER, {"range": {"start": start, "end": end}, "text": "x"}))
    assert findings(abused, OTHER) == expected
    assert expected != findings_of(abused, TEXT)
    abused.send(closing(OTHER))


@pytest.mark.parametrize("start, end", [place[:2] for place in PLACES.values()], ids=PLACES)
@pytest.mark.parametrize(
    "method", ["hover", "completion", "documentHighlight", "inlayHint", "codeAction", "semanticTokens/range"]
)
def test_questions_about_places_that_are_not_there(abused, method, start, end):
    range_ = {"start": start, "end": end}
    context = {"diagnostics": [], "triggerKind": 1}
    params = {**DOCUMENT, "position": start, "range": range_, "context": context}
    found = reaction(abused, {"id": 7, "method": f"textDocument/{method}", "params": params})
    assert found == ([(7, None)], [])


def test_changes_that_overlap_are_made_one_after_the_other(abused):
    ranges = [
        (at(0, 0), at(1, 5)),
        (at(0, 1), at(0, 8)),
        (at(0, 2), at(0, 0)),
        (at(0, 0), at(9, 9)),
        (at(0, 0), at(0, 0)),
    ]
    changes = [{"range": {"start": start, "end": end}, "text": "[1,\n2"} for start, end in ranges]
    abused.send(opening(OTHER), changing(OTHER, *changes, {"text": TEXT}, changes[-1]))
    assert findings(abused, OTHER) == findings_of(abused, "[1,\n2" + TEXT) != findings_of(abused, TEXT)
    abused.send(closing(OTHER))


VERSIONS = {
    "older": {"version": -7},
    "skipped": {"version": 99},
    "the same": {"version": 1},
    "null": {"version": None},
    "a string": {"version": "3"},
    "a fraction": {"version": 2.5},
    "too large": {"version": 2**70},
}


@pytest.mark.parametrize("version", VERSIONS.values(), ids=VERSIONS)
def test_what_is_typed_is_followed_whatever_its_version(abused, version):
    abused.send(opening(OTHER, "[", **version), changing(OTHER, {"text": TEXT}, **version))
    abused.send(changing(OTHER, {"range": {"start": START, "end": START}, "text": "x"}, **version))
    assert findings(abused, OTHER) == findings_of(abused, "x" + TEXT)
    abused.send(closing(OTHER))


WHOLE = {"text": TEXT}
NOT_OPEN = ["WARNING: The document 'file:///other.json' was changed and is not open."]
LIVES = {
    "changed, never opened": ([changing(OTHER, WHOLE)], None, NOT_OPEN),
    "closed, never opened": ([closing(OTHER)], None, []),
    "opened twice": ([opening(OTHER, "["), opening(OTHER)], TEXT, []),
    "opened twice and changed": ([opening(OTHER, TEXT), opening(OTHER, "["), changing(OTHER, WHOLE)], TEXT, []),
    "closed twice": ([opening(OTHER), closing(OTHER), closing(OTHER)], None, []),
    "changed after it was closed": ([opening(OTHER), closing(OTHER), changing(OTHER, WHOLE)], None, NOT_OPEN),
    "opened again": ([opening(OTHER, "["), closing(OTHER), opening(OTHER)], TEXT, []),
}


@pytest.mark.parametrize("notifications, text, log", LIVES.values(), ids=LIVES)
def test_documents_that_come_and_go_in_no_order(abused, notifications, text, log):
    known = len(abused.log())
    abused.send(*notifications)
    assert findings(abused, OTHER) == ([] if text is None else findings_of(abused, text))
    hover = abused.request("textDocument/hover", {"textDocument": {"uri": OTHER}, "position": AT})
    assert (hover is None) == (text is None)
    assert abused.log()[known:] == log
    abused.send(closing(OTHER))


ABOUT_A_DOCUMENT = [
    "codeAction",
    "codeLens",
    "completion",
    "documentHighlight",
    "documentLink",
    "documentSymbol",
    "foldingRange",
    "formatting",
    "hover",
    "inlayHint",
    "rangeFormatting",
    "selectionRange",
    "semanticTokens/full",
    "semanticTokens/range",
]


@pytest.mark.parametrize("method", ABOUT_A_DOCUMENT)
def test_nothing_is_said_about_a_document_that_is_not_open(abused, method):
    params = {
        "position": AT,
        "positions": [AT],
        "range": RANGE,
        "options": {"tabSize": 2, "insertSpaces": True},
        "context": {"diagnostics": [], "triggerKind": 1},
    }
    assert abused.request(f"textDocument/{method}", {"textDocument": {"uri": URI}, **params}) is not None
    assert abused.request(f"textDocument/{method}", {"textDocument": {"uri": OTHER}, **params}) is None
    assert findings(abused, OTHER) == []


URIS = [
    "",
    "policy",
    "untitled:Untitled-1",
    "file:///home/me/a%20b%2Fc.json",
    "file:///home/me/a b.json?x#y",
    "file:///c%3A/Users/me/policy.json",
    "file:///C:/Users/me/policy.json",
    "file://server/share/policy.json",
    "file:////server/share/policy.json",
    "file://localhost/policy.json",
    "FILE:///policy.json",
    "file:policy.json",
    "file:",
    "file:///",
    "file://x",
    "file:///dev/null/policy.json",
    "file:///proc/self/mem",
    "file:///../../policy.json",
    "file:///%ff%fe.json",
    "file:///a%00b.json",
    "file:///\ud800.json",
    "file:///%F0%9F%98%80.json",
    "file:///😀.json",
    "file:///" + "long" * 99 + "/policy.json",
    "file:///" + "deep/" * 1500 + "policy.json",
    "file:///" + "longer" * 9999,
    "file://[",
    "http://[::1",
    "vscode-remote://ssh-remote%2Bhost/home/me/policy.json",
    "vscode-notebook-cell:/home/me/notes.ipynb#X10sZmlsZQ%3D%3D",
    'git:/home/me/policy.json?{"path":"/home/me/policy.json","ref":"~"}',
    "inmemory://model/1",
    "jar:file:/a.jar!/policy.json",
    "//",
    "://",
    "%",
    "\0",
    "\x1b[31m\n",
]


@pytest.mark.parametrize("uri", URIS, ids=[ascii(uri)[:40] for uri in URIS])
def test_a_document_is_served_whatever_its_uri(abused, uri):
    known = len(abused.log())
    abused.send(opening(uri, "["), changing(uri, WHOLE))
    assert "unknown-action" in [one["code"] for one in findings(abused, uri)]
    document = {"textDocument": {"uri": uri}}
    assert abused.request("textDocument/hover", {**document, "position": AT})
    (fix,) = abused.request("textDocument/codeAction", {**document, "range": RANGE, "context": {"diagnostics": []}})[:1]
    assert list(fix["edit"]["changes"]) == [uri]
    abused.send(closing(uri))
    assert abused.request("textDocument/hover", {**document, "position": AT}) is None
    assert abused.log()[known:] == []
