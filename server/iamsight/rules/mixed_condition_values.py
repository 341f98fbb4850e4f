"""The rule on lists of condition values that mix JSON types."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.conditions import Clause, clauses, is_list
from iamsight.policy.model import Statement
from iamsight.policy.shape import json_type
from iamsight.policy.text import scalar_text
from iamsight.rule import Context, Found, mends, rule
from iamsight.syntax.node import Literal, Node, Number, String
from iamsight.text import Span


@rule(
    "mixed-condition-values",
    since="0.1",
    needs=["Condition"],
    cites="condition-block",
    checks=["invalid-condition-data-type"],
)
def mixed_condition_values(statement: Statement, ctx: Context) -> Iterator[Found]:
    """The values of a condition key are of several JSON types.

    ## Why is this bad?
    AWS takes numbers and Booleans with or without quotes, but refuses a list that has both. With quotes all values
    are strings, which always works.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Deny", "Action": "rekognition:*", "Resource": "*",
      "Condition": {"StringEquals": {"aws:PrincipalAccount": ["123456789012", 210987654321]}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Deny", "Action": "rekognition:*", "Resource": "*",
      "Condition": {"StringEquals": {"aws:PrincipalAccount": ["123456789012", "210987654321"]}}}}
    ```

    ## References
    - [IAM JSON policy elements: Condition](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html#AccessPolicyLanguage_ConditionBlock)
    """
    for clause in clauses(statement, ctx.catalogue):
        scalars = _scalars(clause)
        types = list(dict.fromkeys(json_type(one) for one in scalars))
        if len(types) > 1:
            odd = next(one for one in scalars if json_type(one) != types[0])
            yield Found(
                odd.span,
                f'"{clause.condition.key.value}" has values of several types: {" and ".join(types)}; quote them all',
                "invalid-condition-data-type",
                fixes=mends("Quote all values", [edit for one in scalars for edit in _quoted(one)], safe=True),
            )


def _scalars(clause: Clause) -> list[Node]:
    items = is_list(clause)
    return [one for one in items.items if isinstance(one, (String, Number, Literal))] if items else []


def _quoted(node: Node) -> Iterator[tuple[Span, str]]:
    text = scalar_text(node)
    if text is not None and not isinstance(node, String):
        yield node.span, f'"{text}"'
