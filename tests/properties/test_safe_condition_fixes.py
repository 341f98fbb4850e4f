"""Safe fixes of conditions let the same requests pass, as a small reading of IAM's operators sees them."""

from __future__ import annotations

import json
from datetime import datetime
from ipaddress import ip_address, ip_network
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from iamsight.analysis import fix
from iamsight.catalogue.patterns import matches
from tests.support.catalogue import small_catalogue

CATALOGUE = small_catalogue()
TAG, IP, TLS, AGE, TIME = (
    "aws:PrincipalTag/team",
    "aws:SourceIp",
    "aws:SecureTransport",
    "aws:MultiFactorAuthAge",
    "aws:CurrentTime",
)
VALUES: dict[str, list[object]] = {
    "String": ["vision", "vis*", "*", "?*", "sound"],
    "IpAddress": ["203.0.113.7/24", "203.0.113.0/24", "198.51.100.9", "10.0.0.0/8", "192.168.1.1"],
    "Bool": ["true", "false", True, False],
    "Numeric": ["300", 3600, "60", 60],
    "Date": ["2026-04-01T00:00:00Z", "2026-06-30T00:00:00Z"],
    "Null": ["true", "false", True],
}
OPERATORS = {
    TAG: dict.fromkeys(("StringEquals", "StringNotEquals", "StringLike", "StringNotLike"), "String"),
    IP: {"IpAddress": "IpAddress", "NotIpAddress": "IpAddress"},
    TLS: {"Bool": "Bool"},
    AGE: {f"Numeric{name}": "Numeric" for name in ("Equals", "LessThan", "LessThanEquals", "GreaterThan")},
    TIME: {"DateLessThan": "Date", "DateGreaterThanEquals": "Date"},
}
REQUESTS: list[dict[str, str]] = [
    {**always, **tag, **age}
    for always in (
        {IP: "203.0.113.7", TLS: "true", TIME: "2026-05-01T12:00:00Z"},
        {IP: "203.0.113.250", TLS: "false", TIME: "2026-04-01T00:00:00Z"},
        {IP: "198.51.100.9", TLS: "true", TIME: "2027-01-01T00:00:00Z"},
    )
    for tag in ({}, {TAG: "vision"}, {TAG: "sound"}, {TAG: "x"})
    for age in ({}, {AGE: "60"}, {AGE: "301"}, {AGE: "9000"})
]


@st.composite
def conditions(draw: st.DrawFn) -> dict[str, dict[str, object]]:
    """Conditions of keys with operators of their type, or Null, some with `IfExists`."""
    block: dict[str, dict[str, object]] = {}
    for key in draw(st.lists(st.sampled_from(sorted(OPERATORS)), min_size=1, max_size=4)):
        named = draw(st.sampled_from([*OPERATORS[key], "Null"]))
        values = VALUES[OPERATORS[key].get(named, "Null")]
        some = st.sampled_from(values) | st.lists(st.sampled_from(values), min_size=1, max_size=4)
        suffix = draw(st.sampled_from(["", "IfExists"])) if named != "Null" else ""
        block.setdefault(named + suffix, {})[key] = draw(some)
    return block


@given(conditions(), st.sampled_from(["Allow", "Deny"]), st.sampled_from([None, 2, "\t"]))
def test_safe_fixes_of_conditions_let_the_same_requests_pass(
    block: dict[str, dict[str, object]], effect: str, indent: int | str | None
) -> None:
    statement = {"Effect": effect, "Action": "s3:GetObject", "Resource": "*", "Condition": block}
    text = json.dumps({"Version": "2012-10-17", "Statement": [statement]}, indent=indent)
    fixed = json.loads(fix(text, CATALOGUE))["Statement"][0]

    assert passing(fixed.get("Condition", {})) == passing(block)
    assert {name: value for name, value in fixed.items() if name != "Condition"} == {
        name: value for name, value in statement.items() if name != "Condition"
    }


def test_the_reading_tells_requests_apart() -> None:
    assert passing({}) == [True] * len(REQUESTS)
    assert 0 < sum(passing({"StringLike": {TAG: "vis*"}})) < sum(passing({"StringNotLike": {TAG: "vis*"}}))
    assert passing({"StringLike": {TAG: "*"}}) == passing({"Null": {TAG: "false"}})
    assert passing({"IpAddress": {IP: "203.0.113.7"}}) != passing({"IpAddress": {IP: "203.0.113.7/24"}})
    assert passing({"NumericLessThan": {AGE: "60"}}) != passing({"NumericLessThanIfExists": {AGE: "60"}})


def passing(block: dict[str, Any]) -> list[bool]:
    """Which of the requests fulfil a Condition."""
    return [
        all(holds(name, request.get(key), value) for name, keys in block.items() for key, value in keys.items())
        for request in REQUESTS
    ]


def holds(name: str, actual: str | None, value: object) -> bool:
    values = [
        str(one).lower() if isinstance(one, bool) else str(one)
        for one in (value if isinstance(value, list) else [value])
    ]
    base = name.removesuffix("IfExists")
    if base == "Null":
        return any((actual is None) == (one == "true") for one in values)
    negated = "Not" in base
    if actual is None:
        return negated or base != name
    return any(fits(base.replace("Not", ""), actual, one) for one in values) is not negated


def fits(base: str, actual: str, value: str) -> bool:
    """Whether a value of the request fits one of the policy."""
    if base == "IpAddress":
        return ip_address(actual) in ip_network(value, strict=False)
    if base == "StringLike":
        return matches(value, actual)
    if base in ("StringEquals", "Bool"):
        return actual == value
    left, right = (moment(one) if base.startswith("Date") else float(one) for one in (actual, value))
    return {
        "LessThan": left < right,
        "LessThanEquals": left <= right,
        "GreaterThan": left > right,
        "GreaterThanEquals": left >= right,
        "Equals": left == right,
    }[base.removeprefix("Numeric").removeprefix("Date")]


def moment(text: str) -> float:
    return datetime.fromisoformat(text.replace("Z", "+00:00")).timestamp()
