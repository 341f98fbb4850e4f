"""What an editor shows beside the text, each only where the client declares it."""

import pytest
from lsprotocol import types
from pygls.capabilities import get_capability

from iamsight.text import Span
from tests.e2e.session import soon

pytestmark = pytest.mark.asyncio(loop_scope="module")

POLICY = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "😀Reading",
      "Effect": "Allow",
      "Action": ["rekognition:Describe*", "rekognition:DetectLabels"],
      "Resource": "*"
    },
    {
      "Effect": "Allow",
      "Action": "rekognition:DetectLabels",
      "Resource": "*"
    }
  ]
}
"""
PROVIDERS = {
    "inlay_hint_provider": "text_document.inlay_hint",
    "code_lens_provider": "text_document.code_lens",
    "document_link_provider": "text_document.document_link",
    "document_highlight_provider": "text_document.document_highlight",
    "document_symbol_provider": "text_document.document_symbol",
    "folding_range_provider": "text_document.folding_range",
    "selection_range_provider": "text_document.selection_range",
    "semantic_tokens_provider": "text_document.semantic_tokens",
    "document_formatting_provider": "text_document.formatting",
    "document_range_formatting_provider": "text_document.range_formatting",
}


@pytest.fixture
def buffer(session, path):
    """A document that is open."""
    one = session.open(path, POLICY)
    yield one
    session.close(one)


async def ask(session, method, params):
    """The answer to a request, or None where the client does not declare what it needs for it."""
    provider = next(one for one in PROVIDERS if one.removesuffix("_provider") in (method, f"document_{method}"))
    if getattr(session.greeting.capabilities, provider) is None:
        assert get_capability(session.capabilities, PROVIDERS[provider]) is None
        return None
    method = "semantic_tokens_full" if method == "semantic_tokens" else method
    answer = await soon(getattr(session.client, f"text_document_{method}_async")(params))
    assert answer
    return answer


async def test_what_is_offered_is_what_the_client_declares(session):
    for provider, capability in PROVIDERS.items():
        offered = getattr(session.greeting.capabilities, provider) is not None
        assert offered == (get_capability(session.capabilities, capability) is not None), provider


async def test_hints_count_what_a_wildcard_matches(session, buffer):
    whole = session.range(buffer, Span(0, len(POLICY)))
    hints = await ask(session, "inlay_hint", types.InlayHintParams(session.name(buffer), whole))
    if hints:
        (hint,) = hints
        assert hint.label == "5 actions"
        assert hint.position == session.position(buffer, POLICY.index("Describe*") + len("Describe*") + 1)


async def test_lenses_say_the_kind_and_what_statements_allow(session, buffer):
    lenses = await ask(session, "code_lens", types.CodeLensParams(session.name(buffer)))
    if lenses:
        said = [one.command for one in lenses if one.command]
        assert said[0].title.startswith("Identity policy")
        assert (said[0].command, said[0].arguments) == ("iamsight.chooseKind", (buffer.uri,))
        lazy = [one for one in lenses if not one.command]
        assert len(lazy) == 2
        resolved = await soon(session.client.code_lens_resolve_async(lazy[1]))
        assert "Amazon Rekognition" in resolved.command.title


async def test_actions_link_to_their_documentation(session, buffer):
    links = await ask(session, "document_link", types.DocumentLinkParams(session.name(buffer)))
    if links:
        assert [session.under(buffer, one.range) for one in links] == [
            "rekognition:Describe*",
            "rekognition:DetectLabels",
            "rekognition:DetectLabels",
        ]
        resolved = await soon(session.client.document_link_resolve_async(links[1]))
        assert resolved.target.startswith("https://docs.aws.amazon.com/")


async def test_the_same_action_elsewhere_is_highlighted(session, buffer):
    at = session.position(buffer, POLICY.index("DetectLabels"))
    params = types.DocumentHighlightParams(session.name(buffer), at)
    found = await ask(session, "document_highlight", params)
    if found:
        assert [session.under(buffer, one.range).strip('"') for one in found] == ["rekognition:DetectLabels"] * 2


async def test_the_outline_is_a_tree_or_a_list_as_the_client_takes_it(session, buffer):
    found = await ask(session, "document_symbol", types.DocumentSymbolParams(session.name(buffer)))
    if found and isinstance(found[0], types.DocumentSymbol):
        (policy,) = found
        assert [one.name for one in policy.children] == ["Version", "😀Reading", "Statement 2"]
        assert [one.name for one in policy.children[1].children] == ["Sid", "Effect", "Action", "Resource"]
    elif found:
        assert {"😀Reading", "Statement 2", "Action"} <= {one.name for one in found}
        assert {one.container_name for one in found if one.name == "Sid"} == {"😀Reading"}


async def test_statements_fold(session, buffer):
    found = await ask(session, "folding_range", types.FoldingRangeParams(session.name(buffer)))
    if found:
        assert [(one.start_line, one.end_line) for one in found] == [(0, 14), (2, 13), (3, 7), (9, 12)]


async def test_the_selection_grows_from_a_name_to_the_document(session, buffer):
    at = [session.position(buffer, POLICY.index("Labels"))]
    found = await ask(session, "selection_range", types.SelectionRangeParams(session.name(buffer), at))
    if found:
        texts = []
        step = found[0]
        while step:
            texts.append(session.under(buffer, step.range))
            step = step.parent
        assert texts[:3] == ["DetectLabels", "rekognition:DetectLabels", '"rekognition:DetectLabels"']
        assert texts[-1] == POLICY


async def test_colours_lie_on_the_parts_of_values(session, buffer):
    found = await ask(session, "semantic_tokens", types.SemanticTokensParams(session.name(buffer)))
    if found:
        legend = session.greeting.capabilities.semantic_tokens_provider.legend.token_types
        tokens = list(decoded(session, buffer, found.data, legend))
        assert ("namespace", "rekognition") in tokens
        assert ("function", "DetectLabels") in tokens
        assert ("regexp", "*") in tokens
        assert tokens[-1][0] in legend


def decoded(session, buffer, data, legend):
    """Type and text of each semantic token."""
    line = column = 0
    for lines, columns, length, kind, _ in zip(*[iter(data)] * 5, strict=True):
        line, column = line + lines, columns if lines else column + columns
        start, end = types.Position(line, column), types.Position(line, column + length)
        yield legend[kind], session.under(buffer, types.Range(start, end))


async def test_formatting_keeps_the_order_of_elements(session, path):
    squeezed = '{"Version": "2012-10-17","Statement":[]}'
    buffer = session.open(path.with_suffix(".squeezed.json"), squeezed)
    params = types.DocumentFormattingParams(session.name(buffer), types.FormattingOptions(2, insert_spaces=True))
    edits = await ask(session, "formatting", params)
    if edits:
        assert session.after(buffer, edits).split() == ["{", '"Version":', '"2012-10-17",', '"Statement":', "[]", "}"]
    session.close(buffer)
