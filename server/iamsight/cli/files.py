"""Finding the files to check."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

SUFFIXES = (".json", ".jsonc", ".template")
"""What is taken from a folder; a file named outright may be called anything."""


class Target(NamedTuple):
    """A file to check; `outright` if the user named the file itself."""

    path: str
    outright: bool


def targets(paths: Iterable[str]) -> Iterator[Target]:
    """The files of `paths`, folders being walked in the order of their names; each file once."""
    seen: set[str] = set()
    for path in paths:
        for target in _walk(path) if Path(path).is_dir() else [Target(path, outright=True)]:
            normal = os.path.normpath(target.path)
            if normal not in seen:
                seen.add(normal)
                yield target._replace(path=normal)


def _walk(folder: str) -> Iterator[Target]:
    for parent, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.endswith(SUFFIXES):
                yield Target(f"{parent}/{name}", outright=False)
