"""What package.json of the VS Code extension promises is there, and its settings are those of the configuration."""

import json
import re
import runpy

from iamsight.lsp import commands
from tests.unit.test_repository import ROOT

EXTENSION = ROOT / "editors" / "vscode"
PACKAGE = json.loads((EXTENSION / "package.json").read_text(encoding="utf-8"))


def test_the_settings_are_those_of_the_configuration():
    written = runpy.run_path(str(ROOT / "tools" / "write_vscode.py"))["package"]()

    assert (EXTENSION / "package.json").read_text(encoding="utf-8") == written, "run make docs"


def test_every_command_is_registered_by_the_extension_or_by_the_server():
    source = (EXTENSION / "src" / "extension.ts").read_text(encoding="utf-8")
    ours = set(re.findall(r'registerCommand\("([\w.]+)"', source))
    servers = {value for name, value in vars(commands).items() if name.isupper() and str(value).startswith("iamsight.")}
    offered = {one["command"] for one in PACKAGE["contributes"]["commands"]}

    assert offered - servers == ours
    assert {one["command"] for one in PACKAGE["contributes"]["menus"]["commandPalette"]} == offered & servers


def test_pictures_and_icons_are_there():
    readme = (EXTENSION / "README.md").read_text(encoding="utf-8")
    pictures = re.findall(r"!\[[^\]]+\]\(([^)]+)\)", readme)

    assert pictures
    for name in [*pictures, PACKAGE["icon"]]:
        assert (EXTENSION / name).read_bytes().startswith(b"\x89PNG")


def test_nothing_is_shown_twice_and_nothing_runs_before_it_is_needed():
    assert PACKAGE["activationEvents"] == ["onLanguage:json", "onLanguage:jsonc"]
    assert "jsonValidation" not in PACKAGE["contributes"]


def test_the_workspace_does_not_choose_what_is_run_unless_it_is_trusted():
    settings = PACKAGE["contributes"]["configuration"]["properties"]
    restricted = PACKAGE["capabilities"]["untrustedWorkspaces"]["restrictedConfigurations"]

    assert restricted == ["iamsight.path", "iamsight.interpreter"]
    assert {settings[name]["scope"] for name in restricted} == {"machine-overridable"}
