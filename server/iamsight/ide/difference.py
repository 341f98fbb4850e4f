"""The edits that turn one text into another, line by line, so that an editor keeps its place where nothing changed."""

from __future__ import annotations

from difflib import SequenceMatcher
from itertools import accumulate

from iamsight.text import Edit, LineIndex

_MOST_LINES_COMPARED = 5_000


def edits_between(before: str, after: str) -> tuple[Edit, ...]:
    """The edits, ascending, that turn `before` into `after`. Where much differs it is one for all of it."""
    old, new = _lines(before), _lines(after)
    head = 0
    while head < min(len(old), len(new)) and old[head] == new[head]:
        head += 1
    tail = 0
    while tail < min(len(old), len(new)) - head and old[-1 - tail] == new[-1 - tail]:
        tail += 1
    old_rest, new_rest = old[head : len(old) - tail], new[head : len(new) - tail]
    starts = [*accumulate(map(len, old_rest), initial=sum(map(len, old[:head])))]
    if len(old_rest) + len(new_rest) > _MOST_LINES_COMPARED:
        return (Edit(starts[0], starts[-1], "".join(new_rest)),)
    matcher = SequenceMatcher(None, old_rest, new_rest, autojunk=False)
    return tuple(
        Edit(starts[a], starts[b], "".join(new_rest[c:d]))
        for tag, a, b, c, d in matcher.get_opcodes()
        if tag != "equal"
    )


def _lines(text: str) -> list[str]:
    """The lines with their ends. Not `str.splitlines`, for which more characters than CR and LF end a line."""
    index = LineIndex(text)
    return [text[index.start(line) : index.start(line + 1)] for line in range(index.count)]
