"""A document follows edits, reuses what did not change, and places findings in strings inside it."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from iamsight.analysis import Document, Settings, check, fix
from iamsight.config import Suppression
from iamsight.policy.model import Kind, Policy, Statement
from iamsight.rule import Change, Context, Fix, Found, Severity, rule
from iamsight.text import Edit, Span
from tests.support.catalogue import small_catalogue

CATALOGUE = small_catalogue()
CALLS: list[str] = []


@rule("shout", since="0.1", cites="Sid", severity=Severity.INFO)
def shout(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A Sid is not in capitals."""
    CALLS.append(statement.sid.value if statement.sid else "")
    if statement.sid and not statement.sid.value.isupper():
        inner = statement.sid.slice(0, len(statement.sid.value))
        change = Change(*inner, statement.sid.value.upper())
        yield Found(
            statement.sid.span, "shout", fixes=lambda: [Fix("Shout", (change,), safe=True), Fix("Scream", (change,))]
        )


@rule("count", since="0.1", cites="Statement", checks=["missing-version"])
def count(policy: Policy, ctx: Context) -> Iterator[Found]:
    """A policy has several statements."""
    if len(policy.statements) > 1:
        yield Found(policy.statements[1].object.span, "second", statement=1)
        yield Found(policy.span, "several", code="missing-version")


@rule("broken", since="0.1", cites="Sid")
def broken(statement: Statement, ctx: Context) -> Iterator[Found]:
    """This rule has a defect."""
    yield Found(Span(0, 1), "before the defect")
    raise LookupError(statement.node.start)


RULES = (shout, count, broken)


def policy(*sids: str) -> str:
    return json.dumps({"Version": "2012-10-17", "Statement": [{"Sid": sid, "Effect": "Allow"} for sid in sids]})


def said(document: Document) -> list[tuple[str, str]]:
    return [(one.rule, document.text[slice(*one.span)]) for one in document.findings()]


def test_only_the_statement_that_changed_is_checked_again() -> None:
    document = Document(policy("a", "b", "c"), CATALOGUE, rules=(shout,))
    document.findings()
    CALLS.clear()

    at = document.text.index('"b"') + 2
    document.edit(Edit(at, at, "x"))

    assert said(document) == [("shout", '"a"'), ("shout", '"bx"'), ("shout", '"c"')]
    assert CALLS == ["bx"]


def test_a_rule_that_fails_leaves_the_others_their_findings(caplog: pytest.LogCaptureFixture) -> None:
    document = Document(policy("a"), CATALOGUE, rules=RULES)

    assert said(document) == [("shout", '"a"')]
    assert [record.getMessage() for record in caplog.records] == ["the rule broken failed"]


def test_severity_is_the_project_s_then_the_check_s_then_the_rule_s() -> None:
    def severities(**overrides: Severity | None) -> dict[tuple[str, str], Severity]:
        document = Document(policy("a", "B"), CATALOGUE, Settings(severities=overrides), rules=(shout, count))
        return {(one.rule, one.message): one.severity for one in document.findings()}

    own = {
        ("count", "Several"): Severity.WARNING,
        ("count", "Second"): Severity.WARNING,
        ("shout", "Shout"): Severity.INFO,
    }
    assert severities() == own
    assert severities(shout=Severity.ERROR) == {**own, ("shout", "Shout"): Severity.ERROR}
    assert severities(count=None) == {("shout", "Shout"): Severity.INFO}


def test_a_finding_names_its_place_in_words_that_outlive_the_text() -> None:
    text = json.dumps({"Policies": [{"PolicyDocument": policy("Aé")}, {"PolicyDocument": json.loads(policy("b"))}]})
    document = Document(text, CATALOGUE, rules=(shout,))

    assert [(one.pointer, one.sid, document.text[slice(*one.span)]) for one in document.findings()] == [
        ("/Policies/0/PolicyDocument#/Statement/0/Sid", "Aé", r"\"A\\u00e9\""),
        ("/Policies/1/PolicyDocument/Statement/0/Sid", "b", '"b"'),
    ]


def test_a_fix_inside_a_string_is_written_as_the_string_wants_it() -> None:
    text = json.dumps({"a": {"Document": policy("b")}})
    (finding,) = Document(text, CATALOGUE, rules=(shout,)).findings(fixes=True)

    assert [(one.title, one.safe) for one in finding.fixes] == [("Shout", True), ("Scream", False)]
    assert [edit.apply(text) for edit in finding.fixes[0].edits] == [text.replace(r"\"b\"", r"\"B\"")]


def test_repairs_are_those_of_the_present_text() -> None:
    document = Document(policy("a", "b"), CATALOGUE, rules=(shout,))
    first, second = document.findings()

    assert [one.title for one in document.repairs(second)] == ["Shout", "Scream"]
    document.edit(Edit(0, 0, "   "))
    assert document.repairs(first) == ()


def test_the_worst_findings_come_first_when_there_are_too_many() -> None:
    document = Document(policy("a", "b"), CATALOGUE, rules=(shout, count))

    found, total = document.worst(2)

    assert (total, [one.rule for one in found]) == (4, ["count", "count"])


def test_a_suppression_hides_what_it_names_and_no_more() -> None:
    settings = Settings(suppressions=(Suppression("shout", "known", sid="a"),))
    document = Document(policy("a", "b"), CATALOGUE, settings, rules=(shout,))

    assert said(document) == [("shout", '"b"')]
    assert document.worst(5)[1] == 1


def test_the_cursor_is_in_the_policy_and_statement_around_it() -> None:
    document = Document(policy("a", "b"), CATALOGUE, rules=())
    places = {offset: document.policy_at(offset) for offset in range(len(document.text) + 1)}
    numbers = [place[1].index if place and place[1] else None for place in places.values()]

    start, end = document.text.index('{"Sid": "b"'), document.text.index("}]}") + 1
    assert [offset for offset, number in enumerate(numbers) if number == 1] == list(range(start, end + 1))
    assert all(place and place[0].kind is Kind.IDENTITY for place in places.values())


def test_a_document_without_a_policy_has_no_findings() -> None:
    for text in ("", "{", '{"a": [1}', "null", '{"Version": 3}'):
        assert check(text, CATALOGUE) == []


def test_work_can_be_abandoned_and_begun_anew() -> None:
    document = Document(policy("a", "b", "c"), CATALOGUE, rules=(shout,))
    work = document.work()
    next(work)
    document.edit(Edit(0, 0, " "))
    remaining = sum(1 for _ in work)

    assert remaining > 0
    assert len(said(document)) == 3


def test_fixes_settle() -> None:
    text = '{"Version": "2012-10-17", "Statement": {"Effect": "allow", "Action": "S3:getobject", "Resource": "*",}}'

    fixed = fix(text, CATALOGUE)

    assert fix(fixed, CATALOGUE) == fixed
    assert json.loads(fixed)["Statement"]["Action"] == "s3:GetObject"


def test_a_policy_in_a_string_moves_with_what_stands_before_it() -> None:
    """What stands before is kept apart as a statement, though it is none, so that only its length changes."""
    document = Document(json.dumps({"a": {"Statement": [{"x": "y"}]}, "b": policy("a", "b")}), CATALOGUE)
    before = document.findings()
    at = document.text.index('"y"') + 1
    document.edit(Edit(at, at, "more "))

    assert before
    assert document.findings() == Document(document.text, CATALOGUE).findings()
    assert [one.span for one in document.findings()] == [one.span.shifted(len("more ")) for one in before]


def test_json_outside_of_the_policy_is_judged_as_it_is_typed() -> None:
    document = Document(json.dumps({"a": {"Statement": [{"x": [1]}]}, "b": policy("A")}), CATALOGUE)
    assert all(one.rule != "json-syntax" for one in document.findings())
    at = document.text.index("1") + 1
    document.edit(Edit(at, at, ","))

    (found,) = (one for one in document.findings() if one.rule == "json-syntax")
    assert found.span == Span(at, at + 1)
    assert found in Document(document.text, CATALOGUE).findings()
