"""Writing the report: to stdout as it comes, to a file all at once."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from typing import TextIO

from iamsight.cli.atomic import replacing
from iamsight.cli.trouble import CannotRun


def write(pieces: Iterable[str], path: str | None = None, stream: TextIO | None = None) -> None:
    """Write the pieces to the file at `path`, which keeps its old content if anything goes wrong, else to a stream.

    Raises:
        CannotRun: the file cannot be written.
    """
    if path is None:
        stream = stream or sys.stdout
        for piece in pieces:
            stream.write(piece)
        return
    try:
        with replacing(path) as file:
            for piece in pieces:
                file.write(piece.encode("utf-8", "backslashreplace"))
    except OSError as error:
        raise CannotRun(f'"{path}" cannot be written: {error.strerror}.') from None


def color_wanted(wish: str) -> bool:
    """Whether to colour what goes to stdout, by the value of `--color`, the environment and the terminal."""
    if wish != "auto":
        return wish == "always"
    if os.environ.get("NO_COLOR"):
        return False
    return bool(os.environ.get("FORCE_COLOR")) or (sys.stdout.isatty() and os.environ.get("TERM") != "dumb")
