"""How large a policy is, counted as AWS counts policies of its kind, and how large it may be."""

from __future__ import annotations

from typing import NamedTuple

from iamsight.policy.model import Kind, Policy

_RESOURCE_QUOTAS = {
    "AWS::S3::Bucket": 20480,
    "AWS::S3::AccessPoint": 20480,
    "AWS::Lambda::Function": 20480,
    "AWS::SecretsManager::Secret": 20480,
    "AWS::DynamoDB::Table": 20480,
    "AWS::KMS::Key": 32768,
    "AWS::SNS::Topic": 30720,
    "AWS::SQS::Queue": 8192,
    "AWS::ECR::Repository": 10240,
    "AWS::Rekognition::Project": 2000,
}
"""By resource type: bytes, for project policies of Rekognition characters. See `checks.yaml` of the design, and
data/rekognition.json."""


class Size(NamedTuple):
    """How large a policy is, and the quota, where there is one, both in `unit`; `of` says what the quota is for."""

    amount: int
    quota: int | None
    unit: str
    of: str


def size_of(policy: Policy) -> Size:
    """The size of a policy. White space does not count where AWS does not count it."""
    tree = policy.view.tree
    text = tree.text[slice(*tree.absolute_span(policy.segment, policy.node.span))]
    if policy.kind is Kind.RESOURCE:
        quota = _RESOURCE_QUOTAS.get(policy.resource_type or "")
        return Size(len(text.encode("utf-8", "surrogatepass")), quota, "bytes", policy.resource_type or "")
    if policy.kind is Kind.SCP:
        return Size(len(text), 10240, "characters", "a service control policy")
    if policy.kind is Kind.RCP:
        return Size(len(text), 5120, "characters", "a resource control policy")
    counted = len("".join(text.split()))
    if policy.kind is Kind.TRUST:
        return Size(counted, 2048, "characters", "a role's trust policy")
    return Size(counted, 6144, "characters", "a managed policy")
