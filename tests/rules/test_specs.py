"""Every spec in this folder, and every example in a rule's own documentation."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from iamsight.analysis import Settings, check
from iamsight.catalogue import default_catalogue
from iamsight.policy.find import Given, find_policies
from iamsight.policy.model import Kind
from iamsight.rule import Context, Rule
from iamsight.rules import RULES
from iamsight.syntax.tree import parse
from tests.support.specs import Case, after_fixes, mismatches, read_cases

CASES = [case for path in sorted(Path(__file__).parent.glob("*.md")) for case in read_cases(path)]
ABOUT_POLICIES = [rule for rule in RULES if rule.kinds]
_EXAMPLE = re.compile(r"^## (Example|Use instead)\n+```json([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_findings_are_those_marked(case: Case) -> None:
    assert mismatches(case) == []


_FIXED = [(case, which) for case in CASES for which in case.fixed]


@pytest.mark.parametrize("case, which", _FIXED, ids=[f"{case.name} {which}" for case, which in _FIXED])
def test_fixes_give_the_text_shown(case: Case, which: str) -> None:
    assert after_fixes(case, which) == case.fixed[which]


@pytest.mark.parametrize("rule", ABOUT_POLICIES, ids=[rule.id for rule in ABOUT_POLICIES])
def test_every_rule_has_a_spec(rule: Rule) -> None:
    assert any(mark.rule == rule.id for case in CASES for mark in case.marks)


NEEDING = [rule for rule in RULES if rule.needs]


@pytest.mark.parametrize("rule", NEEDING, ids=[rule.id for rule in NEEDING])
def test_a_rule_that_needs_an_element_has_nothing_to_say_without_it(rule: Rule) -> None:
    lacking = 0
    for case in CASES:
        for policy in find_policies(parse(case.policy), case.settings.given):
            context = Context(default_catalogue(), kind=policy.kind, resource_type=policy.resource_type)
            for placed in policy.statements:
                if rule.needs.isdisjoint(placed.statement.elements):
                    lacking += 1
                    assert list(rule.check(placed.statement, context)) == []
    assert lacking > 100


@pytest.mark.parametrize("rule", ABOUT_POLICIES, ids=[rule.id for rule in ABOUT_POLICIES])
def test_the_examples_of_a_rule_are_true(rule: Rule) -> None:
    fires = {
        heading: rule.id in _rules_that_fire(words, policy) for heading, words, policy in _EXAMPLE.findall(rule.doc)
    }
    assert fires == {"Example": True, "Use instead": False}


def _rules_that_fire(words: str, policy: str) -> set[str]:
    said = dict(word.partition("=")[::2] for word in words.split())
    kind = Kind(said["kind"]) if "kind" in said else None
    wanted = {rule.id: rule.severity for rule in RULES if not rule.on}
    settings = Settings(given=Given(kind, said.get("resource-type"), is_policy=True), severities=wanted)
    return {finding.rule for finding in check(policy, default_catalogue(), settings)}
