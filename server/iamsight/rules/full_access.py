"""The rule `full-access`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.guards import tests
from iamsight.policy.model import Kind, Statement
from iamsight.policy.reach import is_star
from iamsight.rule import Context, Found, Related, rule


@rule("full-access", since="0.1", cites="least-privilege", kinds=[Kind.IDENTITY])
def full_access(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A statement allows every action on every resource.

    ## Why is this bad?
    Who has this policy is an administrator: they can read and delete all data, and give themselves and others any
    permission. A mistake, or a stolen access key, costs the whole account. Name the services and actions that are
    needed.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "*", "Resource": "*"}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": ["rekognition:DetectFaces", "rekognition:DetectLabels"], "Resource": "*"}}
    ```

    ## References
    - [Security best practices in IAM: Apply least-privilege permissions](https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege)
    """
    if not statement.allows or tests(statement) != ():
        return
    resource = next((one for one in statement.resources if not one.negated and is_star(one.value)), None)
    if resource is None or not resource.text.closed:
        return
    for entry in statement.actions:
        if not entry.negated and entry.text.closed and entry.value and not entry.value.strip("*:"):
            yield Found(
                entry.text.span,
                f'"{entry.value}" on "{resource.value}" is full administrator access; name the actions that are needed',
                related=(Related(resource.text.span, "on every resource"),),
            )
