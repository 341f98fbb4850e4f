"""Paths and URIs of files. Editors open documents under URIs of every shape, so that nothing here raises."""

from __future__ import annotations

import os

from pygls.uris import from_fs_path, to_fs_path, uri_scheme

_LONGEST = 4096
_DEEPEST = 400
"""Longer and deeper paths name no file that anybody has; configuration is looked for in each of their folders."""


def path_of(uri: str) -> str | None:
    """The path that a URI of a file names; None for all other URIs, for what is none, and where no file can be."""
    try:
        path = to_fs_path(uri)
        os.fsencode(path or "")
    except ValueError:  # no host stands between the brackets, or half a surrogate pair
        return None
    if not path or "\0" in path or len(path) > _LONGEST or path.count("/") > _DEEPEST:
        return None
    return path


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
