"""A workspace that the user does not trust yet: policies are checked, and nothing that it names is run."""

import json
import shlex
import sys
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.editors.vscode.conftest import servers, show
from tests.editors.vscode.driver import CodeServer

POLICY = """{
  "Version": "2012-10-17",
  "Statement": { "Effect": "Allow", "Action": "rekognition:DetectFace", "Resource": "*" }
}
"""


@pytest.fixture(scope="module")
def code_server(package, tmp_path_factory):
    one = CodeServer(tmp_path_factory.mktemp("code-server"), trusts=False)
    one.install(package)
    with one.running():
        yield one


@pytest.fixture(scope="module")
def workspace(tmp_path_factory, code_server):
    """A folder with programs that leave a trace when they are run."""
    (server,) = code_server.folder.glob("extensions/*/bundled/start.py")
    folder = tmp_path_factory.mktemp("stranger")
    (folder / "policy.json").write_text(POLICY, "utf-8")
    (folder / ".vscode").mkdir()
    for name, arguments in (("path", [str(server)]), ("interpreter", [])):
        program = folder / name
        command = shlex.join([sys.executable, *arguments])
        program.write_text(f'#!/bin/sh\ntouch {shlex.quote(str(trace(folder, name)))}\nexec {command} "$@"\n', "utf-8")
        program.chmod(0o700)
    configure(folder, "path", "interpreter")
    return folder


def trace(folder, name):
    return folder / f"{name} was run"


def configure(folder, *names):
    settings = {f"iamsight.{name}": str(folder / name) for name in names}
    (folder / ".vscode" / "settings.json").write_text(json.dumps(settings), "utf-8")


def test_policies_are_checked_by_the_servers_own_means(page, editor, workspace, code_server):
    expect(page.locator("[id*='status.workspaceTrust']")).to_contain_text("Restricted Mode")
    show(editor, workspace / "policy.json")
    expect(editor.squiggles("error")).to_have_count(1)
    (server,) = servers(code_server)
    assert Path(f"/proc/{server}/cwd").resolve().is_relative_to(code_server.folder / "extensions")
    assert not trace(workspace, "path").exists()
    assert not trace(workspace, "interpreter").exists()
    editor.run("Workspaces: Manage Workspace Trust")
    editor.screenshot("trust")


def test_once_trusted_the_workspace_chooses_what_is_run(page, editor, workspace, code_server):
    show(editor, workspace / "policy.json")
    editor.run("Workspaces: Manage Workspace Trust")
    page.get_by_role("button", name="Trust", exact=True).click()
    expect(page.locator("[id*='status.workspaceTrust']")).to_have_count(0)
    editor.open(workspace / "policy.json")
    for name in ("path", "interpreter"):
        configure(workspace, name)
        editor.until(trace(workspace, name).exists, f"the {name} that the workspace names was not run")
        show(editor, workspace / "policy.json")
        expect(editor.squiggles("error")).to_have_count(1)
