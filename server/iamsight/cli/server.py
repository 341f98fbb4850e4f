"""`iamsight server`: the language server. The only place of the command line that loads LSP."""

from __future__ import annotations

from argparse import Namespace

from iamsight.cli.trouble import CannotRun


def run(options: Namespace) -> int:
    """Serve until the client is done."""
    from iamsight.lsp import serve

    if options.tcp:
        serve(tcp=_address(options.tcp))
    elif options.ws:
        serve(ws=_address(options.ws))
    else:
        serve()
    return 0


def _address(text: str) -> tuple[str, int]:
    """The host and port of `HOST:PORT` or `PORT`."""
    host, _, port = text.rpartition(":")
    if not (port.isascii() and port.isdigit() and int(port) < 65536):
        raise CannotRun(f'"{text}" is no port; write a number up to 65535, or HOST:PORT.')
    return host.strip("[]") or "127.0.0.1", int(port)
