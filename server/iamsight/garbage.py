"""When not to look for garbage.

Trees, policies and facts hold no cycles, so that nothing waits to be found; to look through all of them again and again
while they grow takes a good part of the time that reading and checking take.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


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
