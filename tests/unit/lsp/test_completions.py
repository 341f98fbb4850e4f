"""Completion items as clients of different abilities get them."""

import re

import pytest
from lsprotocol import types

from iamsight.config import FileSettings
from iamsight.lsp.client import Client, digest
from iamsight.lsp.convert import Place
from iamsight.lsp.documents import OpenDocument
from iamsight.lsp.preferences import Wanted
from iamsight.lsp.writing import complete

BEFORE, AFTER = '{\n  "Version": "2012-10-17",\n  "Statement": [\n    ', "\n  ]\n}\n"


def items(client, text=BEFORE + AFTER, line=3, column=4):
    wanted = Wanted(FileSettings(), frozenset({"completion"}))
    place = Place(OpenDocument("file:///a.json", 1, text, wanted, 0), client)
    params = types.CompletionParams(types.TextDocumentIdentifier("file:///a.json"), types.Position(line, column))
    return complete(place, params)


def texts(found):
    return [one.get("textEditText") or one["textEdit"]["newText"] for one in found["items"]]


def test_lines_are_indented_for_clients_that_insert_text_as_it_is():
    several = [text for text in texts(items(Client())) if "\n" in text]
    assert several
    assert all(line.startswith("    ") for text in several for line in text.split("\n")[1:])


def test_lines_are_left_to_clients_that_indent_snippets():
    found = items(Client(snippets=True))
    several = [one for one in found["items"] if "\n" in one["textEdit"]["newText"]]
    assert several
    assert {one["insertTextFormat"] for one in several} == {types.InsertTextFormat.Snippet}
    assert "search a face collection" in [one["label"] for one in several]
    assert "analyse images" in [one["label"] for one in several]  # which has no tab stops
    for one in several:
        assert "\n " not in one["textEdit"]["newText"]  # a tab stands for what the user indents by
        unescaped = re.sub(r"\\([$}\\])", r"\1", one["textEdit"]["newText"])
        assert unescaped.endswith("\n}")
        assert "$" not in re.sub(r"\$\d+|\$\{\d+:[^}]*\}|\$\{aws:\w+\}", "", unescaped)


@pytest.mark.parametrize("can", [True, False])
def test_a_shared_range_is_sent_once_to_clients_that_take_it(can):
    line = '      "Action": "rekog"'
    found = items(Client(default_edit_range=can), BEFORE + "{\n" + line + "\n}" + AFTER, 4, len(line) - 1)
    ranges = [one.get("textEdit", {}).get("range") for one in found["items"]]
    written = {
        "start": {"line": 4, "character": line.index('"rekog')},
        "end": {"line": 4, "character": len(line)},
    }
    assert len(ranges) > 50
    assert ranges == [None if can else written] * len(ranges)
    assert found.get("itemDefaults") == ({"editRange": written} if can else None)
    assert '"rekognition:DetectLabels"' in texts(found)


@pytest.mark.parametrize("name, knows", [("Visual Studio Code", True), ("Neovim", False), ("coc.nvim", True)])
def test_only_clients_that_know_the_command_are_told_to_suggest_again(name, knows):
    client = digest(types.ClientCapabilities(), name)._replace(snippets=True)
    line = '      "Action": "rekog"'
    found = items(client, BEFORE + "{\n" + line + "\n}" + AFTER, 4, len(line) - 1)
    commands = {one["command"]["command"] for one in found["items"] if "command" in one}
    assert commands == ({"editor.action.triggerSuggest"} if knows else set())


@pytest.mark.parametrize(
    "typed, after, written",
    [
        ('"rekognition:Detect', '"', '"rekognition:DetectLabels'),
        ('"rekognition:Detect', 'Fac"', '"rekognition:DetectLabels'),
        ('"rekognition:Detect', "", '"rekognition:DetectLabels"'),
    ],
    ids=["closed", "in the middle", "not closed"],
)
def test_what_follows_the_cursor_is_left_to_clients_that_leave_it_anyway(typed, after, written):
    line = '      "Action": '
    found = items(
        Client(keeps_what_follows=True), BEFORE + "{\n" + line + typed + after + "\n}" + AFTER, 4, len(line + typed)
    )
    (item,) = [one for one in found["items"] if one["label"] == "rekognition:DetectLabels"]
    replaced = {"start": {"line": 4, "character": len(line)}, "end": {"line": 4, "character": len(line + typed)}}
    assert item["textEdit"] == {"range": replaced, "newText": written}


@pytest.mark.parametrize("name, keeps", [("Neovim", True), ("Visual Studio Code", False), ("", False)])
def test_clients_that_leave_what_follows_are_known_by_name(name, keeps):
    assert digest(types.ClientCapabilities(), name).keeps_what_follows is keeps
