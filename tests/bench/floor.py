"""The least that a language server on pygls can do, which the server is set against: it answers with nothing."""

from lsprotocol import types
from pygls.lsp.server import LanguageServer

server = LanguageServer("floor", "1")


@server.feature(types.TEXT_DOCUMENT_DID_OPEN)
@server.feature(types.TEXT_DOCUMENT_DID_CHANGE)
def publish(params: types.DidOpenTextDocumentParams | types.DidChangeTextDocumentParams) -> None:
    document = params.text_document
    server.text_document_publish_diagnostics(types.PublishDiagnosticsParams(document.uri, [], version=document.version))


@server.feature(types.TEXT_DOCUMENT_COMPLETION)
def complete(_params: types.CompletionParams) -> types.CompletionList:
    return types.CompletionList(is_incomplete=False, items=[])


@server.feature(types.TEXT_DOCUMENT_HOVER)
@server.feature(types.TEXT_DOCUMENT_CODE_ACTION)
@server.feature(types.TEXT_DOCUMENT_INLAY_HINT)
def answer(_params: types.HoverParams | types.CodeActionParams | types.InlayHintParams) -> None:
    return None


if __name__ == "__main__":
    server.start_io()
