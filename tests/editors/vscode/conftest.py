"""A window of VS Code for all tests of a module. What each test leaves on the screen is kept as a picture."""

import json
import platform
import shutil
from pathlib import Path

import pytest
from playwright.sync_api import expect, sync_playwright

from tests.editors.vscode.driver import CHROMIUM, PATIENCE, ROOT, CodeServer, Editor

_INTO_THE_PAGE = """
(() => {
  const original = Element.prototype.getAttribute;
  Element.prototype.getAttribute = function (name) {
    const value = original.call(this, name);
    if (name !== "data-settings" || this.id !== "vscode-workbench-web-configuration" || !value) return value;
    return JSON.stringify({ ...JSON.parse(value), developmentOptions: OPTIONS });
  };
})();
"""

expect.set_options(timeout=PATIENCE * 1000)


def host_package():
    """The package for this machine, which `make test-vscode` builds."""
    arm = platform.machine() in ("arm64", "aarch64")
    path = ROOT / "dist" / f"iamsight-linux-{'arm64' if arm else 'x64'}.vsix"
    assert path.exists(), f"{path} is not there: run `make test-vscode`"
    return path


@pytest.fixture(scope="session")
def package():
    return host_package()


@pytest.fixture(scope="module")
def code_server(package, tmp_path_factory):
    one = CodeServer(tmp_path_factory.mktemp("code-server"))
    one.install(package)
    with one.running():
        yield one


@pytest.fixture(scope="session")
def browser():
    with sync_playwright() as playwright:
        chromium = shutil.which("chromium") or shutil.which("chromium-browser")
        one = playwright.chromium.launch(executable_path=chromium, args=CHROMIUM)
        yield one
        one.close()


@pytest.fixture(scope="module")
def scripts():
    """What a page of the module runs before it loads."""
    return []


@pytest.fixture(scope="module")
def page(browser, code_server, workspace, scripts):
    """A page on the workspace of the module. Requests to anywhere else are refused, and fail the tests."""
    context = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_default_timeout(PATIENCE * 1000)
    abroad = []

    def home_only(route):
        if route.request.url.startswith(code_server.address):
            route.continue_()
        else:
            abroad.append(route.request.url)
            route.abort()

    for script in scripts:
        context.add_init_script(script)
    context.route(lambda url: url.startswith("http"), home_only)
    one = context.new_page()
    one.goto(code_server.url(workspace))
    expect(one.locator(".monaco-workbench")).to_be_visible()
    expect(one.locator(".explorer-folders-view .monaco-list-row").first).to_be_visible()
    yield one
    context.close()
    assert abroad == []


@pytest.fixture
def editor(page, request):
    one = Editor(page)
    yield one
    one.screenshot(request.node.name)
    one.close_all()


def developing(code_server, folder, tests=None):
    """A script for a page in which an extension is developed, the one in `folder`; its file of `tests` is then run."""
    place = {"$mid": 1, "scheme": "vscode-remote", "authority": f"127.0.0.1:{code_server.port}", "path": str(folder)}
    options = {"extensions": [place]}
    if tests:
        options["extensionTestsPath"] = {**place, "path": f"{folder}/{tests}"}
    return _INTO_THE_PAGE.replace("OPTIONS", json.dumps(options))


def servers(code_server):
    """The processes of the server that the extension under test has started."""
    found = []
    for process in Path("/proc").glob("[0-9]*"):
        try:
            command = (process / "cmdline").read_bytes().split(b"\0")
        except OSError:
            continue  # it has just ended
        if any(part.startswith(bytes(code_server.folder)) and part.endswith(b"start.py") for part in command):
            found.append(int(process.name))
    return found


def show(editor, path):
    """Open a policy, and wait until the server has looked at it."""
    editor.open(path)
    expect(editor.status()).to_contain_text("policy")


def write_workspace(path, *folders):
    """A workspace of several folders."""
    path.write_text(json.dumps({"folders": [{"path": str(one)} for one in folders], "settings": {}}), "utf-8")
    return path
