"""Neovim with the lines that docs/editors.md prints, from opening a file to quitting."""

import json

import pytest

from tests.editors.neovim.editor import Editor
from tests.editors.page import blocks

WRONG = """{
  "Version": "2012-10-17",
  "Statement": [
    {
      "Effect": "Allow",
      "Action": "rekognition:DeleteLabels",
      "Resource": "*"
    }
  ]
}
"""
ERROR, WARNING, HINT = 1, 2, 4
LENSES = """
function lenses()
  local title = function(lens) return lens.command and lens.command.title end
  return vim.iter(vim.lsp.codelens.get(0)):map(title):totable()
end
"""
RIGHT = WRONG.replace("DeleteLabels", "DetectLabels")
IN_ONE_LINE = " ".join(WRONG.split())


@pytest.fixture
def file(tmp_path):
    return tmp_path / "policy.json"


@pytest.mark.parametrize("before", ["", "é", "😀", "\u2028", "😀\u2028\u0085é"], ids=ascii)
def test_diagnostics_stand_under_what_is_wrong(editor, file, before):
    editor.open(
        file,
        IN_ONE_LINE.replace(
            '{ "Effect"', f'{{ "Condition": {{"StringEquals": {{"aws:PrincipalTag/x": "{before}"}}}}, "Effect"'
        ),
    )
    editor.until("return #vim.diagnostic.get(0) > 0")
    (found,) = [one for one in editor.lua("return vim.diagnostic.get(0)") if one["code"] == "unknown-action"]
    assert editor.under(found) == "DeleteLabels"
    assert editor.lua("return vim.lsp.get_clients()[1].offset_encoding") == "utf-8"


def test_diagnostics_are_pulled_and_move_with_what_is_typed(editor, file):
    editor.open(file, IN_ONE_LINE)
    (found,) = editor.diagnostics(1)
    namespace = editor.lua("return vim.lsp.diagnostic.get_namespace(vim.lsp.get_clients()[1].id, true)")
    assert (found["namespace"], editor.under(found)) == (namespace, "DeleteLabels")
    editor.at('[ { "')
    editor.keys('i"Condition": {"StringEquals": {"aws:PrincipalTag/😀": "😀"}}, <Esc>')
    editor.until("local found = vim.diagnostic.get(0); return #found == 1 and found[1].col ~= ...", found["col"])
    (moved,) = editor.diagnostics(1)
    assert editor.under(moved) == "DeleteLabels"


@pytest.mark.parametrize(
    "line, typed, accepted",
    [
        ('"Action": "|",', "rekognition:DetectLa", '"Action": "rekognition:DetectLabels",'),
        ('"Action": |,', '"rekognition:DetectLa', '"Action": "rekognition:DetectLabels",'),
        ('"Action": "rekognition:|",', "DetectLa", '"Action": "rekognition:DetectLabels",'),
        (
            '"Sid": "😀", "Action": ["rekognition:DetectLa|"],',
            "",
            '"Sid": "😀", "Action": ["rekognition:DetectLabels"],',
        ),
    ],
    ids=["between quotes", "with a new quote", "behind a colon", "behind an emoji"],
)
def test_completion_by_keys(editor, file, line, typed, accepted):
    before, after = RIGHT.split('"Action": "rekognition:DetectLabels",')
    editor.open(file, before + line.replace("|", "") + after)
    editor.lua(
        "vim.api.nvim_win_set_cursor(0, { ... })", 6, len((before.split("\n")[-1] + line.partition("|")[0]).encode())
    )
    editor.keys(f"i{typed}")
    editor.until("return vim.api.nvim_get_mode().mode:find('^i')")
    editor.keys("<C-x><C-o>")
    editor.until("return vim.fn.pumvisible() == 1")
    editor.keys("<C-n><C-y><Esc>")
    editor.until("return vim.api.nvim_get_mode().mode == 'n'")
    assert editor.text.split("\n")[5].strip() == accepted


def test_the_menu_opens_while_typing_and_narrows(editor, file):
    editor.open(file, RIGHT.replace("rekognition:DetectLabels", "rekognition"))
    editor.at('"Action": "rekognition')
    editor.keys("a:")
    editor.until("return vim.fn.pumvisible() == 1")
    editor.keys("SearchFacesB<C-n><C-y><Esc>")
    editor.until("return vim.api.nvim_get_mode().mode == 'n'")
    assert '"Action": "rekognition:SearchFacesByImage",' in editor.text


def test_snippets_have_tab_stops(editor, file):
    editor.open(file, '{\n  "Version": "2012-10-17",\n  "Statement": [\n    \n  ]\n}\n')
    editor.lua("vim.api.nvim_win_set_cursor(0, { 4, 3 })")
    editor.keys("A<C-x><C-o>")
    editor.until("return vim.fn.pumvisible() == 1")
    editor.keys("<C-n><C-y>")
    for typed in ("s3:GetObject", "arn:aws:s3:::b/*"):
        editor.until("return vim.api.nvim_get_mode().mode == 's'")
        editor.keys(typed)
        editor.until("return vim.api.nvim_get_mode().mode:find('^i')")  # ic where the menu has opened
        editor.keys("<Tab>")
    editor.until("return not vim.snippet.active({ direction = 1 })")
    (statement,) = json.loads(editor.text)["Statement"]
    assert statement == {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": "arn:aws:s3:::b/*"}


def test_hovering_shows_the_documentation(editor, file):
    editor.open(file, RIGHT)
    editor.at("Detect")
    editor.keys("K")
    shown = editor.until(
        """
        for _, window in ipairs(vim.api.nvim_list_wins()) do
          if vim.api.nvim_win_get_config(window).relative ~= "" then
            return table.concat(vim.api.nvim_buf_get_lines(vim.api.nvim_win_get_buf(window), 0, -1, true), "\\n")
          end
        end
        """
    )
    assert "Amazon Rekognition Developer Guide" in shown
    assert "https://docs.aws.amazon.com/rekognition/" in shown


def test_a_fix_is_chosen_from_the_menu(editor, file):
    editor.open(file, WRONG)
    editor.diagnostics(1)
    editor.at("Delete")
    editor.keys("gra")
    editor.choose("1<CR>")
    editor.diagnostics(0)
    assert editor.text + "\n" == RIGHT


def test_saving_applies_every_safe_fix(editor, file):
    twice = '["rekognition:DetectLabels", "rekognition:DetectLabels"]'
    editor.open(file, RIGHT.replace('"rekognition:DetectLabels"', twice))
    editor.diagnostics(1)
    editor.keys(":write<CR>")
    editor.until(
        "return vim.fn.getfsize(vim.api.nvim_buf_get_name(0)) ~= ... and not vim.bo.modified", len(file.read_bytes())
    )
    assert twice not in file.read_text("utf-8")
    editor.diagnostics(0)


def test_hints_stand_behind_wildcards(editor, file):
    editor.open(file, RIGHT.replace("DetectLabels", "Describe*"))
    (hint,) = editor.until("local all = vim.lsp.inlay_hint.get({ bufnr = 0 }); return #all > 0 and all")
    position = hint["inlay_hint"]["position"]
    line = editor.nvim.current.buffer[position["line"]]
    assert line[: position["character"]].endswith('Describe*"')
    assert hint["inlay_hint"]["label"].endswith(" actions")


def test_a_lens_changes_the_kind(editor, file):
    editor.open(file, RIGHT)
    editor.lua(LENSES)
    kind, size, allows = editor.until("return #lenses() == 3 and lenses()")
    assert kind.startswith("Identity policy")
    assert " characters" in size
    assert allows == "Allows 1 Read: Amazon Rekognition"
    editor.lua("vim.keymap.set('n', 'grl', vim.lsp.codelens.run)")
    editor.keys("gggrl")
    editor.choose("5<CR>")
    assert editor.until('return lenses()[1]:find("Service control") and lenses()[1]')


def test_settings_hold_at_once(editor, file):
    editor.open(file, WRONG)
    (found,) = editor.diagnostics(1)
    assert found["severity"] == ERROR
    (settings,) = blocks("Neovim", "lua")[-1:]
    assert '["unknown-action"] = "warning"' in settings
    editor.lua(f"{settings} vim.lsp.enable('iamsight', false) vim.lsp.enable('iamsight')")
    editor.until("local found = vim.diagnostic.get(0)[1]; return found and found.severity == ...", WARNING)
    editor.lua("""
        local client = vim.lsp.get_clients({ name = "iamsight" })[1]
        client.settings = { iamsight = { severity = { ["unknown-action"] = "hint" } } }
        client:notify("workspace/didChangeConfiguration", { settings = client.settings })
    """)
    editor.until("local found = vim.diagnostic.get(0)[1]; return found and found.severity == ...", HINT)


def test_a_configuration_file_holds_when_it_is_saved(editor, file):
    editor.open(file, WRONG)
    editor.diagnostics(1)
    editor.lua("vim.cmd.split(...)", str(file.with_name("iamsight.toml")))
    editor.keys('iignore = ["unknown-action"]<Esc>:write<CR><C-w>w')
    editor.until("return vim.bo.filetype == 'json'")
    editor.diagnostics(0)


def test_neovim_and_the_server_go_when_told_to(home, file):
    editor = Editor(home)
    editor.open(file, WRONG)
    editor.diagnostics(1)
    assert len(editor.children()) == 1
    editor.lua("vim.lsp.enable('iamsight', false)")
    editor.until("return #vim.lsp.get_clients() == 0 and #vim.diagnostic.get(0) == 0")
    editor.until("return #vim.api.nvim_get_proc_children(vim.fn.getpid()) == 0")
    editor.lua("vim.lsp.enable('iamsight')")
    editor.diagnostics(1)
    assert len(editor.children()) == 1
    assert editor.quit() == []
