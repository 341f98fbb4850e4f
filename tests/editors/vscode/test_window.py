"""The extension in a window of VS Code: what a user sees, and what is in the file in the end. The tests go in order."""

import json
import os
import re
import signal
from pathlib import Path

import pytest
from playwright.sync_api import expect

from tests.editors.vscode.conftest import write_workspace

FAULTY = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Sid": "FindFaces",
      "Effect": "Allow",
      "Action": [
        "rekognition:DetectFace",
        "rekognition:Describe*"
      ],
      "Resource": "*"
    }
  ]
}
"""
UNFINISHED = """{
  "Version": "2012-10-17",
  "Statement": {
    "Effect": "Allow",
    "Action": "rekognition:",
    "Resource": ""
  }
}
"""
BROKEN = FAULTY.replace('"FindFaces",', '"FindFaces"')
PLAIN = '{"name": "no policy here", "list": [1, 2, 3]}\n'


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("workspace")
    strict, lenient = folder / "strict", folder / "lenient"
    for one in (strict, lenient):
        one.mkdir()
        (one / f"{one.name}.json").write_text(FAULTY, "utf-8")
    (lenient / "iamsight.toml").write_text('ignore = ["unknown-action"]\n', "utf-8")
    (strict / "plain.json").write_text(PLAIN, "utf-8")
    (strict / "unfinished.json").write_text(UNFINISHED, "utf-8")
    (strict / "broken.json").write_text(BROKEN, "utf-8")
    return write_workspace(folder / "both.code-workspace", strict, lenient)


@pytest.fixture(scope="module")
def strict(workspace):
    return workspace.parent / "strict"


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


def test_a_file_without_a_policy_stays_untouched_and_costs_nothing(editor, strict, code_server):
    editor.open(strict / "plain.json")
    expect(editor.page.locator("[id*='status.editor.mode']")).to_contain_text("JSON")
    expect(editor.status()).to_have_count(0)
    assert servers(code_server) == []


def test_mistakes_are_underlined_and_listed(editor, strict, code_server):
    show(editor, strict / "strict.json")
    expect(editor.squiggles("error")).to_have_count(1)
    editor.show_problems()
    expect(editor.problems().filter(has_text="DetectFaces")).to_contain_text("unknown-action")
    assert len(servers(code_server)) == 1


def test_lens_hint_and_status_tell_what_the_policy_is(editor, strict):
    show(editor, strict / "strict.json")
    expect(editor.lenses().filter(has_text="Identity policy")).to_be_visible()
    expect(editor.lenses().filter(has_text=re.compile(r"Allows .*Amazon Rekognition"))).to_be_visible()
    expect(editor.lines().filter(has_text="5 actions")).to_be_visible()
    expect(editor.status()).to_contain_text(re.compile(r"Identity policy [0-9]+/6,144"))
    editor.status().hover()
    expect(editor.page.locator(".monaco-hover:visible")).to_contain_text(re.compile(r"AWS data of 20\d\d-\d\d-\d\d"))


def test_pointing_at_an_action_shows_where_it_is_documented(editor, strict):
    show(editor, strict / "strict.json")
    editor.go_to(FAULTY, "Describe*", 3)
    hover = editor.hover()
    expect(hover).to_contain_text("DescribeCollection")
    expect(hover.locator("a[data-href*='docs.aws.amazon.com']").first).to_be_visible()


def test_a_policy_is_explained_in_a_preview(editor, strict):
    show(editor, strict / "strict.json")
    editor.run("iamsight: Explain This Policy")
    expect(editor.page.locator(".tab").filter(has_text="What strict.json grants")).to_be_visible()
    preview = editor.preview()
    expect(preview.get_by_role("heading", name="Identity policy")).to_be_visible()
    expect(preview.locator("table").first).to_contain_text("Amazon Rekognition")
    editor.screenshot("explain")


def test_the_page_of_the_rule_at_the_cursor_is_shown(editor, strict):
    show(editor, strict / "strict.json")
    expect(editor.squiggles("error")).to_have_count(1)
    editor.go_to(FAULTY, "DetectFace", 2)
    editor.run("iamsight: Show the Page of a Rule")
    expect(editor.preview().get_by_role("heading", name="unknown-action")).to_be_visible()


def test_the_kind_can_be_set_and_found_out_again(editor, strict):
    show(editor, strict / "strict.json")
    for choice, expected in (("Service control policy", "Service control policy"), ("Find out", "Identity policy")):
        editor.run("iamsight: Set the Kind of Policy")
        editor.choose(choice)
        expect(editor.status()).to_contain_text(expected)
        expect(editor.lenses().filter(has_text=expected)).to_be_visible()


def test_a_quick_fix_is_applied_and_saved(editor, strict):
    show(editor, strict / "strict.json")
    expect(editor.squiggles("error")).to_have_count(1)
    editor.go_to(FAULTY, "DetectFace", 2)
    editor.press("Control+.")
    fix = editor.actions().filter(has_text="DetectFaces")
    expect(fix.first).to_be_visible()
    editor.screenshot("quick fix menu")
    fix.first.click()
    expect(editor.squiggles("error")).to_have_count(0)
    assert editor.save(strict / "strict.json", FAULTY) == FAULTY.replace("DetectFace", "DetectFaces")


def test_a_wildcard_is_expanded(editor, strict):
    text = (strict / "strict.json").read_text("utf-8")
    show(editor, strict / "strict.json")
    editor.go_to(text, "Describe*", 2)
    editor.run("iamsight: Expand the Wildcard at the Cursor")
    expect(editor.lines().filter(has_text="DescribeCollection")).to_be_visible()
    actions = json.loads(editor.save(strict / "strict.json", text))["Statement"][0]["Action"]
    assert len(actions) == 6
    assert "rekognition:Describe*" not in actions


def test_actions_and_arns_are_completed_with_tab_stops(editor, strict):
    show(editor, strict / "unfinished.json")
    editor.go_to(UNFINISHED, 'rekognition:"', len("rekognition:"))
    editor.press("Control+Space")
    expect(editor.suggestions().first).to_be_visible()
    editor.type("ListFac")
    expect(editor.suggestions().first).to_contain_text("ListFaces")
    editor.screenshot("action suggestions")
    editor.press("Enter")
    expect(editor.lines().filter(has_text="rekognition:ListFaces")).to_be_visible()

    text = UNFINISHED.replace("rekognition:", "rekognition:ListFaces")
    editor.go_to(text, '"Resource": ""', len('"Resource": "'))
    editor.press("Control+Space")
    arn = editor.suggestions().filter(has_text="collection")
    expect(arn.first).to_be_visible()
    editor.screenshot("arn suggestions")
    arn.first.click()
    expect(editor.page.locator(".snippet-placeholder, .finish-snippet-placeholder").first).to_be_attached()
    editor.screenshot("arn tab stops")
    editor.type("eu-west")
    expect(editor.suggestions().first).to_contain_text("eu-west-1")
    editor.press("Enter")  # the tab stops outlive what is accepted within them
    expect(editor.lines().filter(has_text="eu-west-1:")).to_be_visible()
    for text in ("123456789012", "staff"):
        expect(editor.suggestions()).to_have_count(0)
        editor.press("Tab")
        editor.type(text)
    editor.press("Escape")
    statement = json.loads(editor.save(strict / "unfinished.json", UNFINISHED))["Statement"]
    assert statement["Action"] == "rekognition:ListFaces"
    assert statement["Resource"] == "arn:aws:rekognition:eu-west-1:123456789012:collection/staff"


def test_a_broken_file_has_each_mistake_listed_once(editor, strict):
    editor.open(strict / "broken.json")
    expect(editor.squiggles("error").first).to_be_visible()
    editor.show_problems()
    expect(editor.problems().filter(has_text="DetectFaces")).to_have_count(1)
    expect(editor.problems().filter(has_text=re.compile("comma", re.IGNORECASE))).to_have_count(1)
    expect(editor.problems().filter(has_text="json-syntax")).to_have_count(0)


def test_each_folder_has_its_own_configuration(editor, workspace):
    editor.open(workspace.parent / "lenient" / "lenient.json")
    expect(editor.lenses().filter(has_text="Identity policy")).to_be_visible()
    editor.show_problems()
    expect(editor.problems().filter(has_text="lenient.json")).to_have_count(0)
    expect(editor.squiggles("error")).to_have_count(0)
    (workspace.parent / "lenient" / "iamsight.toml").write_text("", "utf-8")
    expect(editor.squiggles("error")).to_have_count(1)


def test_a_server_that_was_killed_comes_back(editor, strict, code_server):
    show(editor, strict / "strict.json")
    (before,) = servers(code_server)
    os.kill(before, signal.SIGKILL)
    text = (strict / "strict.json").read_text("utf-8")
    editor.go_to(text, "DetectFaces", len("Detect"))
    editor.type("No")
    expect(editor.squiggles("error")).to_have_count(1)
    (after,) = servers(code_server)
    assert after != before


def test_what_to_do_is_said_when_there_is_no_python(editor, strict, code_server):
    show(editor, strict / "strict.json")
    code_server.set("iamsight.interpreter", "/no/such/python")
    message = editor.page.locator(".notifications-toasts .notification-list-item")
    expect(message).to_contain_text("/no/such/python")
    expect(message.get_by_role("button", name="Open Settings")).to_be_visible()
    expect(editor.status()).to_have_count(0)
    editor.screenshot("no python")
    code_server.set("iamsight.interpreter", None)
    expect(editor.status()).to_contain_text("Identity policy")


def test_nothing_but_what_was_saved_has_changed(strict):
    assert (strict / "plain.json").read_text("utf-8") == PLAIN
    assert (strict / "broken.json").read_text("utf-8") == BROKEN
