"""Paths and URIs of files. Editors open documents under URIs of every shape, so that nothing here raises."""

from __future__ import annotations

import os

from pygls.uris import from_fs_path, to_fs_path, uri_scheme

_LONGEST = 4096
"""Longer paths name no file on any system; looking for configuration up all their folders would take long."""


def path_of(uri: str) -> str | None:
    """The path that a URI of a file names; None for all other URIs, for what is none, and where no file can be."""
    try:
        path = to_fs_path(uri)
        os.fsencode(path or "")
    except ValueError:  # no host stands between the brackets, or half a surrogate pair
        return None
    return path if path and len(path) <= _LONGEST and "\0" not in path else None


def uri_of(path: str) -> str | None:
    """The URI of a path; None if it has none."""
    try:
        uri: str | None = from_fs_path(path)
    except ValueError:  # two slashes and no host behind them, or half a surrogate pair
        return None
    return uri


def is_uri(text: object) -> bool:
    """Whether a text has the shape of a URI, which need not be one of a file."""
    if not isinstance(text, str):
        return False
    try:
        uri_scheme(text)
    except ValueError:
        return False
    return True
