"""The rule on Boolean conditions with several values."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.documentation import for_operator
from iamsight.policy.conditions import clauses, is_list
from iamsight.policy.model import Statement
from iamsight.rule import Context, Found, rule


@rule(
    "several-booleans",
    since="0.1",
    needs=["Condition"],
    cites="condition-block",
    checks=["invalid-condition-multiple-boolean"],
)
def several_booleans(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A Boolean condition has more than one value.

    ## Why is this bad?
    A key that is true or false is one of the two, so that a list of both asks for nothing. AWS refuses the policy.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Deny", "Action": "rekognition:*", "Resource": "*",
      "Condition": {"Bool": {"aws:SecureTransport": ["true", "false"]}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Deny", "Action": "rekognition:*", "Resource": "*",
      "Condition": {"Bool": {"aws:SecureTransport": "false"}}}}
    ```

    ## References
    - [Boolean condition operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Boolean)
    """
    for clause in clauses(statement, ctx.catalogue):
        if clause.family != "Bool" or clause.qualifier or clause.key is None or clause.key.multivalued:
            continue
        items = is_list(clause)
        if items and len(items.items) > 1 and len(clause.condition.values) > 1:
            yield Found(
                items.span,
                f'"{clause.condition.key.value}" has {len(items.items)} values; write either "true" or "false"',
                "invalid-condition-multiple-boolean",
                citation=for_operator("Bool"),
            )
