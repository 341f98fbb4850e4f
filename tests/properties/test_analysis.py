"""What a document says after any edits is what a fresh start says of the same text."""

from __future__ import annotations

import json
import pickle

from hypothesis import given
from hypothesis import strategies as st

from iamsight.analysis import Document, Settings, check
from iamsight.policy.find import Given
from iamsight.policy.model import Kind
from iamsight.text import Edit
from tests.support.catalogue import small_catalogue

_TRUST = """{"Version": "2012-10-17", "Statement":
  {"Effect": "Allow", "Principal": {"Service": "x"}, "Action": "sts:AssumeRole"}}"""
_IDENTITY = """{
  "Version": "2012-10-17",
  "Statement": [
    {"Sid": "A", "Effect": "Allow", "Action": ["rekognition:DeleteLabels", "s3:GetObject"], "Resource": "*"},
    {"Sid": "B", "Effect": "allow", "Action": "rekognition:SearchFaces", "Resource": "arn:aws:s3:::bucket"},\r
    {"Effect": "Deny", "Resource": ["arn:aws:rekognition:us-east-1:123456789012:collections/x"]}
  ]
}"""
_TEMPLATE = json.dumps(
    {
        "Resources": {
            "Role": {
                "Type": "AWS::IAM::Role",
                "Properties": {
                    "AssumeRolePolicyDocument": json.loads(_TRUST),
                    "Policies": [{"PolicyDocument": json.loads(_IDENTITY)}, {"PolicyDocument": _IDENTITY}],
                },
            }
        }
    },
    indent=1,
)
TEXTS = st.sampled_from([_TRUST, _IDENTITY, _TEMPLATE])
PIECES = st.sampled_from(
    [
        *'{}[]:,"\n\r*',
        "\r\n",
        '"Principal": "*", ',
        '"Sid": "A",',
        '"Resource": "*"',
        "s3:Get*",
        "null",
        "\\",
        "{}",
        "//",
    ]
)
EDITS = st.lists(st.tuples(st.floats(0, 1), st.integers(0, 4), PIECES | st.just("")), min_size=1, max_size=6)
CATALOGUE = small_catalogue()


@given(TEXTS, EDITS, st.booleans())
def test_findings_after_edits_are_those_of_a_fresh_start(
    text: str, edits: list[tuple[float, int, str]], check_between: bool
) -> None:
    document = Document(text, CATALOGUE)
    document.findings()
    for where, length, new in edits:
        start = int(where * len(document.text))
        document.edit(Edit(start, min(start + length, len(document.text)), new))
        if check_between:
            document.findings()

    assert document.findings(fixes=True) == check(document.text, CATALOGUE, fixes=True)


@given(TEXTS, st.sampled_from([None, *Kind]))
def test_findings_pickle_and_lie_within_the_text(text: str, kind: Kind | None) -> None:
    settings = Settings(given=Given(kind))
    findings = check(text, CATALOGUE, settings, fixes=True)

    assert pickle.loads(pickle.dumps(findings)) == findings
    assert all(0 <= one.span.start <= one.span.end <= len(text) for one in findings)
