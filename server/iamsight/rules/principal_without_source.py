"""The rule `principal-without-source`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.documentation import for_condition_key
from iamsight.policy.condition_edits import without_member
from iamsight.policy.editing import beside
from iamsight.policy.guards import SOURCE_KEYS, base_of, is_negated
from iamsight.policy.model import Condition, Kind, Statement
from iamsight.rule import Change, Context, Fix, Found, Related, rule
from iamsight.syntax.node import Member, Object

_COPIED = {"Effect", "Action", "Resource"}


@rule("principal-without-source", since="0.1", cites="cross-service-keys", kinds=[Kind.RESOURCE, Kind.TRUST])
def principal_without_source(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A user or role is let in under a condition that only services fulfil.

    ## Why is this bad?
    `aws:SourceAccount` and `aws:SourceArn` are in a request only when a service calls for somebody with its own service
    principal. A user or role who calls has neither, so that the condition keeps them out, while the service gets in.
    Give users and roles a statement of their own.

    ## Example
    ```json kind=trust
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow",
      "Principal": {"Service": "rekognition.amazonaws.com", "AWS": "arn:aws:iam::123456789012:user/ann"},
      "Action": "sts:AssumeRole",
      "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}}}}
    ```

    ## Use instead
    ```json kind=trust
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Principal": {"Service": "rekognition.amazonaws.com"}, "Action": "sts:AssumeRole",
       "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}}},
      {"Effect": "Allow", "Principal": {"AWS": "arn:aws:iam::123456789012:user/ann"}, "Action": "sts:AssumeRole"}]}
    ```

    ## References
    - [Cross-service confused deputy prevention](https://docs.aws.amazon.com/rekognition/latest/dg/cross-service-confused-deputy-prevention.html)
    - [AWS global condition context keys: aws:SourceArn](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcearn)
    """
    if not statement.allows or not any(one.type == "Service" and not one.negated for one in statement.principals):
        return
    test = next((one for one in statement.conditions if _keeps_out(one)), None)
    if test is None:
        return
    for principal in statement.principals:
        if principal.type == "AWS" and principal.text.closed and not principal.negated and principal.value != "*":
            yield Found(
                principal.text.span,
                f'"{principal.value}" never sends "{test.key.value}"; let it in by a statement of its own',
                related=(Related(test.key.span, "only requests of services have this key"),),
                citation=for_condition_key(test.key.value),
                fixes=lambda: _fixes(statement),
            )


def _fixes(statement: Statement) -> Iterator[Fix]:
    """Give those who are no services a statement of their own, where the Condition is about the source alone."""
    there = statement.elements
    principal = there["Principal"].value
    simple = there.keys() <= _COPIED | {"Sid", "Principal", "Condition"} and len(there) == len(statement.node.members)
    tests = [one.key.value.lower() for one in statement.conditions]
    if not (simple and statement.node.closed and set(tests) <= set(SOURCE_KEYS)) or not isinstance(principal, Object):
        return
    moved = [one for one in principal.members if one.key.value == "AWS"]
    everybody = any(one.value == "*" for one in statement.principals)
    if len(moved) != 1 or everybody or not statement.written:
        return
    copied = [f'"{name}": {_written(statement, there[name])}' for name in there if name in _COPIED]
    copied.insert(1, f'"Principal": {{"AWS": {_written(statement, moved[0])}}}')
    gone = without_member(principal, moved[0])
    edits = [(*gone.span, gone.text), *beside(statement.node, f"{{{', '.join(copied)}}}", listed=statement.listed)]
    changes = tuple(Change(*one) for one in sorted(edits))
    yield Fix("Give users and roles a statement of their own, without this condition", changes)


def _written(statement: Statement, member: Member) -> str:
    return statement.written[member.value.start : member.value.end]


def _keeps_out(condition: Condition) -> bool:
    """Whether a test fails for requests that lack its source key."""
    if condition.key.value.lower() not in SOURCE_KEYS or condition.operator.if_exists or is_negated(condition):
        return False
    if base_of(condition) == "Null":
        return any(text.value == "false" for text in condition.values)
    return bool(base_of(condition)) and condition.operator.qualifier.lower() != "forallvalues"
