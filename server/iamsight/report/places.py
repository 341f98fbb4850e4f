"""How files are called in a report."""

from __future__ import annotations

from pathlib import Path


def relative_to_here(path: Path) -> str:
    """A path as people name it: relative to the current folder if it is in there, with `/`."""
    here = Path.cwd()
    return (path.relative_to(here) if path.is_relative_to(here) else path).as_posix()
