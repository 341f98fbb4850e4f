"""Which files a run looks at."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.unit.cli.conftest import WRONG, Run


def lay(here: Path, *names: str) -> None:
    for name in names:
        path = here / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(WRONG)


def checked(run: Run, *arguments: str) -> list[str]:
    return [finding["path"] for finding in run("check", "--format", "json", *arguments).findings]


def test_a_folder_is_walked_for_names_that_policies_have(here: Path, run: Run):
    lay(
        here,
        "b.json",
        "a.jsonc",
        "deep/er/c.template",
        "deep/d.txt",
        "e.json.bak",
        "node_modules/f.json",
        ".hidden/g.json",
    )

    assert checked(run) == [".hidden/g.json", "a.jsonc", "b.json", "deep/er/c.template"]
    assert checked(run, "deep") == ["deep/er/c.template"]
    assert checked(run, "./deep/") == ["deep/er/c.template"]


def test_a_folder_may_be_called_like_a_file(here: Path, run: Run):
    lay(here, "x.json/a.json")

    assert checked(run) == ["x.json/a.json"]


def test_a_file_named_outright_may_be_called_anything(here: Path, run: Run):
    lay(here, "policy", "node_modules/a.json")

    assert checked(run, "policy", "node_modules/a.json") == ["policy", "node_modules/a.json"]


def test_each_file_is_checked_once(here: Path, run: Run):
    lay(here, "a.json", "b/c.json")

    assert checked(run, "a.json", "./a.json", "b", "b/c.json", ".") == ["a.json", "b/c.json"]


@pytest.mark.parametrize(
    "pattern,found",
    [
        ("*.json", ["a.json", "b.json"]),
        ("**/*.json", ["a.json", "b.json", "deep/c.json"]),
        ("[b-z].json", ["b.json"]),
        ("de*", ["deep/c.json"]),
    ],
)
def test_globs(here: Path, run: Run, pattern: str, found: list[str]):
    lay(here, "a.json", "b.json", "deep/c.json")

    assert checked(run, pattern) == found


def test_a_glob_that_matches_nothing(here: Path, run: Run):
    outcome = run("check", "none/*.json")

    assert (outcome.code, outcome.err) == (2, "iamsight: none/*.json: matches no file\n")


def test_a_file_with_brackets_in_its_name_is_no_glob(here: Path, run: Run):
    lay(here, "[a].json", "a.json")

    assert checked(run, "[a].json") == ["[a].json"]


@pytest.mark.parametrize(
    "ignores,found",
    [
        ({".gitignore": "build/\n*.tmp.json\n"}, ["a.json", "deep/c.json"]),
        ({".gitignore": "*.json\n!a.json\n"}, ["a.json"]),
        ({".gitignore": "*.json\n", "deep/.gitignore": "!c.json\n"}, ["deep/c.json"]),
        ({".gitignore": "/c.json\n"}, ["a.json", "a.tmp.json", "build/b.json", "deep/c.json"]),
        ({".gitignore": "# none\n\n!\n"}, ["a.json", "a.tmp.json", "build/b.json", "deep/c.json"]),
    ],
)
def test_what_git_ignores_is_left_out(here: Path, run: Run, ignores: dict[str, str], found: list[str]):
    lay(here, "a.json", "a.tmp.json", "build/b.json", "deep/c.json")
    for name, text in ignores.items():
        (here / name).write_text(text)

    assert checked(run) == found
    assert len(checked(run, "--no-gitignore")) == 4
    assert checked(run, "build/b.json") == ["build/b.json"]


def test_a_gitignore_above_counts_within_the_repository(here: Path, run: Run):
    lay(here, "outer/repository/deep/a.json", "outer/repository/deep/b.json")
    (here / "outer" / ".gitignore").write_text("a.json")
    (here / "outer" / "repository" / ".gitignore").write_text("b.json")
    subprocess.run(["git", "init", "--quiet", here / "outer" / "repository"], check=True)

    assert checked(run, "outer/repository/deep") == ["outer/repository/deep/a.json"]


def test_the_configuration_excludes_and_claims_files(here: Path, run: Run):
    lay(here, "a.json", "old/b.json", "scp/policy", "scp/other")
    (here / "iamsight.toml").write_text('exclude = ["old/"]\nfiles = [{match = "scp/policy", kind = "scp"}]')

    assert checked(run) == ["a.json", "scp/policy"]
    assert checked(run, "old/b.json") == ["old/b.json"]
    assert checked(run, "--force-exclude", "old/b.json", "a.json") == ["a.json"]
