"""A fix that is called safe changes nothing of what a policy grants, and all of them together settle."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from iamsight.analysis import Settings, check, fix
from iamsight.catalogue.patterns import matches
from iamsight.policy.find import Given
from iamsight.policy.model import Kind
from tests.support.catalogue import small_catalogue

CATALOGUE = small_catalogue()
ACTIONS = [action.full for prefix in CATALOGUE.services for action in CATALOGUE.expand(f"{prefix}:*")]
PATTERNS = [
    *ACTIONS,
    "s3:getobject",
    "S3:Get*",
    "s3:*",
    "rekognition:*",
    "rekognition:De*Labels",
    "rekognition:?*",
    "*",
]
PROBES = ["arn:aws:s3:::photos", "arn:aws:s3:::photos/a", "arn:aws:s3:::videos/a/b", "arn:aws:sqs:us-east-1:1:q"]
ARNS = [*PROBES, "*", "arn:aws:s3:::*", "arn:aws:s3:::photos*", "arn:aws:s3:::photos/*", "arn:aws:s3:::*/?"]
CONDITIONS = [
    {"Bool": {"aws:SecureTransport": "true"}},
    {"Bool": {"aws:SecureTransport": True}},
    {"StringEquals": {"aws:PrincipalTag/team": ["vision", "sound"]}},
    {"StringEquals": {"aws:PrincipalTag/team": ["sound", "vision"]}},
]


def one_or_more(values: list[str]) -> st.SearchStrategy[object]:
    return st.sampled_from(values) | st.lists(st.sampled_from(values), min_size=1, max_size=6)


STATEMENTS = st.builds(
    lambda elements, actions, resources: {**elements, **actions, **resources},
    st.fixed_dictionaries(
        {"Effect": st.sampled_from(["Allow", "Deny"])},
        optional={
            "Sid": st.sampled_from(["", "A", "A2", "a b", "a-b", "é"]),
            "Condition": st.sampled_from(CONDITIONS),
        },
    ),
    st.dictionaries(st.sampled_from(["Action", "NotAction"]), one_or_more(PATTERNS), min_size=1, max_size=1),
    st.dictionaries(st.sampled_from(["Resource", "NotResource"]), one_or_more(ARNS), min_size=1, max_size=1),
)
POLICIES = st.builds(
    lambda statements, indent: json.dumps({"Version": "2012-10-17", "Statement": statements}, indent=indent),
    st.lists(STATEMENTS, min_size=1, max_size=4) | STATEMENTS,
    st.sampled_from([None, 2, "\t"]),
)


@given(POLICIES, st.sampled_from([Kind.IDENTITY, Kind.BOUNDARY, Kind.SCP]))
def test_safe_fixes_grant_the_same_and_settle(text: str, kind: Kind) -> None:
    settings = Settings(given=Given(kind))
    fixed = fix(text, CATALOGUE, settings)

    assert granted(fixed) == granted(text)
    assert fix(fixed, CATALOGUE, settings) == fixed
    left = [one.fixes for one in check(fixed, CATALOGUE, settings, fixes=True)]
    assert not any(repair.safe for fixes in left for repair in fixes)


def granted(text: str) -> set[tuple[str, str, str, str]]:
    """What the statements of a policy allow and deny: every action, on every probe, under what condition."""
    found = set()
    statements: Any = json.loads(text)["Statement"]
    for one in statements if isinstance(statements, list) else [statements]:
        actions = [action for action in ACTIONS if stands(one, "Action", action, case_sensitive=False)]
        probes = [probe for probe in PROBES if stands(one, "Resource", probe, case_sensitive=True)]
        found |= {(one["Effect"], action, probe, condition(one)) for action in actions for probe in probes}
    return found


def stands(statement: dict[str, Any], element: str, text: str, *, case_sensitive: bool) -> bool:
    included = element in statement
    patterns = statement[element if included else f"Not{element}"]
    listed = patterns if isinstance(patterns, list) else [patterns]
    return any(matches(pattern, text, case_sensitive=case_sensitive) for pattern in listed) is included


def condition(statement: dict[str, Any]) -> str:
    tests = json.dumps(statement.get("Condition"), sort_keys=True)
    return tests.replace("true", '"true"').replace('""', '"').replace('["sound", "vision"]', '["vision", "sound"]')
