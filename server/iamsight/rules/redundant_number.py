"""The rule on numbers that decide nothing."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from iamsight.catalogue.documentation import for_operator
from iamsight.policy.condition_edits import with_value
from iamsight.policy.conditions import clauses
from iamsight.policy.model import Statement
from iamsight.policy.values import is_number
from iamsight.rule import Context, Found, mends, rule

_LESS, _GREATER = "NumericLessThan", "NumericGreaterThan"


@rule(
    "redundant-number",
    since="0.1",
    needs=["Condition"],
    cites="condition-block",
    checks=["redundant-condition-value-num"],
)
def redundant_number(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A number is compared with several bounds, of which one decides.

    ## Why is this bad?
    The values of a key are alternatives. What is less than 60 is less than 3600 too, so that only the largest bound
    counts for "less than", and only the smallest for "greater than".

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:DeleteFaces", "Resource": "*",
      "Condition": {"NumericLessThan": {"aws:MultiFactorAuthAge": ["60", "3600"]}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:DeleteFaces", "Resource": "*",
      "Condition": {"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}}}
    ```

    ## References
    - [Numeric condition operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Numeric)
    """
    for clause in clauses(statement, ctx.catalogue):
        if not clause.base.startswith((_LESS, _GREATER)) or len(clause.condition.values) < 2:
            continue
        values = [one.value for one in clause.known_values if is_number(one.value)]
        if len(values) == len(clause.condition.values):
            decides = max if clause.base.startswith(_LESS) else min
            bound = decides(values, key=Decimal)
            yield Found(
                clause.condition.key.span,
                f'of the values of "{clause.condition.key.value}" only "{bound}" decides; remove the others',
                "redundant-condition-value-num",
                citation=for_operator(clause.base),
                fixes=mends(f'Keep only "{bound}"', [with_value(clause, f'"{bound}"')], safe=True),
            )
