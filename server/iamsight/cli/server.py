"""`iamsight server`: the language server. The only place of the command line that loads LSP."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterator
from typing import TYPE_CHECKING

from iamsight.cli.trouble import CannotRun

if TYPE_CHECKING:
    from iamsight.config import Configurations


def run(options: Namespace) -> int:
    """Serve until the client is done."""
    from iamsight.lsp import serve

    if options.tcp:
        return serve(_files, tcp=_address(options.tcp))
    if options.ws:
        return serve(_files, ws=_address(options.ws))
    return serve(_files)


def _files(configurations: Configurations, folder: str) -> Iterator[str]:
    """The files of a folder that `iamsight check` would check."""
    from iamsight.cli.files import Finder  # with all rules: the server is there before they are

    return (one.path for one in Finder(configurations).walk(folder) if one.trouble is None)


def _address(text: str) -> tuple[str, int]:
    """The host and port of `HOST:PORT` or `PORT`."""
    host, _, port = text.rpartition(":")
    if not (port.isascii() and port.isdigit() and int(port) < 65536):
        raise CannotRun(f'"{text}" is no port; write a number up to 65535, or HOST:PORT.')
    return host.strip("[]") or "127.0.0.1", int(port)
