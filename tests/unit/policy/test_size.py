"""The size of a policy, also after edits."""

from __future__ import annotations

import json

import pytest

from iamsight.analysis import Document, Settings
from iamsight.catalogue import default_catalogue
from iamsight.policy.find import Given
from iamsight.policy.model import Kind
from iamsight.policy.size import excess, size_of
from iamsight.text import Edit

STATEMENT = {"Effect": "Deny", "Action": "s3:*", "Resource": "*"}
POLICY = {"Version": "2012-10-17", "Statement": [STATEMENT, {**STATEMENT, "Sid": "Two words é"}]}


def document(text: str, kind: Kind) -> Document:
    return Document(text, default_catalogue(), Settings(given=Given(kind)))


@pytest.mark.parametrize("indent", [None, 4, "\t"])
@pytest.mark.parametrize(
    "kind, counted",
    [
        (Kind.IDENTITY, lambda text: len("".join(text.split()))),
        (Kind.BOUNDARY, lambda text: len("".join(text.split()))),
        (Kind.TRUST, lambda text: len("".join(text.split()))),
        (Kind.SCP, len),
        (Kind.RCP, len),
        (Kind.RESOURCE, lambda text: len(text.encode())),
    ],
)
def test_what_counts(kind, counted, indent):
    text = json.dumps(POLICY, indent=indent, ensure_ascii=False)

    assert size_of(document(f"\n  {text}\n", kind).policies[0]).amount == counted(text)


@pytest.mark.parametrize("kind", Kind)
def test_the_size_follows_edits(kind):
    text = json.dumps(POLICY, indent=2)
    edited = document(text, kind)
    size_of(edited.policies[0])
    for where, new in (("words", "x y z"), ("2012", "   "), ("s3:", "é"), ("]", ', {"Sid": "B"}')):
        at = edited.text.index(where)
        edited.edit(Edit(at, at, new))
        edited.findings()

        assert size_of(edited.policies[0]) == size_of(document(edited.text, kind).policies[0])


def test_what_is_within_the_quota_exceeds_nothing():
    assert excess(document(json.dumps(POLICY), Kind.TRUST).policies[0]) is None
