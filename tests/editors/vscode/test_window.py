"""The extension in a window of VS Code: what a user sees, and what is in the file in the end. The tests go in order."""

import json
import os
import re
import signal

import pytest
from playwright.sync_api import expect

from tests.editors.vscode.conftest import servers, show, write_workspace

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
BROKEN = FAULTY.replace('"FindFaces",', '"FindFaces"').replace('"Resource"', '"Effect": "Deny", "Resource"')
COMMENTED = BROKEN.replace('"Statement"', '// what the team may do\n  "Statement"').replace('"*"\n', '"*",\n')
CLAIMS = """
[[files]]
match = "/new.json"
kind = "scp"
"""
MILD = {
    "iamsight.severity": {"unknown-action": "warning"},
    "iamsight.features.code_lenses": False,
    "iamsight.files": [{"match": "/fresh.json", "kind": "rcp"}],
}
PLAIN = '{"name": "no policy here", "list": [1, 2, 3]}\n'


@pytest.fixture(scope="module")
def workspace(tmp_path_factory):
    folder = tmp_path_factory.mktemp("workspace")
    strict, lenient, mild = folder / "strict", folder / "lenient", folder / "mild"
    for one in (strict, lenient, mild):
        one.mkdir()
        (one / f"{one.name}.json").write_text(FAULTY, "utf-8")
    (lenient / "iamsight.toml").write_text(f'ignore = ["unknown-action"]\n{CLAIMS}', "utf-8")
    (lenient / "new.json").touch()
    (mild / ".vscode").mkdir()
    (mild / ".vscode" / "settings.json").write_text(json.dumps(MILD), "utf-8")
    (mild / "fresh.json").touch()
    (strict / "empty.json").touch()
    (strict / "plain.json").write_text(PLAIN, "utf-8")
    (strict / "unfinished.json").write_text(UNFINISHED, "utf-8")
    (strict / "broken.json").write_text(BROKEN, "utf-8")
    (strict / "commented.jsonc").write_text(COMMENTED, "utf-8")
    return write_workspace(folder / "all.code-workspace", strict, lenient, mild)


@pytest.fixture(scope="module")
def strict(workspace):
    return workspace.parent / "strict"


def kill(code_server):
    (server,) = servers(code_server)
    os.kill(server, signal.SIGKILL)
    return server


def test_files_without_a_policy_stay_untouched_and_cost_nothing(editor, strict, code_server):
    for name in ("plain.json", "empty.json"):
        editor.open(strict / name)
        expect(editor.page.locator("[id*='status.editor.mode']")).to_contain_text("JSON")
        expect(editor.status()).to_have_count(0)
    assert servers(code_server) == []


def test_an_empty_file_that_the_configuration_claims_is_begun(editor, workspace, code_server):
    path = workspace.parent / "lenient" / "new.json"
    show(editor, path)
    expect(editor.status()).to_contain_text("Service control policy")
    assert len(servers(code_server)) == 1
    editor.press("Control+Space")
    expect(editor.suggestions().first).to_contain_text("service control policy")
    editor.screenshot("empty file")
    editor.press("Enter")
    editor.press("Escape")
    begun = json.loads(editor.save(path, ""))
    assert begun["Version"] == "2012-10-17"
    assert "Principal" not in begun["Statement"][0]


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
    arn = editor.suggestions().filter(has_text="rekognition:…:collection/")
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


@pytest.mark.parametrize("name, ours", [("broken.json", 0), ("commented.jsonc", 1)])
def test_each_mistake_in_the_json_is_listed_once(editor, strict, name, ours):
    """VS Code lists them, but for a comment in a file whose language has comments: AWS does not accept it."""
    editor.open(strict / name)
    expect(editor.squiggles("error").first).to_be_visible()
    editor.show_problems()
    expected = {"DetectFaces": 1, "Expected comma": 1, "Duplicate object key": 2, "Trailing comma": ours}
    expected |= {"JSON has no comments": ours, "json-syntax": ours, "duplicate-member": 0}
    for text, count in expected.items():
        expect(editor.problems().filter(has_text=text)).to_have_count(count)


def test_each_folder_has_its_own_configuration(editor, workspace):
    editor.open(workspace.parent / "lenient" / "lenient.json")
    expect(editor.lenses().filter(has_text="Identity policy")).to_be_visible()
    editor.show_problems()
    expect(editor.problems().filter(has_text="lenient.json")).to_have_count(0)
    expect(editor.squiggles("error")).to_have_count(0)
    (workspace.parent / "lenient" / "iamsight.toml").write_text("", "utf-8")
    expect(editor.squiggles("error")).to_have_count(1)


def test_each_folder_has_its_own_settings(editor, workspace, strict):
    mild = workspace.parent / "mild"
    show(editor, mild / "mild.json")
    expect(editor.squiggles("warning")).to_have_count(1)
    expect(editor.squiggles("error")).to_have_count(0)
    expect(editor.lines().filter(has_text="5 actions")).to_be_visible()
    expect(editor.lenses()).to_have_count(0)
    show(editor, mild / "fresh.json")
    expect(editor.status()).to_contain_text("Resource control policy")
    show(editor, strict / "unfinished.json")
    expect(editor.status()).to_contain_text("Identity policy")
    expect(editor.lenses().filter(has_text="Identity policy")).to_be_visible()
    settings = {**MILD, "iamsight.severity": {}, "iamsight.features.code_lenses": True}
    (mild / ".vscode" / "settings.json").write_text(json.dumps(settings), "utf-8")
    show(editor, mild / "mild.json")
    expect(editor.squiggles("error")).to_have_count(1)
    expect(editor.lenses().filter(has_text="Identity policy")).to_be_visible()


def test_the_log_is_shown(editor, strict):
    """That is, its place: a code-server of which nothing is compiled writes no logs."""
    show(editor, strict / "strict.json")
    editor.run("iamsight: Show the Log")
    expect(editor.page.get_by_role("document", name="iamsight - Output")).to_be_visible()


def test_a_server_that_was_killed_comes_back(editor, strict, code_server):
    show(editor, strict / "strict.json")
    before = kill(code_server)
    text = (strict / "strict.json").read_text("utf-8")
    editor.go_to(text, "DetectFaces", len("Detect"))
    editor.type("No")
    expect(editor.squiggles("error")).to_have_count(1)
    (after,) = servers(code_server)
    assert after != before


@pytest.mark.parametrize(
    "setting, program, said",
    [
        ("interpreter", "/no/such/python", "/no/such/python"),
        ("interpreter", "echo 3 9", "Python 3.9"),
        ("path", "/no/such/server", "/no/such/server"),
        ("path", "exit 1", "could not be started"),
    ],
    ids=["no Python", "an old Python", "no server", "a server that stops"],
)
def test_what_to_do_is_said_once_when_the_server_cannot_run(editor, strict, code_server, setting, program, said):
    if not program.startswith("/"):
        script = code_server.folder / "program"
        script.write_text(f"#!/bin/sh\n{program}\n", "utf-8")
        script.chmod(0o700)
        program = str(script)
    show(editor, strict / "strict.json")
    code_server.set(f"iamsight.{setting}", program)
    expect(editor.messages()).to_contain_text([said])
    expect(editor.messages().get_by_role("button", name="Open Settings")).to_be_visible()
    expect(editor.status()).to_have_count(0)
    editor.page.wait_for_timeout(500)  # what fades in is there
    editor.screenshot(f"message {said}")
    code_server.set(f"iamsight.{setting}", None)
    expect(editor.status()).to_contain_text("Identity policy")
    expect(editor.messages()).to_contain_text([said])
    editor.run("Notifications: Clear All Notifications")


def test_a_server_that_stops_again_and_again_is_left_alone_until_the_user_says_so(editor, strict, code_server):
    show(editor, strict / "strict.json")
    editor.show_problems()
    editor.go_to((strict / "strict.json").read_text("utf-8"), "DetectFaces", len("DetectFaces"))
    for stops in range(1, 5):
        kill(code_server)
        editor.type("s")
        expect(editor.problems().filter(has_text=f'"DetectFaces{"s" * stops}"')).to_be_visible()
    kill(code_server)
    expect(editor.messages()).to_contain_text(["stopped 5 times in 3 minutes"])
    editor.messages().get_by_role("button", name="Restart").click()
    expect(editor.problems().filter(has_text="DetectFaces")).to_be_visible()
    expect(editor.messages()).to_have_count(0)


def test_what_the_schema_of_the_configuration_is_for_is_said_where_it_cannot_be_used(editor):
    editor.run("iamsight: Complete and Check iamsight.toml")
    expect(editor.messages()).to_contain_text(["Even Better TOML, which is not installed"])
    editor.run("Notifications: Clear All Notifications")


def test_nothing_but_what_was_saved_has_changed(strict):
    assert (strict / "plain.json").read_text("utf-8") == PLAIN
    assert (strict / "broken.json").read_text("utf-8") == BROKEN
