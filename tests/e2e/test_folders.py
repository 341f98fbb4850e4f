"""A workspace of several folders, each with the editor's settings of its own."""

import pytest
import pytest_asyncio
from lsprotocol import types

from tests.e2e.session import CLIENTS, Session, soon

pytestmark = pytest.mark.asyncio
WRONG = (
    '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "rekognition:DeleteLabels", "Resource": "*"}}'
)
RULE = "unknown-action"


@pytest_asyncio.fixture
async def begin(tmp_path):
    """Begin sessions in folders of this test's own."""
    begun = []

    async def start(name, *folders, capabilities=None, options=None, settings=None):
        """`settings` are those of folders by name, "" being those of the user."""
        session = Session(name, capabilities)
        begun.append(session)
        for folder, values in (settings or {}).items():
            tell(session, tmp_path / folder if folder else None, values)
        paths = [tmp_path / one for one in folders]
        for path in paths:
            path.mkdir(parents=True, exist_ok=True)
        session.greeting = await session.start(paths[0], options, paths[1:])
        return session

    yield start
    for session in begun:
        assert await session.stop() == 0


def tell(session, folder, values):
    """Change the settings of a folder; None is the user's."""
    scope = folder and folder.as_uri()
    session.client.set_configuration(values, section="iamsight", scope_uri=scope)


async def found(session, path, expected):
    """Open a document and wait until what is found is as expected; what was found before may still be on its way."""
    buffer = session.open(path, WRONG)

    async def as_expected():
        while [(one.code, one.severity) for one in await session.diagnostics(buffer)] != expected:
            pass

    await soon(as_expected())
    session.close(buffer)


NOTHING = []
ERROR = [(RULE, types.DiagnosticSeverity.Error)]
HINT = [(RULE, types.DiagnosticSeverity.Hint)]


@pytest.mark.parametrize("name", CLIENTS)
async def test_each_folder_is_checked_under_its_own_settings(begin, tmp_path, name):
    settings = {"": {}, "quiet": {"ignore": [RULE]}, "mild": {"severity": {RULE: "hint"}}, "mild/inner": {}}
    session = await begin(name, "strict", "quiet", "mild", "mild/inner", settings=settings)
    await found(session, tmp_path / "quiet" / "a.json", NOTHING)
    await found(session, tmp_path / "strict" / "a.json", ERROR)
    await found(session, tmp_path / "mild" / "a.json", HINT)
    await found(session, tmp_path / "mild" / "inner" / "a.json", ERROR)
    await found(session, tmp_path / "a.json", ERROR)


async def test_settings_of_one_folder_may_change(begin, tmp_path):
    session = await begin("visual-studio-code", "one", "two", settings={"": {"ignore": [RULE]}})
    for folder in ("one", "two"):
        await found(session, tmp_path / folder / "a.json", NOTHING)
    tell(session, tmp_path / "two", {"severity": {RULE: "hint"}})
    session.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
    await found(session, tmp_path / "two" / "a.json", HINT)
    await found(session, tmp_path / "one" / "a.json", NOTHING)


async def test_a_folder_that_comes_brings_its_settings(begin, tmp_path):
    session = await begin("visual-studio-code", "one", settings={"": {}, "two": {"severity": {RULE: "hint"}}})
    path = tmp_path / "two" / "a.json"
    await found(session, path, ERROR)
    folder = types.WorkspaceFolder((tmp_path / "two").as_uri(), "two")
    for added, removed, expected in (([folder], [], HINT), ([], [folder], ERROR)):
        event = types.WorkspaceFoldersChangeEvent(added, removed)
        session.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))
        await found(session, path, expected)


async def test_patterns_in_settings_are_relative_to_the_folder_of_the_file(begin, tmp_path):
    options = {"files": [{"match": "/here/", "kind": "scp"}]}
    session = await begin("", "one", "two", capabilities=types.ClientCapabilities(), options=options)
    for path, kind in (("one/here", "Service control"), ("two/here", "Service control"), ("two/one/here", "Identity")):
        buffer = session.open(tmp_path / path / "a.json", WRONG)
        status = await session.run("iamsight.status", buffer.uri, {"line": 0, "character": 0})
        assert status["kind"] == f"{kind} policy"


async def test_names_are_found_in_the_folders_that_want_it(begin, tmp_path):
    for folder in ("one", "two"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / f"{folder}.json").write_text(WRONG.replace('"Effect"', '"Sid": "Mine", "Effect"'), "utf-8")
    off = {"features": {"workspace_symbols": False}}
    session = await begin("visual-studio-code", "one", "two", settings={"": {}, "one": off})
    await found(session, tmp_path / "a.json", ERROR)

    async def names():
        answer = await session.client.workspace_symbol_async(types.WorkspaceSymbolParams("Mine"))
        return [one.location.uri for one in answer]

    async def those_of(*folders):
        while sorted(await names()) != [(tmp_path / one / f"{one}.json").as_uri() for one in folders]:
            pass

    await soon(those_of("two"))
    tell(session, tmp_path / "one", {})
    session.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(None))
    await soon(those_of("one", "two"))


async def test_settings_that_are_sent_unasked_hold_in_all_folders(begin, tmp_path):
    session = await begin("", "one", "two", capabilities=types.ClientCapabilities())
    await found(session, tmp_path / "two" / "a.json", ERROR)
    settings = {"iamsight": {"severity": {RULE: "hint"}}}
    session.client.workspace_did_change_configuration(types.DidChangeConfigurationParams(settings))
    for folder in ("one", "two"):
        await found(session, tmp_path / folder / "a.json", HINT)
