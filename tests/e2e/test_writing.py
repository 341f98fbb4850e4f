"""A policy for Amazon Rekognition, from an empty file to a clean one, by completions, hovers and fixes."""

import json
import re

import pytest
import pytest_asyncio
from lsprotocol import types

from iamsight.text import Edit
from tests.e2e.session import CLIENTS, Session

pytestmark = pytest.mark.asyncio


@pytest_asyncio.fixture(params=CLIENTS)
async def session(request, tmp_path):
    """A session in a project whose configuration says that its JSON files are identity policies."""
    (tmp_path / "iamsight.toml").write_text(
        'account = "123456789012"\n\n[[files]]\nmatch = "*.json"\nkind = "identity"\n', "utf-8"
    )
    one = Session(request.param)
    await one.start(tmp_path)
    yield one
    assert await one.stop() == 0


async def accept(session, buffer, label, offset):
    """Accept the item of that label at a place; the tab stops of a snippet keep what they offer."""
    items = await session.complete(buffer, offset)
    (item,) = [one for one in items if one.label == label]
    text = item.text_edit.new_text
    if item.insert_text_format == types.InsertTextFormat.Snippet:
        text = re.sub(r"\$\{\d+:((?:[^}\\]|\\.)*)\}|\$\d+", r"\1", text)
        text = re.sub(r"\\([$}\\])", r"\1", text)
    edits = [types.TextEdit(item.text_edit.range, text), *(item.additional_text_edits or ())]
    replace(session, buffer, session.after(buffer, edits))


def replace(session, buffer, text):
    """Write what the document becomes, as one edit."""
    session.edit(buffer, Edit(0, len(buffer.text), text))


def behind(buffer, text):
    """The place behind the last of some text."""
    return buffer.text.rindex(text) + len(text)


async def fix(session, buffer, rule):
    """Apply the first fix of the only finding of a rule."""
    (found,) = [one for one in await session.diagnostics(buffer) if one.code == rule]
    first = (await session.actions(buffer, found))[0]
    replace(session, buffer, session.after_workspace_edit(buffer, first.edit))


async def test_a_policy_is_written_with_what_the_server_offers(session, tmp_path):
    buffer = session.open(tmp_path / "search.json", "")
    await accept(session, buffer, "identity policy", 0)
    assert [one.code for one in await session.diagnostics(buffer)] == []

    # Another action, by what is typed of it.
    at = behind(buffer, '"rekognition:DetectLabels"')
    session.edit(buffer, Edit(at, at, ', "rekognition:SearchFacesBy"'))
    await accept(session, buffer, "rekognition:SearchFacesByImage", behind(buffer, "SearchFacesBy"))
    assert '"rekognition:DetectLabels", "rekognition:SearchFacesByImage"]' in buffer.text

    # What the action is about: that goes into Resource, field by field where tab stops were left.
    hover = await session.hover(buffer, buffer.text.index("SearchFacesByImage"))
    assert "collection" in hover.contents.value
    at = buffer.text.index('"Resource": "*"') + len('"Resource": ')
    session.edit(buffer, Edit(at, at + 3, '""'))
    items = await session.complete(buffer, at + 1)
    (collection,) = [one.label for one in items if ":collection/" in one.label]
    await accept(session, buffer, collection, at + 1)
    for field, label in (("Region", "eu-west-1"), ("Account", "123456789012"), ("CollectionId", None)):
        if f":{field}" in buffer.text or f"/{field}" in buffer.text:
            at = buffer.text.index(field)
            session.edit(buffer, Edit(at, at + len(field), "" if label else "faces"))
            if label:
                await accept(session, buffer, label, at)
    hover = await session.hover(buffer, buffer.text.index("collection/"))
    assert "collection" in hover.contents.value

    # One action cannot be limited to a collection; the fix gives it a statement of its own.
    await fix(session, buffer, "action-needs-star")
    assert await session.diagnostics(buffer) == []
    region, account, name = ("eu-west-1", "123456789012", "faces") if session.snippets else ("*", "*", "*")
    statements = json.loads(buffer.text)["Statement"]
    assert statements == [
        {
            "Effect": "Allow",
            "Action": ["rekognition:SearchFacesByImage"],
            "Resource": f"arn:aws:rekognition:{region}:{account}:collection/{name}",
        },
        {"Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*"},
    ]
