"""When not to look for garbage.

Trees, policies and facts hold no cycles, so that nothing waits to be found; to look through all of them again and again
while they grow takes a good part of the time that reading and checking take.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager

_YOUNG, _MIDDLE, _OLD = 50_000, 20, 1_000
"""How many new objects there are between two looks at the new ones, how many of these before one at the middle-aged,
and how many of those before one at all. Python's own 700, 10 and 10 are for programs that make cycles."""


def look_rarely() -> None:
    """Let Python look for garbage rarely from now on. For a process that is the product's own."""
    gc.set_threshold(_YOUNG, _MIDDLE, _OLD)


@contextmanager
def no_collection() -> Iterator[None]:
    """Keep Python from looking for garbage meanwhile. May be nested."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()
