"""What docs/editors.md prints for editors that cannot be had here."""

import json
import re
import sys

import pytest

from tests.editors.page import PAGE, blocks, section

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

COMMAND = ["iamsight", "server"]
SETTINGS = {"iamsight": {"severity": {"unknown-action": "warning"}}}


def helix():
    (written,) = blocks("Helix", "toml")
    read = tomllib.loads(written)
    server = read["language-server"]["iamsight"]
    assert "iamsight" in read["language"][0]["language-servers"]
    return [server["command"], *server["args"]], server["config"]


def kate():
    server = read_json("Kate")["servers"]["json"]
    assert re.match(server["highlightingModeRegex"], "JSON")
    return server["command"], server["settings"]


def sublime_text():
    server = read_json("Sublime Text")["clients"]["iamsight"]
    assert server["selector"] == "source.json"
    return server["command"], server["settings"]


def zed():
    (server,) = read_json("Zed")["lsp"].values()
    return [server["binary"]["path"], *server["binary"]["arguments"]], server["settings"]


def jetbrains():
    (command,) = re.findall(r"the command `(.+?)`", section("JetBrains"))
    return command.split(), read_json("JetBrains")


def read_json(editor):
    (written,) = blocks(editor, "json")
    return json.loads(written)


@pytest.mark.parametrize("read", [helix, kate, sublime_text, zed, jetbrains], ids=lambda read: read.__name__)
def test_the_lines_for_other_editors_start_the_server_with_the_same_settings(read):
    assert read() == (COMMAND, SETTINGS)


def test_every_editor_in_the_table_has_its_section():
    linked = re.findall(r"\]\(#([\w-]+)\)", PAGE.read_text("utf-8"))
    headings = re.findall(r"^## (.+)$", PAGE.read_text("utf-8"), re.MULTILINE)
    assert linked
    assert {one.lower().replace(" ", "-") for one in headings} == {*linked, "any-other-editor"}
