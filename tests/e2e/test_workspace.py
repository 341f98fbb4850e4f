"""Files that are not open: the names in them, and what is wrong with them."""

import asyncio
import os

import pytest
import pytest_asyncio
from lsprotocol import types

from iamsight.text import Edit
from tests.e2e.session import CLIENTS, Session, soon

pytestmark = pytest.mark.asyncio
POLICY = (
    '{"Version": "2012-10-17", "Statement": {"Sid": "Reading", "Effect": "Allow", '
    '"Action": "rekognition:DetectLabels", "Resource": "*"}}'
)
WRONG = POLICY.replace("DetectLabels", "DeleteLabels")
PULLS = types.ClientCapabilities(
    text_document=types.TextDocumentClientCapabilities(diagnostic=types.DiagnosticClientCapabilities()),
    workspace=types.WorkspaceClientCapabilities(
        did_change_watched_files=types.DidChangeWatchedFilesClientCapabilities(dynamic_registration=True)
    ),
)
TOKEN = "looking"


@pytest_asyncio.fixture
async def begin(tmp_path):
    """Begin sessions in a folder of this test's own."""
    begun = []

    async def start(name, capabilities=None):
        session = Session(name, capabilities)
        begun.append(session)
        session.greeting = await session.start(tmp_path)
        return session

    yield start
    for session in begun:
        assert await session.stop() == 0


async def names(session, query):
    """The names found, each with the name of its file, sorted."""
    found = await soon(session.client.workspace_symbol_async(types.WorkspaceSymbolParams(query)))
    return sorted((one.name, os.path.basename(one.location.uri)) for one in found)  # noqa: PTH119 - it is a URI


class Files:
    """What a client knows of the files of the workspace: it asks as VS Code does."""

    def __init__(self, session):
        self.session = session
        self.known = {}

    def ask(self, token=None):
        """The request, which need not be answered soon."""
        previous = [types.PreviousResultId(uri, number) for uri, number in self.known.items()]
        params = types.WorkspaceDiagnosticParams(previous, work_done_token=token)
        return asyncio.ensure_future(self.session.client.workspace_diagnostic_async(params))

    def take(self, report):
        """The files in a report, by name, with the rules that found something in each."""
        self.known.update({one.uri: one.result_id for one in report.items})
        return {os.path.basename(one.uri): [item.code for item in one.items] for one in report.items}  # noqa: PTH119

    def tell(self, path, kind):
        """Say that a file changed on the disk."""
        event = types.FileEvent(path.as_uri(), kind)
        self.session.client.workspace_did_change_watched_files(types.DidChangeWatchedFilesParams([event]))


@pytest.mark.parametrize("name", CLIENTS)
async def test_policies_and_sids_are_found_in_all_files(begin, tmp_path, name):
    (tmp_path / "inner").mkdir()
    (tmp_path / "inner" / "b.json").write_text(POLICY.replace("Reading", "😀Writing"), "utf-8")
    (tmp_path / "c.json").write_text("{}", "utf-8")
    (tmp_path / "d.json").write_bytes(b"\xff" + POLICY.encode())
    (tmp_path / ".gitignore").write_text("e.json\n", "utf-8")
    (tmp_path / ".git").mkdir()
    (tmp_path / "e.json").write_text(POLICY, "utf-8")
    path = tmp_path / "a.json"
    path.write_text(POLICY, "utf-8")
    session = await begin(name)
    assert await names(session, "") == [
        ("Identity policy", "a.json"),
        ("Identity policy", "b.json"),
        ("Reading", "a.json"),
        ("😀Writing", "b.json"),
    ]
    assert await names(session, "WTNG") == [("😀Writing", "b.json")]
    # What is open counts as it is in the editor; what is not, as it is on the disk now.
    buffer = session.open(path, POLICY)
    at = POLICY.index("Reading")
    session.edit(buffer, Edit(at, at + len("Reading"), "Rewriting"))
    assert await names(session, "r") == [("Rewriting", "a.json"), ("😀Writing", "b.json")]
    (tmp_path / "inner" / "b.json").write_text("{}", "utf-8")
    session.close(buffer)
    assert await names(session, "ing") == [("Reading", "a.json")]


async def test_folders_may_come_and_go(begin, tmp_path, tmp_path_factory):
    other = tmp_path_factory.mktemp("other")
    (other / "b.json").write_text(POLICY, "utf-8")
    session = await begin("visual-studio-code")
    assert await names(session, "Reading") == []
    folder = types.WorkspaceFolder(other.as_uri(), "other")
    for added, removed, found in (([folder], [], [("Reading", "b.json")]), ([], [folder], [])):
        event = types.WorkspaceFoldersChangeEvent(added, removed)
        session.client.workspace_did_change_workspace_folders(types.DidChangeWorkspaceFoldersParams(event))
        assert await names(session, "Reading") == found


async def test_the_place_of_a_name_is_that_of_its_sid(begin, tmp_path):
    (tmp_path / "a.json").write_text(POLICY, "utf-8")
    session = await begin("emacs")
    (found,) = await soon(session.client.workspace_symbol_async(types.WorkspaceSymbolParams("Reading")))
    at = POLICY.index('"Reading"')
    assert found.location.range == types.Range(types.Position(0, at), types.Position(0, at + len('"Reading"')))
    assert found.container_name == "Identity policy"


async def test_names_are_not_looked_for_where_that_is_turned_off(begin, tmp_path):
    (tmp_path / "iamsight.toml").write_text("[features]\nworkspace_symbols = false\n", "utf-8")
    (tmp_path / "a.json").write_text(POLICY, "utf-8")
    session = await begin("neovim")
    buffer = session.open(tmp_path / "b.json", POLICY)
    assert await session.hover(buffer, POLICY.index("DetectLabels"))
    assert await names(session, "") == []


async def test_files_that_are_not_open_are_checked_if_that_is_wanted(begin, tmp_path):
    configuration = tmp_path / "iamsight.toml"
    for name, text in (("a.json", WRONG), ("b.json", WRONG), ("clean.json", POLICY)):
        (tmp_path / name).write_text(text, "utf-8")
    session = await begin("", PULLS)
    files = Files(session)

    # It is not, unless the configuration says so; the client is kept waiting.
    waiting = files.ask()
    buffer = session.open(tmp_path / "b.json", WRONG)
    assert [one.code for one in await session.diagnostics(buffer)] == ["unknown-action"]
    assert not waiting.done()
    assert session.registered == [types.WORKSPACE_DID_CHANGE_WATCHED_FILES]
    configuration.write_text("[features]\nworkspace_diagnostics = true\n", "utf-8")
    files.tell(configuration, types.FileChangeType.Created)
    assert files.take(await soon(waiting)) == {"a.json": ["unknown-action"]}
    assert session.registered == [types.WORKSPACE_DID_CHANGE_WATCHED_FILES] * 2

    # Only what is new is reported, and nothing is reported as long as nothing is.
    waiting = files.ask()
    session.close(buffer)
    assert files.take(await soon(waiting)) == {"b.json": ["unknown-action"]}
    waiting = files.ask()
    (tmp_path / "a.json").unlink()
    files.tell(tmp_path / "a.json", types.FileChangeType.Deleted)
    assert files.take(await soon(waiting)) == {"a.json": []}
    waiting = files.ask()
    (tmp_path / "b.json").write_text(POLICY, "utf-8")
    files.tell(tmp_path / "b.json", types.FileChangeType.Changed)
    assert files.take(await soon(waiting)) == {"b.json": []}

    # Turned off, it takes back what it said.
    waiting = files.ask()
    (tmp_path / "clean.json").write_text(WRONG, "utf-8")
    files.tell(tmp_path / "clean.json", types.FileChangeType.Changed)
    assert files.take(await soon(waiting)) == {"clean.json": ["unknown-action"]}
    waiting = files.ask()
    configuration.unlink()
    files.tell(configuration, types.FileChangeType.Deleted)
    assert files.take(await soon(waiting))["clean.json"] == []

    # A request that waits does not keep the server from going down.
    waiting = files.ask()
    await session.diagnostics(session.open(tmp_path / "other.json", POLICY))
    assert not waiting.done()
    waiting.add_done_callback(lambda one: one.exception())


@pytest.mark.parametrize("wanted", [False, True], ids=["only what is open", "all files"])
async def test_what_was_found_in_a_document_is_taken_back_when_it_is_closed(begin, tmp_path, wanted):
    (tmp_path / "iamsight.toml").write_text(f"[features]\nworkspace_diagnostics = {str(wanted).lower()}\n", "utf-8")
    path = tmp_path / "a.json"
    path.write_text(POLICY, "utf-8")
    session = await begin("", PULLS)
    files = Files(session)
    waiting = files.ask()
    for _ in range(2):
        buffer = session.open(path, WRONG)
        assert [one.code for one in await session.diagnostics(buffer)] == ["unknown-action"]
        assert not waiting.done()
        session.close(buffer)
        assert files.take(await soon(waiting)) == {"a.json": []}
        waiting = files.ask()
    waiting.cancel()


async def test_a_file_is_known_however_its_uri_is_written(begin, tmp_path):
    (tmp_path / "iamsight.toml").write_text("[features]\nworkspace_diagnostics = true\n", "utf-8")
    (tmp_path / "a(1).json").write_text(WRONG, "utf-8")
    session = await begin("", PULLS)
    files = Files(session)
    files.take(await soon(files.ask()))
    told = dict(files.known)
    files.known = {uri.replace("%28", "(").replace("%29", ")"): number for uri, number in told.items()}
    assert files.known.keys().isdisjoint(told)
    waiting = files.ask()
    (tmp_path / "b.json").write_text(WRONG, "utf-8")
    files.tell(tmp_path / "b.json", types.FileChangeType.Created)
    assert files.take(await soon(waiting)) == {"b.json": ["unknown-action"]}


async def test_a_look_at_all_files_reports_its_progress(begin, tmp_path):
    (tmp_path / "iamsight.toml").write_text("[features]\nworkspace_diagnostics = true\n", "utf-8")
    (tmp_path / "a.json").write_text(WRONG, "utf-8")
    session = await begin("", PULLS)
    said = session.client.progress_reports[TOKEN] = []
    await soon(Files(session).ask(TOKEN))
    assert [one.kind for one in said] == ["begin", "end"]
