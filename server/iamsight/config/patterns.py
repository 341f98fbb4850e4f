"""Patterns of paths, read as in `.gitignore`. Paths are relative, with `/`, and folders end with it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

LONGEST = 1_000
"""Characters of a pattern."""

_STAR, _FOLDERS, _ANY_FOLDERS = "[^/]*", "(?:/.+)?", "^(?:.+/)?"
_NEGATED = re.compile(r"\[\^(?!/)")
_FEW = 2


class Patterns:
    """Patterns, the last that matches deciding. Importing what compiles them takes 50 ms, so it happens here."""

    __slots__ = ("_spec",)

    def __init__(self, lines: Iterable[str]) -> None:
        """Lines that are no patterns count for nothing; see `is_pattern`."""
        from pathspec import GitIgnoreSpec

        self._spec = GitIgnoreSpec([_compiled(line) for line in lines if is_pattern(line)])

    def match(self, path: str) -> bool:
        """Whether `path` is meant."""
        return self._spec.match_file(path)

    def verdict(self, path: str) -> bool | None:
        """True if `path` is meant, False if a pattern with `!` excepts it, None if no pattern says anything."""
        return self._spec.check_file(path).include


def is_pattern(line: str) -> bool:
    """Whether a line can be read as a pattern (or a comment, or nothing)."""
    if len(line) > LONGEST:
        return False
    try:
        _compiled(line)
    except (ValueError, re.error):
        return False
    return True


@cache
def _compiled(line: str) -> GitIgnoreSpecPattern:
    from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

    expression, include = GitIgnoreSpecPattern.pattern_to_regex(line)
    if expression is None or include is None:
        return GitIgnoreSpecPattern(None, None)
    expression = _NEGATED.sub("[^/", expression)  # as git has it: no set of characters holds the slash
    return GitIgnoreSpecPattern(re.compile(steady(expression)), include)


def steady(expression: str) -> str:
    """An expression that pathspec makes of a pattern, so that it takes no time that grows with a power of the path.

    `*a*a*b` becomes an expression in which each star but the last stops at the first place where the text behind it
    fits: no other place is better, since what follows may begin anywhere. It is the same with `**` and the names
    behind it. So there is one way to match, and where it fails, nothing else is tried.
    """
    if expression.count(_STAR) + expression.count(_FOLDERS) <= _FEW:
        return expression
    first, *others = (_steady_names(one) for one in expression.split(_FOLDERS))
    if others and first.startswith(_ANY_FOLDERS):
        names = first.removeprefix(_ANY_FOLDERS)
        first = f"^(?:(?!{names}(?:/|$))[^/]+/)*{names}"
    for names in others[:-1]:
        first += f"(?:/(?!{names[1:]}(?:/|$))[^/]+)*{names}"
    return _FOLDERS.join([first, *others[-1:]])


def _steady_names(names: str) -> str:
    found, *pieces = names.split(_STAR)
    last = len(pieces) - 1
    for at, piece in enumerate(pieces):
        if at == last or "/" in piece.replace("[^/]", ""):  # the star is the last of its name
            found += _STAR + piece
        elif piece:  # of stars that touch one is enough
            found += f"(?:(?!{piece})[^/])*{piece}"
    return found
