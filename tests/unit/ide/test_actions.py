"""Code actions: the fixes of findings, one of them preferred, and all the safe ones at once."""

from __future__ import annotations

import pytest

from iamsight.analysis import Document, Settings
from iamsight.ide.actions import FIX_ALL, QUICK_FIX, REWRITE, actions, resolve
from iamsight.ide.refactor.site import Site
from iamsight.rule import Severity
from iamsight.text import Span, apply_edits
from tests.support.catalogue import small_catalogue

TEXT = """{"Version": "2012-10-17", "Statement": [
  {"Effect": "Allow", "Action": ["S3:GETOBJECT", "s3:GetObjekt"], "Resource": "*"}]}
"""
TWO_SERVICES = """{"Version": "2012-10-17", "Statement": [
  {"Sid": "A", "Effect": "Allow", "Action": ["s3:GetObject", "rekognition:DetectFaces"], "Resource": "*"}]}
"""


def document(text: str = TEXT, **severities: Severity | None) -> Document:
    overrides = {name.replace("_", "-"): severity for name, severity in severities.items()}
    return Document(text, small_catalogue(), Settings(severities=overrides))


def at(part: str) -> Span:
    start = TEXT.index(part)
    return Span(start, start + len(part))


def test_the_fixes_of_the_finding_at_a_place_come_first_and_one_is_preferred() -> None:
    found = actions(document(), at("Objekt"))
    fixes = [one for one in found if one.kind == QUICK_FIX]
    assert fixes == found[: len(fixes)]
    assert [one.is_preferred for one in found] == [True] + [False] * (len(found) - 1)
    assert fixes[0].finding is not None
    assert fixes[0].finding.rule == "unknown-action"
    assert '"s3:GetObject"' in apply_edits(TEXT, list(fixes[0].edits))


def test_a_selection_over_two_findings_puts_the_worse_first() -> None:
    findings = [one.finding for one in actions(document(), at('GETOBJECT", "s3:GetObjekt'), [QUICK_FIX])]
    ranks = [finding.severity.rank for finding in findings if finding]
    assert len(set(ranks)) == 2
    assert ranks == sorted(ranks)


@pytest.mark.parametrize(
    "only, kinds",
    [
        (None, {QUICK_FIX, REWRITE, FIX_ALL}),
        (["quickfix"], {QUICK_FIX}),
        (["refactor"], {REWRITE}),
        (["refactor.rewrite"], {REWRITE}),
        (["refactor.extract"], set()),
        (["source"], {FIX_ALL}),
        (["source.fixAll"], {FIX_ALL}),
        (["source.fixAll.iamsight"], {FIX_ALL}),
        (["source.fixAll.other"], set()),
        (["source.organizeImports"], set()),
        (["quick"], set()),
        ([], set()),
    ],
)
def test_only_the_kinds_that_are_asked_for(only: list[str] | None, kinds: set[str]) -> None:
    assert {one.kind for one in actions(document(), at("GETOBJECT"), only)} == kinds


def test_fixing_all_makes_the_safe_fixes_only_and_is_worked_out_when_chosen() -> None:
    (fix_all,) = actions(document(), at("Version"), ["source.fixAll"])
    assert fix_all.is_costly
    fixed = TEXT.replace("S3:GETOBJECT", "s3:GetObject")
    for edits in (fix_all.edits, resolve(document(), fix_all.kind)):
        assert apply_edits(TEXT, list(edits)) == fixed


def test_nothing_to_fix_is_not_offered() -> None:
    clean = document(TEXT.replace("S3:GETOBJECT", "s3:PutObject").replace("Objekt", "Object"))
    assert actions(clean, Span(0, len(TEXT)), ["source", "quickfix"]) == []
    assert actions(document(action_case=None), at("Version"), ["source"]) == []


def test_a_refactoring_is_worked_out_when_chosen() -> None:
    offset = TWO_SERVICES.index("GetObject")
    offered = actions(document(TWO_SERVICES), Span(offset, offset), [REWRITE])
    assert len(offered) > 1
    for one in offered:
        assert one.is_costly
        assert one.edits
        assert resolve(document(TWO_SERVICES), one.kind, offset, one.number) == one.edits
    assert resolve(document(TWO_SERVICES), REWRITE, offset, len(offered)) == ()


def test_listing_refactorings_makes_no_edits(monkeypatch: pytest.MonkeyPatch) -> None:
    offset = TWO_SERVICES.index("GetObject")
    titles = [one.title for one in actions(document(TWO_SERVICES), Span(offset, offset), [REWRITE])]
    assert "Split by service into 2 statements" in titles

    def edit(*_: object) -> None:
        raise AssertionError("an edit was made")

    monkeypatch.setattr(Site, "edit", edit)
    assert [one.title for one in actions(document(TWO_SERVICES), Span(offset, offset), [REWRITE])] == titles


def test_other_kinds_need_no_resolving() -> None:
    assert not any(one.is_costly for one in actions(document(), at("Objekt"), [QUICK_FIX]))
    assert resolve(document(), QUICK_FIX) == ()
