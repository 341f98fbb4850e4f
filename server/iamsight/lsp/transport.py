"""How messages come and go: stdio, TCP, web sockets. When the client goes, so does the server."""

from __future__ import annotations

import asyncio
import logging
import os
import re
import stat
import sys
from collections.abc import Awaitable, Callable
from ipaddress import ip_address
from socket import socket
from threading import Thread
from typing import TYPE_CHECKING, Any, BinaryIO, NoReturn, TypeAlias
from urllib.parse import urlsplit

from pygls.exceptions import JsonRpcException

from iamsight.garbage import look_rarely
from iamsight.lsp.messages import LARGEST, Messages, decoded
from iamsight.lsp.project import FindFiles
from iamsight.lsp.server import Server
from iamsight.lsp.turns import turn

if TYPE_CHECKING:
    from websockets.asyncio.server import ServerConnection
    from websockets.http11 import Request, Response

_HTTP = re.compile(rb"[A-Z]+ [^\r\n]* HTTP/")
_PIECE = 1 << 16
_LOCAL = ("localhost", "127.0.0.1", "::1")

Address: TypeAlias = "tuple[str, int]"


def serve(find: FindFiles, *, tcp: Address | None = None, ws: Address | None = None) -> int:
    """Serve one client until it says goodbye or is gone: over stdin and stdout, or at the address of `tcp` or `ws`.

    Port 0 takes any free one. Where it listens is said on stderr. `find` finds the files of a folder that may hold
    policies. The exit code is 0 if the client asked for `shutdown` before it went.
    """
    look_rarely()
    logging.basicConfig(level=logging.WARNING, format="%(levelname)s: %(message)s")
    logging.getLogger("pygls").setLevel(logging.ERROR)  # it warns of what clients may do, such as cancelling too late
    logging.getLogger("pygls.protocol.json_rpc").addFilter(_is_news)
    server = Server(find)
    if tcp is None and ws is None:
        asyncio.run(_serve_stdio(server))
    else:
        try:
            asyncio.run(_serve_tcp(server, *tcp) if tcp else _serve_ws(server, *(ws or ("", 0))))
        except OSError as error:
            _give_up(f"cannot listen there: {error.strerror or error}")
    return server.protocol.exit_code


def _is_news(record: logging.LogRecord) -> bool:
    """Whether a message belongs in the log: not of what is answered with an error, or complained of in one sentence."""
    refused = record.exc_info and isinstance(record.exc_info[1], JsonRpcException)
    return not refused and not str(record.msg).startswith("Unable to deserialize")


class _Line(asyncio.Protocol):
    """What a client sends through a pipe or a socket."""

    def __init__(self, server: Server) -> None:
        self._server = server
        self._messages = Messages()

    def data_received(self, data: bytes) -> None:
        for one in self._messages.feed(data):
            if self._server.over.is_set():
                return
            self._server.protocol.receive(one)

    def eof_received(self) -> None:
        self._server.lost("it sends nothing any more")

    def connection_lost(self, exc: Exception | None) -> None:  # noqa: ARG002 - asyncio's signature
        self._server.lost("the connection is closed")


class _Caller(_Line):
    """What a client sends through a socket. While one is served there is no other, and browsers are none.

    A page of any host can have its browser post to this machine, in words that look like a message with other fields.
    """

    def connection_made(self, transport: Any) -> None:
        self._transport = transport
        self._is_served = self._server.protocol.writer is None
        self._has_spoken = False
        if self._is_served:
            self._server.protocol.set_writer(transport)
        else:
            transport.abort()

    def data_received(self, data: bytes) -> None:
        if not self._has_spoken and _HTTP.match(data):
            self._is_served, self._server.protocol.writer = False, None
            self._transport.abort()
            return
        self._has_spoken = True
        super().data_received(data)

    def connection_lost(self, exc: Exception | None) -> None:
        if self._is_served:
            super().connection_lost(exc)


class _Stdout:
    """Where answers go. When nobody takes them any more, the session is over."""

    def __init__(self, server: Server, stdout: BinaryIO) -> None:
        self._server = server
        self._stdout = stdout

    def write(self, data: bytes) -> None:
        try:
            self._stdout.write(data)
            self._stdout.flush()
        except OSError:
            self._server.lost("nobody reads the answers")
            # What could not be written is kept, and tried again when the interpreter ends.
            os.dup2(os.open(os.devnull, os.O_WRONLY), self._stdout.fileno())

    def close(self) -> None:
        """Nothing to do: the process ends."""


async def _serve_stdio(server: Server) -> None:
    stdin, stdout = sys.stdin.buffer, sys.stdout.buffer
    sys.stdout = sys.stderr  # whatever prints must not print into the protocol
    server.protocol.set_writer(_Stdout(server, stdout))
    line, loop = _Line(server), asyncio.get_running_loop()
    if _is_pipe(stdin, stdout):
        await loop.connect_read_pipe(lambda: line, stdin)
    else:
        Thread(target=_read, args=(stdin.fileno(), line, loop.call_soon_threadsafe), daemon=True).start()
    await server.over.wait()


def _is_pipe(stdin: BinaryIO, stdout: BinaryIO) -> bool:
    """Whether the event loop can read stdin itself, which spares two changes of threads for every line.

    It cannot on Windows, nor from a file; and reading must not make stdout non-blocking, where the two are one socket.
    """
    if sys.platform == "win32":
        return False
    mode = os.fstat(stdin.fileno())
    same = os.path.samestat(mode, os.fstat(stdout.fileno()))
    return not same and (stat.S_ISFIFO(mode.st_mode) or stat.S_ISSOCK(mode.st_mode))


def _read(stdin: int, line: _Line, soon: Callable[..., object]) -> None:
    """Read where the event loop cannot. The thread ends with the process, even while it waits."""
    try:
        while piece := os.read(stdin, _PIECE):
            soon(line.data_received, piece)
        soon(line.eof_received)
    except (OSError, RuntimeError):  # the input was closed, or the loop
        return


async def _serve_tcp(server: Server, host: str, port: int) -> None:
    listener = await asyncio.get_running_loop().create_server(lambda: _Caller(server), host, port)
    _announce(listener.sockets[0])
    await server.over.wait()
    listener.close()


async def _serve_ws(server: Server, host: str, port: int) -> None:
    try:
        from websockets.asyncio.server import serve as listen
        from websockets.exceptions import ConnectionClosed
    except ImportError:
        _give_up("web sockets need one more package: pip install websockets")

    class Answers:
        """Where answers go: one frame of text each."""

        def __init__(self, connection: ServerConnection) -> None:
            self._connection = connection

        async def write(self, data: bytes) -> None:
            try:
                await self._connection.send(data.decode())
            except ConnectionClosed:
                server.lost("the connection is closed")

        def close(self) -> Awaitable[None]:
            return self._connection.close()

    async def connected(connection: ServerConnection) -> None:
        if server.protocol.writer is not None:
            return
        server.protocol.set_writer(Answers(connection), include_headers=False)
        try:
            while not server.over.is_set():
                server.protocol.receive(decoded(await connection.recv(decode=False)))
            await turn()  # for answers that are on their way
        except ConnectionClosed:
            server.lost("the connection is closed")

    listener = await listen(connected, host, port, max_size=LARGEST, process_request=_refuse_strangers)
    _announce(next(iter(listener.sockets)))
    await server.over.wait()
    listener.close()
    await listener.wait_closed()


def _refuse_strangers(connection: ServerConnection, request: Request) -> Response | None:
    """Refuse the pages of other hosts that a browser on this machine shows, where the server listens to the machine."""
    origin = request.headers.get("Origin")
    listens_to_all = any(not ip_address(one.getsockname()[0]).is_loopback for one in connection.server.sockets)
    if origin is None or listens_to_all or urlsplit(origin).hostname in _LOCAL:
        return None
    return connection.respond(403, "Only pages of this machine may ask.\n")


def _announce(listener: socket) -> None:
    host, port = listener.getsockname()[:2]
    sys.stderr.write(f"iamsight listens on {host}:{port}\n")
    sys.stderr.flush()


def _give_up(sentence: str) -> NoReturn:
    sys.stderr.write(f"iamsight server: {sentence}\n")
    sys.exit(2)
