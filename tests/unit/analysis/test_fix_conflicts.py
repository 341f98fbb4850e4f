"""Fixes that are right alone and wrong together."""

import json

import pytest

from iamsight.analysis import fix
from iamsight.catalogue import default_catalogue

POLICY = """{{"Version": "2012-10-17", "Statement": {{
  "Effect": "Allow", "Action": "rekognition:IndexFaces", "Resource": "*",
  "Condition": {}}}}}"""


@pytest.mark.parametrize(
    "condition, fixed",
    [
        pytest.param(
            {"StringLike": {"aws:RequestTag/a": "*"}, "ArnLike": {"aws:SourceArn": "*"}},
            {"Null": {"aws:RequestTag/a": "false", "aws:SourceArn": "false"}},
            id="two operators become Null",
        ),
        pytest.param(
            {"ForAnyValue:Null": {"aws:TagKeys": "true"}, "StringLike": {"aws:RequestTag/a": "*"}},
            {"Null": {"aws:TagKeys": "true", "aws:RequestTag/a": "false"}},
            id="a qualifier goes where another operator wants to be",
        ),
        pytest.param(
            {"StringLike": {"aws:RequestTag/a": "*", "aws:RequestTag/b": "b*", "aws:RequestTag/c": "*"}},
            {
                "Null": {"aws:RequestTag/a": "false", "aws:RequestTag/c": "false"},
                "StringLike": {"aws:RequestTag/b": "b*"},
            },
            id="the first and the last key of one operator",
        ),
    ],
)
def test_an_object_never_gets_a_name_twice(condition: dict[str, object], fixed: dict[str, object]) -> None:
    text = fix(POLICY.format(json.dumps(condition)), default_catalogue())

    assert json.loads(text, object_pairs_hook=_without_duplicates)["Statement"]["Condition"] == fixed


def _without_duplicates(members: list[tuple[str, object]]) -> dict[str, object]:
    names = [name for name, _ in members]
    assert len(names) == len(set(names))
    return dict(members)
