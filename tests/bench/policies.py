"""The policies that are measured, made anew each run, as large as people write them and as machines do."""

from __future__ import annotations

import json
from collections.abc import Sequence
from importlib.metadata import files
from typing import Any, NamedTuple

ACTION = "rekognition:IndexFaces"
ACTIONS = (ACTION, "rekognition:SearchFaces*", "rekognition:DeleteFaces", "s3:GetObject")


class Sample(NamedTuple):
    """A policy, and the place behind the action `rekognition:IndexFaces` in its middle statement; 0-based."""

    text: str
    line: int
    column: int


def statement(index: int, actions: Sequence[str] = ACTIONS, resources: int = 1) -> dict[str, Any]:
    """A statement unlike those of other indices, with so many collections among its resources."""
    collections = (f"arn:aws:rekognition:eu-west-1:123456789012:collection/c{index}-{one}" for one in range(resources))
    return {
        "Sid": f"Part{index}",
        "Effect": "Allow",
        "Action": [*actions],
        "Resource": [f"arn:aws:s3:::example-{index}/*", *collections],
    }


def sample(statements: Sequence[dict[str, Any]]) -> Sample:
    """A policy of these statements."""
    text = json.dumps({"Version": "2012-10-17", "Statement": statements}, indent=1)
    lines = text.split("\n")
    written = [number for number, line in enumerate(lines) if f'"{ACTION}"' in line]
    line = written[len(written) // 2]
    return Sample(text, line, lines[line].index(ACTION) + len(ACTION))


def of_statements(count: int, first: int = 0) -> Sample:
    """A policy of so many statements, numbered from `first`."""
    return sample([statement(first + index) for index in range(count)])


def managed_policies() -> dict[str, str]:
    """AWS's policies that moto carries, as JSON, by name. The module is read, not imported: that would load boto3."""
    module = next(path for path in files("moto") or () if path.match("moto/iam/aws_managed_policies.py"))
    data = json.loads(module.read_text(encoding="utf-8").split('"""')[1])
    return {name: json.dumps(policy["Document"], indent=2) for name, policy in data.items()}


SAMPLES = {
    "1 KB": of_statements(3),
    "6 KB": of_statements(20),
    "100 KB": of_statements(330),
    "1 MB": of_statements(3700),
}
SMALL = SAMPLES["6 KB"]
LARGE = SAMPLES["1 MB"]
