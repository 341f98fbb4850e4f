"""Patterns of paths, read as in `.gitignore`. Paths are relative, with `/`, and folders end with it."""

from __future__ import annotations

import re
from collections.abc import Iterable


class Patterns:
    """Patterns, the last that matches deciding. Importing what compiles them takes 50 ms, so it happens here."""

    __slots__ = ("_spec",)

    def __init__(self, lines: Iterable[str]) -> None:
        """Lines that are no patterns count for nothing; see `is_pattern`."""
        from pathspec import GitIgnoreSpec

        self._spec = GitIgnoreSpec.from_lines(filter(is_pattern, lines))

    def match(self, path: str) -> bool:
        """Whether `path` is meant."""
        return self._spec.match_file(path)

    def verdict(self, path: str) -> bool | None:
        """True if `path` is meant, False if a pattern with `!` excepts it, None if no pattern says anything."""
        return self._spec.check_file(path).include


def is_pattern(line: str) -> bool:
    """Whether a line can be read as a pattern (or a comment, or nothing)."""
    from pathspec import GitIgnoreSpec

    try:
        GitIgnoreSpec.from_lines([line])
    except (ValueError, re.error):
        return False
    return True
