"""Of a document that is too much to be checked a part is left out, and that is said, wherever findings are said."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from iamsight.analysis import Document
from iamsight.catalogue import default_catalogue
from iamsight.cli import main
from iamsight.config import FileSettings
from iamsight.limits import DEEPEST, LARGEST_STATEMENT, LARGEST_TEXT, MOST_MISTAKES, MOST_OF_A_RULE
from iamsight.lsp.client import Client
from iamsight.lsp.convert import Place
from iamsight.lsp.documents import OpenDocument
from iamsight.lsp.preferences import Wanted
from iamsight.text import Edit

STATEMENT = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::faces/*"}


def policy(*statements: object, **more: object) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": statements, **more})


def deep(levels: int) -> str:
    return policy({**STATEMENT, "Action": "@"}).replace('"@"', "[" * levels + "]" * levels)


LARGE = {**STATEMENT, "Resource": "x" * LARGEST_STATEMENT}
WRONG_ACTIONS = {**STATEMENT, "Action": [f"s3:Nothing{number}" for number in range(MOST_OF_A_RULE + 1)]}
TOO_BROKEN = "more than 10,000 mistakes in its JSON and was not checked"

CASES: dict[str, tuple[str, str]] = {
    "a statement": (
        policy(STATEMENT, LARGE),
        "has more than 250,000 characters in the statement on line 1, which was not checked",
    ),
    "two statements": (
        policy(LARGE, STATEMENT, LARGE),
        "has more than 250,000 characters in the statement on line 1, which was not checked (nor were 1 others)",
    ),
    "brackets in a policy": (
        deep(DEEPEST + 1),
        "is nested more than 256 levels deep; what is deeper was not checked",
    ),
    "brackets around nothing": (
        "[" * 100_000,
        "is nested more than 256 levels deep; what is deeper was not checked",
    ),
    "brackets in a string": (
        json.dumps({"a": policy(STATEMENT), "b": deep(DEEPEST + 1)}),
        "has a string whose text is nested more than 256 levels deep; what is deeper was not checked",
    ),
    "mistakes": ('{"Statement": [' + "," * (MOST_MISTAKES + 1), f"has {TOO_BROKEN}"),
    "comments": ("{" + "/**/" * (MOST_MISTAKES + 1), f"has {TOO_BROKEN}"),
    "control characters": ('{"Statement": [{"Action": "' + "\x01" * (MOST_MISTAKES + 1), f"has {TOO_BROKEN}"),
    "mistakes in a string": (
        json.dumps({"a": policy(STATEMENT), "b": '{"Statement": [' + "," * (MOST_MISTAKES + 1)}),
        f"has a string whose text has {TOO_BROKEN}",
    ),
    "characters": (" " * LARGEST_TEXT + policy(STATEMENT), "is larger than 16 MB and was not checked"),
    "findings of a rule": (
        policy(WRONG_ACTIONS),
        'has a statement in which "unknown-action" stopped after 5,000 findings',
    ),
    "findings of a rule on policies": (
        policy(STATEMENT, **{f"No{number}": 1 for number in range(10_000)}),
        'has a policy in which "policy-element" stopped after 10,000 findings',
    ),
}

FOUR = f"[{', '.join([policy(STATEMENT)] * 4)}]"
MANY = [
    ("syntax.json.MOST_STATEMENTS", policy(*[STATEMENT] * 4), "3 statements and was not checked"),
    ("policy.find.MOST_POLICIES", FOUR, "2 policies; no more were checked"),
    ("analysis.leaving_out.MOST_FINDINGS", policy(*[{}] * 4), "3 findings; the others were not looked for"),
]


def document(text: str) -> Document:
    return Document(text, default_catalogue())


@pytest.mark.parametrize("text, said", CASES.values(), ids=CASES.keys())
def test_what_is_too_much_is_left_out_and_said(text: str, said: str) -> None:
    assert document(text).left_out() == (said,)


@pytest.mark.parametrize("limit, text, said", MANY)
def test_what_is_too_many_is_left_out_and_said(
    limit: str, text: str, said: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert document(text).left_out() == ()
    for module in (limit.rpartition(".")[0], "analysis.leaving_out"):
        monkeypatch.setattr(f"iamsight.{module}.{limit.rpartition('.')[2]}", 3, raising=False)
    assert document(text).left_out() == (f"has more than {said}",)


@pytest.mark.parametrize(
    "text",
    [
        policy({**STATEMENT, "Resource": "x" * (LARGEST_STATEMENT - 200)}),
        deep(DEEPEST - 20),
        '{"Statement": [' + "," * (MOST_MISTAKES - 10),
        policy({**WRONG_ACTIONS, "Action": WRONG_ACTIONS["Action"][2:]}),
    ],
    ids=["a statement", "brackets", "mistakes", "findings of a rule"],
)
def test_what_is_within_the_limits_is_checked(text: str) -> None:
    checked = document(text)
    assert checked.left_out() == ()
    assert checked.findings()


def test_the_statements_beside_one_that_is_too_large_are_checked() -> None:
    found = document(policy({**STATEMENT, "Action": "s3:Nothing"}, LARGE)).findings()
    assert [(one.rule, one.pointer) for one in found if one.rule != "policy-size"] == [
        ("unknown-action", "/Statement/0/Action")
    ]


def test_a_policy_of_one_statement_that_is_too_large_has_no_other_findings() -> None:
    assert {one.rule for one in document(policy(LARGE)).findings()} == {"policy-size"}


GROWING = [
    ("a statement", policy(STATEMENT, STATEMENT), "faces", "x" * LARGEST_STATEMENT),
    ("brackets", policy(STATEMENT, STATEMENT), '"s3:GetObject"', "[" * 300 + "]" * 300),
    ("mistakes", policy(STATEMENT, STATEMENT), '"s3:GetObject"', "[" + "," * (MOST_MISTAKES + 1) + "]"),
    ("findings", policy(STATEMENT, STATEMENT), '"s3:GetObject"', json.dumps(WRONG_ACTIONS["Action"])),
]


@pytest.mark.parametrize("text, old, new", [one[1:] for one in GROWING], ids=[one[0] for one in GROWING])
def test_a_document_that_grows_past_a_limit_and_back_is_like_a_fresh_one(text: str, old: str, new: str) -> None:
    followed = document(text)
    before = followed.findings()
    at = text.index(old)
    followed.edit(Edit(at, at + len(old), new))
    fresh = document(followed.text)
    assert followed.left_out() == fresh.left_out() != ()
    assert followed.findings() == fresh.findings()
    followed.edit(Edit(at, at + len(new), old))
    assert followed.left_out() == ()
    assert followed.findings() == before


def test_many_edits_with_mistakes_come_to_the_limit_like_a_fresh_text() -> None:
    """Each statement is within the limit, all together are not."""
    text = policy(*[{**STATEMENT, "Action": "@"}] * 3).replace(", {", ",\n{")
    followed = document(text)
    for _ in range(3):
        at = followed.text.index('"@"')
        followed.edit(Edit(at, at + 3, "[" + "," * 4000 + "]"))
        assert followed.left_out() == document(followed.text).left_out()
    assert followed.left_out()


@pytest.mark.parametrize("text, said", CASES.values(), ids=CASES.keys())
def test_an_editor_is_told(text: str, said: str) -> None:
    opened = OpenDocument("file:///a.json", 1, text, Wanted(FileSettings(), frozenset({"diagnostics"})), 0)
    notes = [one for one in Place(opened, Client()).diagnostics() if "code" not in one]
    assert f"This document {said}." in [one["message"] for one in notes]
    assert all(one["range"]["start"] == {"line": 0, "character": 0} for one in notes)


@pytest.mark.parametrize("options", [[], ["--format", "json"], ["--fix"], ["--diff"]], ids=" ".join)
@pytest.mark.parametrize("name", ["a statement", "mistakes", "brackets around nothing"])
def test_the_command_line_says_it_and_fails(
    name: str, options: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    text, said = CASES[name]
    Path("a.json").write_text(text)
    assert main(["check", *options, "--ignore", "policy-size", "a.json"]) in (1, 2)
    assert f"iamsight: a.json: {said}\n" in capsys.readouterr().err


def test_of_a_file_read_in_parts_each_part_says_what_is_left_out_of_it(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setattr("iamsight.cli.job.AT_ONCE", 1000)
    monkeypatch.setattr("iamsight.cli.large.LARGEST_SLICE", 400_000)
    parts = {"a": json.loads(policy(STATEMENT)), "b": json.loads(policy(LARGE)), "c": "Statement" * 50_000}
    Path("a.json").write_text(json.dumps(parts))
    assert main(["check", "a.json"]) == 1
    said = "has more than 250,000 characters in the statement on line 1, which was not checked; at /b"
    assert f"iamsight: a.json: {said}\n" in capsys.readouterr().err
