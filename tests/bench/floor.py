"""The least that a language server on pygls can do, which the server is set against: it answers with nothing."""

from typing import Any

from lsprotocol import types
from pygls.lsp.server import LanguageServer

server = LanguageServer("floor", "1")
items = {"count": 0}
NOWHERE = types.Range(types.Position(0, 0), types.Position(0, 0))


@server.feature(types.TEXT_DOCUMENT_DID_OPEN)
@server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
def publish(params: types.DidOpenTextDocumentParams | types.DidChangeTextDocumentParams) -> None:
    document = params.text_document
    server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(document.uri, [], version=document.version))


@server.feature("floor/items")
def answer_with(params: Any) -> None:
    """From now on, lists have so many bare items."""
    items["count"] = params.count


@server.feature(types.TEXT_DOCUMENT_COMPLETION)
def complete(_params: types.CompletionParams) -> types.CompletionList:
    return types.CompletionList(is_incomplete=False, items=[types.CompletionItem("x") for _ in range(items["count"])])


@server.feature(types.TEXT_DOCUMENT_DOCUMENT_SYMBOL)
def symbols(_params: types.DocumentSymbolParams) -> list[types.DocumentSymbol]:
    return [types.DocumentSymbol("x", types.SymbolKind.Object, NOWHERE, NOWHERE) for _ in range(items["count"])]


@server.feature(types.TEXT_DOCUMENT_FOLDING_RANGE)
def folding(_params: types.FoldingRangeParams) -> list[types.FoldingRange]:
    return [types.FoldingRange(0, 0) for _ in range(items["count"])]


@server.feature(types.TEXT_DOCUMENT_SEMANTIC_TOKENS_FULL, types.SemanticTokensLegend(["x"], []))
def tokens(_params: types.SemanticTokensParams) -> types.SemanticTokens:
    return types.SemanticTokens([0 for _ in range(5 * items["count"])])


@server.feature(types.TEXT_DOCUMENT_HOVER)
@server.feature(types.TEXT_DOCUMENT_CODE_ACTION)
@server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
def answer(_params: types.HoverParams | types.CodeActionParams | types.InlayHintParams) -> None:
    return None


if __name__ == "__main__":
    server.start_io()
