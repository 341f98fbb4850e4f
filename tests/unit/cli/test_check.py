"""`iamsight check`: what it prints where, and how it exits."""

from __future__ import annotations

import io
import json
import sys
from pathlib import Path

import pytest

from tests.unit.cli.conftest import CLEAN, WRONG, Run

HINTED = CLEAN.replace("s3:ListAllMyBuckets", "s3:listallmybuckets")


def stdin(monkeypatch: pytest.MonkeyPatch, content: bytes) -> None:
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(content)))


@pytest.mark.parametrize(
    "text,options,code",
    [
        (CLEAN, (), 0),
        (WRONG, (), 1),
        (WRONG, ("--exit-zero",), 0),
        (WRONG, ("--ignore", "unknown-action"), 0),
        (WRONG, ("--select", "unknown-service"), 0),
        (WRONG, ("--select", "unknown-service,unknown-action"), 1),
        (WRONG, ("--select", "unknown-service", "--select", "unknown-action"), 1),
        (HINTED, (), 0),
        (HINTED, ("--fail-on", "hint"), 1),
        (HINTED, ("--fail-on", "info"), 0),
    ],
)
def test_the_exit_code(here: Path, run: Run, text: str, options: tuple[str, ...], code: int):
    (here / "a.json").write_text(text)

    assert run("check", "a.json", *options).code == code


def test_the_text_report(here: Path, run: Run):
    (here / "a.json").write_text(WRONG)

    out = run("check", "a.json").out

    assert out == (
        'a.json:1:75: error: Amazon S3 has no action "ListAllMyBukets"; did you mean "s3:ListAllMyBuckets"? '
        "[unknown-action]\n"
        "  |\n"
        f"1 | {WRONG}\n"
        f"  | {' ' * 74}{'^' * 15}\n"
        "  = Service Authorization Reference, Actions, resources, and condition keys for s3, "
        "Actions: ListAllMyBuckets\n"
        "    https://docs.aws.amazon.com/service-authorization/latest/reference/list_s3.html#list_s3-action-ListAllMyBuckets\n"
        '  = fix: Change it to "s3:ListAllMyBuckets"\n'
        "\n"
        "Found 1 error in 1 policy in 1 file. 1 fixable with --fix --unsafe-fixes.\n"
    )


def test_the_concise_report(here: Path, run: Run):
    (here / "a.json").write_text(WRONG)

    assert run("check", "--format", "concise").out == (
        'a.json:1:75: error: Amazon S3 has no action "ListAllMyBukets"; did you mean "s3:ListAllMyBuckets"? '
        "[unknown-action]\n"
    )


def test_a_clean_run_says_what_it_looked_at(here: Path, run: Run):
    (here / "a.json").write_text(CLEAN)
    (here / "b.json").write_text(json.dumps({"one": json.loads(CLEAN), "two": json.loads(CLEAN)}))

    assert run("check").out == "No findings in 3 policies in 2 files.\n"


@pytest.mark.parametrize(
    "arguments,sentence",
    [
        (("check", "--select", "unknown-actoin"), 'there is no rule "unknown-actoin"; did you mean "unknown-action"?'),
        (("check", "--ignore", "nonsense"), 'there is no rule "nonsense"; iamsight rule lists them.'),
        (("check", "--unsafe-fixes"), "--unsafe-fixes goes with --fix or --diff."),
        (("check", "--update-baseline"), "--update-baseline goes with --baseline FILE."),
        (("check", "--baseline", "none.json"), 'the baseline "none.json" does not exist; --update-baseline writes it.'),
        (("check", "--config", "none.toml"), 'the configuration file "none.toml" does not exist.'),
        (("check", "-", "a.json"), '"-" (stdin) cannot be checked together with files.'),
        (("check", "--statistics", "--format", "junit"), "--statistics goes with --format text or json."),
        (("check", "--jobs", "0"), "argument --jobs: write a number from 1 on"),
        (("check", "--kind", "user"), "argument --kind: invalid choice: 'user'"),
        (("check", "--output", "none/report.txt", "a.json"), '"none/report.txt" cannot be written'),
        (("chekc",), "invalid choice: 'chekc'"),
        (("check", "--selct", "x"), 'iamsight check takes no option "--selct"; did you mean "--select"?'),
        (("check", "--form=json"), 'iamsight check takes no option "--form"; did you mean "--format"?'),
        (("check", "--nonsense"), 'iamsight check takes no option "--nonsense"; iamsight check --help lists all.'),
        (
            ("config", ".", "a.json"),
            'iamsight config takes no further argument "a.json"; iamsight config --help lists all.',
        ),
        (("server", "--tcp", "port"), '"port" is no port; write a number up to 65535, or HOST:PORT.'),
        (("rule", "unknown-actoin"), 'there is no rule "unknown-actoin"; did you mean "unknown-action"?'),
    ],
)
def test_what_cannot_be_run_is_said_in_a_sentence(here: Path, run: Run, arguments: tuple[str, ...], sentence: str):
    (here / "a.json").write_text(CLEAN)

    outcome = run(*arguments)

    assert outcome.code == 2
    assert sentence in outcome.err
    assert outcome.out == ""


def test_a_kind_given_on_the_command_line_makes_a_policy(here: Path, run: Run):
    (here / "a.json").write_text('{"Statement": [], "Version": "2012-10-17"}')
    (here / "scp.json").write_text(WRONG)

    findings = run("check", "scp.json", "--kind", "scp", "--format", "json").findings

    assert {finding["policyKind"] for finding in findings} == {"scp"}


@pytest.mark.parametrize(
    "arguments,paths",
    [
        ((".", "--kind", "identity"), {"a.json", "begun.json"}),
        (("*.json", "--kind", "identity"), {"a.json", "begun.json"}),
        (("package.json", "--kind", "identity"), {"package.json"}),
        ((".", "package.json", "--kind", "identity"), {"a.json", "begun.json", "package.json"}),
        ((".", "--select", "missing-statement"), set()),
    ],
)
def test_in_a_folder_what_looks_like_a_policy_takes_the_kind(
    here: Path, run: Run, arguments: tuple[str, ...], paths: set[str]
):
    (here / "a.json").write_text(WRONG)
    (here / "begun.json").write_text('{"Version": "2012-10-17", "Name": "x"}')
    (here / "package.json").write_text('{"name": "x", "version": "1.0.0", "scripts": {}}')
    (here / "empty.json").write_text("{}")
    (here / "lock.json").write_text('{"Version": 3, "Resources": []}')

    assert {one["path"] for one in run("check", *arguments, "--format", "json").findings} == paths


def test_files_that_a_pattern_matches_by_chance_are_let_be(here: Path, run: Run):
    (here / "iamsight.toml").write_text('files = [{match = "*.json", kind = "scp"}]')
    (here / "a.json").write_text(CLEAN)
    (here / "package.json").write_text('{"name": "x", "version": "1.0.0"}')
    (here / "empty.json").write_text("{}")

    findings = run("check", "--format", "json").findings

    assert {(one["path"], one["rule"]) for one in findings} == {
        ("empty.json", "missing-statement"),
        ("empty.json", "missing-version"),
    }


def test_stdin_has_the_name_it_is_given(run: Run, monkeypatch: pytest.MonkeyPatch, here: Path):
    (here / "iamsight.toml").write_text('files = [{match = "scp/*", kind = "scp"}]')
    stdin(monkeypatch, WRONG.encode())

    findings = run("check", "-", "--stdin-filename", "scp/a.json", "--format", "json").findings

    assert [(finding["path"], finding["policyKind"]) for finding in findings] == [("scp/a.json", "scp")]


def test_stdin_without_a_name(run: Run, monkeypatch: pytest.MonkeyPatch):
    stdin(monkeypatch, WRONG.encode())

    assert run("check", "-", "--format", "concise").out.startswith("<stdin>:1:75: error: ")


def test_the_report_goes_to_a_file(here: Path, run: Run):
    (here / "a.json").write_text(WRONG)
    (here / "report.json").write_text("old")

    outcome = run("check", "a.json", "--format", "json", "--output", "report.json")

    assert (outcome.code, outcome.out) == (1, "")
    assert [one["rule"] for one in json.loads((here / "report.json").read_text())["findings"]] == ["unknown-action"]
    assert sorted(path.name for path in here.iterdir()) == ["a.json", "report.json"]


@pytest.mark.parametrize("jobs", ["1", "2", "3"])
@pytest.mark.parametrize("form", ["text", "json", "sarif"])
def test_the_output_is_the_same_for_any_number_of_processes(here: Path, run: Run, jobs: str, form: str):
    for number in range(40):
        (here / f"{number}.json").write_text(WRONG if number % 3 else CLEAN)

    assert run("check", "--jobs", jobs, "--format", form) == run("check", "--jobs", "1", "--format", form)


def test_statistics_count_the_findings_of_each_rule(here: Path, run: Run):
    (here / "a.json").write_text(WRONG)
    (here / "b.json").write_text(WRONG)
    (here / "c.json").write_text(WRONG.replace("s3:", "s4:"))

    assert run("check", "--statistics").out == "2  unknown-action (error)\n1  unknown-service (error)\n"
    assert json.loads(run("check", "--statistics", "--format", "json").out)[0] == {
        "rule": "unknown-action",
        "severity": "error",
        "count": 2,
    }


@pytest.mark.parametrize(
    "environment,option,colored",
    [
        ({}, "always", True),
        ({"NO_COLOR": "1"}, "always", True),
        ({}, "auto", False),
        ({"FORCE_COLOR": "1"}, "auto", True),
        ({"FORCE_COLOR": "1", "NO_COLOR": "1"}, "auto", False),
        ({"FORCE_COLOR": "1"}, "never", False),
    ],
)
def test_color(
    here: Path, run: Run, monkeypatch: pytest.MonkeyPatch, environment: dict[str, str], option: str, colored: bool
):
    (here / "a.json").write_text(WRONG)
    for name, value in environment.items():
        monkeypatch.setenv(name, value)

    assert ("\x1b[" in run("check", "--color", option).out) is colored


def test_no_escape_sequence_of_a_policy_reaches_the_terminal(here: Path, run: Run):
    (here / "a.json").write_text(WRONG.replace("ListAllMyBukets", "\x1b[31mBukets\x07"), encoding="utf-8")

    out = run("check", "--color", "never").out

    assert "\x1b" not in out
    assert "\x07" not in out
    assert "␛[31mBukets␇" in out


def test_without_arguments_the_help_is_shown(run: Run):
    outcome = run()

    assert (outcome.code, outcome.out) == (2, "")
    assert outcome.err.startswith("usage: iamsight")
    assert "check policies" in outcome.err


def test_what_is_wrong_with_an_option_takes_one_line(run: Run):
    assert run("check", "--jobs", "0").err == (
        "iamsight: argument --jobs: write a number from 1 on; iamsight check --help tells more.\n"
    )
