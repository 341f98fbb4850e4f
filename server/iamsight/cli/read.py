"""Reading a file that may be anything, without harm: every way in which it is no text to check is one sentence."""

from __future__ import annotations

import stat
import sys
from pathlib import Path

AT_ONCE = 16 << 20
"""The largest file, in bytes, that is read at once; larger ones are looked at value by value."""

LARGEST = 2 << 30
"""The largest file, in bytes, that is looked at."""


class Unreadable(Exception):  # noqa: N818 - it says what is the case, and is no programming error
    """The file cannot be checked; the message says why, without the file's name."""


def size_of(path: str) -> int:
    """The size of a file in bytes.

    Raises:
        Unreadable: it is not to be had, is no regular file, or is too large for anything.
    """
    try:
        status = Path(path).stat()
    except (OSError, ValueError) as error:
        raise Unreadable(_absent(error) or f"cannot be read: {_reason(error)}") from None
    if not stat.S_ISREG(status.st_mode):
        raise Unreadable(f"is {_sort(status.st_mode)}, not a file")
    if status.st_size > LARGEST:
        raise Unreadable(f"is larger than {LARGEST >> 20} MB")
    return status.st_size


def read_text(path: str) -> str:
    """The text of a file as it is: a byte order mark and the line ends are kept.

    Raises:
        Unreadable: it cannot be read, or is not UTF-8.
    """
    try:
        return decode(Path(path).read_bytes())
    except OSError as error:
        raise Unreadable(f"cannot be read: {_reason(error)}") from None


def read_stdin() -> str:
    """The text of stdin.

    Raises:
        Unreadable: it is too large or not UTF-8.
    """
    content = sys.stdin.buffer.read(AT_ONCE + 1)
    if len(content) > AT_ONCE:
        raise Unreadable(f"is larger than {AT_ONCE >> 20} MB; a file may be")
    return decode(content)


def decode(content: bytes) -> str:
    """The text of the bytes of a file.

    Raises:
        Unreadable: they are not UTF-8.
    """
    try:
        return content.decode("utf-8")
    except UnicodeDecodeError as error:
        if content.startswith((b"\xff\xfe", b"\xfe\xff")):
            raise Unreadable("is encoded as UTF-16, not as UTF-8") from None
        if b"\0" in content:
            raise Unreadable("is a binary file") from None
        raise Unreadable(f"is not UTF-8: byte {error.start} is 0x{content[error.start]:02x}") from None


def _sort(mode: int) -> str:
    """What a directory entry is, by its mode."""
    for is_it, name in (
        (stat.S_ISDIR, "a folder"),
        (stat.S_ISFIFO, "a named pipe"),
        (stat.S_ISSOCK, "a socket"),
        (stat.S_ISCHR, "a device"),
        (stat.S_ISBLK, "a device"),
    ):
        if is_it(mode):
            return name
    return "something else"


def _absent(error: Exception) -> str | None:
    """That there is no file, in plain words."""
    return "does not exist" if isinstance(error, FileNotFoundError) else None


def _reason(error: Exception) -> str:
    """Why the operating system refused, in its words; a path with a NUL never gets that far."""
    return error.strerror or str(error) if isinstance(error, OSError) else "its name holds a NUL character"
