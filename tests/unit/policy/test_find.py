"""Which objects are policies, of which kind, and why."""

from __future__ import annotations

import json
from typing import Any
from urllib.parse import quote

import pytest

from iamsight.policy.find import Given, find_policies
from iamsight.policy.model import Kind
from iamsight.syntax.tree import parse
from tests.support.trees import value_of

ALLOW = {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "*"}
IDENTITY = {"Version": "2012-10-17", "Statement": [ALLOW]}
TRUST = {
    "Version": "2012-10-17",
    "Statement": [{"Effect": "Allow", "Principal": {"Service": "x"}, "Action": "sts:AssumeRole"}],
}


def principal(action: str, resource: str | None = "*") -> dict[str, Any]:
    statement = {"Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": action}
    return {"Statement": [{**statement, "Resource": resource} if resource else statement]}


def found(document: Any, given: Given = Given()) -> list[tuple[str, str, str | None]]:  # noqa: B008 - a value
    text = document if isinstance(document, str) else json.dumps(document)
    policies = find_policies(parse(text), given)
    return [(one.view.pointer(one.path), one.kind.value, one.resource_type) for one in policies]


def role(policy: Any) -> dict[str, Any]:
    return {"Resources": {"R": {"Type": "AWS::IAM::Role", "Properties": {"AssumeRolePolicyDocument": policy}}}}


@pytest.mark.parametrize(
    "document",
    [
        5,
        [],
        {},
        {"Version": "2013-01-01"},
        {"Version": "2012-10-17", "Other": 1},
        {"a": {"Version": "2012-10-17"}},
        {"a": {"Statement": []}},
        {"a": {"Statement": {"RateBasedStatement": {"Limit": 100}}}},
        {"a": "Statement"},
        {"a": "{ Statement"},
        {"a": json.dumps({"b": "Statement"})},
    ],
)
def test_what_is_no_policy(document: Any) -> None:
    assert found(document) == []


@pytest.mark.parametrize(
    "document, expected",
    [
        (IDENTITY, [("", "identity", None)]),
        ({"Version": "2012-10-17"}, [("", "identity", None)]),
        ({"Statement": 5}, [("", "identity", None)]),
        ([IDENTITY, {"x": IDENTITY}], [("/0", "identity", None), ("/1/x", "identity", None)]),
        ({"a/b": {"c~d": IDENTITY}}, [("/a~1b/c~0d", "identity", None)]),
        (TRUST, [("", "trust", None)]),
        ({"Statement": {"Effect": "Allow", "Action": "sts:AssumeRole"}}, [("", "trust", None)]),
        (principal("s3:GetObject"), [("", "resource", "AWS::S3::Bucket")]),
        (
            principal("s3:GetObject", "arn:aws:s3:us-east-1:123456789012:accesspoint/a/object/*"),
            [("", "resource", "AWS::S3::AccessPoint")],
        ),
        (principal("kms:Decrypt"), [("", "resource", "AWS::KMS::Key")]),
        (principal("kms:Decrypt", "arn:aws:kms:eu-west-1:123456789012:key/x"), [("", "resource", None)]),
        (principal("sqs:SendMessage"), [("", "resource", "AWS::SQS::Queue")]),
        (principal("rekognition:CopyProjectVersion"), [("", "resource", "AWS::Rekognition::Project")]),
        (principal("*"), [("", "resource", None)]),
        ({"Statement": [ALLOW, ALLOW, *principal("s3:GetObject")["Statement"]]}, [("", "identity", None)]),
        ({"Statement": [ALLOW, *principal("s3:GetObject")["Statement"]]}, [("", "resource", "AWS::S3::Bucket")]),
        (principal("sts:AssumeRole", "*"), [("", "resource", None)]),
        (role(IDENTITY), [("/Resources/R/Properties/AssumeRolePolicyDocument", "trust", None)]),
        (
            {"Resources": {"B": {"Type": "AWS::SNS::TopicPolicy", "Properties": {"PolicyDocument": IDENTITY}}}},
            [("/Resources/B/Properties/PolicyDocument", "resource", "AWS::SNS::Topic")],
        ),
        (
            {"Resources": {"O": {"Type": "AWS::Organizations::Policy",
                                 "Properties": {"Type": "SERVICE_CONTROL_POLICY", "Content": IDENTITY}}}},
            [("/Resources/O/Properties/Content", "scp", None)],
        ),
        (
            {"planned_values": {"root_module": {"resources": [
                {"type": "aws_iam_role", "values": {"assume_role_policy": json.dumps(TRUST)}},
                {"type": "aws_s3_bucket_policy", "values": {"policy": json.dumps(IDENTITY)}}]}}},
            [("/planned_values/root_module/resources/0/values/assume_role_policy#", "trust", None),
             ("/planned_values/root_module/resources/1/values/policy#", "resource", "AWS::S3::Bucket")],
        ),
        (
            {"RoleDetailList": [{"AssumeRolePolicyDocument": quote(json.dumps(TRUST)),
                                 "RolePolicyList": [{"PolicyDocument": IDENTITY}]}]},
            [("/RoleDetailList/0/AssumeRolePolicyDocument#", "trust", None),
             ("/RoleDetailList/0/RolePolicyList/0/PolicyDocument", "identity", None)],
        ),
        ({"a": json.dumps({"b": IDENTITY})}, [("/a#/b", "identity", None)]),
        ({"Statement": {"Statement": [ALLOW]}}, [("", "identity", None)]),
        ({"x": {"Statement": [{"y": IDENTITY}]}}, [("/x/Statement/0/y", "identity", None)]),
    ],
)  # fmt: skip
def test_policies_and_their_kinds(document: Any, expected: list[tuple[str, str, str | None]]) -> None:
    assert found(document) == expected


@pytest.mark.parametrize(
    "document, given, expected",
    [
        (IDENTITY, Given(Kind.SCP), [("", "scp", None)]),
        (IDENTITY, Given(Kind.RESOURCE, "AWS::SNS::Topic"), [("", "resource", "AWS::SNS::Topic")]),
        (principal("s3:GetObject"), Given(None, "AWS::S3::AccessPoint"), [("", "resource", "AWS::S3::AccessPoint")]),
        ({"Version": "2012-10-17", "Statment": [ALLOW]}, Given(Kind.SCP), [("", "scp", None)]),
        ({"statement": [ALLOW]}, Given(Kind.SCP), [("", "scp", None)]),
        (ALLOW, Given(Kind.SCP), [("", "scp", None)]),
        ({"name": "x", "version": "1.0"}, Given(Kind.SCP, is_begun=True), []),
        ({"Version": "1.0"}, Given(Kind.SCP), []),
        ({"Version": "1.0"}, Given(Kind.SCP, is_begun=True), [("", "scp", None)]),
        ({}, Given(Kind.SCP), []),
        ({}, Given(Kind.SCP, is_begun=True), [("", "scp", None)]),
        ({"x": 1}, Given(is_policy=True), [("", "identity", None)]),
        ({"x": 1}, Given(Kind.SCP, is_policy=True), [("", "scp", None)]),
        ({"x": IDENTITY}, Given(Kind.SCP, is_policy=True), [("/x", "scp", None)]),
        ([IDENTITY], Given(Kind.SCP, is_policy=True), [("/0", "scp", None)]),
        (role(IDENTITY), Given(Kind.SCP), [("/Resources/R/Properties/AssumeRolePolicyDocument", "trust", None)]),
    ],
)
def test_what_the_user_says_goes_before_what_is_inferred(
    document: Any, given: Given, expected: list[tuple[str, str, str | None]]
) -> None:
    assert found(document, given) == expected


@pytest.mark.parametrize(
    "text", ["{", '{"', '{"V', '{"Version"', '{"Version": "20', '{"Version": "2012-10-17", "', "{}"]
)
def test_what_has_only_been_begun_is_a_policy_where_one_is_expected(text: str) -> None:
    assert found(text, Given(Kind.SCP, is_begun=True)) == [("", "scp", None)]


def test_a_policy_is_found_in_half_a_document() -> None:
    text = json.dumps(role(IDENTITY))

    assert found(text[: text.index("s3:GetObject")]) == [
        ("/Resources/R/Properties/AssumeRolePolicyDocument", "trust", None)
    ]


def test_statements_of_a_policy_in_a_string_are_its_own() -> None:
    (policy,) = find_policies(parse(json.dumps({"a": json.dumps(IDENTITY)})))

    assert value_of(policy.view.tree) == IDENTITY
    assert [one.statement.actions[0].value for one in policy.statements] == ["s3:GetObject"]
