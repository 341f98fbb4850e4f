"""The rule on Regions in conditions."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.documentation import for_condition_key
from iamsight.catalogue.nearest import nearest
from iamsight.catalogue.partitions import regions
from iamsight.policy.conditions import clauses
from iamsight.policy.editing import editable
from iamsight.policy.model import Statement
from iamsight.policy.variables import wildcards
from iamsight.rule import Context, Found, rewrites, rule

_KEY = "aws:requestedregion"
_EXACT = ("StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase")


@rule("unknown-region", since="0.1", needs=["Condition"], cites="condition-block", checks=["invalid-region"])
def unknown_region(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A condition names a Region that does not exist.

    ## Why is this bad?
    No request is sent to a Region that AWS does not have, so that the value has no effect. A Region is its code, such
    as `eu-west-1`, not the name that is shown for it.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Deny", "Action": "rekognition:*", "Resource": "*",
      "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1", "eu-wset-2"]}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Deny", "Action": "rekognition:*", "Resource": "*",
      "Condition": {"StringNotEquals": {"aws:RequestedRegion": ["eu-west-1", "eu-west-2"]}}}}
    ```

    ## References
    - [AWS global condition context keys: aws:RequestedRegion](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-requestedregion)
    """
    for clause in clauses(statement, ctx.catalogue):
        if clause.name != _KEY or clause.base not in _EXACT:
            continue
        for text in clause.known_values:
            value = text.value.lower() if clause.base.endswith("IgnoreCase") else text.value
            if value not in regions() and not wildcards(value):
                near = nearest(value, tuple(regions()))
                yield Found(
                    text.span,
                    f'there is no Region "{text.value}"' + (f'; did you mean "{near[0]}"?' if near else ""),
                    "invalid-region",
                    citation=for_condition_key(_KEY),
                    fixes=rewrites(editable(text), near),
                )
