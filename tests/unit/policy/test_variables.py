"""Which `${...}` AWS replaces, and which are for somebody else."""

import pytest

from iamsight.policy.variables import is_policy_variable, variables, wildcards
from tests.support.catalogue import small_catalogue


@pytest.mark.parametrize(
    "name",
    [
        "aws:username",
        "AWS:PrincipalTag/a b",
        "aws:PrincipalTag/a:b",
        "s3:prefix",
        "saml:sub",
        "iot:Connection.Thing.ThingName",
    ],
)
def test_variables_of_aws(name: str) -> None:
    assert is_policy_variable(name, small_catalogue())


@pytest.mark.parametrize(
    "name",
    ["bucket", "var.bucket", "self:custom.bucket", "AWS::Region", "ssm:/path", "s3:bucket/key", "aws:", ":x", "*", ""],
)
def test_variables_of_others(name: str) -> None:
    assert not is_policy_variable(name, small_catalogue())


def test_a_variable_that_nothing_closes_runs_to_the_end() -> None:
    found = list(variables("a${b}c${d"))

    assert [(one.start, one.end, one.inner, one.closed) for one in found] == [(1, 5, "b", True), (6, 9, "d", False)]


@pytest.mark.parametrize(
    "value, places", [("a*b?", [1, 3]), ("${*}?", [4]), ("${aws:username}*", [15]), ("*${a*", [0]), ("plain", [])]
)
def test_wildcards_outside_of_variables(value: str, places: list[int]) -> None:
    assert wildcards(value) == places
