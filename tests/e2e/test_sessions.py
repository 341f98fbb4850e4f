"""Sessions that begin in their own way: typing from nothing, configuration, clients that can do little."""

from pathlib import Path

import pytest
import pytest_asyncio
from lsprotocol import types

from iamsight.text import Edit, LineIndex
from tests.e2e.session import CLIENTS, Session, soon

pytestmark = pytest.mark.asyncio
EXAMPLES = Path(__file__).parents[2] / "examples"
WRONG = (
    '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "rekognition:DeleteLabels", "Resource": "*"}}'
)
RULE = "unknown-action"


@pytest_asyncio.fixture
async def begin(tmp_path):
    """Begin sessions in a folder of this test's own."""
    begun = []

    async def start(name, capabilities=None, options=None):
        session = Session(name, capabilities)
        begun.append(session)
        session.greeting = await session.start(tmp_path, options)
        return session

    yield start
    for session in begun:
        assert await session.stop() == 0


def rules(found):
    return [one.code for one in found]


@pytest.mark.parametrize("name", CLIENTS)
async def test_every_prefix_of_an_example_gets_answers(begin, tmp_path, name):
    """Typed character by character, with an emoji on the way: diagnostics, completion and hover, and never an error."""
    session = await begin(name)
    text = (EXAMPLES / "versioned-bucket.json").read_text("utf-8").replace('"Sid": "', '"Sid": "😀', 1)
    buffer = session.open(tmp_path / "typed.json", "")
    offered = explained = 0
    for character in text:
        end = len(buffer.text)
        session.edit(buffer, Edit(end, end, character))
        offered += len(await session.complete(buffer, end + 1)) > 0
        explained += await session.hover(buffer, end) is not None
    assert buffer.text == text
    assert min(offered, explained) > 50
    typed = await session.diagnostics(buffer)
    opened = await session.diagnostics(session.open(tmp_path / "opened.json", text))
    assert typed == opened


async def test_a_client_that_declares_nothing_gets_what_every_client_can_take(begin, tmp_path):
    session = await begin("", types.ClientCapabilities())
    assert session.greeting.capabilities.position_encoding == "utf-16"
    assert session.greeting.capabilities.code_action_provider is None
    assert session.registered == []
    buffer = session.open(tmp_path / "a.json", WRONG)
    (found,) = await session.diagnostics(buffer)
    assert (found.code, found.code_description, found.related_information) == (RULE, None, None)
    hover = await session.hover(buffer, WRONG.index("Effect"))
    assert hover.contents.kind == types.MarkupKind.PlainText
    items = await session.complete(buffer, WRONG.index("DeleteLabels") + 2)
    assert {one.insert_text_format for one in items} == {None}
    assert all(isinstance(one.text_edit, types.TextEdit) for one in items)


async def test_a_client_that_pulls_is_not_pushed_and_hears_when_nothing_changed(begin, tmp_path):
    session = await begin("neovim")
    buffer = session.open(tmp_path / "a.json", WRONG)
    first = await session.pull(buffer)
    again = await session.pull(buffer, previous=first.result_id)
    assert (again.kind, again.result_id) == ("unchanged", first.result_id)
    session.edit(buffer, Edit(0, 0, " "))
    moved = await session.pull(buffer, previous=first.result_id)
    assert moved.kind == "full"
    assert moved.items[0].range.start.character == first.items[0].range.start.character + 1
    session.close(buffer)
    assert not (await session.pull(buffer)).items
    assert session.published.empty()


@pytest.mark.parametrize(
    "capabilities",
    [
        types.ClientCapabilities(
            types.WorkspaceClientCapabilities(diagnostics=types.DiagnosticWorkspaceClientCapabilities(True)),
            types.TextDocumentClientCapabilities(diagnostic=types.DiagnosticClientCapabilities()),
        ),
        types.ClientCapabilities(
            types.WorkspaceClientCapabilities(code_lens=types.CodeLensWorkspaceClientCapabilities(True))
        ),
    ],
    ids=["diagnostics", "code lenses"],
)
async def test_what_is_shown_is_asked_for_anew_when_the_kind_is_chosen(begin, tmp_path, capabilities):
    session = await begin("", capabilities)
    buffer = session.open(tmp_path / "a.json", WRONG)
    assert await session.diagnostics(buffer)
    assert not session.refreshed.is_set()
    await session.run("iamsight.setKind", buffer.uri, "scp")
    await soon(session.refreshed.wait())


async def test_the_editors_settings_are_asked_for_and_hold_at_once(begin, tmp_path):
    session = await begin("visual-studio-code")
    buffer = session.open(tmp_path / "a.json", WRONG)
    assert rules(await session.diagnostics(buffer)) == [RULE]
    session.client.set_configuration({"ignore": [RULE]}, section="iamsight")
    session.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
    assert rules(await session.diagnostics(buffer)) == []
    session.client.set_configuration({"severity": {RULE: "hint"}}, section="iamsight")
    session.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
    assert [one.severity for one in await session.diagnostics(buffer)] == [types.DiagnosticSeverity.Hint]


async def test_settings_may_come_with_initialize(begin, tmp_path):
    session = await begin("", types.ClientCapabilities(), {"severity": {RULE: "info"}, "features": {"hover": False}})
    buffer = session.open(tmp_path / "a.json", WRONG)
    assert [one.severity for one in await session.diagnostics(buffer)] == [types.DiagnosticSeverity.Information]
    assert await session.hover(buffer, WRONG.index("Effect")) is None


async def test_the_projects_file_goes_before_the_editors_settings_and_is_watched(begin, tmp_path):
    file = tmp_path / "iamsight.toml"
    file.write_text(f'ignore = ["{RULE}"]\n', "utf-8")
    session = await begin("", types.ClientCapabilities(), {"ignore": []})
    buffer = session.open(tmp_path / "a.json", WRONG)
    assert rules(await session.diagnostics(buffer)) == []
    file.write_text(f'[severity]\n"{RULE}" = "info"\n', "utf-8")
    change = types.FileEvent(file.as_uri(), types.FileChangeType.Changed)
    session.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([change]))
    assert [one.severity for one in await session.diagnostics(buffer)] == [types.DiagnosticSeverity.Information]


@pytest.mark.parametrize(
    "content, message",
    [('ignored = ["x"]\n', '"ignored"'), ("[[files\n", "TOML")],
    ids=["an unknown key", "no TOML"],
)
async def test_what_is_wrong_with_the_projects_file_is_said_there_and_taken_back(begin, tmp_path, content, message):
    file = tmp_path / "iamsight.toml"
    file.write_text(content, "utf-8")
    session = await begin("visual-studio-code")
    session.open(tmp_path / "a.json", WRONG)
    blamed = await published(session, file)
    assert [message in one.message for one in blamed] == [True]
    file.write_text("", "utf-8")
    change = types.FileEvent(file.as_uri(), types.FileChangeType.Changed)
    session.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([change]))
    assert await published(session, file) == []


async def published(session, file):
    """The next diagnostics that are published of a file."""
    while True:
        params = await soon(session.published.get())
        if params.uri == file.as_uri():
            return list(params.diagnostics)


@pytest.mark.parametrize("name", ["neovim", "emacs"])
async def test_changes_of_files_and_settings_are_asked_for(begin, tmp_path, name):
    session = await begin(name)
    buffer = session.open(tmp_path / "a.json", WRONG)
    await session.diagnostics(buffer)
    watched = session.capabilities.workspace.did_change_watched_files
    expected = {types.WORKSPACE_DID_CHANGE_WATCHED_FILES} if watched and watched.dynamic_registration else set()
    assert expected <= set(session.registered)


async def test_many_edits_at_once_arrive_in_their_order(begin, tmp_path):
    """As of a multi-cursor: more edits in one change than are read one by one."""
    session = await begin("emacs")
    text = (EXAMPLES / "rekognition-image-analysis.json").read_text("utf-8")
    buffer = session.open(tmp_path / "a.json", text)
    before = await session.diagnostics(buffer)
    places = [at for at in range(len(text)) if text.startswith('"rekognition:', at)]
    assert places
    indent = [LineIndex(text).start(line) for line in range(1, LineIndex(text).count)]
    edits = [Edit(at, at, " ") for at in sorted([*places, *indent], reverse=True)]
    assert len(edits) > 8
    session.edit(buffer, *edits)
    after = await session.diagnostics(buffer)
    assert rules(after) == rules(before)
    other = session.open(tmp_path / "b.json", buffer.text)
    assert await session.diagnostics(other) == after
