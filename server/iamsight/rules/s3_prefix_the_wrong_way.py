"""The rule on prefixes of Amazon S3 that a shorter one slips past."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.documentation import for_condition_key
from iamsight.policy.conditions import clauses
from iamsight.policy.model import Kind, Statement
from iamsight.rule import Context, Found, rule

_KEY = "s3:prefix"


@rule(
    "s3-prefix-the-wrong-way",
    since="0.1",
    needs=["Condition"],
    cites="condition-block",
    checks=["s3-prefix-in-negative-context"],
    kinds=set(Kind) - {Kind.TRUST},
)
def s3_prefix_the_wrong_way(statement: Statement, ctx: Context) -> Iterator[Found]:
    """Objects under a prefix are to be hidden, but a shorter prefix lists them too.

    ## Why is this bad?
    `s3:prefix` is what the caller asks for. Who may not list `staff/` asks for `sta`, or for no prefix, and gets the
    objects under `staff/` as well. Say which prefixes may be listed, not which may not.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Deny", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::faces",
      "Condition": {"StringLike": {"s3:prefix": "staff/*"}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Deny", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::faces",
      "Condition": {"StringNotLike": {"s3:prefix": "guests/*"}}}}
    ```

    ## References
    - [Service Authorization Reference: condition keys for Amazon S3](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazons3.html#amazons3-policy-keys)
    """
    for clause in clauses(statement, ctx.catalogue):
        if clause.name == _KEY and clause.use and clause.family == "String" and statement.effect:
            negated = clause.use.operator.negated
            if negated == statement.allows:
                message = "a shorter prefix lists the same objects; "
                message += "allow the prefixes that may be listed" if negated else "deny all but what may be listed"
                yield Found(
                    clause.condition.key.span,
                    message,
                    "s3-prefix-in-negative-context",
                    citation=for_condition_key(_KEY),
                )
