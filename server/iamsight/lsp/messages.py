"""Where messages begin and end in what a client sends, and where the next one begins after nonsense.

This knows bytes and JSON. What a message means is the business of `protocol`, where it comes from that of `transport`.
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any, NamedTuple

LARGEST = 1 << 28
"""The size in bytes of the largest message that is taken in."""

_HEADER = re.compile(rb"content-length:[ \t]*(\d{1,19})[ \t]*\r?\n(?:[a-z-]+:[^\r\n]*\r?\n)*\r?\n", re.IGNORECASE)
_OTHER_FIELDS = re.compile(rb"(?:[a-z-]+:[^\r\n]*\r?\n)*", re.IGNORECASE)
_NEXT_HEADER = re.compile(rb"Content-Length: \d+\r\n")
"""What no JSON has in it, since strings escape their line ends: where it stands, the message before has ended."""

_LONGEST_HEADER = 4096


class Message(NamedTuple):
    """A message: a JSON value, which may be anything."""

    value: Any


class Nonsense(NamedTuple):
    """Something that is no message; the sentence says why."""

    sentence: str


def decoded(body: bytes) -> Message | Nonsense:
    """What the body of a message says."""
    return _decoded(body)[0]


class Messages:
    """The messages in a stream of bytes.

    A length that is wrong costs at most one message: what follows the value is skipped up to the next header.
    """

    def __init__(self) -> None:
        self._buffer = bytearray()
        self._size: int | None = None
        """The size of the body that is being received; None while a header is awaited."""
        self._blamed = False  # one complaint for all that is skipped

    def feed(self, piece: bytes) -> Iterator[Message | Nonsense]:
        """The messages that are complete now that `piece` has come."""
        new = len(self._buffer)
        self._buffer += piece
        while self._buffer:
            if self._size is None:
                header = _HEADER.search(self._buffer)
                if header is None:
                    yield from self._skip(max(0, len(self._buffer) - _LONGEST_HEADER))
                    return
                (start, end), size = header.span(), int(header[1])
                yield from self._skip(start)
                del self._buffer[: end - start]
                self._size, self._blamed, new = size, False, 0
                if size > LARGEST:
                    self._size, self._blamed = None, True
                    yield Nonsense(f"A message of {size} bytes is too large; {LARGEST} are the most")
                continue
            if len(self._buffer) >= self._size:
                yield self._take(self._size)
            elif early := _NEXT_HEADER.search(self._buffer, max(0, new - _LONGEST_HEADER)):
                yield self._take(early.start())
            else:
                return

    def _skip(self, count: int) -> Iterator[Nonsense]:
        """Leave out what comes before a header, without a word if these are other fields of it."""
        if count and not self._blamed and not _OTHER_FIELDS.fullmatch(self._buffer, 0, count):
            self._blamed = True
            yield Nonsense("What was sent has no header that says its length")
        del self._buffer[:count]

    def _take(self, end: int) -> Message | Nonsense:
        """The message that ends at `end` or before; if it is none, the next may begin anywhere behind its start."""
        found, taken = _decoded(bytes(memoryview(self._buffer)[:end]))
        self._size = None
        self._blamed = isinstance(found, Nonsense)
        del self._buffer[: min(1, end) if self._blamed else taken]
        return found


def _decoded(body: bytes) -> tuple[Message | Nonsense, int]:
    """What a body says, and how many bytes say it."""
    try:
        text = body.decode("utf-8")
        try:
            return Message(json.loads(text)), len(body)
        except json.JSONDecodeError as error:
            if error.msg != "Extra data":
                raise
            text = text[: error.pos]  # the length was too large
            return Message(json.loads(text)), len(text.encode("utf-8"))
    except UnicodeDecodeError:
        return Nonsense("A message is not UTF-8"), 0
    except RecursionError:
        return Nonsense("A message is nested too deeply"), 0
    except json.JSONDecodeError as error:
        return Nonsense(f"A message is not JSON: {error}"), 0
    except ValueError:
        return Nonsense("A message has a number of too many digits"), 0
