"""Writing files so that a reader sees the old content or the new, never a part: also if the disk is full."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO


@contextmanager
def replacing(path: str | Path) -> Iterator[BinaryIO]:
    """A file that takes the place of `path` when the block ends well. The mode and links to it are kept.

    Raises:
        OSError: it cannot be written; what was there before is still there.
    """
    from tempfile import NamedTemporaryFile

    target = Path(path).resolve()
    if target.exists() and not target.is_file():  # /dev/null and its like cannot be replaced
        with target.open("wb") as device:
            yield device
        return
    with NamedTemporaryFile(dir=target.parent, prefix=f".{target.name}.", delete=False) as draft:
        try:
            yield draft  # type: ignore[misc] # a wrapper with the methods of a file
            draft.flush()
            _written(draft.fileno())
            Path(draft.name).chmod(_mode(target))
            Path(draft.name).replace(target)
        except BaseException:
            Path(draft.name).unlink(missing_ok=True)
            raise


def _written(descriptor: int) -> None:
    """Wait until the content is on the disk, which is when a full one says so at the latest."""
    os.fsync(descriptor)


def _mode(target: Path) -> int:
    """The mode that the file has, or that a new one would get."""
    try:
        return target.stat().st_mode & 0o7777
    except FileNotFoundError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
