"""What an entry of Resource says, field by field."""

from __future__ import annotations

import pytest

from iamsight.catalogue import UNKNOWN, default_catalogue, split_arn
from iamsight.catalogue.facts import facts
from iamsight.policy.arns import completed, formats_of, is_shorthand, meets_as_text, read
from iamsight.policy.leftovers import leftover_in_account, leftover_in_arn
from iamsight.policy.model import Kind
from iamsight.policy.slips import meant_resources

CATALOGUE = default_catalogue()
_HERE = "arn:aws:rekognition:us-east-1:123456789012"


@pytest.mark.parametrize(
    "value, certain",
    [
        ("arn:aws:s3:::bucket", 6),
        ("arn:aws:s3:::${aws:username}/*", 6),
        (f"arn:aws:s3:::{UNKNOWN}", 6),
        ("arn:aws:s3", 2),
        ("arn:aws:rekognition:us-east-1:collection/x", 3),
        ("my-bucket", 0),
        ("ARN:aws:s3:::bucket", 0),
        (UNKNOWN, 0),
        (f"arn:{UNKNOWN}:s3:::bucket", 6),
        (f"arn:{UNKNOWN}:nothing:x:y:z", 1),
        (f"arn:aws:{UNKNOWN}:us-east-1:123456789012:x", 2),
        (f"arn:aws:rekognition:{UNKNOWN}:123456789012:collection/x", 3),
        (f"arn:aws:rekognition:us-east-1:{UNKNOWN}:collection/x", 4),
        ("arn:aws:rekognition:${var.region}:123456789012:collection/x", 3),
    ],
)
def test_fields_are_certain_up_to_the_first_computed_one(value, certain):
    assert read(value, CATALOGUE).certain == certain


@pytest.mark.parametrize(
    "value, types",
    [
        (f"{_HERE}:collection/x", {"collection"}),
        (f"{_HERE}:project/p/*", {"project", "projectversion", "dataset"}),
        (f"{_HERE}:collection/not allowed!", {"collection"}),
        (f"{_HERE}:collections/x", set()),
        ("arn:aws:s3:::bucket", {"bucket"}),
        ("arn:aws:s3:::bucket/key", {"object"}),
        ("arn:aws:s3:::bucket*", {"bucket", "object"}),
        ("arn:aws:iam::aws:contextProvider/x", {"context-provider"}),
        ("arn:aws:nothing:::x", set()),
        ("arn:aws:s3*:::bucket", set()),
        (f"arn:aws:rekognition:{UNKNOWN}:{UNKNOWN}:collection/x", {"collection"}),
        (f"arn:aws:rekognition:{UNKNOWN}:{UNKNOWN}:collections/x", set()),
    ],
)
def test_types_are_those_of_the_resource_part(value, types):
    found = {kind.name for kind in read(value, CATALOGUE).types}
    assert found == types


@pytest.mark.parametrize(
    "value, fits",
    [
        (f"{_HERE}:collection/x", True),
        ("arn:aws:rekognition:*:*:collection/x", True),
        ("arn:aws:rekognition:::collection/x", False),
        ("arn:aws:s3:us-east-1::bucket", False),
        ("arn:aws:s3:::bucket", True),
        (f"arn:{UNKNOWN}:s3:::bucket", True),
    ],
)
def test_an_arn_fits_if_all_its_fields_do(value, fits):
    assert read(value, CATALOGUE).fits is fits


@pytest.mark.parametrize(
    "partition, expected",
    [("aws", ("aws",)), ("aws-iso-?", ("aws-iso-b", "aws-iso-e", "aws-iso-f")), ("nowhere", ()), ("", ())],
)
def test_partitions_are_those_that_match(partition, expected):
    assert read(f"arn:{partition}:s3:::bucket", CATALOGUE).partitions == expected


@pytest.mark.parametrize(
    "value, expected",
    [
        ("arn:aws:s3:bucket", ("arn:aws:s3:::bucket",)),
        ("arn:aws:s3:bucket/*", ("arn:aws:s3:::bucket/*",)),
        ("arn:aws:iam:role/x", ("arn:aws:iam::*:role/x",)),
        ("arn:aws:iam:123456789012:role/x", ("arn:aws:iam::123456789012:role/x",)),
        ("arn:aws:rekognition:us-east-1:collection/x", ("arn:aws:rekognition:us-east-1:*:collection/x",)),
        ("arn:aws:rekognition:123456789012:collection/x", ("arn:aws:rekognition:*:123456789012:collection/x",)),
        ("arn:aws:rekognition:bucket/x", ()),
        ("arn:aws:nothing:x", ()),
        ("arn:aws:s3", ()),
    ],
)
def test_missing_fields_are_put_in(value, expected):
    assert completed(read(value, CATALOGUE), CATALOGUE) == expected


@pytest.mark.parametrize(
    "value, meets",
    [
        (f"{_HERE}:collections/x", False),
        ("arn:aws:rekognition:us-east-1:*:collections/x", True),
        ("arn:aws:rekognition:*:123456789012:collections/x", True),
        ("arn:aws:rekognition:us-*:123456789012:x", True),
        ("arn:aws:rekognition:*-1:123456789012:collections/x", False),
        (f"{_HERE}:*", True),
    ],
)
def test_a_star_that_ends_a_field_runs_over_colons(value, meets):
    arn = split_arn(value)
    assert any(meets_as_text(arn, form) for _, form in formats_of(arn, ("rekognition",), CATALOGUE)) is meets


@pytest.mark.parametrize(
    "service, resource, meant",
    [
        ("rekognition", "collections/x", ("collection/x",)),
        ("rekognition", "Collection/*", ("collection/*",)),
        ("rekognition", "projects/*", ("project/*",)),
        ("rekognition", "project/p/verison/v/1", ("project/p/version/v/1",)),
        ("rekognition", "collection:x", ("collection/x",)),
        ("rekognition", "bucket/x", ()),
        ("rekognition", "", ()),
        ("rekognition", "coll*", ()),
        ("kms", "key:x", ("key/x",)),
        ("states", "statemachine:x", ("stateMachine:x",)),
        ("sagemaker", "endpointconfig/x", ("endpoint-config/x",)),
    ],
)
def test_slips_in_the_resource_part(service, resource, meant):
    arn = split_arn(f"arn:aws:{service}:us-east-1:123456789012:{resource}")
    assert (
        meant_resources(arn, [form for _, form in formats_of(arn, (service,), CATALOGUE)])[: len(meant) or 3] == meant
    )


@pytest.mark.parametrize(
    "value, left",
    [
        ("topicarn", "topicarn"),
        ("ROLE_ARN", "ROLE_ARN"),
        ("arn:User ARN", "arn:User ARN"),
        ("arn:aws:iam::<account-id>:role/x", "<account-id>"),
        ("arn:aws:iam::account-id:role/x", "account-id"),
        ("arn:aws:iam::xxxxxxxxxxxx:role/x", "xxxxxxxxxxxx"),
        ("arn:aws:sns:REGION:123456789012:x", "REGION"),
        ("arn:aws:s3:::<your bucket>/x", "<your bucket>"),
        ("arn:aws:s3:::amzn-s3-demo-bucket1/x", "amzn-s3-demo-bucket1"),
        ("arn:aws:sns:us-east-1", None),
        ("arn:aws:sns:us-east-1:123456789012:topicarn", None),
        ("arn:aws:s3:::${aws:username}", None),
        ("arn:aws:iam::aws:policy/x", None),
        (f"arn:aws:iam::{UNKNOWN}:role/<x>", None),
        ("*", None),
        ("", None),
    ],
)
def test_placeholders_in_arns(value, left):
    found = leftover_in_arn(value)
    assert (value[found.start : found.end] if found else None) == left


@pytest.mark.parametrize("value, found", [("Account ID", True), ("<id>", True), ("123456789012", False), ("", False)])
def test_placeholders_for_accounts(value, found):
    assert bool(leftover_in_account(value)) is found


def test_the_short_form_of_api_gateway_is_for_its_own_policies():
    assert is_shorthand("execute-api:/*", Kind.RESOURCE)
    assert not is_shorthand("execute-api:/*", Kind.IDENTITY)


def test_the_facts_name_services_and_types_that_exist():
    held = facts("arns")
    for service, names in held["owned_by_aws"].items():
        assert {kind for kind in names if CATALOGUE.resource_type(service, kind) is None} == set(), service
    exact = held["exact"]
    named = {*exact["types"], *exact["star"]["never_on_arns"], *exact["star"]["never_on_names"]}
    assert named <= set(CATALOGUE.services)
