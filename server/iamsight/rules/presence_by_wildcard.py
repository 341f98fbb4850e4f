"""The rule on wildcards that only ask whether a key is there."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from iamsight.catalogue.documentation import for_operator
from iamsight.policy.condition_edits import under, with_value
from iamsight.policy.conditions import Clause, clauses
from iamsight.policy.model import Statement
from iamsight.rule import Context, Fix, Found, mends, rule

_ABSENT = {"StringLike": "false", "ArnLike": "false", "StringNotLike": "true", "ArnNotLike": "true"}
_CODES = {"false": "equivalent-to-null-false", "true": "equivalent-to-null-true"}


@rule("presence-by-wildcard", since="0.1", cites="condition-block", checks=_CODES.values())
def presence_by_wildcard(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A wildcard alone only asks whether the key is there, which Null says better.

    ## Why is this bad?
    Any value matches `*`, so that `StringLike` with it holds if the request has the key at all, and `StringNotLike` if
    it has not. `Null` with `false` or `true` says the same, and says it clearly.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:CreateCollection", "Resource": "*",
      "Condition": {"StringLike": {"aws:RequestTag/team": "*"}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:CreateCollection", "Resource": "*",
      "Condition": {"Null": {"aws:RequestTag/team": "false"}}}}
    ```

    ## References
    - [Condition operator to check existence of condition keys](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null)
    """
    for clause in clauses(statement, ctx.catalogue):
        absent = _ABSENT.get(clause.base)
        if absent and clause.plain and clause.is_wildcard_alone:
            holds = "there" if absent == "false" else "absent"
            yield Found(
                clause.condition.values[0].span,
                f'this holds if "{clause.condition.key.value}" is {holds}; write "Null" with "{absent}"',
                _CODES[absent],
                citation=for_operator("Null"),
                fixes=_as_null(clause, absent),
            )


def _as_null(clause: Clause, absent: str) -> Callable[[], list[Fix]] | None:
    moved = under(clause, "Null")
    if not moved:
        return None
    return mends(f'Use "Null" with "{absent}"', [*moved, with_value(clause, f'"{absent}"')], safe=True)
