"""The rule on resources of services that no action of the statement is about."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from iamsight.policy.editing import is_item, without
from iamsight.policy.meets import concerns, scope
from iamsight.policy.model import Kind, Statement
from iamsight.policy.text import literal_of
from iamsight.rule import Change, Context, Fix, Found, Severity, rule
from iamsight.syntax.node import Array, String


@rule(
    "unused-resource",
    since="0.1",
    cites="Resource",
    severity=Severity.HINT,
    kinds=set(Kind) - {Kind.TRUST, Kind.RCP},
)
def unused_resource(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A resource is of a service that no action of the statement is about.

    ## Why is this bad?
    The statement does nothing with it. It may belong to another statement, or be left from an earlier version of the
    policy; who reads the policy will wonder.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:SearchFaces",
      "Resource": ["arn:aws:rekognition:us-east-1:123456789012:collection/staff", "arn:aws:s3:::example-images"]}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:SearchFaces",
      "Resource": "arn:aws:rekognition:us-east-1:123456789012:collection/staff"}}
    ```

    ## References
    - [IAM JSON policy elements: Resource](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html)
    """
    named = scope(statement, ctx.catalogue) if statement.allows else None
    services = {action.service for action in statement.actions}
    if named is None or len(named.targets) < 2 or any(action.negated for action in statement.actions):
        return
    if not all(ctx.catalogue.service_name(service) for service in services):
        return  # also where an action is `*`
    unused = [
        target for target in named.targets if not any(concerns(service, target, ctx.catalogue) for service in services)
    ]
    for target in unused if len(unused) < len(named.targets) else ():
        literal = literal_of(target.entry.text)
        yield Found(
            target.entry.text.span,
            f'no action of this statement is about "{target.reading.arn.service.text}"; remove the resource',
            fixes=partial(_fixes, statement, literal) if literal else None,
        )


def _fixes(statement: Statement, entry: String) -> Iterator[Fix]:
    value = statement.elements["Resource"].value
    if isinstance(value, Array) and is_item(value, entry):
        yield Fix("Remove the resource", (Change(*without(value, entry), ""),))
