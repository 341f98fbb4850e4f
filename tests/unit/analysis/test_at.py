"""Findings at a place, and whether anything is safe to fix."""

import pytest

from iamsight.analysis import Document
from iamsight.catalogue import default_catalogue
from iamsight.text import Span

WRONG = "rekognition:DeleteLabels"
STATEMENT = '{"Effect": "Allow", "Action": "%s", "Resource": "*"}'


def document(*actions):
    statements = ", ".join(STATEMENT % action for action in actions)
    return Document(f'{{"Version": "2012-10-17", "Statement": [{statements}]}}', default_catalogue())


@pytest.mark.parametrize(
    "shift, count", [(-1, 0), (0, 1), (3, 1), (len("DeleteLabels"), 1), (len("DeleteLabels") + 1, 0)]
)
def test_the_findings_at_a_cursor_are_those_that_it_touches(shift, count):
    one = document(WRONG, "s3:GetObject", WRONG)
    at = one.text.rindex("DeleteLabels") + shift
    found = one.findings(at=Span(at, at))
    assert [finding.rule for finding in found] == ["unknown-action"] * count
    assert found == [finding for finding in one.findings() if finding.span.touches(at)]


def test_the_findings_in_a_selection_come_with_their_repairs():
    one = document(WRONG, WRONG)
    found = one.findings(at=Span(0, len(one.text)), fixes=True)
    assert found == one.findings(fixes=True)
    assert [finding.fixes for finding in found] == [one.repairs(finding) for finding in one.findings()]
    assert all(finding.fixes for finding in found)


@pytest.mark.parametrize("action, safe", [("S3:getobject", True), (WRONG, False), ("s3:GetObject", False)])
def test_what_is_safe_to_fix_is_known_without_fixing_it(action, safe):
    assert document(action).has_safe_fix() is safe
