"""Takes the pictures of editors/vscode/README.md: python -m tests.editors.vscode.pictures, after `make test-vscode`."""

import tempfile
from pathlib import Path

from playwright.sync_api import Page, expect, sync_playwright

from tests.editors.vscode.conftest import host_package
from tests.editors.vscode.driver import CHROMIUM, PATIENCE, ROOT, CodeServer, Editor

MEDIA = ROOT / "editors" / "vscode" / "media"
FAULTY = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "FindFaces",
      "Effect": "Allow",
      "Action": [
        "rekognition:DetectFace",
        "rekognition:Search*"
      ],
      "Resource": "arn:aws:rekognition:eu-west-1:123456789012:collection/staff"
    },
    {
      "Sid": "ReadTheImages",
      "Effect": "Allow",
      "Action": "s3:",
      "Resource": "arn:aws:s3:::example-images/*"
    }
  ]
}
"""
FIXED = FAULTY.replace("DetectFace", "ListFaces").replace('"s3:"', '"s3:GetObject"')
SETTINGS: dict[str, object] = {
    "breadcrumbs.enabled": False,
    "editor.minimap.enabled": False,
    "workbench.activityBar.location": "hidden",
    "workbench.sideBar.location": "right",
}


def main() -> None:
    """Take them all."""
    expect.set_options(timeout=PATIENCE * 1000)
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        work = folder / "policies"
        work.mkdir()
        (work / "faces.json").write_text(FAULTY, "utf-8")
        (work / "images.json").write_text(FIXED, "utf-8")
        server = CodeServer(folder / "server")
        server.folder.mkdir()
        server.install(host_package(), SETTINGS)
        with server.running(), sync_playwright() as playwright:
            browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=CHROMIUM)
            page = browser.new_page(viewport={"width": 920, "height": 560}, device_scale_factor=1.5)
            page.goto(server.url(work))
            expect(page.locator(".explorer-folders-view .monaco-list-row").first).to_be_visible()
            editor = Editor(page)
            editor.press("Control+B")
            take(editor, page)
            browser.close()


def take(editor: Editor, page: Page) -> None:
    """The pictures, in the order of the page."""
    editor.open(Path("faces.json"))
    expect(editor.squiggles("error").first).to_be_visible()
    expect(editor.status()).to_be_visible()
    editor.go_to(FAULTY, "DetectFace", 4)
    expect(editor.hover()).to_contain_text("DetectFaces")
    picture(page, "finding")
    editor.press("Escape", "Control+.")
    expect(editor.actions().filter(has_text="DetectFaces").first).to_be_visible()
    picture(page, "fix")
    editor.press("Escape")
    editor.go_to(FAULTY, '"s3:"', 4)
    editor.press("Control+Space")
    expect(editor.suggestions().first).to_be_visible()
    editor.type("GetObj")
    expect(editor.suggestions().first).to_contain_text("s3:GetObject")
    picture(page, "completion")
    editor.press("Escape")
    editor.close_all()
    editor.open(Path("images.json"))
    expect(editor.status()).to_be_visible()
    editor.run("iamsight: Explain This Policy")
    expect(editor.preview().locator("table").first).to_be_visible()
    picture(page, "explain")


def picture(page: Page, name: str) -> None:
    page.mouse.move(900, 300)
    page.wait_for_timeout(700)  # what fades in is there
    page.screenshot(path=MEDIA / f"{name}.png", clip={"x": 0, "y": 35, "width": 920, "height": 525})


if __name__ == "__main__":
    main()
