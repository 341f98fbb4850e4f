"""Configurations and `.gitignore` files that are made to keep us busy, or to lead us out of the workspace."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pathspec.patterns.gitignore.spec import GitIgnoreSpecPattern

from iamsight.cli import main
from iamsight.config import Configurations
from iamsight.config.patterns import LONGEST, Patterns, is_pattern, steady

POLICY = '{"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}}'
WRONG = POLICY.replace('"Action"', '"action"')
BLOWING_UP = [
    "*a" * 30 + "b",
    "**/a/" * 30 + "b",
    "*a*/" * 20 + "*b",
    "?*" * 40 + "b",
    "[a-z]*" * 40 + "B",
    "**a" * 30 + "/**/b",
]

names = st.text("aab.", min_size=1, max_size=5)
paths = st.builds("{}{}".format, st.lists(names, min_size=1, max_size=6).map("/".join), st.sampled_from(["", "/"]))
lines = st.lists(st.sampled_from(["a", "b", "*", "*", "**", "/", "?", "[ab]", "[b.]", "**/", "/**/", "."]), max_size=14)


@given(lines.map("".join), st.lists(paths, min_size=1, max_size=8))
def test_a_steady_expression_says_what_pathspec_says(line: str, candidates: list[str]) -> None:
    expression, _ = GitIgnoreSpecPattern.pattern_to_regex(line)
    for path in candidates if expression else ():
        before, after = re.match(expression or "", path), re.match(steady(expression or ""), path)
        assert (before and before.groupdict()) == (after and after.groupdict())


def test_a_set_of_characters_without_some_has_no_slash() -> None:
    assert Patterns(["a[!b]c"]).match("axc")
    assert not Patterns(["a[!b]c"]).match("a/c")


def test_a_pattern_is_no_longer_than_any_path() -> None:
    assert is_pattern("a" * LONGEST)
    assert not is_pattern("a" * (LONGEST + 1))
    assert not Patterns(["a" * (LONGEST + 1)]).match("a" * (LONGEST + 1))


def lay_pattern(where: Path, pattern: str, place: str) -> None:
    (where / ".git").mkdir()
    quoted = json.dumps(pattern)
    if place == ".gitignore":
        (where / ".gitignore").write_text(pattern)
    elif place == "suppress":
        (where / "iamsight.toml").write_text(f'[[suppress]]\nrule = "full-access"\nreason = "x"\nfiles = {quoted}\n')
    else:
        table = "exclude = " if place == "exclude" else '[[files]]\nkind = "identity"\nmatch = '
        (where / "iamsight.toml").write_text(table + quoted)
    folder = where
    for name in ["a" * 200, "a", "a", "a", "a" * 60]:
        folder /= name
        folder.mkdir()
    (folder / ("a" * 240 + ".json")).write_text(POLICY)


@pytest.mark.parametrize("place", [".gitignore", "exclude", "files", "suppress"])
def test_a_pattern_made_to_blow_up_does_not(place: str, tmp_path: Path) -> None:
    for number, pattern in enumerate(BLOWING_UP):
        where = tmp_path / str(number)
        where.mkdir()
        lay_pattern(where, pattern, place)
    # in a process of its own, for an expression that is being matched cannot be stopped
    command = [sys.executable, "-m", "iamsight", "check", *map(str, range(len(BLOWING_UP)))]
    ended = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True, timeout=60, check=False)
    assert "6 policies in 6 files" in ended.stdout, ended.stderr


TOO_MUCH = {
    "line ends": ("pyproject.toml", "\n" * 200_000, []),
    "brackets": ("iamsight.toml", "a = " + "[" * 100_000, ["is not TOML: maximum recursion depth exceeded"]),
    "tables in tables": ("iamsight.toml", "a = " + "{a = " * 40_000, ["is not TOML: maximum recursion depth exceeded"]),
    "parts": ("iamsight.toml", "a" + ".a" * 100_000 + " = 1", ["is not TOML: a key has more than 200 parts"]),
    "parts of a table": ("iamsight.toml", "[a" + ".a" * 100_000 + "]", ["is not TOML: a key has more than 200 parts"]),
    "characters": ("iamsight.toml", "#" * 300_000, ["is larger than 256 KB"]),
    "a pattern": ("iamsight.toml", f'exclude = "{"*a" * 1000}"', ["exclude must be a pattern as in .gitignore"]),
}


@pytest.mark.parametrize("name, text, said", TOO_MUCH.values(), ids=TOO_MUCH.keys())
def test_too_much_of_a_configuration_is_refused(name: str, text: str, said: list[str], tmp_path: Path) -> None:
    (tmp_path / name).write_text(text)
    found = [problem.sentence for problem in Configurations().of(tmp_path / "a.json").problems]
    assert [sentence[: len(one)] for sentence, one in zip(found, said, strict=True)] == said


def test_of_many_problems_fifty_are_listed_and_none_is_used(tmp_path: Path) -> None:
    listed = ", ".join(f'"nothing-{number}"' for number in range(60))
    (tmp_path / "iamsight.toml").write_text(f'select = [{listed}]\naccount = "x"\nexclude = 5\n')
    configuration = Configurations().of(tmp_path / "a.json")
    assert len(configuration.problems) == 51
    assert configuration.problems[-1].sentence == "12 more values cannot be used"
    assert configuration.values == {}


Run = Callable[..., tuple[int, str, str]]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Run:
    (tmp_path / "inside").mkdir()
    monkeypatch.chdir(tmp_path / "inside")

    def call(*arguments: str) -> tuple[int, str, str]:
        code = main(arguments)
        captured = capsys.readouterr()
        return code, captured.out, captured.err

    return call


def test_a_large_gitignore_is_not_heeded_and_that_is_said(run: Run) -> None:
    Path(".git").mkdir()
    Path("a.json").write_text(POLICY)
    Path(".gitignore").write_text("#" * 300_000 + "\n*.json\n")
    code, out, err = run("check", ".")
    assert "1 policy in 1 file" in out
    assert (code, err) == (1, "iamsight: .gitignore: is larger than 256 KB and was not heeded\n")


def test_a_gitignore_that_is_a_pipe_or_a_device_is_none(run: Run) -> None:
    Path(".git").mkdir()
    Path("sub").mkdir()
    os.mkfifo(".gitignore")
    Path("sub/.gitignore").symlink_to("/dev/zero")
    Path("sub/a.json").write_text(POLICY)
    assert "1 policy in 1 file" in run("check", ".")[1]


OUTSIDE = [
    'exclude = ["../../**", "/etc/*", "../outside.json"]',
    '[[files]]\nmatch = ["../**", "/**", "../outside.json"]\nkind = "scp"',
    '[[suppress]]\nrule = "json-syntax"\nreason = "x"\nfiles = ["../outside.json"]',
    'extend = "../../.."',
    'extends = "../outside.json"',
    'baseline = "../outside.json"',
    'output = "../outside.json"',
]


@pytest.mark.parametrize("text", OUTSIDE)
@pytest.mark.parametrize("options", [[], ["--fix", "--unsafe-fixes"]], ids=["check", "fix"])
def test_no_configuration_leads_out_of_its_folder(text: str, options: list[str], run: Run) -> None:
    outside = Path("../outside.json")
    outside.write_text(WRONG)
    Path("inside.json").write_text(POLICY)
    Path("iamsight.toml").write_text(text)
    before = sorted(Path("..").iterdir())
    _, out, err = run("check", *options, ".")
    assert "outside.json" not in out
    assert sorted(Path("..").iterdir()) == before
    assert outside.read_text() == WRONG
    assert "there is no key" in err or text.startswith(("exclude", "[["))


def test_a_link_met_in_a_folder_is_checked_but_nothing_is_written_through_it(run: Run) -> None:
    outside = Path("../outside.json")
    outside.write_text(WRONG)
    Path("link.json").symlink_to(outside)
    _, out, err = run("check", "--fix", ".")
    assert "link.json:1:" in out
    assert err == "iamsight: link.json: is a link, which was not followed to be fixed; name it to have that done\n"
    assert outside.read_text() == WRONG
    run("check", "--fix", "link.json")
    assert '"Action"' in outside.read_text()
    assert Path("link.json").is_symlink()
