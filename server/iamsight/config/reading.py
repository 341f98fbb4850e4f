"""Finding and reading configuration files."""

from __future__ import annotations

import os
import re
import sys
from datetime import date
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

NAMES = ("iamsight.toml", "pyproject.toml")
_MEANT = re.compile(rb"^[ \t]*\[\[?[ \t]*tool[ \t]*(\.[ \t]*iamsight\b|\])", re.MULTILINE)  # spares reading the others
_STRING = re.compile(r"""\"(?:[^"\\\n]|\\.)*"|'[^'\n]*'""")
_MOST_PARTS = 200
LARGEST = 1 << 18
"""The largest file, in bytes, that is read."""


class ConfigError(Exception):
    """A configuration file cannot be read; `sentence` says why, without its name."""

    def __init__(self, file: Path, sentence: str) -> None:
        super().__init__(f"{file}: {sentence}")
        self.file = file
        self.sentence = sentence


class Read(NamedTuple):
    """A configuration file and what it says, before anybody has looked whether that makes sense."""

    file: Path
    values: dict[str, Any]


def in_folder(folder: Path) -> Read | None:
    """The configuration in a folder: its `iamsight.toml`, else its `pyproject.toml` if that has `[tool.iamsight]`.

    Raises:
        ConfigError: there is one and it cannot be read.
    """
    for name in NAMES:
        file = folder / name
        # unlike Path.is_file this says no, instead of raising, where names are too long or folders closed
        if os.path.isfile(file) and (found := read(file, only_if_meant=True)):  # noqa: PTH113
            return found
    return None


def read(file: Path, *, only_if_meant: bool = False) -> Read | None:
    """What a file says. With `only_if_meant`, None for a `pyproject.toml` that has nothing for iamsight.

    Raises:
        ConfigError: it cannot be read, or is not TOML.
    """
    try:
        content = _content(file)
        if file.name == NAMES[1] and only_if_meant and not _MEANT.search(content):
            return None
        values = _plain(_toml(content.decode("utf-8-sig")))
    except OSError as error:
        raise ConfigError(file, f"cannot be read: {error.strerror}") from None
    except UnicodeDecodeError:
        raise ConfigError(file, "is not UTF-8") from None
    except (ValueError, RecursionError) as error:  # what the TOML readers raise; their messages name the line
        raise ConfigError(file, f"is not TOML: {error}") from None
    if file.name == NAMES[1]:
        tool = values.get("tool")
        values = tool.get("iamsight") if isinstance(tool, dict) else None
        if values is None and only_if_meant:
            return None
    return Read(file, {} if values is None else values)


def _content(file: Path) -> bytes:
    with file.open("rb") as opened:
        content = opened.read(LARGEST + 1)
    if len(content) > LARGEST:
        raise ConfigError(file, f"is larger than {LARGEST >> 10} KB")
    return content


def _toml(text: str) -> Any:
    # the readers take time that grows with the square of the parts of a key
    if any(line.count(".") > _MOST_PARTS for line in _STRING.sub("", text).splitlines()):
        msg = f"a key has more than {_MOST_PARTS} parts"
        raise ValueError(msg)
    reader = import_module("tomllib" if sys.version_info >= (3, 11) else "tomli")
    return reader.loads(text)


def _plain(value: Any) -> Any:
    """The value with dates as ISO 8601 strings, as JSON has them."""
    if isinstance(value, dict):
        return {key: _plain(one) for key, one in value.items()}
    if isinstance(value, list):
        return [_plain(one) for one in value]
    return value.isoformat() if isinstance(value, date) else value
