"""Semantic tokens as LSP has them: five numbers a token, each counted from the token before.

What is counted inside a statement is the same wherever the statement stands, so it is kept with the statement.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, NamedTuple

from lsprotocol import types

from iamsight.lsp.convert import Json, Place
from iamsight.text import Encoding, LineIndex, Span, width

if TYPE_CHECKING:
    from iamsight.ide.tokens import SemanticToken, TokenBlock

TOKEN_TYPES = (
    "namespace",
    "function",
    "regexp",
    "variable",
    "operator",
    "property",
    "keyword",
    "enum",
    "enumMember",
    "number",
    "class",
)
"""The legend: the values of `ide.tokens.TokenType`, which is not loaded before tokens are needed."""

_NUMBERS = {name: number for number, name in enumerate(TOKEN_TYPES)}


class _Encoded(NamedTuple):
    """The tokens of a block: where the first and the last of them start, and the numbers behind the first two.

    Lines count from the block's; columns on its first line, from where the block starts.
    """

    tokens: tuple[SemanticToken, ...]
    first: tuple[int, int]
    last: tuple[int, int]
    numbers: list[int]


def semantic_tokens(place: Place, _params: types.SemanticTokensParams) -> Json:
    """The colours of a document."""
    return _data(place, None)


def semantic_tokens_in(place: Place, params: types.SemanticTokensRangeParams) -> Json:
    """The colours of what a range touches."""
    return _data(place, place.span(params.range))


def _data(place: Place, span: Span | None) -> Json:
    from iamsight.ide.tokens import token_blocks

    encoding = place.client.encoding
    data: list[int] = []
    line = column = 0  # where the token before starts
    for block in token_blocks(place.open.document, span):
        encoded = _kept(block, encoding)
        at = place.open.lines.position(block.start, encoding)
        first_line, first_column = _moved(encoded.first, at)
        data.append(first_line - line)
        data.append(first_column - column if first_line == line else first_column)
        data += encoded.numbers
        line, column = _moved(encoded.last, at)
    return {"data": data}


def _moved(inside: tuple[int, int], at: tuple[int, int]) -> tuple[int, int]:
    """A line and column of a block that stands `at` a line and column of the document."""
    return at[0] + inside[0], inside[1] + at[1] if inside[0] == 0 else inside[1]


def _kept(block: TokenBlock, encoding: Encoding) -> _Encoded:
    """The block encoded: what was kept with these very tokens, or made now."""
    key = (_encode, encoding)
    known = block.facts.get(key) if block.facts is not None else None
    if isinstance(known, _Encoded) and known.tokens is block.tokens:
        return known
    made = _encode(block, encoding)
    if block.facts is not None:
        block.facts[key] = made
    return made


def _encode(block: TokenBlock, encoding: Encoding) -> _Encoded:
    lines = LineIndex(block.text)
    first = lines.position(block.tokens[0].span.start, encoding)
    line, column = first
    numbers: list[int] = []
    for (start, end), kind in block.tokens:
        at = lines.position(start, encoding)
        if numbers:
            numbers += (at.line - line, at.column - column if at.line == line else at.column)
        numbers += (width(block.text[start:end], encoding), _NUMBERS[kind.value], 0)
        line, column = at
    return _Encoded(block.tokens, first, (line, column), numbers)
