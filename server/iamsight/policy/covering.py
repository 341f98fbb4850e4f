"""Which entries of a list are superfluous, since other entries cover them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from iamsight.catalogue.patterns import UNKNOWN, includes

_SPECIAL = re.compile(r"[*?]|\$\{|\ufffc")


def covered(patterns: Sequence[str]) -> dict[int, int]:
    """By the index of each superfluous pattern, the index of one that covers it and is not superfluous itself.

    Of patterns that cover each other the first is kept. What is computed or holds a variable is covered only where
    that is certain. Case counts.
    """
    found: dict[int, int] = {}
    first: dict[str, int] = {}
    for index, pattern in enumerate(patterns):
        earlier = first.setdefault(pattern, index)
        if earlier != index and UNKNOWN not in pattern:
            found[index] = earlier
    wide = [pattern for pattern in first if "*" in pattern or "?" in pattern]
    if wide:
        by_prefix: dict[str, list[str]] = {}
        for pattern in wide:
            by_prefix.setdefault(_prefix(pattern), []).append(pattern)
        lengths = sorted({len(prefix) for prefix in by_prefix})
        for pattern, index in first.items():
            near = [one for length in lengths for one in by_prefix.get(pattern[:length], ())]
            cover = next((one for one in near if one != pattern and _covers(one, first[one], pattern, index)), None)
            if cover is not None:
                found[index] = first[cover]
    return {index: _outermost(index, found) for index in found}


def _covers(wide: str, at: int, pattern: str, index: int) -> bool:
    """Whether `wide` covers `pattern`, which starts as it does, and is the one to keep if they cover each other."""
    prefix = _prefix(wide)
    is_plain = wide == f"{prefix}*" and not prefix.endswith("$")
    return (is_plain or includes(wide, pattern)) and (at < index or not includes(pattern, wide))


def _prefix(pattern: str) -> str:
    special = _SPECIAL.search(pattern)
    return pattern[: special.start()] if special else pattern


def _outermost(index: int, found: dict[int, int]) -> int:
    while index in found:
        index = found[index]
    return index
