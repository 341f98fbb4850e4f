"""The rule on IDs of VPCs and VPC endpoints."""

from __future__ import annotations

import re
from collections.abc import Iterator

from iamsight.catalogue.documentation import for_condition_key
from iamsight.policy.conditions import clauses
from iamsight.policy.editing import editable
from iamsight.policy.model import Statement
from iamsight.policy.variables import wildcards
from iamsight.rule import Context, Found, rewrites, rule

_FORMS = {
    "aws:sourcevpc": ("vpc", "invalid-vpc-format"),
    "aws:sourcevpce": ("vpce", "invalid-vpce-format"),
}
_DIGITS = re.compile(r"[0-9a-z]{8}|[0-9a-z]{17}")


@rule(
    "malformed-vpc-id",
    since="0.1",
    needs=["Condition"],
    cites="condition-block",
    checks=["invalid-vpc-format", "invalid-vpce-format"],
)
def malformed_vpc_id(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A condition value cannot be the ID of a VPC, or of a VPC endpoint.

    ## Why is this bad?
    The ID of a VPC is `vpc-` and 8 or 17 letters and digits, that of a VPC endpoint `vpce-` and as many. AWS refuses a
    policy with another value, which nothing could be equal to.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Deny", "Action": "rekognition:*", "Resource": "*",
      "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpc-1a2b3c4d"}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Deny", "Action": "rekognition:*", "Resource": "*",
      "Condition": {"StringNotEquals": {"aws:SourceVpce": "vpce-1a2b3c4d"}}}}
    ```

    ## References
    - [AWS global condition context keys: aws:SourceVpc](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcevpc)
    - [AWS global condition context keys: aws:SourceVpce](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourcevpce)
    """
    for clause in clauses(statement, ctx.catalogue):
        form = _FORMS.get(clause.name)
        if form is None or clause.family != "String":
            continue
        prefix, code = form
        for text in clause.known_values:
            start, _, digits = text.value.partition("-")
            if wildcards(text.value) or (start == prefix and _DIGITS.fullmatch(digits)):
                continue
            meant = text.value.strip().lower()
            is_meant = meant.startswith(f"{prefix}-") and _DIGITS.fullmatch(meant[len(prefix) + 1 :])
            what = "a VPC" if prefix == "vpc" else "a VPC endpoint"
            yield Found(
                text.span,
                f'"{text.value}" is no ID of {what}, which is "{prefix}-" and 8 or 17 letters and digits',
                code,
                citation=for_condition_key(clause.name),
                fixes=rewrites(editable(text), (meant,)) if is_meant else None,
            )
