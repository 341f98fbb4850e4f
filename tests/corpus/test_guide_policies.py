"""Policies in the manner of those that AWS shows in its guides are clean.

The name of a file in `guide/` starts with the kind of its policy.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from iamsight.analysis import Settings, check
from iamsight.catalogue import default_catalogue
from iamsight.policy.find import Given
from iamsight.policy.model import Kind

POLICIES = sorted((Path(__file__).parent / "guide").glob("*.json"))
SAID = {
    # copying a model to another account is what a project policy is for, and worth a hint
    "resource-rekognition-project-policy": ["hint cross-account-access"],
    # whether GitHub's tokens may have several audiences is not in the policy
    "trust-github": ["info audience-claim"],
}


def test_there_are_two_dozen_of_every_kind() -> None:
    assert len(POLICIES) >= 24
    assert {path.stem.partition("-")[0] for path in POLICIES} == {kind.value for kind in Kind}
    assert {path.stem for path in POLICIES} >= SAID.keys()


@pytest.mark.parametrize("path", POLICIES, ids=[path.stem for path in POLICIES])
def test_nothing_is_wrong_with_a_policy_as_the_guides_show_it(path: Path) -> None:
    kind = Kind(path.stem.partition("-")[0])
    findings = check(path.read_text(encoding="utf-8"), default_catalogue(), Settings(given=Given(kind)))

    assert [f"{one.severity.value} {one.rule}" for one in findings] == SAID.get(path.stem, [])
