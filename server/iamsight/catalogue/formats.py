"""Whether a pattern of the user's and an ARN format, or a part of one, can mean the same text.

Both are turned into tokens and followed exactly (see `patterns`). Nearly all patterns are literal, or literal up to a
`*` at their end, and nearly all formats have one placeholder or two; these are told by comparing pieces.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple, TypeAlias

from iamsight.catalogue.patterns import MANY, ONE, SPECIAL, Token, tokens, tokens_meet

PLACEHOLDER = re.compile(r"\$\{([^}]{0,200})\}|<([^>]{0,200})>")
Alphabets: TypeAlias = "tuple[tuple[str, frozenset[str]], ...]"
"""The characters that placeholders may hold, by name; one that is not named holds any."""


class _Pieces(NamedTuple):
    """What stands before, between and behind the placeholders of a format, and what each of these may hold."""

    texts: tuple[str, ...]
    sets: tuple[frozenset[str] | None, ...]


def meets_format(text: str, form: str, alphabets: Alphabets = ()) -> bool:
    """Whether there is a text that both `text`, a pattern, and `form` match. Exact; a placeholder is never empty."""
    star = text[-1:] == "*"
    literal = text[:-1] if star else text
    if SPECIAL.isdisjoint(literal):
        pieces = _pieces(form, alphabets)
        told = _begins(literal, pieces) if star else _is(literal, pieces)
        if told is not None:
            return told
    return tokens_meet(tokens(text), _format_tokens(form, alphabets))


def which_meet(text: str, forms: tuple[str, ...], alphabets: Alphabets = ()) -> list[int]:
    """The indexes of those of many formats that `text`, a pattern, meets."""
    star = text[-1:] == "*"
    literal = text[:-1] if star else text
    if not SPECIAL.isdisjoint(literal):
        return [index for index, form in enumerate(forms) if meets_format(text, form, alphabets)]
    found = []
    for index, pieces in enumerate(_all_pieces(forms, alphabets)):
        if pieces and not literal.startswith(pieces.texts[0]) and not (star and pieces.texts[0].startswith(literal)):
            continue  # as nearly all
        told = _begins(literal, pieces) if star else _is(literal, pieces)
        if meets_format(text, forms[index], alphabets) if told is None else told:
            found.append(index)
    return found


def fits_format(text: str, form: str) -> bool:
    """Whether `text`, taken literally, matches `form`."""
    told = _is(text, _pieces(form, ()))
    return tokens_meet(tuple(text), _format_tokens(form, ())) if told is None else told


def _is(text: str, pieces: _Pieces | None) -> bool | None:
    """Whether a text fits the pieces; None where that is not told so easily."""
    if pieces is None:
        return None
    first, *others = pieces.texts
    if not others or not text.startswith(first):
        return text == first
    at = len(first)
    for number, (held, piece) in enumerate(zip(pieces.sets, others, strict=True), 1):
        if held is None:
            return None if any(pieces.sets[number:]) else _holds_in_order(text, at, others[number - 1 :])
        if number == len(others):
            end = len(text) - len(piece)
            return at < end and text.endswith(piece) and held.issuperset(text[at:end])
        if not piece or piece[0] in held:
            return None
        end = text.find(piece[0], at)  # what is held ends there and nowhere else
        if end <= at or not held.issuperset(text[at:end]) or not text.startswith(piece, end):
            return False
        at = end + len(piece)
    return None


def _holds_in_order(text: str, at: int, pieces: Sequence[str]) -> bool:
    """Whether the text from `at` on has the pieces in order, with something before each, and ends with the last."""
    *between, last = pieces
    end = len(text) - len(last)
    for piece in between:
        at = text.find(piece, at + 1, end)
        if at < 0:
            return False
        at += len(piece)
    return at < end and text.endswith(last)


def _begins(text: str, pieces: _Pieces | None) -> bool | None:
    """Whether a text can be the beginning of one that fits the pieces; None where that is not told so easily."""
    if pieces is None:
        return None
    first, *others = pieces.texts
    at = len(first)
    if len(text) <= at or not others:
        return first.startswith(text)
    if not text.startswith(first):
        return False
    for held, piece in zip(pieces.sets, others, strict=True):
        if held is None or held.issuperset(text[at:]):
            return True
        if not piece or piece[0] in held:
            return None
        end = text.find(piece[0], at)
        if end <= at or not held.issuperset(text[at:end]):
            return False
        at = end + len(piece)
        if at >= len(text):
            return piece.startswith(text[end:])
        if not text.startswith(piece, end):
            return False
    return False


@lru_cache(maxsize=1024)
def _all_pieces(forms: tuple[str, ...], alphabets: Alphabets) -> tuple[_Pieces | None, ...]:
    return tuple(_pieces(form, alphabets) for form in forms)


@lru_cache(maxsize=8192)
def _pieces(form: str, alphabets: Alphabets) -> _Pieces | None:
    """The pieces of a format; None if one of them is a pattern itself."""
    sets, names = dict(alphabets), PLACEHOLDER.findall(form)
    texts = _between(form)
    if not all(map(SPECIAL.isdisjoint, texts)):
        return None
    return _Pieces(tuple(texts), tuple(sets.get(one or other) for one, other in names))


@lru_cache(maxsize=8192)
def _format_tokens(form: str, alphabets: Alphabets) -> tuple[Token, ...]:
    sets = dict(alphabets)
    first, *others = _between(form)
    found: list[Token] = [*tokens(first)]
    for (one, other), text in zip(PLACEHOLDER.findall(form), others, strict=True):
        alphabet = sets.get(one or other)
        found += (alphabet,) if alphabet else (ONE, MANY)
        found += tokens(text)
    return tuple(found)


def _between(form: str) -> Sequence[str]:
    """The literal texts before, between and behind the placeholders."""
    found, at = [], 0
    for placeholder in PLACEHOLDER.finditer(form):
        found.append(form[at : placeholder.start()])
        at = placeholder.end()
    return [*found, form[at:]]
