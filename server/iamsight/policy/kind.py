"""Of which kind a policy is, inferred from what it says, with the reason in a phrase."""

from __future__ import annotations

from typing import NamedTuple

from iamsight.policy.model import Kind, Placed, Statement

_TRUST_ACTIONS = (
    "sts:assumerole",
    "sts:assumerolewithsaml",
    "sts:assumerolewithwebidentity",
    "sts:tagsession",
    "sts:setsourceidentity",
    "sts:setcontext",
    "sts:*",
    "sts:assume*",
    "sts:assumerole*",
)
_RESOURCE_TYPES = {
    "s3": "AWS::S3::Bucket",
    "sns": "AWS::SNS::Topic",
    "sqs": "AWS::SQS::Queue",
    "dynamodb": "AWS::DynamoDB::Table",
    "rekognition": "AWS::Rekognition::Project",
    "lambda": "AWS::Lambda::Function",
    "secretsmanager": "AWS::SecretsManager::Secret",
    "ecr": "AWS::ECR::Repository",
}


class Inferred(NamedTuple):
    """A kind, the resource type if it is clear, and why: a phrase that completes "taken for ... because"."""

    kind: Kind
    resource_type: str | None
    reason: str


class _Facts(NamedTuple):
    """What matters of one statement."""

    principal: bool
    resource: bool
    assumes: bool


def infer(statements: tuple[Placed, ...]) -> Inferred:
    """The kind of a policy from its statements; identity where nothing speaks against it."""
    facts = [_facts(placed) for placed in statements]
    resource = any([one.resource for one in facts])
    if not any([one.principal for one in facts]):
        if facts and not resource and all([one.assumes for one in facts]):
            return Inferred(Kind.TRUST, None, "it allows only sts:AssumeRole and names no Resource")
        return Inferred(Kind.IDENTITY, None, "no statement has a Principal")
    if not resource and all([one.assumes for one in facts]):
        return Inferred(Kind.TRUST, None, "it names a Principal and allows only sts:AssumeRole")
    return Inferred(Kind.RESOURCE, _resource_type([one.statement for one in statements]), "a statement has a Principal")


def _facts(placed: Placed) -> _Facts:
    """The facts of a statement, kept with it. Most statements tell them without being parsed."""
    source = placed.source
    if source is None:
        return _read_facts(placed.statement)
    found = source.facts.get("kind")
    if not isinstance(found, _Facts):
        plain = "rincipal" not in source.text and "sts:" not in source.text.lower() and "\\" not in source.text
        found = _Facts(False, '"Resource"' in source.text, False) if plain else _read_facts(placed.statement)
        source.facts["kind"] = found
    return found


def _read_facts(statement: Statement) -> _Facts:
    names = statement.elements.keys()
    return _Facts(
        bool({"Principal", "NotPrincipal"} & names), bool({"Resource", "NotResource"} & names), _assumes(statement)
    )


def _assumes(statement: Statement) -> bool:
    actions = [action.value.lower() for action in statement.actions]
    return bool(actions) and all(action in _TRUST_ACTIONS for action in actions)


def _resource_type(statements: list[Statement]) -> str | None:
    """The type that a policy is attached to, if all actions are of one service that has just one such type."""
    services = {action.service for one in statements for action in one.actions}
    if services == {"kms"} and all(resource.value == "*" for one in statements for resource in one.resources):
        return "AWS::KMS::Key"
    found = _RESOURCE_TYPES.get(services.pop()) if len(services) == 1 else None
    if found == "AWS::S3::Bucket":
        arns = [resource.arn.resource.text for one in statements for resource in one.resources]
        if any(arn.startswith("accesspoint/") for arn in arns):
            return "AWS::S3::AccessPoint"
    return found
