"""What an editor can ask for by name, and the actions that it offers in menus."""

import json
import re

import pytest
from lsprotocol import types
from pygls.exceptions import JsonRpcInvalidParams

from iamsight.text import Span
from tests.e2e.session import soon

pytestmark = pytest.mark.asyncio(loop_scope="module")

SCP = '{"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}]}'
TRUST = SCP.replace("s3:GetObject", "sts:AssumeRole").replace(
    '"Resource": "*"', '"Principal": {"Service": "lambda.amazonaws.com"}'
)
UGLY = SCP.replace("s3:GetObject", "S3:getobject")


def kinds(actions):
    return {one.kind for one in actions}


async def test_the_commands_are_announced(session):
    announced = session.greeting.capabilities.execute_command_provider.commands
    names = "setKind chooseKind fixAll explain expandWildcard status rules rulePage"
    assert set(announced) == {f"iamsight.{name}" for name in names.split()}


async def test_the_kind_of_a_document_can_be_set_and_left_to_the_server_again(session, path):
    buffer = session.open(path, SCP)
    before = await session.run("iamsight.explain", buffer.uri)
    assert before.startswith("# Identity policy")
    await session.run("iamsight.setKind", buffer.uri, "scp")
    assert (await session.run("iamsight.explain", buffer.uri)).startswith("# Service control policy")
    session.choice = "Resource policy"
    await session.run("iamsight.chooseKind", buffer.uri)
    assert (await session.run("iamsight.explain", buffer.uri)).startswith("# Resource policy")
    session.choice = "nothing at all"
    await session.run("iamsight.chooseKind", buffer.uri)
    assert (await session.run("iamsight.explain", buffer.uri)).startswith("# Resource policy")
    session.choice = "Find out"
    await session.run("iamsight.chooseKind", buffer.uri)
    assert await session.run("iamsight.explain", buffer.uri) == before
    session.close(buffer)


@pytest.mark.parametrize(
    "command, arguments",
    [
        ("iamsight.setKind", ["file:///not-open.json", "scp"]),
        ("iamsight.explain", []),
        ("iamsight.explain", ["file:///not-open.json"]),
        ("iamsight.fixAll", [1, 2, 3]),
        ("iamsight.rulePage", ["no-such-rule"]),
        ("iamsight.expandWildcard", ["file:///not-open.json", {"line": 0, "character": 0}]),
    ],
)
async def test_arguments_that_make_no_sense_are_refused(session, command, arguments):
    with pytest.raises(JsonRpcInvalidParams):
        await session.run(command, *arguments)


async def test_an_unknown_kind_is_refused_with_those_there_are(session, path):
    buffer = session.open(path, SCP)
    with pytest.raises(JsonRpcInvalidParams, match="identity, boundary, resource, trust, scp, rcp"):
        await session.run("iamsight.setKind", buffer.uri, "group")
    session.close(buffer)


async def test_all_safe_fixes_are_applied_at_once(session, path):
    buffer = session.open(path, UGLY)
    session.applied.clear()
    assert await session.run("iamsight.fixAll", buffer.uri) is True
    assert [session.after_workspace_edit(buffer, edit) for edit in session.applied] == [SCP]
    session.close(buffer)
    clean = session.open(path, SCP)
    assert await session.run("iamsight.fixAll", clean.uri) is False
    session.close(clean)


async def test_source_actions_are_offered_when_they_are_asked_for(session, path):
    buffer = session.open(path, UGLY)
    everywhere = session.range(buffer, Span(0, len(UGLY)))
    automatic, asked = (
        types.CodeActionContext([], trigger_kind=types.CodeActionTriggerKind.Automatic),
        types.CodeActionContext([], only=["source.fixAll"]),
    )
    for context in (automatic, asked):
        params = types.CodeActionParams(session.name(buffer), everywhere, context)
        found = await soon(session.client.text_document_code_action_async(params))
        assert ("source.fixAll.iamsight" in kinds(found)) == (context is asked)
    (action,) = found
    if action.edit is None:
        action = await soon(session.client.code_action_resolve_async(action))
    assert session.after_workspace_edit(buffer, action.edit) == SCP
    session.close(buffer)


async def test_the_wildcard_at_the_cursor_is_written_out(session, path):
    text = SCP.replace("s3:GetObject", "rekognition:DetectM*")
    buffer = session.open(path, text)
    session.applied.clear()
    cursors = [session.position(buffer, text.index(word)) for word in ("DetectM", "Effect")]
    sent = [{"line": one.line, "character": one.character} for one in cursors]
    assert [await session.run("iamsight.expandWildcard", buffer.uri, one) for one in sent] == [True, False]
    (edit,) = session.applied
    assert session.after_workspace_edit(buffer, edit) == text.replace("DetectM*", "DetectModerationLabels")
    session.close(buffer)


async def test_the_status_is_that_of_the_policy_at_the_cursor(session, path):
    text = f'{{"Role": {{"A": {TRUST}, "B": {SCP}}}}}'
    buffer = session.open(path, text)

    async def at(offset):
        one = session.position(buffer, offset)
        return await session.run("iamsight.status", buffer.uri, {"line": one.line, "character": one.character})

    first, second, before = await at(text.index("Principal")), await at(text.index("s3:")), await at(0)
    assert (first["kind"], first["policies"], first["quota"]) == ("Trust policy", 2, 2048)
    assert (second["kind"], second["size"]) == ("Identity policy", len(SCP.replace(" ", "")))
    assert before == first
    assert re.fullmatch(r"20\d\d-\d\d-\d\d", first["data_date"])
    session.close(buffer)
    assert await session.run("iamsight.status", buffer.uri, {"line": 0, "character": 0}) is None


async def test_the_status_of_an_empty_document_is_what_it_is_to_hold(session, path):
    buffer = session.open(path, "")
    start = {"line": 0, "character": 0}
    assert await session.run("iamsight.status", buffer.uri, start) is None
    await session.run("iamsight.setKind", buffer.uri, "scp")
    status = await session.run("iamsight.status", buffer.uri, start)
    assert (status["kind"], status["policies"], status["reason"]) == ("Service control policy", 0, "you chose it")
    await session.run("iamsight.setKind", buffer.uri)
    session.close(buffer)


async def test_rules_are_listed_and_each_has_a_page(session):
    rules = await session.run("iamsight.rules")
    assert "unknown-action" in [one["id"] for one in rules]
    page = await session.run("iamsight.rulePage", rules[0]["id"])
    assert page.startswith(f"# {rules[0]['id']}\n\n{rules[0]['summary']}")


async def test_a_finding_inside_a_string_says_so(session, path):
    text = json.dumps({"AssumeRolePolicyDocument": UGLY})
    for written, expected in ((text, {"embedded": True}), (UGLY, None)):
        buffer = session.open(path, written)
        found = await session.diagnostics(buffer)
        case = next(one for one in found if one.code == "action-case")
        assert case.data == expected
        session.close(buffer)
