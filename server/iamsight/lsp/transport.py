"""How messages come and go: stdio, TCP, web sockets."""

from __future__ import annotations

import asyncio
import gc
import logging
import os
import stat
import sys
from socket import socket
from threading import Event
from typing import BinaryIO, NoReturn, TypeAlias

from pygls.exceptions import JsonRpcException
from pygls.io_ import StdoutWriter, run_async, run_websocket

from iamsight.lsp.project import FindFiles
from iamsight.lsp.server import Server

_LOG = logging.getLogger(__name__)
_GARBAGE = 50_000
"""New objects between two looks for garbage: trees and facts live long and hold no cycles, so there is little of it."""


Address: TypeAlias = "tuple[str, int]"


def serve(find: FindFiles, *, tcp: Address | None = None, ws: Address | None = None) -> None:
    """Serve one client until it says goodbye: over stdin and stdout, or at the host and port of `tcp` or `ws`.

    Port 0 takes any free one. Where it listens is said on stderr. `find` finds the files of a folder that may hold
    policies.
    """
    gc.set_threshold(_GARBAGE)
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    logging.getLogger("pygls.protocol.json_rpc").addFilter(_is_news)
    if tcp is None and ws is None:
        _serve_stdio(find)
        return
    try:
        asyncio.run(_serve_tcp(find, *tcp) if tcp else _serve_ws(find, *(ws or ("", 0))))
    except OSError as error:
        _give_up(f"cannot listen there: {error.strerror or error}")


def _is_news(record: logging.LogRecord) -> bool:
    """Whether a message belongs in the log. A request that we refuse, such as one of an old text, does not."""
    return not (record.exc_info and isinstance(record.exc_info[1], JsonRpcException))


def _serve_stdio(find: FindFiles) -> None:
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever prints must not print into the protocol
    server = Server(find)
    if not _is_pipe(stdin, stdout):
        server.start_io(stdin, stdout)
        return
    try:
        asyncio.run(_talk(server, stdin, stdout))
    except BrokenPipeError:
        _LOG.warning("the editor is gone")


def _is_pipe(stdin: BinaryIO, stdout: BinaryIO) -> bool:
    """Whether the event loop can read stdin itself, which spares two changes of threads for every line.

    It cannot on Windows, nor from a file; and reading must not make stdout non-blocking, where the two are one socket.
    """
    if sys.platform == "win32":
        return False
    mode = os.fstat(stdin.fileno())
    same = os.path.samestat(mode, os.fstat(stdout.fileno()))
    return not same and (stat.S_ISFIFO(mode.st_mode) or stat.S_ISSOCK(mode.st_mode))


async def _talk(server: Server, stdin: BinaryIO, stdout: BinaryIO) -> None:
    reader = asyncio.StreamReader()
    await asyncio.get_running_loop().connect_read_pipe(lambda: asyncio.StreamReaderProtocol(reader), stdin)
    server.protocol.set_writer(StdoutWriter(stdout))
    await _read(server, reader)


async def _read(server: Server, reader: asyncio.StreamReader) -> None:
    try:
        await run_async(
            stop_event=Event(),
            reader=reader,
            protocol=server.protocol,
            error_handler=server.report_server_error,
        )
    except asyncio.IncompleteReadError:
        _LOG.warning("the editor is gone in the middle of a message")


async def _serve_tcp(find: FindFiles, host: str, port: int) -> None:
    done = asyncio.get_running_loop().create_future()

    async def connected(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        server = Server(find)
        server.protocol.set_writer(writer)
        await _read(server, reader)
        writer.close()
        done.set_result(None)

    listener = await asyncio.start_server(connected, host, port)
    _announce(listener.sockets[0])
    await done
    listener.close()


async def _serve_ws(find: FindFiles, host: str, port: int) -> None:
    try:
        from websockets.asyncio.server import ServerConnection
        from websockets.asyncio.server import serve as listen
    except ImportError:
        _give_up('web sockets need one more package: pip install "iamsight[ws]"')

    done = asyncio.get_running_loop().create_future()

    async def connected(connection: ServerConnection) -> None:
        server = Server(find)
        await run_websocket(connection, Event(), server.protocol, error_handler=server.report_server_error)
        done.set_result(None)

    listener = await listen(connected, host, port, max_size=None)
    _announce(next(iter(listener.sockets)))
    await done
    listener.close()


def _announce(listener: socket) -> None:
    host, port = listener.getsockname()[:2]
    sys.stderr.write(f"iamsight listens on {host}:{port}\n")
    sys.stderr.flush()


def _give_up(sentence: str) -> NoReturn:
    sys.stderr.write(f"iamsight server: {sentence}\n")
    sys.exit(2)
