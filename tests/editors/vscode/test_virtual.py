"""A workspace whose files are not on the disk: policies are checked all the same."""

import json

import pytest
from playwright.sync_api import expect

from tests.editors.vscode.conftest import developing

EXTENSION = "tests/editors/vscode/virtual"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    path = tmp_path_factory.mktemp("virtual") / "virtual.code-workspace"
    path.write_text(json.dumps({"folders": [{"uri": "elsewhere:/policies"}]}), "utf-8")
    return path


@pytest.fixture(scope="module")
def scripts(code_server, request):
    return [developing(code_server, request.config.rootpath / EXTENSION)]


def test_a_policy_that_is_not_on_the_disk_is_checked(page, editor):
    page.locator(".explorer-folders-view .monaco-list-row").filter(has_text="faces.json").dblclick()
    expect(editor.squiggles("error")).to_have_count(1)
    expect(editor.status()).to_contain_text("Identity policy")
    expect(editor.lenses().filter(has_text="Identity policy")).to_be_visible()
