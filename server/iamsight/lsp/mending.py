"""What clients send that the protocol's types refuse, and that can be understood all the same.

Refusing a change of a document would lose what the user typed, so that little things are mended before the types look.
"""

from __future__ import annotations

from typing import Any

from lsprotocol import types

from iamsight.lsp.uris import is_uri

_LARGEST = 2**31 - 1
"""Of the protocol's integers. Editors written in JavaScript say `Number.MAX_VALUE` for the end of a line."""

_VERSIONED = (types.TEXT_DOCUMENT_DID_OPEN, types.TEXT_DOCUMENT_DID_CHANGE)


def mend(message: dict[str, Any]) -> None:
    """Mend a message with a method, in its place."""
    params = message.get("params")
    if not isinstance(params, dict):
        return
    method = message["method"]
    if method in _VERSIONED:
        _number(params.get("textDocument"))
    elif method == types.WORKSPACE_EXECUTE_COMMAND and params.get("arguments") is None:
        params["arguments"] = []
    elif method == types.INITIALIZE and not is_uri(params.get("rootUri")):
        params["rootUri"] = None
    _take_inside(params)


def _number(document: object) -> None:
    """Give a document the version 0 where a small client sends none; it may forget the language too."""
    if isinstance(document, dict):
        version = document.get("version")
        if not isinstance(version, int) or abs(version) > _LARGEST:
            document["version"] = 0
        document.setdefault("languageId", "json")


def _take_inside(params: dict[str, Any]) -> None:
    """Take lines and columns to the nearest number that the protocol has."""
    left: list[Any] = [params]
    while left:
        one = left.pop()
        if isinstance(one, list):
            left += one
        elif isinstance(one, dict):
            left += one.values()
            for name in ("line", "character") if "line" in one else ():
                if isinstance(one.get(name), (int, float)) and not 0 <= one[name] <= _LARGEST:
                    one[name] = _LARGEST if one[name] > 0 else 0
