"""The nearest names: what a mistyped action, key, resource type or rule id was probably meant to be.

Two names are near if few edits lead from one to the other (insert, drop, change, swap neighbours), or if they share
the words that tell: `GetBucketEncryption` and `GetEncryptionConfiguration`. Names that are merely the least far are not
offered. Case is ignored. One look-up over the 826 names of ec2 takes well under a millisecond once they are indexed
(5 ms, kept for later calls), where difflib takes ten.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import lru_cache
from math import log

_LONGEST = 120
_SHORTLIST = 16
_ENOUGH_WORDS = 0.6
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+")


def nearest(name: str, candidates: Iterable[str], limit: int = 3) -> tuple[str, ...]:
    """At most `limit` of `candidates` that are truly near `name`, nearest first; often none."""
    if not name or len(name) > _LONGEST:
        return ()
    return _index(tuple(candidates)).nearest(name, limit)


def distance(a: str, b: str) -> int:
    """The number of edits between two texts, a swap of neighbouring characters counting as one.

    Hyyrö's bit-parallel form of Damerau's distance (optimal string alignment): a column of the table is two integers.
    """
    if not a or not b:
        return max(len(a), len(b))
    ones, last = (1 << len(a)) - 1, 1 << (len(a) - 1)
    places: dict[str, int] = {}
    for at, char in enumerate(a):
        places[char] = places.get(char, 0) | 1 << at
    up, down, same, before, edits = ones, 0, 0, 0, len(a)
    for char in b:
        here = places.get(char, 0)
        swapped = ((~same & here) << 1) & before
        same = ((((here & up) + up) ^ up) | here | down | swapped) & ones
        right, left = down | ~(same | up) & ones, same & up
        edits += bool(right & last) - bool(left & last)
        right, left = right << 1 | 1, left << 1
        up, down, before = (left | ~(same | right)) & ones, right & same & ones, here
    return edits


def is_slip(name: str, other: str) -> bool:
    """Whether the two differ by so few edits that one is likely a mistyped form of the other. Case is ignored."""
    a, b = name.lower(), other.lower()
    return distance(a, b) <= _edits_allowed(a, b) and _edits_fit(distance(a, b), _words(name), _words(other))


@lru_cache(maxsize=128)
def _index(names: tuple[str, ...]) -> _Index:
    return _Index(names)


class _Index:
    """Candidates by the pairs of neighbouring letters they contain, which gives a short list to look at closely."""

    __slots__ = ("_lower", "_names", "_places", "_weights", "_words")

    def __init__(self, names: Sequence[str]) -> None:
        self._names = names
        self._lower = [name.lower() for name in names]
        self._words = [_words(name) for name in names]
        self._places: dict[str, list[int]] = {}
        for at, name in enumerate(self._lower):
            for pair in _pairs(name):
                self._places.setdefault(pair, []).append(at)
        seen = Counter(word for words in self._words for word in words)
        self._weights = {word: log(1 + len(names) / count) for word, count in seen.items()}

    def nearest(self, name: str, limit: int) -> tuple[str, ...]:
        """See the function of the same name."""
        lower, words = name.lower(), _words(name)
        found = []
        for at in self._shortlist(lower):
            score = self._score(lower, words, at)
            if score:
                found.append((-score, self._names[at]))
        return tuple(dict.fromkeys(candidate for _, candidate in sorted(found)[:limit]))

    def _shortlist(self, lower: str) -> list[int]:
        shared: Counter[int] = Counter()
        for pair in _pairs(lower):
            places = self._places.get(pair)
            if places:
                shared.update(places)
        return [at for at, _ in shared.most_common(_SHORTLIST)]

    def _score(self, lower: str, words: frozenset[str], at: int) -> float:
        other = self._lower[at]
        edits = distance(lower, other)
        alike = self._words_alike(words, self._words[at])
        if edits <= _edits_allowed(lower, other) and _edits_fit(edits, words, self._words[at]):
            return 1 - edits / max(len(lower), len(other)) + alike / 4
        return alike / 2 if alike >= _ENOUGH_WORDS else 0

    def _words_alike(self, a: frozenset[str], b: frozenset[str]) -> float:
        """How much of the words' weight is shared, 0 to 1; a word that many candidates have weighs little."""
        unknown = log(1 + len(self._names))
        shared = sum(self._weights.get(word, unknown) for word in a & b)
        return 2 * shared / (sum(self._weights.get(word, unknown) for word in (*a, *b)) or 1)


def _edits_allowed(a: str, b: str) -> int:
    length = min(len(a), len(b))
    if length <= 3:
        return int(a[:1] == b[:1])
    return 1 if length <= 4 else 2 if length <= 7 else 3 if length <= 16 else 4


def _edits_fit(edits: int, a: frozenset[str], b: frozenset[str]) -> bool:
    """Whether the differing words are alike: `Delete` and `Detect` are, `List` and `Get`, as many edits apart, not."""
    differing = max(sum(map(len, a - b)), sum(map(len, b - a)))
    return edits <= 1 or 2 * edits <= differing


def _pairs(lower: str) -> set[str]:
    """The pairs of neighbouring letters, the start and the end counting as letters."""
    bounded = f"^{lower}$"
    return {bounded[at : at + 2] for at in range(len(bounded) - 1)}


def _words(name: str) -> frozenset[str]:
    """The words of a name in camel case or with separators, without a plural s."""
    return frozenset(word.lower().removesuffix("s") for word in _WORD.findall(name))
