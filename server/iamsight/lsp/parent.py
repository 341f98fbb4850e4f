"""Whether the editor that started the server is still there.

When an editor goes, its end of the pipe is closed and the server reads the end of its input. Where another process
still holds that end, only the editor's process id tells; it comes with `initialize`.
"""

from __future__ import annotations

import asyncio
import os
import sys

_SECONDS = 2.0
"""Between two looks."""


async def gone(process: int) -> bool:
    """Wait until there is no process of this id any more, and say True.

    False at once if there is none to begin with, since the editor may run outside the server's container; and on
    Windows, where other processes hold no pipes unasked.
    """
    if not _runs(process):
        return False
    while _runs(process):  # noqa: ASYNC110 - there is no event that tells of the end of a process not our own
        await asyncio.sleep(_SECONDS)
    return True


def _runs(process: int) -> bool:
    if sys.platform == "win32" or process <= 0:  # `kill` means something else there, and by these
        return False
    try:
        os.kill(process, 0)
    except (ProcessLookupError, OverflowError):
        return False
    except PermissionError:
        return True
    return True
