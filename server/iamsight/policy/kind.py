"""Of which kind a policy is, inferred from what it says, with the reason in a phrase."""

from __future__ import annotations

from typing import NamedTuple

from iamsight.policy.model import STATEMENT_ELEMENTS, Kind, Placed, Statement
from iamsight.syntax.tree import Source

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


_ELEMENTS = frozenset(STATEMENT_ELEMENTS)
_PRINCIPALS = frozenset(("Principal", "NotPrincipal"))


class Inferred(NamedTuple):
    """A kind, the resource type if it is clear, and why: a phrase that completes "taken for ... because"."""

    kind: Kind
    resource_type: str | None
    reason: str


class KindFacts(NamedTuple):
    """What one statement contributes to the kind of its policy. `like` says that it looks like a statement at all.

    `services`, `everywhere` and `access_point` are for one with a principal.
    """

    like: bool = True
    principal: bool = False
    resource: bool = False
    assumes: bool = False
    services: frozenset[str] = frozenset()
    everywhere: bool = False  # every Resource is "*"
    access_point: bool = False


_PLAIN = KindFacts()
_PLAIN_WITH_RESOURCE = KindFacts(resource=True)


def infer(statements: tuple[Placed, ...]) -> Inferred:
    """The kind of a policy from its statements; identity where nothing speaks against it.

    Where only some statements have a Principal, it is the kind that fewer of them contradict.
    """
    facts = [kind_facts(placed.source) if placed.source else _read(placed.statement) for placed in statements]
    resource = any(one.resource for one in facts)
    with_principal = sum(one.principal for one in facts)
    if 2 * with_principal < len(facts) or not with_principal:
        if facts and not resource and all(one.assumes for one in facts):
            return Inferred(Kind.TRUST, None, "it allows only sts:AssumeRole and names no Resource")
        reason = "most statements have no Principal" if with_principal else "no statement has a Principal"
        return Inferred(Kind.IDENTITY, None, reason)
    if not resource and all(one.assumes for one in facts):
        return Inferred(Kind.TRUST, None, "it names a Principal and allows only sts:AssumeRole")
    return Inferred(Kind.RESOURCE, _resource_type(facts), "a statement has a Principal")


def kind_facts(source: Source) -> KindFacts:
    """The facts of a statement, kept with it. Most statements tell them without being parsed."""
    found = source.facts.get("kind")
    if not isinstance(found, KindFacts):
        text = source.text
        if "rincipal" in text or "sts:" in text.lower() or "\\" in text or '"Effect"' not in text or source.problems:
            found = _read(Statement(source.node))
        else:
            found = _PLAIN_WITH_RESOURCE if 'Resource"' in text else _PLAIN
        source.facts["kind"] = found
    return found


def _read(statement: Statement) -> KindFacts:
    names = statement.elements.keys()
    principal = not _PRINCIPALS.isdisjoint(names)
    resources = [one.value for one in statement.resources] if principal else []
    return KindFacts(
        not _ELEMENTS.isdisjoint(names),
        principal,
        "Resource" in names or "NotResource" in names,
        _assumes(statement),
        frozenset(one.service for one in statement.actions) if principal else frozenset(),
        all(one == "*" for one in resources),
        any(":accesspoint/" in one for one in resources),
    )


def _assumes(statement: Statement) -> bool:
    actions = (*statement.texts("Action"), *statement.texts("NotAction"))
    return bool(actions) and all(action.value.lower() in _TRUST_ACTIONS for action in actions)


def _resource_type(facts: list[KindFacts]) -> str | None:
    """The type that a policy is attached to, if all actions are of one service that has just one such type."""
    services = frozenset().union(*(one.services for one in facts))
    if len(services) != 1:
        return None
    (service,) = services
    if service == "kms":
        return "AWS::KMS::Key" if all(one.everywhere for one in facts) else None
    if service == "s3" and any(one.access_point for one in facts):
        return "AWS::S3::AccessPoint"
    return _RESOURCE_TYPES.get(service)
