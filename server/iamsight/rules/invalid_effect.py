"""The rule `invalid-effect`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.nearest import nearest
from iamsight.policy.model import Statement
from iamsight.policy.structure import What, statement_faults
from iamsight.rule import Context, Found, mends, rule
from iamsight.syntax.node import String


@rule("invalid-effect", since="0.1", cites="Effect", checks=["invalid-effect"])
def invalid_effect(statement: Statement, ctx: Context) -> Iterator[Found]:
    """The Effect is neither Allow nor Deny.

    ## Why is this bad?
    AWS refuses the policy. There are two effects, `Allow` and `Deny`, and case matters.

    ## Example
    ```json
    {
      "Version": "2012-10-17",
      "Statement": {"Effect": "allow", "Action": "rekognition:DetectLabels", "Resource": "*"}
    }
    ```

    ## Use instead
    ```json
    {
      "Version": "2012-10-17",
      "Statement": {"Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*"}
    }
    ```

    ## References
    - [IAM User Guide: Effect](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_effect.html)
    """
    for fault in statement_faults(statement, ctx.kind):
        if fault.what is What.VALUE and fault.name == "Effect" and isinstance(fault.node, String):
            yield _found(fault.node, fault.expected)


def _found(node: String, effects: tuple[str, ...]) -> Found:
    message = f'The Effect "{node.value}" does not exist; write "Allow" or "Deny"'
    if not (near := nearest(node.value, effects)):
        return Found(node.span, message, "invalid-effect")
    safe = near[0].lower() == node.value.strip().lower()
    fixes = mends(f'Write "{near[0]}"', [(node.span, f'"{near[0]}"')], safe=safe)
    return Found(node.span, message, "invalid-effect", fixes=fixes)
