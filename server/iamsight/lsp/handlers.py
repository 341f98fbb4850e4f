"""From a function that answers about a document to a handler of the server."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import TYPE_CHECKING, Any

from pygls.exceptions import JsonRpcContentModified

from iamsight.garbage import no_collection
from iamsight.lsp.convert import Place
from iamsight.lsp.protocol import RECEIVED_AT, Plain

if TYPE_CHECKING:
    from iamsight.lsp.server import Server

Handler = Callable[[Any], Awaitable[Any]]


def about(server: Server, feature: str, answer: Callable[[Place, Any], object]) -> Handler:
    """A handler that answers about a document. Null for one that is not open, or where `feature` is not wanted.

    It is a coroutine, so that a request which is cancelled while it waits behind others is not run. When the document
    changed while it waited, its positions are those of another text.
    """

    async def handler(params: Any) -> Plain | None:
        async with server.one_by_one:
            place = server.place(params.text_document.uri)
            if place is None or feature not in place.open.wanted.features:
                return None
            if place.open.changed_at > RECEIVED_AT.get():
                raise JsonRpcContentModified
            with no_collection():  # to look through all that is open can take longer than the answer does
                result = answer(place, params)
            return None if result is None else Plain(result)

    return handler


def resolving(server: Server, resolve: Callable[[Server, Any], object]) -> Handler:
    """A handler that completes an item which the client was given before."""

    async def handler(item: Any) -> object:
        async with server.one_by_one:
            return resolve(server, item)

    return handler
