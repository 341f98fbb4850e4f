"""The rule on condition keys that the caller chooses."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.documentation import for_condition_key
from iamsight.catalogue.key_facts import is_forgeable
from iamsight.policy.conditions import clauses
from iamsight.policy.model import Statement
from iamsight.rule import Context, Found, rule


@rule(
    "untrustworthy-condition-key",
    since="0.1",
    needs=["Condition"],
    cites="global-keys",
    checks=["untrustworthy-condition-key"],
)
def untrustworthy_condition_key(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A condition trusts what the caller says of itself.

    ## Why is this bad?
    The values of `aws:Referer` and `aws:UserAgent` come from headers that the caller writes as it likes. Whoever knows
    the value passes. Keys that AWS fills in, such as `aws:SourceIp` or `aws:PrincipalArn`, cannot be forged.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*",
      "Condition": {"StringLike": {"aws:UserAgent": "vision-app/*"}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*",
      "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}}
    ```

    ## References
    - [AWS global condition context keys: aws:referer](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-referer)
    - [AWS global condition context keys: aws:UserAgent](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-useragent)
    """
    for clause in clauses(statement, ctx.catalogue):
        if is_forgeable(clause.name):
            yield Found(
                clause.condition.key.span,
                f'the caller chooses "{clause.condition.key.value}"; test a key that it cannot forge',
                "untrustworthy-condition-key",
                citation=for_condition_key(clause.name),
            )
