"""Every API operation that is no action is told so, with the action that authorizes it as the fix."""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import botocore
import pytest

from iamsight.analysis import Settings, check
from iamsight.catalogue import default_catalogue
from iamsight.rules import RULES

ALONE = Settings(severities={rule.id: None for rule in RULES if rule.id != "unknown-action"})


def operations(prefix: str) -> list[str]:
    """The operations of a service's API that the catalogue does not have as actions."""
    folder = max((Path(botocore.__file__).parent / "data" / prefix).iterdir())
    names = json.loads(gzip.decompress((folder / "service-2.json.gz").read_bytes()))["operations"]
    lost = [f"{prefix}:{name}" for name in names if not default_catalogue().action(f"{prefix}:{name}")]
    return [name for name in lost if not name.endswith("DurableExecution")]  # newer than the tables on authorization


OPERATIONS = [*operations("s3"), *operations("lambda")]


@pytest.mark.parametrize("operation", OPERATIONS)
def test_an_operation_is_no_action_and_the_fix_names_the_action(operation: str) -> None:
    text = json.dumps({"Statement": {"Effect": "Allow", "Action": operation, "Resource": "*"}})
    (found,) = check(text, default_catalogue(), ALONE, fixes=True)
    action = default_catalogue().authorizing(operation)[0]

    assert found.message == f'"{operation}" is an API operation and no action; "{action}" authorizes it'
    assert found.code == "invalid-action"
    assert found.fixes[0].edits[0].text == action
    assert default_catalogue().action(action)


def test_the_operations_of_both_services_are_many() -> None:
    assert len([one for one in OPERATIONS if one.startswith("s3:")]) > 30
    assert "lambda:Invoke" in OPERATIONS
