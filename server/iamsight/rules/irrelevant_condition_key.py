"""The rule on keys that say nothing in a policy of this resource."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.documentation import for_condition_key
from iamsight.catalogue.key_facts import is_about_resource
from iamsight.policy.conditions import clauses
from iamsight.policy.model import Kind, Statement
from iamsight.rule import Context, Found, rule


@rule(
    "irrelevant-condition-key",
    since="0.1",
    needs=["Condition"],
    cites="condition-block",
    checks=["irrelevant-condition-key-in-policy"],
    kinds=[Kind.RESOURCE],
)
def irrelevant_condition_key(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A resource-based policy tests what is the same for every request to its resource.

    ## Why is this bad?
    The policy of a bucket is about that bucket, whose account does not change: `s3:ResourceAccount` is always the same
    there. The key is for identity policies. `aws:PrincipalAccount` is the account of who asks.

    ## Example
    ```json kind=resource resource-type=AWS::S3::Bucket
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::faces/*",
      "Condition": {"StringNotEquals": {"s3:ResourceAccount": "123456789012"}}}}
    ```

    ## Use instead
    ```json kind=resource resource-type=AWS::S3::Bucket
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Deny", "Principal": "*", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::faces/*",
      "Condition": {"StringNotEquals": {"aws:PrincipalAccount": "123456789012"}}}}
    ```

    ## References
    - [AWS global condition context keys: aws:PrincipalAccount](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalaccount)
    """
    for clause in clauses(statement, ctx.catalogue):
        if is_about_resource(clause.name, ctx.resource_type):
            yield Found(
                clause.condition.key.span,
                f'"{clause.condition.key.value}" is the same for every request to this resource; remove it',
                "irrelevant-condition-key-in-policy",
                citation=for_condition_key(clause.name),
            )
