"""Each known way to more permissions is seen, and closed by the lack of any of its actions."""

from __future__ import annotations

import json

import pytest

from iamsight.analysis import Document
from iamsight.catalogue import default_catalogue
from iamsight.catalogue.facts import facts
from iamsight.policy.escalation import Way, open_ways, ways


def opened(*statements: dict[str, object]) -> list[Way]:
    text = json.dumps({"Version": "2012-10-17", "Statement": statements})
    (policy,) = Document(text, default_catalogue()).policies
    return [way for way, _ in open_ways(policy)]


def allow(action: str, **more: object) -> dict[str, object]:
    return {"Effect": "Allow", "Action": action, "Resource": "*", **more}


@pytest.mark.parametrize("way", ways(), ids=["+".join(way.actions) for way in ways()])
def test_a_way_is_open_with_all_of_its_actions_and_closed_without_any(way: Way) -> None:
    statements = [allow(action) for action in way.actions]

    assert way in opened(*statements)
    for action in way.actions:
        others = [allow(one) for one in way.actions if one != action]
        assert way not in opened(*others)
        assert way not in opened(*statements, {"Effect": "Deny", "Action": action.upper(), "Resource": "*"})
        assert way not in opened(*others, allow(action, Condition={"Bool": {"aws:MultiFactorAuthPresent": "true"}}))


@pytest.mark.parametrize(
    "resource, is_open",
    [
        ("*", True),
        ("arn:aws:iam::123456789012:user/*", True),
        ("arn:aws:iam::*:*", True),
        ("arn:aws:iam::123456789012:user/ann", False),
        ("arn:aws:iam::123456789012:user/${aws:username}", False),
        ("arn:aws:iam::123456789012:user/team/*", False),
    ],
)
def test_the_telling_action_must_be_allowed_on_all_of_a_kind(resource: str, is_open: bool) -> None:
    assert bool(opened(allow("iam:CreateAccessKey", Resource=resource))) is is_open


def test_what_the_lists_of_dangers_name_exists() -> None:
    catalogue = default_catalogue()
    actions = [action for way in ways() for action in way.actions] + [*facts("credential_actions")["actions"]]
    keys = facts("open_keys")["keys"]

    assert len(ways()) >= 20
    assert [one for one in actions if not catalogue.action(one)] == []
    assert [one for one in keys if not catalogue.condition_key(one)] == []
