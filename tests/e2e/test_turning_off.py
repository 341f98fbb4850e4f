"""Each feature can be turned off by its key in the configuration, at once, and nothing else goes with it."""

import pytest
import pytest_asyncio
from lsprotocol import types

from iamsight.config.keys import FEATURES
from iamsight.text import Span
from tests.e2e.session import Session, soon

pytestmark = pytest.mark.asyncio(loop_scope="module")
POLICY = (
    '{"Version": "2012-10-17",\n"Statement": {"Sid": "Reading", "Effect": "Allow",\n'
    '"Action": ["s3:getobject", "s3:GetObject*"], "Resource": "*"}}'
)
EVERYTHING = types.ClientCapabilities(
    text_document=types.TextDocumentClientCapabilities(
        code_action=types.CodeActionClientCapabilities(
            code_action_literal_support=types.ClientCodeActionLiteralOptions(types.ClientCodeActionKindOptions([]))
        ),
        inlay_hint=types.InlayHintClientCapabilities(),
        code_lens=types.CodeLensClientCapabilities(),
        document_link=types.DocumentLinkClientCapabilities(),
        document_highlight=types.DocumentHighlightClientCapabilities(),
        document_symbol=types.DocumentSymbolClientCapabilities(),
        folding_range=types.FoldingRangeClientCapabilities(),
        selection_range=types.SelectionRangeClientCapabilities(),
        semantic_tokens=types.SemanticTokensClientCapabilities(types.ClientSemanticTokensRequestOptions(), [], [], []),
        formatting=types.DocumentFormattingClientCapabilities(),
        range_formatting=types.DocumentRangeFormattingClientCapabilities(),
    ),
    workspace=types.WorkspaceClientCapabilities(symbol=types.WorkspaceSymbolClientCapabilities()),
)
EVERYWHERE = Span(0, len(POLICY))
AT = POLICY.index("getobjec") + 3
OPTIONS = types.FormattingOptions(2, insert_spaces=True)
REQUESTS = {
    "completion": ("completion", lambda name, at, _: types.CompletionParams(name, at)),
    "hover": ("hover", lambda name, at, _: types.HoverParams(name, at)),
    "code_actions": (
        "code_action",
        lambda name, _, all_: types.CodeActionParams(name, all_, types.CodeActionContext([])),
    ),
    "inlay_hints": ("inlay_hint", lambda name, _, all_: types.InlayHintParams(name, all_)),
    "code_lenses": ("code_lens", lambda name, *_: types.CodeLensParams(name)),
    "document_links": ("document_link", lambda name, *_: types.DocumentLinkParams(name)),
    "document_highlight": ("document_highlight", lambda name, at, _: types.DocumentHighlightParams(name, at)),
    "document_symbols": ("document_symbol", lambda name, *_: types.DocumentSymbolParams(name)),
    "folding": ("folding_range", lambda name, *_: types.FoldingRangeParams(name)),
    "selection_ranges": ("selection_range", lambda name, at, _: types.SelectionRangeParams(name, [at])),
    "semantic_tokens": ("semantic_tokens_full", lambda name, *_: types.SemanticTokensParams(name)),
    "formatting": ("formatting", lambda name, *_: types.DocumentFormattingParams(name, OPTIONS)),
}
RANGES = {
    "semantic_tokens": ("semantic_tokens_range", lambda name, _, all_: types.SemanticTokensRangeParams(name, all_)),
    "formatting": (
        "range_formatting",
        lambda name, _, all_: types.DocumentRangeFormattingParams(name, all_, OPTIONS),
    ),
}


@pytest_asyncio.fixture(loop_scope="module", scope="module")
async def opened(tmp_path_factory):
    """A session whose client can do everything, and a document in it."""
    root = tmp_path_factory.mktemp("project")
    session = Session("", EVERYTHING)
    await session.start(root)
    yield session, session.open(root / "a.json", POLICY)
    assert await session.stop() == 0


async def answered(session, buffer):
    """The features that have something to say."""
    given = session.name(buffer), session.position(buffer, AT), session.range(buffer, EVERYWHERE)
    found = set()
    for feature, (method, params) in [*REQUESTS.items(), *RANGES.items()]:
        answer = await soon(getattr(session.client, f"text_document_{method}_async")(params(*given)))
        if getattr(answer, "items", answer):
            found.add(feature)
    if await soon(session.client.workspace_symbol_async(types.WorkspaceSymbolParams(""))):
        found.add("workspace_symbols")
    return found


def configure(session, features):
    session.client.workspace_did_change_configuration(
        types.DidChangeConfigurationParams({"iamsight": {"features": features}})
    )


async def test_all_that_is_offered_is_on(opened):
    session, buffer = opened
    assert await session.diagnostics(buffer)
    assert await answered(session, buffer) == FEATURES.keys() - {"diagnostics", "workspace_diagnostics"}


@pytest.mark.parametrize("feature", [*REQUESTS, "workspace_symbols"])
async def test_what_is_turned_off_says_nothing(opened, feature):
    session, buffer = opened
    configure(session, {feature: False})
    assert await answered(session, buffer) == {*REQUESTS, "workspace_symbols"} - {feature}


async def test_findings_are_turned_off_and_on_again(opened):
    """What was on its way from before may come first."""
    session, buffer = opened
    configure(session, {"diagnostics": False})
    while await session.diagnostics(buffer):
        pass
    configure(session, {})
    assert await session.diagnostics(buffer)
