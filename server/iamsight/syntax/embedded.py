r"""JSON written inside a JSON string, plain or percent-encoded, and the way back to where it is written.

`"AssumeRolePolicyDocument": "{\"Version\": ..."` is how templates and the AWS command line print policies.
This module knows nothing of policies.
"""

from __future__ import annotations

import json
import re
from typing import NamedTuple
from urllib.parse import quote

from iamsight.syntax.node import String
from iamsight.syntax.tree import Tree, parse
from iamsight.text import Span

_ESCAPED_BYTES = re.compile(r"(?:%[0-9A-Fa-f]{2})+")


class Embedded(NamedTuple):
    """The tree of the text that a string holds.

    `indexes` maps the offsets of that text to those of the string's value, its end included, if it was percent-encoded.
    """

    node: String
    tree: Tree
    indexes: tuple[int, ...] | None

    def span(self, span: Span) -> Span:
        """Where a span of the inner text is written, in the coordinates of `node`."""
        start, end = span
        if self.indexes:
            start, end = self.indexes[start], self.indexes[end]
        return self.node.slice(start, end)

    def locate(self, offset: int) -> int:
        """The offset in the inner text that is written at an offset in the coordinates of `node`."""
        index = self.node.index_at(offset)
        if not self.indexes:
            return index
        return max(at for at, where in enumerate(self.indexes) if where <= index)

    def encode(self, text: str) -> str:
        """How new text of the inner document is to be written between the quotes."""
        return quote(text, safe="") if self.indexes else json.dumps(text, ensure_ascii=False)[1:-1]


def read_embedded(node: String, marker: str) -> Embedded | None:
    """What a string holds if that is a JSON object in which `"marker"` occurs; None for any other string."""
    value = node.value
    if marker not in value:
        return None
    start = value.lstrip()[:1]
    if start == "{" and f'"{marker}"' in value:
        return Embedded(node, parse(value), None)
    if start == "%" and value.lstrip()[:3].upper() == "%7B":
        decoded, indexes = _percent_decoded(value)
        return Embedded(node, parse(decoded), indexes)
    return None


def _percent_decoded(value: str) -> tuple[str, tuple[int, ...]]:
    """The text with its percent-encoding undone, and for each of its code points the index where it is written."""
    pieces: list[str] = []
    indexes: list[int] = []
    done = 0
    for match in _ESCAPED_BYTES.finditer(value):
        pieces.append(value[done : match.start()])
        indexes += range(done, match.start())
        at = match.start()
        for character in bytes.fromhex(match.group().replace("%", "")).decode("utf-8", "replace"):
            pieces.append(character)
            indexes.append(at)
            at += 3 * len(character.encode("utf-8"))
        done = match.end()
    pieces.append(value[done:])
    indexes += range(done, len(value) + 1)
    return "".join(pieces), tuple(indexes)
