"""The rule on condition keys that have been replaced."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.conditions import deprecated_keys
from iamsight.policy.conditions import clauses
from iamsight.policy.model import Kind, Statement
from iamsight.rule import Context, Found, rewrites, rule

_WITH_CHECK = "aws:arn"


@rule(
    "deprecated-condition-key",
    since="0.1",
    needs=["Condition"],
    cites="global-keys",
    checks=["unsupported-global-condition-key", "deprecated-global-condition-key"],
)
def deprecated_condition_key(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A condition key has been replaced by another.

    ## Why is this bad?
    `aws:ARN` is no longer to be used: `aws:PrincipalArn` is the ARN of who makes the request, `aws:SourceArn` that of
    the resource for which a service makes it. Resource-based policies with the old key are refused.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Deny", "Action": "rekognition:DeleteCollection", "Resource": "*",
      "Condition": {"ArnNotLike": {"aws:ARN": "arn:aws:iam::123456789012:role/admin"}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Deny", "Action": "rekognition:DeleteCollection", "Resource": "*",
      "Condition": {"ArnNotLike": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/admin"}}}}
    ```

    ## References
    - [AWS global condition context keys: aws:PrincipalArn](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn)
    """
    refused = ctx.kind in (Kind.RESOURCE, Kind.TRUST, Kind.RCP)
    for clause in clauses(statement, ctx.catalogue):
        others = deprecated_keys().get(clause.name)
        if others:
            code = "unsupported-global-condition-key" if refused else "deprecated-global-condition-key"
            yield Found(
                clause.condition.key.span,
                f'"{clause.condition.key.value}" has been replaced; use ' + " or ".join(f'"{one}"' for one in others),
                code if clause.name == _WITH_CHECK else None,
                fixes=rewrites(clause.condition.key.inner, others),
            )
