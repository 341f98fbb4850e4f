"""What is said besides the report: sentences on stderr, which may quote anything in a file, its name included."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TextIO

from iamsight.showing import visible


def say(*sentences: str) -> None:
    """Write sentences to stderr, each on a line."""
    sys.stderr.write("".join(f"iamsight: {visible(one)}\n" for one in sentences))


def for_stream(pieces: Iterable[str], stream: TextIO) -> Iterator[str]:
    """Text of a file that goes to a stream: as it is, but on a terminal without what a terminal obeys."""
    for piece in pieces:
        yield "".join(map(_line, piece.splitlines(keepends=True))) if stream.isatty() else piece


def _line(line: str) -> str:
    end = "\n" if line.endswith("\n") else ""
    return visible(line.removesuffix("\n").removesuffix("\r")) + end
