"""The tests in host/index.js, run by VS Code in its extension host, against the installed package."""

import json
import re
import time

import pytest

from tests.editors.vscode.conftest import developing
from tests.editors.vscode.driver import PATIENCE

HERE = "tests/editors/vscode/host"


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return tmp_path_factory.mktemp("host")


@pytest.fixture(scope="module")
def verdict(browser, code_server, workspace, request):
    """What the tests inside say, by name. A page that has this script starts them when it loads."""
    folder = request.config.rootpath / HERE
    context = browser.new_context()
    context.add_init_script(developing(code_server, folder, tests="index.js"))
    page = context.new_page()
    page.goto(code_server.url(workspace))
    found = workspace / "verdict.json"
    until = time.monotonic() + 3 * PATIENCE
    while not found.exists():
        assert time.monotonic() < until, "the tests inside the extension host did not come to an end"
        page.wait_for_timeout(100)
    context.close()
    return json.loads(found.read_text("utf-8"))


def names(root):
    return re.findall(r'^  async "(.+)"\(\)', (root / HERE / "index.js").read_text("utf-8"), re.MULTILINE)


def pytest_generate_tests(metafunc):
    if "name" in metafunc.fixturenames:
        metafunc.parametrize("name", names(metafunc.config.rootpath))


def test_inside(verdict, name):
    assert verdict[name] == "passed"


def test_all_were_run(verdict, request):
    assert list(verdict) == names(request.config.rootpath)
