"""What helps to read: hovers, hints, lenses, links, symbols, highlights, folding, selections, colours."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from lsprotocol import types

from iamsight.lsp.commands import CHOOSE_KIND
from iamsight.lsp.convert import Json, Place
from iamsight.text import Span

if TYPE_CHECKING:
    from iamsight.ide.symbols import Name, Symbol
    from iamsight.lsp.server import Server

_SYMBOL_KINDS = {
    "policy": types.SymbolKind.Class.value,
    "statement": types.SymbolKind.Object.value,
    "element": types.SymbolKind.Property.value,
}


def hover(place: Place, params: types.HoverParams) -> Json | None:
    """What stands at a position."""
    from iamsight.ide.hover import hover

    markdown = place.client.markdown_hover
    found = hover(place.open.document, place.offset(params.position), markdown=markdown)
    if found is None:
        return None
    kind = types.MarkupKind.Markdown if markdown else types.MarkupKind.PlainText
    return {"contents": {"kind": kind.value, "value": found.text}, "range": place.range(found.span)}


def inlay_hints(place: Place, params: types.InlayHintParams) -> list[Json]:
    """How many actions the wildcards in a range match."""
    from iamsight.ide.hints import inlay_hints

    return [
        {"position": place.position(one.offset), "label": one.label, "tooltip": one.tooltip, "paddingLeft": True}
        for one in inlay_hints(place.open.document, place.span(params.range))
    ]


def code_lenses(place: Place, _params: types.CodeLensParams) -> list[Json]:
    """The kind and size of each policy, and where to ask what a statement allows."""
    from iamsight.ide.lenses import code_lenses

    made = []
    for one in code_lenses(place.open.document):
        lens: Json = {"range": place.range(one.span)}
        if one.title is None:
            lens["data"] = {"uri": place.open.uri, "policy": one.policy, "statement": one.statement}
        elif one.about == "kind":
            lens["command"] = {"title": one.title, "command": CHOOSE_KIND, "arguments": [place.open.uri]}
        else:
            lens["command"] = {"title": one.title, "command": ""}
        made.append(lens)
    return made


def resolve_lens(server: Server, lens: types.CodeLens) -> types.CodeLens:
    """A lens with what its statement allows."""
    from iamsight.ide.lenses import title_of

    asked = lens.data if isinstance(lens.data, dict) else {}
    place = server.place(str(asked.get("uri")))
    if place is not None:
        policy, statement = asked.get("policy"), asked.get("statement")
        if isinstance(policy, int) and isinstance(statement, int) and min(policy, statement) >= 0:
            lens.command = types.Command(title_of(place.open.document, policy, statement) or "", "")
    return lens


def document_links(place: Place, _params: types.DocumentLinkParams) -> list[Json]:
    """Where actions lead to the documentation; the address is looked up when somebody follows."""
    from iamsight.ide.links import document_links

    return [{"range": place.range(one.span), "data": one.key} for one in document_links(place.open.document)]


def resolve_link(_server: Server, link: types.DocumentLink) -> types.DocumentLink:
    """A link with its address."""
    from iamsight.catalogue import default_catalogue
    from iamsight.ide.links import target

    if isinstance(link.data, str):
        link.target = target(link.data, default_catalogue())
    return link


def highlights(place: Place, params: types.DocumentHighlightParams) -> list[Json]:
    """Where else the thing at a position stands."""
    from iamsight.ide.highlight import highlights

    return [{"range": place.range(one)} for one in highlights(place.open.document, place.offset(params.position))]


def folding_ranges(place: Place, _params: types.FoldingRangeParams) -> list[Json]:
    """The first and last lines of what can be folded."""
    from iamsight.ide.folding import folding_ranges

    found = folding_ranges(place.open.document, place.open.lines)
    return [{"startLine": first, "endLine": last} for first, last in found]


def selection_ranges(place: Place, params: types.SelectionRangeParams) -> list[Json]:
    """For each position, what to select as the selection grows."""
    from iamsight.ide.selection import selection_ranges

    made = []
    for position in params.positions:
        grown: Json | None = None
        for span in reversed(selection_ranges(place.open.document, place.offset(position))):
            grown = {"range": place.range(span)} if grown is None else {"range": place.range(span), "parent": grown}
        made.append(grown or {"range": place.range(Span(0, 0))})
    return made


def document_symbols(place: Place, _params: types.DocumentSymbolParams) -> list[Json]:
    """The outline: a tree where the client takes one, else a list."""
    from iamsight.ide.symbols import document_symbols

    found = document_symbols(place.open.document)
    if place.client.symbol_trees:
        return [_symbol(place, one) for one in found]
    return [flat for one in found for flat in _flat_symbols(place, one, None)]


def named(place: Place) -> list[Json]:
    """The policies of a document and the Sids in them, as symbols of the workspace."""
    from iamsight.ide.symbols import names

    return [_workspace_symbol(place, one) for one in names(place.open.document)]


def _workspace_symbol(place: Place, one: Name) -> Json:
    location = {"uri": place.open.uri, "range": place.range(one.span)}
    made: Json = {"name": one.name, "kind": _SYMBOL_KINDS[one.kind.value], "location": location}
    return {**made, "containerName": one.container} if one.container else made


def _symbol(place: Place, one: Symbol) -> Json:
    return {
        "name": one.name,
        "detail": one.detail,
        "kind": _SYMBOL_KINDS[one.kind.value],
        "range": place.range(one.span),
        "selectionRange": place.range(one.selection),
        "children": [_symbol(place, child) for child in one.children],
    }


def _flat_symbols(place: Place, one: Symbol, container: str | None) -> Iterator[Json]:
    location = {"uri": place.open.uri, "range": place.range(one.span)}
    made: Json = {"name": one.name, "kind": _SYMBOL_KINDS[one.kind.value], "location": location}
    yield made if container is None else {**made, "containerName": container}
    for child in one.children:
        yield from _flat_symbols(place, child, one.name)
