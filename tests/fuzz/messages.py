"""Messages of a language client: such as editors send, such as nobody should send, and bytes that are no messages."""

from __future__ import annotations

import copy
import json
from typing import Any, NamedTuple

from hypothesis import strategies as st
from pygls.protocol import default_converter
from pytest_lsp import client_capabilities

from tests.fuzz.configuration import SETTINGS
from tests.support.samples import samples
from tests.support.tinkering import PIECES, UNUSUAL

Json = dict[str, Any]


class Send(NamedTuple):
    """A message with a method. A request is to be answered."""

    method: str
    params: Any
    is_request: bool


class Resolve(NamedTuple):
    """A request for more on one of the items that the server gave last, with a part of it replaced."""

    method: str
    number: int
    changed: tuple[int, Any] | None


class Raw(NamedTuple):
    """Bytes as they are; nobody knows what will be answered."""

    data: bytes


class Cancel(NamedTuple):
    """Take back one of the last requests."""

    back: int


class Wait(NamedTuple):
    """Send nothing before all is answered."""


Step = Send | Resolve | Raw | Cancel | Wait

_UNSTRUCTURE = default_converter().unstructure
_MODERN: Json = {
    "general": {"positionEncodings": ["utf-32", "utf-16"]},
    "workspace": {
        "configuration": True,
        "applyEdit": True,
        "workspaceFolders": True,
        "symbol": {},
        "workspaceEdit": {"documentChanges": True},
        "didChangeConfiguration": {"dynamicRegistration": True},
        "didChangeWatchedFiles": {"dynamicRegistration": True},
        "codeLens": {"refreshSupport": True},
        "diagnostics": {"refreshSupport": True},
    },
    "textDocument": {
        "completion": {
            "completionItem": {"snippetSupport": True, "documentationFormat": ["markdown"]},
            "completionList": {"itemDefaults": ["editRange"]},
        },
        "hover": {"contentFormat": ["markdown"]},
        "codeAction": {
            "codeActionLiteralSupport": {"codeActionKind": {"valueSet": ["quickfix"]}},
            "dataSupport": True,
            "isPreferredSupport": True,
            "resolveSupport": {"properties": ["edit"]},
        },
        "documentSymbol": {"hierarchicalDocumentSymbolSupport": True},
        "semanticTokens": {
            "requests": {"full": True, "range": True},
            "tokenTypes": [],
            "tokenModifiers": [],
            "formats": [],
        },
        "diagnostic": {},
        **{
            name: {}
            for name in (
                *("formatting", "rangeFormatting", "inlayHint", "codeLens", "documentLink", "documentHighlight"),
                *("foldingRange", "selectionRange"),
            )
        },
    },
}
CLIENTS: dict[str, Json] = {
    "bare": {},
    "modern": _MODERN,
    **{name: _UNSTRUCTURE(client_capabilities(name)) for name in ("visual-studio-code", "neovim", "emacs")},
}
URIS = [
    *(
        "file:///w/a.json",
        "file:///w/b%20c.json",
        "untitled:Untitled-1",
        "file:///C:/x/y.json",
        "file:///c%3A/x/y.json",
    ),
    *("vscode-remote://ssh/x.json", "git:/a.json?ref", "file://host/share/a.json", "", "a", "file://", "file:///%00"),
    *("http://[::1", "file:///w/" + "a" * 5_000, "file:///\ud83d.json", "file:///w/%FF.json", "\x00"),
]
_URI = st.sampled_from([*URIS[:2]] * 6 + URIS)
_WHAT = st.recursive(
    st.sampled_from([None, True, "", "a", *URIS[:3], *UNUSUAL[:4], 0, 1, -1, 2**31, 2**63, 10**400, 1.5, 1e300]),
    lambda inner: (
        st.lists(inner, max_size=2) | st.dictionaries(st.sampled_from(["uri", "jsonrpc", "a"]), inner, max_size=2)
    ),
    max_leaves=4,
)
_TEXT = st.sampled_from([one.text for one in samples(1_500)]) | st.lists(PIECES, max_size=8).map("".join)
_NUMBER = st.integers(0, 30) | st.integers(0, 120) | st.sampled_from([-1, 2**31 - 1, 2**31, 10**30])
_POSITION = st.fixed_dictionaries({"line": st.integers(0, 12) | _NUMBER, "character": _NUMBER})
_RANGE = st.fixed_dictionaries({"start": _POSITION, "end": _POSITION})
_DOCUMENT = st.fixed_dictionaries({"uri": _URI})
_VERSION = st.integers(0, 9) | st.none()


def _params(**members: st.SearchStrategy[Any]) -> st.SearchStrategy[Json]:
    return st.fixed_dictionaries({"textDocument": _DOCUMENT, **members})


_OPTIONS = st.fixed_dictionaries({"tabSize": st.sampled_from([0, 2, 4, 10**6]), "insertSpaces": st.booleans()})
_DIAGNOSTIC = st.fixed_dictionaries({"range": _RANGE, "message": st.just("x"), "code": st.just("unknown-action")})
_CONTEXT = st.fixed_dictionaries(
    {"diagnostics": st.lists(_DIAGNOSTIC, max_size=2)},
    optional={
        "only": st.lists(st.sampled_from(["quickfix", "refactor", "source", "source.fixAll", "", "x"]), max_size=2),
        "triggerKind": st.sampled_from([1, 2, 3]),
    },
)
_CHANGES = st.lists(
    st.fixed_dictionaries({"range": _RANGE, "text": PIECES | st.just("")})
    | st.fixed_dictionaries({"range": _RANGE, "text": PIECES | st.just("")})
    | st.fixed_dictionaries({"text": _TEXT}),
    max_size=4,
)
_ARGUMENTS = st.lists(
    _URI | _POSITION | st.sampled_from(["scp", "AWS::S3::Bucket", "unknown-action"]) | _WHAT, max_size=3
)
_COMMANDS = [
    "iamsight." + name
    for name in ("setKind", "chooseKind", "fixAll", "explain", "expandWildcard", "status", "rules", "rulePage", "none")
]
_IDENTIFIED = st.fixed_dictionaries({"uri": _URI, "version": _VERSION, "languageId": st.just("json"), "text": _TEXT})
_RESULT_IDS = st.lists(st.fixed_dictionaries({"uri": _URI, "value": st.sampled_from(["1", "gone", ""])}), max_size=2)
REQUESTS: dict[str, st.SearchStrategy[Any]] = {
    "textDocument/hover": _params(position=_POSITION),
    "textDocument/completion": _params(position=_POSITION),
    "textDocument/codeAction": _params(range=_RANGE, context=_CONTEXT),
    "textDocument/formatting": _params(options=_OPTIONS),
    "textDocument/rangeFormatting": _params(range=_RANGE, options=_OPTIONS),
    "textDocument/inlayHint": _params(range=_RANGE),
    "textDocument/codeLens": _params(),
    "textDocument/documentLink": _params(),
    "textDocument/documentHighlight": _params(position=_POSITION),
    "textDocument/documentSymbol": _params(),
    "textDocument/foldingRange": _params(),
    "textDocument/selectionRange": _params(positions=st.lists(_POSITION, max_size=3)),
    "textDocument/semanticTokens/full": _params(),
    "textDocument/semanticTokens/range": _params(range=_RANGE),
    "textDocument/diagnostic": _params(),
    "workspace/symbol": st.fixed_dictionaries({"query": st.sampled_from(["", "a", "\u202e", "x" * 999])}),
    "workspace/diagnostic": st.fixed_dictionaries({"previousResultIds": _RESULT_IDS}),
    "workspace/executeCommand": st.fixed_dictionaries({"command": st.sampled_from(_COMMANDS), "arguments": _ARGUMENTS}),
    "initialize": st.just({"processId": None, "rootUri": None, "capabilities": {}}),
    "textDocument/nonsense": _WHAT,
}
_DID_CHANGE = st.fixed_dictionaries(
    {"textDocument": st.fixed_dictionaries({"uri": _URI, "version": _VERSION}), "contentChanges": _CHANGES}
)
_FOLDERS = st.lists(st.fixed_dictionaries({"uri": _URI, "name": st.just("w")}), max_size=2)
NOTIFICATIONS: dict[str, st.SearchStrategy[Any]] = {
    "textDocument/didOpen": st.fixed_dictionaries({"textDocument": _IDENTIFIED}),
    "textDocument/didChange": _DID_CHANGE,
    "textDocument/didClose": _params(),
    "textDocument/didSave": _params(),
    "workspace/didChangeConfiguration": st.fixed_dictionaries({"settings": SETTINGS | _WHAT}),
    "workspace/didChangeWatchedFiles": st.fixed_dictionaries(
        {"changes": st.lists(st.fixed_dictionaries({"uri": _URI, "type": st.sampled_from([1, 2, 3])}), max_size=2)}
    ),
    "workspace/didChangeWorkspaceFolders": st.fixed_dictionaries(
        {"event": st.fixed_dictionaries({"added": _FOLDERS, "removed": _FOLDERS})}
    ),
    "initialized": st.just({}),
    "$/setTrace": st.just({"value": "verbose"}),
    "$/cancelRequest": st.fixed_dictionaries({"id": _WHAT}),
    "window/workDoneProgress/cancel": st.fixed_dictionaries({"token": _WHAT}),
    "nonsense": _WHAT,
}
HELD = "workspace/diagnostic"
"""A request that is answered when there is news, or when it is cancelled."""

RESOLVING = {
    "completionItem/resolve": "textDocument/completion",
    "codeAction/resolve": "textDocument/codeAction",
    "codeLens/resolve": "textDocument/codeLens",
    "documentLink/resolve": "textDocument/documentLink",
}


def _sends(methods: dict[str, st.SearchStrategy[Any]], *, is_request: bool) -> st.SearchStrategy[Send]:
    def named(method: str) -> st.SearchStrategy[Send]:
        return methods[method].map(lambda params: Send(method, params, is_request))

    return st.sampled_from([*methods]).flatmap(named)


def replaced(value: Any, number: int, new: Any) -> Any:
    """A copy of a JSON value with one of the values in it replaced, the `number` going round."""
    whole = {"": copy.deepcopy(value)}
    places: list[tuple[Any, Any]] = []
    left: list[Any] = [whole]
    while left:
        one = left.pop()
        for key in one if isinstance(one, dict) else range(len(one)):
            places.append((one, key))
            if isinstance(one[key], (dict, list)):
                left.append(one[key])
    inside, key = places[number % len(places)]
    inside[key] = new
    return whole[""]


def _frame(message: Any) -> bytes:
    body = json.dumps(message).encode()
    return b"Content-Length: %d\r\n\r\n%s" % (len(body), body)


_PROPER = st.one_of(*[_sends(NOTIFICATIONS, is_request=False)] * 2, *[_sends(REQUESTS, is_request=True)] * 3)


def _damaged(send: Send, number: int, new: Any) -> Send:
    return send._replace(params=replaced(send.params, number, new))


def _strange(send: Send, number: int, new: Any) -> Raw:
    """A message with something else in the place of its method, version or parameters."""
    return Raw(_frame(replaced({"jsonrpc": "2.0", "method": send.method, "params": send.params}, number, new)))


_DAMAGED = st.builds(_damaged, _PROPER, st.integers(0, 50), _WHAT)
_STRANGE = st.builds(_strange, _PROPER, st.integers(0, 4), _WHAT) | _WHAT.map(lambda value: Raw(_frame(value)))
_BROKEN = st.sampled_from(
    [
        *(b"Content-Length: 5\r\n\r\n{}", b"Content-Length: 1\r\n\r\n{}", b"Content-Length: x\r\n\r\n", b"\r\n\r\n"),
        *(b"content-length:2\n\n{}", b"Content-Length: 2\r\nContent-Type: x\r\n\r\n{}", b"GET / HTTP/1.1\r\n\r\n"),
        *(b"Content-Length: -1\r\n\r\n", b"Content-Length: 99999999999\r\n\r\n", b"Content-Length: 2\r\n\r\n\xff\xfe"),
    ]
).map(Raw) | st.binary(max_size=30).map(Raw)
STEPS = st.lists(
    st.one_of(
        *[_PROPER] * 8,
        *[_DAMAGED] * 2,
        st.builds(
            Resolve,
            st.sampled_from([*RESOLVING]),
            st.integers(0, 50),
            st.none() | st.tuples(st.integers(0, 20), _WHAT),
        ),
        _STRANGE,
        _BROKEN,
        st.builds(Cancel, st.integers(0, 3)),
        st.just(Wait()),
    ),
    max_size=25,
)
OPENED = _sends({"textDocument/didOpen": NOTIFICATIONS["textDocument/didOpen"]}, is_request=False)
REPLIES = st.none() | st.just("error") | _WHAT
