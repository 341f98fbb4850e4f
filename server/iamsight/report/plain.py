"""Showing text and paths: no escape sequence of a policy reaches the terminal."""

from __future__ import annotations

import re
from pathlib import Path

_CONTROLS = re.compile(r"[\x00-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff\ufeff\ufffe\uffff]")


def visible(text: str) -> str:
    """`text` on one line, each control character shown as one visible character; a tab becomes a blank."""
    return _CONTROLS.sub(_visible, text)


def relative_to_here(path: Path) -> str:
    """A path as people name it: relative to the current folder if it is in there, with `/`."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()


def _visible(match: re.Match[str]) -> str:
    character = match.group()
    if character == "\t":
        return " "
    return chr(0x2400 + ord(character)) if character < " " else "\ufffd"
