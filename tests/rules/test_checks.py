"""Every check of IAM Access Analyzer is found by some spec, and nothing that is no check of today."""

from __future__ import annotations

from pathlib import Path

import pytest

from iamsight.catalogue.checks import checks
from iamsight.rules import RULES
from tests.support.specs import read_cases

CASES = [case for path in sorted(Path(__file__).parent.glob("*.md")) for case in read_cases(path)]
CURRENT = {name.removesuffix("-2") for name, check in checks().items() if check.current}
EMITTED = {mark.code for case in CASES for mark in case.marks if mark.code}  # the specs hold that marks are found


@pytest.mark.parametrize("check", sorted(CURRENT))
def test_a_current_check_is_found_by_a_spec(check: str) -> None:
    assert check in EMITTED


def test_no_spec_names_a_check_that_is_none_or_retired() -> None:
    assert EMITTED <= CURRENT


def test_every_finding_of_a_spec_has_a_code_that_its_rule_declares() -> None:
    declared = {rule.id: {check.removesuffix("-2") for check in rule.checks} for rule in RULES}
    undeclared = {
        (finding.rule, finding.code)
        for case in CASES
        for finding in case.findings()
        if finding.code and finding.code not in declared[finding.rule]
    }
    assert undeclared == set()
