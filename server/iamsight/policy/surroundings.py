"""What the place of a policy in a larger document tells of its kind: the resource around it, the name it goes by.

Known are CloudFormation templates (and what CDK and SAM make of them), Terraform plans as JSON, and what
`aws iam get-account-authorization-details` and its like print.
"""

from __future__ import annotations

from typing import NamedTuple

from iamsight.policy.kind import Inferred
from iamsight.policy.model import Kind
from iamsight.syntax.node import Object, String


class Surroundings(NamedTuple):
    """The type of the nearest resource around a place, the resource's own `Type` property, and the nearest name."""

    resource: str = ""
    policy_type: str = ""
    name: str = ""

    def enter(self, node: Object) -> Surroundings:
        """What surrounds the members of `node`."""
        for name in ("Type", "type"):
            value = node.get(name)
            if isinstance(value, String):
                if "::" in value.value or value.value.startswith("aws_"):
                    return Surroundings(value.value, "", self.name)
                return self._replace(policy_type=value.value)
        return self

    def at(self, name: str) -> Surroundings:
        """What surrounds the value of the member `name`."""
        return self._replace(name=name)


_TRUST_NAMES = ("AssumeRolePolicyDocument", "assume_role_policy")
_BY_POLICY_TYPE = {"SERVICE_CONTROL_POLICY": Kind.SCP, "RESOURCE_CONTROL_POLICY": Kind.RCP}
_RESOURCE_POLICIES = {
    "AWS::S3::BucketPolicy": "AWS::S3::Bucket",
    "AWS::S3::AccessPoint": "AWS::S3::AccessPoint",
    "AWS::SNS::TopicPolicy": "AWS::SNS::Topic",
    "AWS::SQS::QueuePolicy": "AWS::SQS::Queue",
    "AWS::KMS::Key": "AWS::KMS::Key",
    "AWS::KMS::ReplicaKey": "AWS::KMS::Key",
    "AWS::DynamoDB::Table": "AWS::DynamoDB::Table",
    "AWS::ECR::Repository": "AWS::ECR::Repository",
    "AWS::SecretsManager::ResourcePolicy": "AWS::SecretsManager::Secret",
    "AWS::Lambda::Permission": "AWS::Lambda::Function",
    "AWS::Rekognition::Project": "AWS::Rekognition::Project",
    "AWS::EFS::FileSystem": "AWS::EFS::FileSystem",
    "AWS::OpenSearchService::Domain": "AWS::OpenSearchService::Domain",
    "AWS::Events::EventBusPolicy": "AWS::Events::EventBus",
    "AWS::Backup::BackupVault": "AWS::Backup::BackupVault",
    "AWS::ApiGateway::RestApi": "AWS::ApiGateway::RestApi",
    "aws_s3_bucket_policy": "AWS::S3::Bucket",
    "aws_s3_bucket": "AWS::S3::Bucket",
    "aws_sns_topic_policy": "AWS::SNS::Topic",
    "aws_sns_topic": "AWS::SNS::Topic",
    "aws_sqs_queue_policy": "AWS::SQS::Queue",
    "aws_sqs_queue": "AWS::SQS::Queue",
    "aws_kms_key": "AWS::KMS::Key",
    "aws_kms_key_policy": "AWS::KMS::Key",
    "aws_dynamodb_resource_policy": "AWS::DynamoDB::Table",
    "aws_ecr_repository_policy": "AWS::ECR::Repository",
    "aws_secretsmanager_secret_policy": "AWS::SecretsManager::Secret",
}
_IDENTITY_RESOURCES = (
    "AWS::IAM::Policy",
    "AWS::IAM::ManagedPolicy",
    "AWS::IAM::UserPolicy",
    "AWS::IAM::GroupPolicy",
    "AWS::IAM::RolePolicy",
    "AWS::IAM::Role",
    "AWS::IAM::User",
    "AWS::IAM::Group",
    "AWS::SSO::PermissionSet",
    "AWS::Serverless::Function",
    "aws_iam_policy",
    "aws_iam_role_policy",
    "aws_iam_user_policy",
    "aws_iam_group_policy",
    "aws_iam_role",
    "aws_ssoadmin_permission_set_inline_policy",
)


def kind_by_surroundings(around: Surroundings) -> Inferred | None:
    """The kind of a policy that is found there; None where the place does not tell."""
    if around.name in _TRUST_NAMES:
        return Inferred(Kind.TRUST, None, f"it is an {around.name}")
    if kind := _BY_POLICY_TYPE.get(around.policy_type):
        return Inferred(kind, None, f"it is a {around.policy_type}")
    if resource_type := _RESOURCE_POLICIES.get(around.resource):
        return Inferred(Kind.RESOURCE, resource_type, f"it belongs to an {around.resource}")
    if around.resource in _IDENTITY_RESOURCES:
        return Inferred(Kind.IDENTITY, None, f"it belongs to an {around.resource}")
    return None
