"""Whose turn it is: messages are read between one piece of work and the next."""

from __future__ import annotations

import asyncio

_ROUNDS = 3
"""Rounds of the event loop between slices: one reads the input, one takes the message in, one runs its handler."""


async def turn() -> None:
    """Let other messages have their turn."""
    for _ in range(_ROUNDS):
        await asyncio.sleep(0)


class OneByOne:
    """Work on requests, one at a time. What is cancelled while it waits is never done.

    Used with `async with`. After one is done the input is read before the next begins, since it may cancel that.
    """

    def __init__(self) -> None:
        self._lock = asyncio.Lock()

    async def __aenter__(self) -> None:
        await self._lock.acquire()

    async def __aexit__(self, *_error: object) -> None:
        asyncio.get_running_loop().call_soon(self._lock.release)
