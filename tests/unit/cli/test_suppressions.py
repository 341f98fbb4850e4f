"""`[[suppress]]`: a finding is accepted with a reason, until it expires or is no longer there."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from iamsight.rule import Rule
from iamsight.rules import RULES
from tests.unit.cli.conftest import CLEAN, WRONG, Run

ABOUT_CONFIGURATION = [rule for rule in RULES if not rule.kinds]
NAMED = WRONG.replace('"Effect"', '"Sid": "Old", "Effect"')


def suppress(here: Path, more: str = "", name: str = "iamsight.toml", header: str = "suppress") -> None:
    (here / name).write_text(f'# ours\n\n[[{header}]]\nrule = "unknown-action"\nreason = "in preview"\n{more}\n')


@pytest.mark.parametrize(
    "more,code",
    [
        ("", 0),
        ('files = "a.json"', 0),
        ('files = ["b.json"]', 1),
        ('sid = "Old"', 0),
        ('sid = "New"', 1),
        ('pointer = "/Statement/0/Action"', 0),
        ('pointer = "/Statement/1"', 1),
        ("expires = 2999-12-31", 0),
        ("expires = 2020-01-01", 1),
    ],
)
def test_where_and_until_when_a_finding_is_accepted(here: Path, run: Run, more: str, code: int):
    (here / "a.json").write_text(NAMED)
    suppress(here, more)

    assert run("check", "a.json").code == code


def test_an_expired_one_is_a_finding_where_it_stands(here: Path, run: Run):
    (here / "a.json").write_text(NAMED)
    suppress(here, "expires = 2020-01-01")

    about = run("check", "a.json", "--format", "json").findings[-1]

    assert (about["path"], about["rule"], about["severity"]) == ("iamsight.toml", "expired-suppression", "warning")
    assert (about["start"], about["pointer"], about["policyKind"]) == ({"line": 3, "column": 1}, "/suppress/0", None)
    assert "2020-01-01" in about["message"]


@pytest.mark.parametrize(
    "arguments,unused",
    [
        ((".",), True),
        (("a.json",), False),
        (("inner",), False),
        ((".", "--ignore", "unknown-action"), False),
    ],
)
def test_an_unused_one_is_a_finding_when_the_whole_folder_was_checked(
    here: Path, run: Run, arguments: tuple[str, ...], unused: bool
):
    (here / "inner").mkdir()
    for name in ("a.json", "inner/a.json"):
        (here / name).write_text(CLEAN)
    suppress(here)

    findings = run("check", *arguments, "--format", "json").findings

    assert [one["rule"] for one in findings] == ["unused-suppression"] * unused


@pytest.mark.parametrize("rule", ABOUT_CONFIGURATION, ids=[rule.id for rule in ABOUT_CONFIGURATION])
@pytest.mark.parametrize("heading,fires", [("Example", True), ("Use instead", False)])
def test_the_examples_on_their_pages_are_true(here: Path, run: Run, rule: Rule, heading: str, fires: bool):
    (example,) = re.findall(rf"^## {heading}\n.*?^```toml\n(.*?)^```$", rule.doc, re.MULTILINE | re.DOTALL)
    (here / "iamsight.toml").write_text(example)
    (here / "a.json").write_text(WRONG)

    found = run("check", ".", "--format", "json").findings

    assert (rule.id in [one["rule"] for one in found]) == fires


@pytest.mark.parametrize(
    "said,severities",
    [
        ("", ["warning"]),
        ('severity.expired-suppression = "info"', ["info"]),
        ('severity.expired-suppression = "off"', []),
        ('ignore = ["expired-suppression"]', []),
        ('select = ["unknown-action"]', []),
    ],
)
def test_their_severity_is_configured_as_that_of_any_rule(here: Path, run: Run, said: str, severities: list[str]):
    (here / "a.json").write_text(CLEAN)
    suppress(here, "expires = 2020-01-01")
    (here / "iamsight.toml").write_text(f"{said}\n{(here / 'iamsight.toml').read_text()}")

    assert [one["severity"] for one in run("check", "--format", "json").findings] == severities


@pytest.mark.parametrize("rule", ABOUT_CONFIGURATION, ids=[rule.id for rule in ABOUT_CONFIGURATION])
def test_they_have_pages_and_cannot_be_suppressed(here: Path, run: Run, rule: Rule):
    (here / "a.json").write_text(CLEAN)
    (here / "iamsight.toml").write_text(f'[[suppress]]\nrule = "{rule.id}"\nreason = "we like it"\n')

    assert run("rule", rule.id).out.startswith(
        f"# {rule.id}\n\n{rule.summary}\n\nSeverity: warning · since 0.1 · about"
    )
    assert json.loads(run("rule", rule.id, "--format", "json").out)["documentation"] is None
    assert run("check").code == 2


def test_in_pyproject_it_is_found_as_well(here: Path, run: Run):
    (here / "a.json").write_text(CLEAN)
    suppress(here, name="pyproject.toml", header="tool.iamsight.suppress")

    (about,) = run("check", "--format", "json").findings

    assert (about["path"], about["start"]["line"]) == ("pyproject.toml", 3)


def test_a_suppression_used_in_one_file_is_used(here: Path, run: Run):
    (here / "a.json").write_text(WRONG)
    (here / "b.json").write_text(CLEAN)
    suppress(here)

    assert run("check").code == 0
