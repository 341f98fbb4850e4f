"""What an editor gets while somebody writes a policy: VS Code (UTF-16), Neovim (UTF-8, pulls) and Emacs (UTF-32)."""

import pytest
from lsprotocol import types

from iamsight.text import Edit, Encoding
from tests.e2e.session import soon

pytestmark = pytest.mark.asyncio(loop_scope="module")

POLICY = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "Images",
      "Effect": "Allow",
      "Action": ["rekognition:DetectLabels"],
      "Resource": "*"
    }
  ]
}
"""
ODD = (
    '{"Version": "2012-10-17", "Id": "😀é\u2028\u0085", "Statement": '
    '{"Effect": "Allow", "Action": "rekognition:DeleteLabels", "Resource": "*"}}'
)


def of(rule, found):
    return [one for one in found if one.code == rule]


async def test_the_server_says_what_it_can_do_in_the_clients_encoding(session):
    can = session.greeting.capabilities
    assert session.greeting.server_info.name == "iamsight"
    assert can.position_encoding == session.encoding.value
    assert can.text_document_sync.change == types.TextDocumentSyncKind.Incremental
    assert can.hover_provider
    assert can.completion_provider.resolve_provider
    assert (can.diagnostic_provider is not None) == session.pulls
    assert types.CodeActionKind.QuickFix in can.code_action_provider.code_action_kinds


async def test_diagnostics_lie_where_the_client_counts_them(session, path):
    """On one line: U+2028 and U+0085 are no line ends, and an emoji is 4 bytes, 2 units or 1 code point."""
    buffer = session.open(path, ODD)
    (found,) = of("unknown-action", await session.diagnostics(buffer))
    units = {Encoding.UTF8: 4 + 2 + 3 + 2, Encoding.UTF16: 2 + 1 + 1 + 1, Encoding.UTF32: 4}[session.encoding]
    start = ODD.index("DeleteLabels") - 4 + units
    assert found.range == types.Range(types.Position(0, start), types.Position(0, start + len("DeleteLabels")))
    assert found.severity == types.DiagnosticSeverity.Error
    assert found.source == "iamsight"
    assert '"rekognition:DetectLabels"' in found.message
    session.close(buffer)


async def test_a_diagnostic_leads_to_the_documentation_and_to_the_other_place(session, path):
    """Where the client shows such things: the link of its code, and the places that it is about, too."""
    twice = POLICY.replace('"Sid": "Images",', '"Sid": "Images", "Sid": "More",')
    buffer = session.open(path, twice)
    (found,) = of("duplicate-member", await session.diagnostics(buffer))
    published = session.capabilities.text_document.publish_diagnostics
    if published.code_description_support:
        assert found.code_description.href.startswith("https://docs.aws.amazon.com/IAM/")
    else:
        assert found.code_description is None
    related = [session.under(buffer, one.location.range) for one in found.related_information or ()]
    assert related == (['"Sid"'] if published.related_information else [])
    session.close(buffer)


async def test_edits_arrive_where_they_were_made(session, path):
    text = POLICY.replace("Images", "😀\u2028é").replace("\n", "\r\n")
    buffer = session.open(path, text)
    assert of("unknown-action", await session.diagnostics(buffer)) == []
    at = text.index("Labels")
    session.edit(buffer, Edit(at, at + 6, "Etiquettes"), Edit(text.index("😀"), text.index("😀") + 3, "A"))
    (found,) = of("unknown-action", await session.diagnostics(buffer))
    assert session.under(buffer, found.range) == "DetectEtiquettes"
    at = buffer.text.index("Etiquettes")
    session.edit(buffer, Edit(at, at + 10, "Labels"))
    assert of("unknown-action", await session.diagnostics(buffer)) == []
    session.close(buffer)


async def test_what_is_accepted_from_a_completion_replaces_the_whole_token(session, path):
    text = POLICY.replace("DetectLabels", "DetectLab")
    buffer = session.open(path, text)
    cursor = text.index("rekognition:DetectLab") + len("rekognition:Detec")
    items = await session.complete(buffer, cursor)
    (item,) = [one for one in items if one.label.endswith("DetectLabels")]
    assert item.filter_text is None or "DetectLabels" in item.filter_text
    assert session.after(buffer, [item.text_edit]) == POLICY
    resolved = await soon(session.client.completion_item_resolve_async(item))
    described = resolved.documentation
    assert "labels" in (described if isinstance(described, str) else described.value)
    session.close(buffer)


async def test_hovers_come_in_the_clients_markup(session, path):
    buffer = session.open(path, POLICY)
    hover = await session.hover(buffer, POLICY.index("DetectLabels"))
    assert hover.contents.kind == types.MarkupKind.Markdown
    assert "Amazon Rekognition" in hover.contents.value
    assert "docs.aws.amazon.com" in hover.contents.value
    assert "DetectLabels" in session.under(buffer, hover.range)
    assert await session.hover(buffer, len(POLICY)) is None
    session.close(buffer)


async def test_a_quick_fix_repairs_what_is_wrong(session, path):
    buffer = session.open(path, POLICY.replace("DetectLabels", "DetectLabel"))
    (found,) = of("unknown-action", await session.diagnostics(buffer))
    actions = await session.actions(buffer, found)
    assert {one.kind for one in actions} == {types.CodeActionKind.QuickFix}
    (fix,) = [one for one in actions if "rekognition:DetectLabels" in one.title]
    assert [one.code for one in fix.diagnostics] == ["unknown-action"]
    assert session.after_workspace_edit(buffer, fix.edit) == POLICY
    session.close(buffer)


async def test_at_most_500_diagnostics_are_shown_and_the_last_counts_the_others(session, path):
    wrong = ", ".join(f'"rekognition:Nothing{number}"' for number in range(620))
    buffer = session.open(path, POLICY.replace('"rekognition:DetectLabels"', wrong))
    found = await session.diagnostics(buffer)
    assert len(found) == 500
    assert {one.severity for one in found[:-1]} == {types.DiagnosticSeverity.Error}
    assert "iamsight check" in found[-1].message
    assert int(found[-1].message.split()[0]) >= 121
    session.close(buffer)


async def test_what_is_closed_is_no_longer_reported(session, path):
    buffer = session.open(path, ODD)
    assert await session.diagnostics(buffer)
    session.close(buffer)
    if session.pulls:
        report = await session.pull(buffer)
        assert not report.items
    else:
        last = await soon(session.published.get())
        assert (last.uri, list(last.diagnostics)) == (buffer.uri, [])
