"""The policies that are measured, made anew each run: 6 KB as people write them, and 1 MB as machines do."""

from __future__ import annotations

import json
from typing import Any, NamedTuple

_ACTIONS = ["rekognition:IndexFaces", "rekognition:SearchFaces*", "rekognition:DeleteFaces", "s3:GetObject"]


class Sample(NamedTuple):
    """A policy, and the place behind the action `rekognition:IndexFaces` in its middle statement; 0-based."""

    text: str
    line: int
    column: int


def sample(statements: int) -> Sample:
    """A policy of that many statements."""
    text = json.dumps(
        {"Version": "2012-10-17", "Statement": [_statement(index) for index in range(statements)]}, indent=1
    )
    lines = text.split("\n")
    written = [number for number, line in enumerate(lines) if _ACTIONS[0] in line]
    line = written[len(written) // 2]
    return Sample(text, line, lines[line].index(_ACTIONS[0]) + len(_ACTIONS[0]))


def _statement(index: int) -> dict[str, Any]:
    return {
        "Sid": f"Part{index}",
        "Effect": "Allow",
        "Action": _ACTIONS,
        "Resource": [
            f"arn:aws:s3:::example-{index}/*",
            f"arn:aws:rekognition:eu-west-1:123456789012:collection/c{index}",
        ],
    }


SMALL = sample(22)
LARGE = sample(3700)
