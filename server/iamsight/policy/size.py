"""How large a policy is, counted as AWS counts policies of its kind, and how large it may be.

What each statement adds is kept with it, so that the size is there at every keystroke.
"""

from __future__ import annotations

from typing import NamedTuple

from iamsight.policy.kept import of_each
from iamsight.policy.model import Kind, Placed, Policy
from iamsight.text import Span

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
_USUAL_RESOURCE_QUOTA = 20480
_LARGEST_IDENTITY_QUOTA = 10240
_KEY = "size"
_FUNCTIONS = ('"Ref"', '"Fn::')


class Size(NamedTuple):
    """How large a policy is, and the quota, where there is one, both in `unit`; `of` says what the quota is for."""

    amount: int
    quota: int | None
    unit: str
    of: str


def size_of(policy: Policy) -> Size | None:
    """The size of a policy; None where a template computes a part of it. White space that AWS does not count does not.

    Nor does white space where the policy is a part of a larger document, whose layout is not the policy's own.
    """
    if _is_computed(policy):
        return None
    if policy.kind is Kind.RESOURCE:
        quota = _RESOURCE_QUOTAS.get(policy.resource_type or "")
        return Size(_bytes(policy), quota, "bytes", policy.resource_type or "")
    if policy.kind is Kind.SCP:
        return Size(_characters(policy), 10240, "characters", "a service control policy")
    if policy.kind is Kind.RCP:
        return Size(_characters(policy), 5120, "characters", "a resource control policy")
    if policy.kind is Kind.TRUST:
        return Size(_without_space(policy), 2048, "characters", "a role's trust policy")
    return Size(_without_space(policy), 6144, "characters", "a managed policy")


def excess(policy: Policy) -> Size | None:
    """The size of a policy that is too large for any use of its kind, with the largest quota; None for others.

    Where the quota of a resource type is not known, that of most is taken.
    """
    start, end = _span(policy)
    if policy.kind in (Kind.IDENTITY, Kind.BOUNDARY) and end - start <= _LARGEST_IDENTITY_QUOTA:
        return None  # as nearly all policies; there is nothing to count
    size = size_of(policy)
    if size is None:
        return None
    quota = size.quota or _USUAL_RESOURCE_QUOTA
    if policy.kind in (Kind.IDENTITY, Kind.BOUNDARY):
        quota = _LARGEST_IDENTITY_QUOTA
    return size._replace(quota=quota) if size.amount > quota else None


def _is_computed(policy: Policy) -> bool:
    """Whether the policy, or the string that holds it, has a function of CloudFormation in it or around it."""
    if policy.template and any(mark in _text(policy) for mark in _FUNCTIONS):
        return True
    host = policy.view.host
    return host is not None and any(str(step).startswith("Fn::") for step in host.path)


def _characters(policy: Policy) -> int:
    start, end = _span(policy)
    return _without_space(policy) if policy.path else end - start


def _bytes(policy: Policy) -> int:
    text = _text(policy)
    if policy.path:
        text = "".join(text.split())
    return len(text) if text.isascii() else len(text.encode("utf-8", "surrogatepass"))


def _without_space(policy: Policy) -> int:
    """The characters of a policy that are no white space."""
    inside = sum(of_each(policy, _KEY, _dense_statement))
    around = policy.facts.get("size around statements")
    if not isinstance(around, int):
        around = policy.facts["size around statements"] = _dense(_text(policy)) - inside
    return around + inside


def _dense_statement(placed: Placed) -> int:
    if placed.source is None:
        return 0
    known = placed.source.facts.get(_KEY)
    if not isinstance(known, int):
        known = placed.source.facts[_KEY] = _dense(placed.source.text)
    return known


def _text(policy: Policy) -> str:
    return policy.view.tree.text[slice(*_span(policy))]


def _span(policy: Policy) -> Span:
    return policy.view.tree.absolute_span(policy.segment, policy.node.span)


def _dense(text: str) -> int:
    return len("".join(text.split()))
