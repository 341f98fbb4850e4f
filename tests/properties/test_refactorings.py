"""A refactoring that says it grants the same does, and what it leaves behind is JSON."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from iamsight.analysis import Document
from iamsight.catalogue import Action, split_arn
from iamsight.ide.hover.resources import meeting
from iamsight.ide.refactor import refactorings
from iamsight.text import apply_edits
from tests.support.catalogue import small_catalogue

CATALOGUE = small_catalogue()
ACTIONS = [action.full for prefix in CATALOGUE.services for action in CATALOGUE.expand(f"{prefix}:*")]
PATTERNS = [*ACTIONS, "rekognition:*", "rekognition:D*", "rekognition:Describe*", "s3:Get*", "s3:*", "S3:getobject"]
ARNS = [
    "*",
    "arn:aws:s3:::photos",
    "arn:aws:s3:::photos/*",
    "arn:aws:rekognition:us-east-1:111122223333:collection/c",
    "arn:aws:rekognition:*:*:project/*",
]


def one_or_more(values: list[str]) -> st.SearchStrategy[object]:
    return st.sampled_from(values) | st.lists(st.sampled_from(values), min_size=1, max_size=6)


def statements(action: str, resource: str) -> st.SearchStrategy[dict[str, object]]:
    return st.fixed_dictionaries(
        {
            "Effect": st.sampled_from(["Allow", "Deny"]),
            action: one_or_more(PATTERNS),
            resource: one_or_more(ARNS),
        },
        optional={
            "Sid": st.sampled_from(["A", "B", "C"]),
            "Condition": st.just({"StringEquals": {"aws:PrincipalTag/team": "vision"}}),
        },
    )


STATEMENTS = (
    statements("Action", "Resource")
    | statements("NotAction", "Resource")
    | statements("Action", "NotResource")
    | statements("NotAction", "NotResource")
)
POLICIES = st.builds(
    lambda statements, indent: json.dumps({"Version": "2012-10-17", "Statement": statements}, indent=indent),
    st.lists(STATEMENTS, min_size=1, max_size=3) | STATEMENTS,
    st.sampled_from([None, 2, 4, "\t"]),
)


@given(POLICIES, st.data())
def test_what_says_that_it_grants_the_same_does(text: str, data: st.DataObject) -> None:
    document = Document(text, CATALOGUE)
    offset = data.draw(st.sampled_from([at for at, character in enumerate(text) if character in ':"{']))
    for one in refactorings(document, offset):
        after = apply_edits(text, list(one.edits))
        assert json.loads(after) is not None
        if one.same:
            assert granted(after) == granted(text), one.title


def granted(text: str) -> set[tuple[object, ...]]:
    """What a policy grants: every action on every Resource entry that it can be used on, under what condition."""
    found: set[tuple[object, ...]] = set()
    statements: Any = json.loads(text)["Statement"]
    for statement in statements if isinstance(statements, list) else [statements]:
        keys = statement.get("Condition", {}).get("StringEquals", {})
        condition = tuple((key, *listed(values)) for key, values in keys.items())
        excluded = frozenset(listed(statement.get("NotResource", [])))
        for actions in groups(statement):
            for resource in [excluded] if excluded else listed(statement["Resource"]):
                whole = resource == "*" or resource is excluded
                usable = actions if whole else set(meeting(split_arn(resource), by_name(actions), CATALOGUE).applying)
                found |= {(statement["Effect"], action, resource, condition) for action in actions & set(usable)}
    return found


def groups(statement: dict[str, Any]) -> list[set[str]]:
    """The actions of a statement, by full name: a group for each entry of Action, one for all that NotAction leaves."""
    if "Action" in statement:
        return [{action.full for action in CATALOGUE.expand(one)} for one in listed(statement["Action"])]
    named = {action.full for one in listed(statement["NotAction"]) for action in CATALOGUE.expand(one)}
    return [set(ACTIONS) - named]


def by_name(names: set[str]) -> list[Action]:
    return [action for name in sorted(names) if (action := CATALOGUE.action(name))]


def listed(value: object) -> list[str]:
    return value if isinstance(value, list) else [str(value)]
