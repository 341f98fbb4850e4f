"""What a broken rule looks like on the command line: one line, once, and the rest of the run goes on."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

from iamsight.cli.saying import say


class _Lines(logging.Handler):
    """Writes each message once, with the name of the error instead of its traceback."""

    def __init__(self) -> None:
        super().__init__()
        self._said: set[str] = set()

    def emit(self, record: logging.LogRecord) -> None:
        error = record.exc_info[1] if record.exc_info else None
        line = record.getMessage() + (f": {type(error).__name__}: {error}" if error else "")
        if line not in self._said:
            self._said.add(line)
            say(f"{line} (a mistake in iamsight; please report it)")


@contextmanager
def as_lines() -> Iterator[None]:
    """Within the block, what is logged is written to stderr as lines."""
    logger, handler = logging.getLogger("iamsight"), _Lines()
    logger.addHandler(handler)
    try:
        yield
    finally:
        logger.removeHandler(handler)
