"""What is particular to Rekognition."""

import pytest

from iamsight.catalogue import default_catalogue, rekognition, split_arn

PREFIX = "arn:aws:rekognition:us-east-1:111122223333:"


@pytest.mark.parametrize(
    "placeholder,value,part",
    [
        ("CollectionId", "my-collection_1.x", None),
        ("CollectionId", "my*", None),
        ("CollectionId", "${aws:username}", None),
        ("CollectionId", "a" * 255, None),
        ("CollectionId", "a" * 256, "at most 255"),
        ("CollectionId", "a" * 256 + "*", "at most 255"),
        ("CollectionId", "my collection", 'holds " "'),
        ("CollectionId", "a:b*", 'holds ":"'),
        ("CollectionId", "", "is empty"),
        ("StreamprocessorId", "a" * 129, "at most 128"),
        ("CreationTimestamp", "1627045542080", None),
        ("CreationTimestamp", "2021-07-23", "only digits"),
        ("DatasetType", "train", None),
        ("DatasetType", "t*", None),
        ("DatasetType", "TRAIN", 'it is "train" or "test"'),
        ("DatasetType", "validation", 'it is "train" or "test"'),
        ("Region", "nonsense", None),
    ],
)
def test_identifiers(placeholder, value, part):
    sentence = rekognition.check_identifier("collection", placeholder, value)
    assert (sentence is None) if part is None else (part in sentence)


def test_identifiers_in_an_arn():
    kind = default_catalogue().resource_type("rekognition", "projectversion")
    arn = split_arn(PREFIX + "project/name/version/v1/123")
    found = rekognition.identifiers_in(arn, kind)
    assert [(name, field.text) for name, field in found] == [
        ("ProjectName", "name"),
        ("VersionName", "v1"),
        ("CreationTimestamp", "123"),
    ]
    assert all(arn.text[field.start : field.end] == field.text for _, field in found)
    assert rekognition.identifiers_in(split_arn(PREFIX + "project/*"), kind) == ()


def test_needs_of_image_operations():
    needs = rekognition.needs("rekognition:detectlabels")
    assert [(need.kind, need.actions, need.who, need.always) for need in needs] == [
        ("s3-input", ("s3:GetObject",), "caller", False)
    ]
    assert "s3:GetObject" in needs[0].sentence


def test_needs_of_video_operations():
    kinds = {need.kind: need for need in rekognition.needs("StartLabelDetection")}
    assert set(kinds) == {"s3-input", "pass-role", "sns"}
    assert kinds["s3-input"].always
    assert kinds["pass-role"].condition == {"iam:PassedToService": "rekognition.amazonaws.com"}
    assert kinds["sns"].who == "service role"


def test_operations_by_need():
    assert len(rekognition.operations_with("pass-role")) == 9
    assert len(rekognition.operations_with("s3-input")) == 22
    assert rekognition.operations_with("kinesis-data") == ("rekognition:CreateStreamProcessor",)
    assert rekognition.needs("rekognition:Nonsense") == ()


def test_status():
    assert rekognition.status("GetPersonTracking").since == "2025-10-31"
    assert rekognition.status("rekognition:CreateStreamProcessor").state == "closed to new customers"
    assert rekognition.status("DetectLabels") is None


def test_policies_and_roles():
    assert rekognition.project_policy().actions == ("rekognition:CopyProjectVersion",)
    assert rekognition.project_policy().max_characters == 2000
    assert rekognition.service_role().principal == rekognition.PRINCIPAL
    assert rekognition.regions("aws-us-gov") == ("us-gov-west-1",)
    assert rekognition.regions("aws-cn") == ()
    assert "AmazonRekognitionFullAccess" in rekognition.managed_policies()


def test_facts_and_catalogue_know_the_same_actions():
    actions = {action.name for action in default_catalogue().expand("rekognition:*")}
    assert set(rekognition.facts("rekognition")["actions"]) <= actions
