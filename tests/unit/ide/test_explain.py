"""What policies grant, in plain words and in a table."""

from __future__ import annotations

import json

from iamsight.analysis import Document
from iamsight.ide.explain import Row, explain, explanations
from tests.support.catalogue import small_catalogue

POLICY = json.dumps(
    {
        "Version": "2012-10-17",
        "Statement": [
            {"Sid": "Look", "Effect": "Allow", "Action": ["rekognition:Describe*", "s3:GetObject"], "Resource": "*"},
            {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::photos/*"},
            {"Effect": "Deny", "Action": "s3:PutObject", "Resource": "*"},
            {"Effect": "Deny", "NotAction": "iam:*", "Resource": "*"},
        ],
    }
)


def opened(text: str) -> Document:
    return Document(text, small_catalogue())


def test_each_action_counts_once() -> None:
    (found,) = explanations(opened(POLICY))
    described = len(small_catalogue().expand("rekognition:Describe*"))
    assert [(row.prefix, row.levels) for row in found.allowed] == [
        ("rekognition", {"Read": described}),
        ("s3", {"Read": 1}),
    ]
    assert found.denied == (Row("Amazon S3", "s3", {"Write": 1}),)
    assert [one.name for one in found.statements] == ["Look", "Statement 2", "Statement 3", "Statement 4"]
    assert found.unlimited == ("Denies every action but `iam:*` on every resource.",)


def test_the_text_has_words_and_tables() -> None:
    text = explain(opened(POLICY))
    assert text.startswith("# Identity policy\n\nTaken for one because no statement has a Principal.\n")
    assert "- **Statement 2**: Allows `s3:GetObject` (Read) on `arn:aws:s3:::photos/*`.\n" in text
    assert "## What it allows\n\n| Service | Read |\n| --- | ---: |\n" in text
    assert "## What it denies\n\n| Service | Write |\n| --- | ---: |\n| Amazon S3 (`s3`) | 1 |\n" in text
    assert text.endswith("- Denies every action but `iam:*` on every resource.\n")


def test_what_a_sid_says_is_no_markup() -> None:
    assert r"**\*x\***" in explain(opened(POLICY.replace("Look", "*x*")))


def test_several_policies_are_told_apart() -> None:
    text = explain(opened(f'[{{"P": {POLICY}}}, {{"P": {POLICY}}}]'))
    assert "# Identity policy at `/0/P`\n" in text
    assert "# Identity policy at `/1/P`\n" in text


def test_a_policy_without_statements() -> None:
    assert "so it grants nothing" in explain(opened('{"Version": "2012-10-17", "Statement": []}'))


def test_no_policy() -> None:
    assert explain(opened("[]")) == "There is no policy in this document.\n"
