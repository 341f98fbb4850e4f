"""Which entries of a list are superfluous, since other entries cover them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from iamsight.catalogue.patterns import UNKNOWN, includes

_SPECIAL = re.compile(r"[*?\ufffc]|\$\{[^}]*(?:\}|$)")
_MOST_CANDIDATES = 50_000  # some 10 ms; the longest list of AWS's own policies needs a tenth
_MOST_COMPARISONS = 200  # likewise


class _Wide(NamedTuple):
    """A pattern with wildcards, its index, what it starts with, and the texts that whatever it covers holds."""

    pattern: str
    at: int
    prefix: str
    runs: tuple[str, ...]

    @property
    def is_plain(self) -> bool:
        """Whether it covers whatever starts as it does: not where a last `$` could be the start of a variable."""
        return self.pattern == f"{self.prefix}*" and not self.prefix.endswith("$")


def covered(patterns: Sequence[str]) -> dict[int, int]:
    """By the index of each superfluous pattern, the index of one that covers it and is not superfluous itself.

    Of patterns that cover each other the first is kept. What is computed or holds a variable is covered only where
    that is certain. Case counts. In very long lists of patterns some are missed.
    """
    found: dict[int, int] = {}
    if len(set(patterns)) == len(patterns) and not any("*" in one or "?" in one for one in patterns):
        return found
    first: dict[str, int] = {}
    for index, pattern in enumerate(patterns):
        earlier = first.setdefault(pattern, index)
        if earlier != index and UNKNOWN not in pattern:
            found[index] = earlier
    comparisons = 0
    for wide, pattern, index in _candidates(first):
        if index in found:
            continue
        if not wide.is_plain:
            comparisons += 1
            if comparisons > _MOST_COMPARISONS:
                break
            if not includes(wide.pattern, pattern):
                continue
        if wide.at < index or not includes(pattern, wide.pattern):
            found[index] = wide.at
    return {index: _outermost(index, found) for index in found}


def _candidates(first: dict[str, int]) -> Iterator[tuple[_Wide, str, int]]:
    """The pairs of a pattern with wildcards and another pattern, with its index, that it may cover."""
    by_prefix: dict[str, list[_Wide]] = {}
    for pattern, index in first.items():
        if "*" in pattern or "?" in pattern:
            prefix, *runs = _SPECIAL.split(pattern)
            by_prefix.setdefault(prefix, []).append(_Wide(pattern, index, prefix, tuple(filter(None, runs))))
    lengths = sorted({len(prefix) for prefix in by_prefix})
    seen = 0
    for pattern, index in first.items() if lengths else ():
        for wide in [one for length in lengths for one in by_prefix.get(pattern[:length], ())]:
            seen += 1
            if seen > _MOST_CANDIDATES:
                return
            if wide.at != index and (not wide.runs or all(run in pattern for run in wide.runs)):
                yield wide, pattern, index


def _outermost(index: int, found: dict[int, int]) -> int:
    while index in found:
        index = found[index]
    return index
