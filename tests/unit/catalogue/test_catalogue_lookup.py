"""Finding services, actions, resource types and condition keys."""

import json
import subprocess
import sys
from time import perf_counter

import pytest

from iamsight.catalogue import default_catalogue
from tests.support.catalogue import catalogue_of, small_catalogue
from tests.support.catalogue import service as service_of

RIGHT = "arn:aws:rekognition:us-east-1:111122223333:"


@pytest.fixture(scope="module")
def small():
    return small_catalogue()


@pytest.fixture(scope="module")
def full():
    return default_catalogue()


def names(found):
    return [one.full if hasattr(one, "full") else f"{one.service}/{one.name}" for one in found]


def test_an_action_in_any_case(small):
    found = small.action("REKOGNITION:detectlabels")
    assert found.full == "rekognition:DetectLabels"
    assert found.takes_only_star
    assert found.level == "Read"
    assert found.api_url == "https://docs.aws.amazon.com/rekognition/latest/APIReference/API_DetectLabels.html"


@pytest.mark.parametrize(
    "text", ["", ":", "s3", "s3:", "s3:*", "s3:Get*", "nope:GetObject", "s3:GetObject:x", "\0:\0", "*"]
)
def test_no_action(small, text):
    assert small.action(text) is None


def test_required_and_optional_types(small):
    found = small.action("rekognition:CreateStreamProcessor")
    assert found.required_types == ("collection",)
    assert found.optional_types == ("streamprocessor",)
    assert small.action("s3:PutBucketPolicy").levels == ("Permissions management", "Write")
    assert small.action("s3:PutBucketPolicy").level == "Permissions management"
    assert "s3:prefix" in small.action("s3:ListBucket").all_condition_keys()


@pytest.mark.parametrize(
    "pattern,expected",
    [
        ("s3:GetObject", ["s3:GetObject"]),
        ("S3:getobject", ["s3:GetObject"]),
        ("s3:Get?bject", ["s3:GetObject"]),
        ("s3:GetObject??????", []),
        ("s3:GetObject???????", ["s3:GetObjectTagging", "s3:GetObjectVersion"]),
        ("s3:*Acl", ["s3:GetBucketAcl", "s3:PutBucketAcl", "s3:PutObjectAcl", "s3:GetObjectAcl"]),
        ("rekognition:Describe*", 5),
        ("rekognition:*", 30),
        ("*", 66),
        ("*:*", 66),
        ("**", 66),
        ("*:", 0),
        (":*", 0),
        ("", 0),
        (":", 0),
        ("*:Get*", 0),
        ("s*:GetObject", 0),
        ("s3", 0),
        ("s3:", 0),
    ],
)
def test_expansion(small, pattern, expected):
    found = names(small.expand(pattern))
    if isinstance(expected, int):
        assert len(found) == expected
    else:
        assert sorted(found) == sorted(expected)
    assert small.matches_any(pattern) == bool(found)


@pytest.mark.parametrize(
    "wrong,right",
    [
        ("rekognition:DeleteLabels", "rekognition:DetectLabels"),
        ("rekognition:DetectLabel", "rekognition:DetectLabels"),
        ("rekogniton:DetectLabels", "rekognition:DetectLabels"),
        ("rekognition:StartFaceLiveness", "rekognition:StartFaceLivenessSession"),
        ("rekognition:ListMediaAnalysisJob", "rekognition:ListMediaAnalysisJobs"),
        ("s3:ListObjectsV2", "s3:ListBucket"),
        ("S3:headbucket", "s3:ListBucket"),
        ("s3:CreateMultipartUpload", "s3:PutObject"),
        ("s3:GetBucketEncryption", "s3:GetEncryptionConfiguration"),
        ("s3:ListBuckets", "s3:ListAllMyBuckets"),
        ("lambda:Invoke", "lambda:InvokeFunction"),
        ("apigateway:CreateRestApi", "apigateway:POST"),
        ("iam:AssumeRole", "sts:AssumeRole"),
        ("cloudwatch:PutLogEvents", "logs:PutLogEvents"),
        ("elbv2:DescribeLoadBalancers", "elasticloadbalancing:DescribeLoadBalancers"),
        ("DetectLabels", "rekognition:DetectLabels"),
        ("ec2:DescribeInstnces", "ec2:DescribeInstances"),
    ],
)
def test_the_nearest_action_comes_first(full, wrong, right):
    assert full.nearest_actions(wrong)[0] == right


@pytest.mark.parametrize(
    "text", ["", ":", "rekognition:GetWidget", "ec2:FooBarBaz", "x" * 5000, "s3:GetObject", "\0:\0"]
)
def test_nothing_is_near(full, text):
    assert full.nearest_actions(text) == ()


@pytest.mark.parametrize(
    "wrong,right",
    [
        ("rekonition", "rekognition"),
        ("stepfunctions", "states"),
        ("cloudwatchlogs", "logs"),
        ("msk", "kafka"),
        ("s4", "s3"),
    ],
)
def test_the_nearest_service_comes_first(full, wrong, right):
    assert full.nearest_services(wrong)[0] == right


def test_looking_for_the_nearest_takes_under_a_millisecond(full):
    full.nearest_actions("ec2:DescribeInstnces")
    times = []
    for at in range(20):
        start = perf_counter()
        full.nearest_actions(f"ec2:DescribeInstncesX{at}")
        times.append(perf_counter() - start)
    assert min(times) < 0.001


@pytest.mark.parametrize(
    "arn,expected",
    [
        (RIGHT + "collection/faces", ["rekognition/collection"]),
        (RIGHT + "collections/faces", []),
        (RIGHT + "collection:faces", []),
        ("arn:aws:rekognition:*:*:collections/faces", []),
        ("arn:aws:rekognition:*:*:*", 5),
        (RIGHT + "project/x/version/y/123", ["rekognition/projectversion"]),
        (RIGHT + "project/x/123", ["rekognition/project"]),
        (RIGHT + "project/x/*", ["rekognition/dataset", "rekognition/project", "rekognition/projectversion"]),
        ("arn:aws:rekognition:::collection/faces", []),
        ("arn:aws:rekognition:${Region}:\ufffc:collection/faces", ["rekognition/collection"]),
        ("arn:aws:s3:::bucket", ["s3/bucket"]),
        ("arn:aws:s3:::bucket/*", ["s3/object"]),
        ("arn:aws:s3:::bucket*", ["s3/bucket", "s3/object"]),
        ("arn:aws:s3:us-east-1::bucket", []),
        ("arn:aws:s3:*", 3),
        ("arn:aws:nope:::x", []),
        ("arn", []),
        ("", []),
    ],
)
def test_resource_types_that_an_arn_meets(small, arn, expected):
    found = sorted(names(small.resource_types_for_arn(arn)))
    assert (len(found) if isinstance(expected, int) else found) == expected


def test_resource_types_of_a_given_service(full):
    arn = "arn:aws:elasticloadbalancing:us-east-1:111122223333:loadbalancer/app/x/50dc6c495c0c9188"
    found = full.resource_types_for_arn(arn, "wafv2")
    assert found
    assert {kind.service for kind in found} == {"wafv2"}


def test_arn_services_are_not_the_prefixes(full):
    assert full.is_arn_service("catalog")
    assert full.service("catalog") is None
    assert full.services_for_arn("catalog") == ("servicecatalog",)
    assert full.services_for_arn("ec2")[0] == "ec2"
    assert not full.is_arn_service("Rekognition")
    assert full.services_for_arn("nope") == ()


@pytest.mark.parametrize(
    "name,found",
    [
        ("AWS:sourceip", "aws:SourceIp"),
        ("aws:ResourceTag/Team", "aws:ResourceTag/${TagKey}"),
        ("aws:ResourceTag/", None),
        ("s3:ExistingObjectTag/Team", "s3:ExistingObjectTag/<key>"),
        ("kms:EncryptionContext:purpose", "kms:EncryptionContext:${EncryptionContextKey}"),
        ("lambda:SourceFunctionArn", "lambda:SourceFunctionArn"),
        ("accounts.google.com:aud", "accounts.google.com:aud"),
        ("token.actions.githubusercontent.com:sub", "token.actions.githubusercontent.com:sub"),
        ("login.example.com/tenant:aud", "login.example.com/tenant:aud"),
        ("agent.example.buildkite.dev:cluster_id", "agent.${Domain}.buildkite.dev:cluster_id"),
        ("elasticloadbalancing:ResourceTag/x", "elasticloadbalancing:ResourceTag/${TagKey}"),
        ("rekognition:Anything", None),
        ("aws:Nonsense", None),
        ("nonsense", None),
        ("", None),
        (":", None),
    ],
)
def test_condition_keys(full, name, found):
    key = full.condition_key(name)
    assert (key.name if key else None) == found


def test_multivalued_keys(full):
    assert full.condition_key("aws:TagKeys").multivalued
    assert full.condition_key("dynamodb:LeadingKeys").multivalued
    assert full.condition_key("dynamodb:LeadingKeys").type == "String"
    assert not full.condition_key("aws:PrincipalArn").multivalued


def test_dependent_and_retired_actions(full):
    assert "iam:PassRole" in full.dependent("access-analyzer:StartPolicyGeneration").always
    assert full.dependent("acm:createacmeexternalaccountbinding").for_type == {"acme-endpoint": ("iam:PassRole",)}
    assert full.dependent("nope:Nope").always == ()
    assert full.retired_action("CodeStar:createproject") == "codestar:CreateProject"
    assert full.retired_action("account:GetChallengeQuestions") == "account:GetChallengeQuestions"
    assert full.retired_action("s3:GetObject") is None
    assert full.retired_service("CodeStar")
    assert not full.retired_service("s3")


def test_an_unknown_value_may_be_any_action(small):
    assert small.matches_any("\ufffc")
    assert small.matches_any("\ufffc:GetObject")
    assert small.matches_any("s3:Get\ufffc")
    assert not small.matches_any("s3:Nope\ufffc")
    assert small.expand("\ufffc") == ()


def test_an_empty_catalogue_answers():
    empty = catalogue_of(nothing=service_of("Nothing", [], [], []))
    assert empty.expand("*") == ()
    assert not empty.matches_any("*")
    assert empty.nearest_actions("nothing:Get") == ()
    assert empty.resource_types_for_arn("*") == ()


def test_importing_loads_nothing():
    script = (
        "import json, re, sys, time; start = time.perf_counter(); import iamsight.catalogue;"
        "took = time.perf_counter() - start;"
        "print(json.dumps([took, [name for name in sys.modules if name.startswith('iamsight')]]))"
    )
    ran = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, timeout=60)
    took, modules = json.loads(ran.stdout)
    assert modules == ["iamsight", "iamsight.catalogue"]
    assert took < 0.05
