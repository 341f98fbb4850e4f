"""The rule on string patterns for keys that are ARNs."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.arn import split_arn
from iamsight.catalogue.conditions import operators
from iamsight.catalogue.documentation import for_operator
from iamsight.policy.condition_edits import under
from iamsight.policy.conditions import clauses
from iamsight.policy.model import Statement
from iamsight.rule import Context, Found, mends, rule

_INSTEAD = {"StringLike": "ArnLike", "StringNotLike": "ArnNotLike"}


@rule(
    "string-operator-on-arn",
    since="0.1",
    needs=["Condition"],
    cites="condition-block",
    checks=["string-like-operator-with-arn-condition-keys"],
)
def string_operator_on_arn(statement: Statement, ctx: Context) -> Iterator[Found]:
    """An ARN is compared as if it were any text.

    ## Why is this bad?
    To `StringLike` a `*` stands for anything, colons included, so that a pattern for one field of an ARN may run on
    into the others and match what it should not. `ArnLike` compares field by field.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:SearchFaces", "Resource": "*",
      "Condition": {"StringLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/vision-*"}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:SearchFaces", "Resource": "*",
      "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::*:role/vision-*"}}}}
    ```

    ## References
    - [Amazon Resource Name (ARN) condition operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_ARN)
    """
    for clause in clauses(statement, ctx.catalogue):
        instead = _INSTEAD.get(clause.base)
        if clause.key is None or clause.key.type != "ARN" or instead is None or clause.use is None:
            continue
        text = clause.use._replace(operator=operators()[instead.lower()]).text
        are_arns = all(split_arn(one.value).complete for one in clause.condition.values)
        yield Found(
            clause.condition.key.span,
            f'"{clause.condition.key.value}" is an ARN; compare it with "{text}", field by field',
            "string-like-operator-with-arn-condition-keys",
            citation=for_operator(instead),
            fixes=mends(f'Use "{text}"', under(clause, text)) if are_arns else None,
        )
