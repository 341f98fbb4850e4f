"""Help on a name alone, as completion items resolve to it; and the notes on what holds today."""

from __future__ import annotations

import pytest

from iamsight.catalogue import default_catalogue
from iamsight.catalogue.documentation import disagreements
from iamsight.ide.hover import documentation
from iamsight.ide.hover.today import NOTES


@pytest.mark.parametrize(
    "key, expected",
    [
        ("action:rekognition:DetectLabels", "**`rekognition:DetectLabels`**: Amazon Rekognition"),
        ("wildcard:rekognition:Describe*", "matches **5 of the 76 actions**"),
        ("wildcard:*", "every action of every service"),
        ("service:rekognition", "Amazon Rekognition, 76 actions"),
        ("resource:rekognition:collection", "**`collection`**: a resource type of Amazon Rekognition"),
        ("arn:*", "every resource"),
        ("arn:arn:aws:s3:::photos", "one `bucket` of Amazon S3"),
        ("key:aws:SourceArn", "condition key of the type **ARN**"),
        ("operator:ForAnyValue:StringLikeIfExists", "**`ForAnyValue:StringLikeIfExists`**"),
        ("variable:${aws:username}", "is replaced by the value of `aws:username`"),
        ("element:Action", "**`Action`**: What may or may not be done"),
        ("effect:Deny", "forbids what the statement describes"),
        ("version:2012-10-17", "the present policy language"),
        ("principal:Federated", "Identity providers"),
        ("service-principal:lambda.amazonaws.com", "the service AWS Lambda"),
    ],
)
def test_a_key_is_enough_for_the_page(key: str, expected: str) -> None:
    markdown = documentation(key, default_catalogue(), markdown=True)
    plain = documentation(key, default_catalogue(), markdown=False)
    assert expected in markdown
    assert "](https://docs.aws.amazon.com/" in markdown.splitlines()[-1]
    assert expected.replace("`", "").replace("**", "") in plain
    assert plain.splitlines()[-1].count("https://docs.aws.amazon.com/") == 1


@pytest.mark.parametrize(
    "key", ["", "action:", "action:no:Such", "resource:rekognition", "key:nobody:Knows", "element:Actoin", "other:x"]
)
def test_what_nobody_defines_has_no_page(key: str) -> None:
    assert documentation(key, default_catalogue(), markdown=True) == ""


@pytest.mark.parametrize("note", NOTES, ids=[note.id for note in NOTES])
def test_every_note_rests_on_a_disagreement_that_is_on_record(note) -> None:
    assert note.id in disagreements()
    assert note.text.count("`") % 2 == 0


@pytest.mark.parametrize("note", NOTES, ids=[note.id for note in NOTES])
def test_the_actions_of_a_note_exist(note) -> None:
    assert all(default_catalogue().matches_any(pattern) for pattern in note.actions)
