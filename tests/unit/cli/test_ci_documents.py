"""What docs/ci.md and the files for other tools say is valid where it is to be used."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from ruamel.yaml import YAML

from iamsight.cli.arguments import parser
from iamsight.report import FORMATS

ROOT = Path(__file__).parents[3]
PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")


def blocks(language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", PAGE, re.DOTALL | re.MULTILINE)


def yaml(text: str) -> Any:
    return YAML(typ="safe").load(text)


def commands() -> list[str]:
    """Every command line with `iamsight check` in the page, in the hooks and in the action."""
    texts = [
        re.sub(r"<!--.*?-->", "", PAGE),
        *((ROOT / name).read_text(encoding="utf-8") for name in (".pre-commit-hooks.yaml", "action.yml")),
    ]
    found = [line for text in texts for line in re.findall(r"iamsight\"? check ([^\n`#'<>)]*)", text)]
    return sorted({re.sub(r'"\$\w+"|"\$\{\w+\[@\]\}"|policies/', "x", line).strip() for line in found})


def validate(schema: str, path: Path) -> None:
    tool = [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(path)]
    done = subprocess.run(tool, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout + done.stderr


@pytest.mark.parametrize("command", commands())
def test_every_command_has_options_that_exist(command: str):
    parser().parse_args(["check", *command.split()])


def test_each_format_is_shown():
    shown = re.findall(r"<!-- iamsight check --format (\w+) ", PAGE)

    assert shown == list(FORMATS)


def test_workflows_and_pipelines_are_valid(tmp_path: Path):
    kinds = []
    for number, block in enumerate(blocks("yaml")):
        data = yaml(block)
        kind = "github-workflows" if "jobs" in data else "gitlab-ci" if "iamsight" in data else None
        path = tmp_path / f"{number}.yml"
        path.write_text(block)
        if kind:
            validate(f"vendor.{kind}", path)
        kinds.append(kind)
    assert kinds == ["github-workflows", "gitlab-ci", None, "github-workflows"]


def test_it_is_installed_from_where_it_is():
    """PyPI has no release yet; a page that says otherwise would install whatever takes that name."""
    released = "## 0.1.0 - unreleased" not in (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    for page in (ROOT / "README.md", *(ROOT / "docs").glob("*.md"), *(ROOT / "editors").glob("*/README.md")):
        installs = re.findall(r"(?:pip|uv tool|pipx) install (?:--\w+ )*([^\s`')]+)", page.read_text(encoding="utf-8"))
        assert "iamsight" not in installs or released, page
    assert set(re.findall(r"OWNER/iamsight[^\s`']*", PAGE)) == {
        "OWNER/iamsight@COMMIT",
        "OWNER/iamsight",
        "OWNER/iamsight/archive/COMMIT.tar.gz",
    }


def test_the_action_is_valid():
    validate("vendor.github-actions", ROOT / "action.yml")


def test_zizmor_has_nothing_to_say_of_the_action():
    zizmor = [Path(sys.executable).with_name("zizmor"), "--offline", "--persona", "pedantic", ROOT / "action.yml"]

    done = subprocess.run(zizmor, capture_output=True, text=True, check=False)

    assert done.returncode == 0, done.stdout + done.stderr


def test_the_action_takes_what_the_page_gives_it():
    inputs = yaml((ROOT / "action.yml").read_text(encoding="utf-8"))["inputs"]
    (step,) = (step for step in yaml(blocks("yaml")[0])["jobs"]["iamsight"]["steps"] if "iamsight" in step["uses"])

    assert step["with"].keys() <= inputs.keys()


def test_the_hooks_are_those_that_the_page_names():
    hooks = yaml((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))

    assert [hook["id"] for hook in hooks] == ["iamsight", "iamsight-fix"]
    assert all(f"`{hook['id']}`" in PAGE or f"id: {hook['id']}" in PAGE for hook in hooks)
