"""`--baseline`: only what is new counts, wherever the lines have gone."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.unit.cli.conftest import CLEAN, WRONG, Run

KNOWN = "known.json"


def test_what_is_known_does_not_fail(here: Path, run: Run):
    (here / "policies").mkdir()
    (here / "policies" / "a.json").write_text(WRONG)

    written = run("check", "policies", "--baseline", KNOWN, "--update-baseline")
    again = run("check", "policies", "--baseline", KNOWN)

    assert (written.code, written.err) == (0, f'iamsight: wrote 1 finding to "{KNOWN}".\n')
    assert (again.code, again.err) == (0, "")
    assert written.out == again.out == "No new findings in 1 policy in 1 file.\n"
    (entry,) = json.loads((here / KNOWN).read_text())["findings"]
    assert (entry["path"], entry["rule"]) == ("policies/a.json", "unknown-action")


def test_lines_may_move_and_a_statement_may_come_before(here: Path, run: Run):
    (here / "a.json").write_text(WRONG)
    run("check", "a.json", "--baseline", KNOWN, "--update-baseline")
    statement = json.loads(CLEAN)["Statement"][0]
    policy = json.loads(WRONG)
    policy["Statement"].insert(0, statement)
    (here / "a.json").write_text(json.dumps(policy, indent=4))

    assert run("check", "a.json", "--baseline", KNOWN).code == 0


def test_what_is_new_fails_and_is_all_that_is_shown(here: Path, run: Run):
    (here / "a.json").write_text(WRONG)
    run("check", "a.json", "--baseline", KNOWN, "--update-baseline")
    (here / "a.json").write_text(WRONG.replace('"s3:ListAllMyBukets"', '["s3:ListAllMyBukets", "s3:GetObjekt"]'))
    (here / "b.json").write_text(WRONG)

    outcome = run("check", "a.json", "b.json", "--baseline", KNOWN, "--format", "json")

    assert outcome.code == 1
    assert [(one["path"], one["pointer"]) for one in outcome.findings] == [
        ("a.json", "/Statement/0/Action/1"),
        ("b.json", "/Statement/0/Action"),
    ]


def test_the_summary_counts_what_is_new(here: Path, run: Run):
    (here / "a.json").write_text(CLEAN)
    run("check", "a.json", "--baseline", KNOWN, "--update-baseline")
    (here / "a.json").write_text(WRONG)

    assert "Found 1 new error in 1 policy in 1 file." in run("check", "a.json", "--baseline", KNOWN).out


@pytest.mark.parametrize("option", ["--baseline", "--output"])
def test_a_file_that_the_run_writes_is_not_checked(here: Path, run: Run, option: str):
    (here / "a.json").write_text(CLEAN)
    (here / KNOWN).write_text(json.dumps({"version": 1, "findings": [], "Policy": json.loads(CLEAN)}))

    outcome = run("check", ".", option, f"../{here.name}/{KNOWN}")

    assert "in 1 policy in 1 file." in outcome.out + (here / KNOWN).read_text()


def test_a_second_finding_like_a_known_one_is_new(here: Path, run: Run):
    (here / "a.json").write_text(WRONG)
    run("check", "a.json", "--baseline", KNOWN, "--update-baseline")
    (here / "a.json").write_text(WRONG.replace('"s3:ListAllMyBukets"', '["s3:ListAllMyBukets", "s3:ListAllMyBukets"]'))

    findings = run("check", "a.json", "--baseline", KNOWN, "--format", "json", "--select", "unknown-action").findings

    assert len(findings) == 1


def test_what_was_mended_is_said(here: Path, run: Run):
    (here / "a.json").write_text(WRONG)
    run("check", "a.json", "--baseline", KNOWN, "--update-baseline")
    (here / "a.json").write_text(CLEAN)

    outcome = run("check", "a.json", "--baseline", KNOWN)

    assert outcome.code == 0
    assert outcome.err == f'iamsight: 1 finding of "{KNOWN}" did not occur; --update-baseline drops them.\n'


def test_the_baseline_may_lie_elsewhere(here: Path, run: Run, monkeypatch: pytest.MonkeyPatch):
    (here / "a.json").write_text(WRONG)
    (here / "ci").mkdir()
    run("check", "a.json", "--baseline", "ci/known.json", "--update-baseline")
    monkeypatch.chdir(here / "ci")

    assert run("check", "../a.json", "--baseline", "known.json").code == 0


@pytest.mark.parametrize(
    "content,sentence",
    [
        ("", "is no baseline"),
        ("[]", "is no baseline"),
        ('{"version": 1}', "is no baseline"),
        ('{"version": 1, "findings": [1]}', "is no baseline"),
        ("[" * 100_000, "is no baseline"),
        ('{"version": 2, "findings": []}', "is of another version"),
    ],
)
def test_a_file_that_is_no_baseline(here: Path, run: Run, content: str, sentence: str):
    (here / KNOWN).write_text(content)
    (here / "a.json").write_text(CLEAN)

    outcome = run("check", "a.json", "--baseline", KNOWN)

    assert outcome.code == 2
    assert sentence in outcome.err
    assert "--update-baseline" in outcome.err
