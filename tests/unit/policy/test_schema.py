"""What `schemas/policy.schema.json` says of each kind of policy, on its own."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from iamsight.policy import schema as reader
from iamsight.policy.model import Kind
from iamsight.policy.schema import elements, schema, validator

PRINCIPAL = {"Principal": {"AWS": "123456789012"}}
STATEMENT: dict[str, Any] = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}
TRUST: dict[str, Any] = {"Effect": "Allow", "Action": "sts:AssumeRole", **PRINCIPAL}
RCP: dict[str, Any] = {"Effect": "Deny", "Principal": "*", "Action": "s3:*", "Resource": "*"}
GOOD = {
    Kind.IDENTITY: STATEMENT,
    Kind.BOUNDARY: STATEMENT,
    Kind.SCP: STATEMENT,
    Kind.RESOURCE: {**STATEMENT, **PRINCIPAL},
    Kind.TRUST: TRUST,
    Kind.RCP: RCP,
}


def is_valid(kind: Kind | None, *statements: object) -> bool:
    """Whether the statements make a policy of this kind, each alone and all in a list; None stands for any kind."""
    check = validator("policy", kind.value if kind else None)
    one_by_one = [check.is_valid({"Version": "2012-10-17", "Statement": one}) for one in statements]
    together = check.is_valid({"Version": "2012-10-17", "Statement": list(statements)})
    assert together == all(one_by_one)
    return together


@pytest.mark.parametrize("kind", Kind)
def test_a_statement_is_good_in_its_kind_and_in_any(kind: Kind) -> None:
    assert is_valid(kind, GOOD[kind])
    assert is_valid(
        kind, GOOD[kind], {**GOOD[kind], "Sid": "Two", "Condition": {"Bool": {"aws:SecureTransport": True}}}
    )
    assert is_valid(None, GOOD[kind])


@pytest.mark.parametrize("kind", Kind)
@pytest.mark.parametrize(
    "change",
    [
        {"Effect": "allow"},
        {"Effect": None},
        {"Action": None},
        {"Action": [1]},
        {"NotAction": "s3:PutObject"},
        {"Sid": 1},
        {"Comment": "x"},
        {"Condition": []},
        {"Condition": {"Bool": "x"}},
        {"Condition": {"Bool": {"aws:SecureTransport": None}}},
        {"Condition": {"Bool": {"aws:SecureTransport": [["true"]]}}},
        {"Principal": "123456789012"},
        {"Principal": {"Aws": "123456789012"}},
        {"Principal": "*", "NotPrincipal": "*"},
        {"Resource": "*", "NotResource": "*"},
    ],
)
def test_what_no_kind_takes(kind: Kind, change: dict[str, Any]) -> None:
    assert not is_valid(kind, {**GOOD[kind], **change})
    assert not is_valid(None, {**GOOD[kind], **change})


@pytest.mark.parametrize(
    "kind, change",
    [
        (Kind.IDENTITY, {"Principal": "*"}),
        (Kind.BOUNDARY, {"NotPrincipal": "*"}),
        (Kind.SCP, {"Principal": "*"}),
        (Kind.TRUST, {"Resource": "*"}),
        (Kind.TRUST, {"NotResource": "*"}),
        (Kind.RCP, PRINCIPAL),
    ],
)
def test_what_only_this_kind_refuses(kind: Kind, change: dict[str, Any]) -> None:
    assert not is_valid(kind, {**GOOD[kind], **change})
    assert is_valid(None, {**GOOD[kind], **change})


@pytest.mark.parametrize(
    "kind, name",
    [
        *[(kind, "Effect") for kind in Kind],
        *[(kind, "Action") for kind in Kind],
        *[(kind, "Resource") for kind in Kind if kind.takes_resource],
        (Kind.RESOURCE, "Principal"),
        (Kind.TRUST, "Principal"),
    ],
)
def test_what_a_kind_cannot_do_without(kind: Kind, name: str) -> None:
    assert not is_valid(kind, {key: value for key, value in GOOD[kind].items() if key != name})


@pytest.mark.parametrize(
    "policy",
    [
        [],
        {},
        {"Version": "2012-10-17"},
        {"Version": "2012-10-18", "Statement": []},
        {"Version": 2012, "Statement": []},
        {"Id": 1, "Statement": []},
        {"Statement": "x"},
        {"Statement": ["x"]},
        {"Statements": [], "Statement": []},
    ],
)
def test_what_is_no_policy(policy: object) -> None:
    assert not validator("policy").is_valid(policy)
    assert not validator("policy", "document").is_valid(policy)


def test_every_type_of_principal_is_described() -> None:
    assert {name: bool(one.markdown and one.snippets) for name, one in elements("principal").items()} == {
        "AWS": True,
        "Service": True,
        "Federated": True,
        "CanonicalUser": True,
    }


def test_the_schemas_of_an_installed_package_come_first(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    installed, checkout = tmp_path / "iamsight" / "schemas", tmp_path / "schemas"
    checkout.mkdir()
    (checkout / "policy.schema.json").write_text(json.dumps({"title": "of the checkout"}))
    monkeypatch.setattr(reader, "_FOLDERS", (installed, checkout))
    assert schema.__wrapped__("policy") == {"title": "of the checkout"}

    installed.mkdir(parents=True)
    (installed / "policy.schema.json").write_text(json.dumps({"title": "of the package"}))
    assert schema.__wrapped__("policy") == {"title": "of the package"}
