"""The tests in host/index.js, run by VS Code in its extension host, against the installed package."""

import json
import re
import time

import pytest

from tests.editors.vscode.driver import PATIENCE

HERE = "tests/editors/vscode/host"
INTO_THE_PAGE = """
(() => {
  const original = Element.prototype.getAttribute;
  Element.prototype.getAttribute = function (name) {
    const value = original.call(this, name);
    if (name !== "data-settings" || this.id !== "vscode-workbench-web-configuration" || !value) return value;
    return JSON.stringify({ ...JSON.parse(value), developmentOptions: OPTIONS });
  };
})();
"""


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    return tmp_path_factory.mktemp("host")


@pytest.fixture(scope="module")
def verdict(browser, code_server, workspace, request):
    """What the tests inside say, by name. A page that has this script starts them when it loads."""
    folder = request.config.rootpath / HERE
    place = {"$mid": 1, "scheme": "vscode-remote", "authority": f"127.0.0.1:{code_server.port}", "path": str(folder)}
    options = json.dumps({"extensions": [place], "extensionTestsPath": {**place, "path": f"{folder}/index.js"}})
    context = browser.new_context()
    context.add_init_script(INTO_THE_PAGE.replace("OPTIONS", options))
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
