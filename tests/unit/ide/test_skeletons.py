"""The policies that completion offers for an empty file are ones that iamsight itself has nothing against."""

import pytest

from iamsight.analysis import Settings, check
from iamsight.ide.completion.skeletons import Skeleton, all_policies
from iamsight.policy.find import Given
from iamsight.rule import Severity

POLICIES = list(all_policies())


@pytest.mark.parametrize("skeleton, text", POLICIES, ids=[skeleton.label for skeleton, _ in POLICIES])
def test_a_policy_to_start_from_is_clean(skeleton: Skeleton, text: str):
    settings = Settings(given=Given(skeleton.kind, skeleton.resource_type, "it is offered as one"))
    findings = check(text, settings=settings)

    assert [one.message for one in findings if one.severity in (Severity.ERROR, Severity.WARNING)] == []


def test_every_kind_of_policy_has_one_to_start_from():
    assert {skeleton.kind.value for skeleton, _ in POLICIES} == {"identity", "trust", "resource", "scp", "rcp"}
