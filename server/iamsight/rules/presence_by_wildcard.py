"""The rule on wildcards that only ask whether a key is there."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.documentation import for_operator
from iamsight.policy.condition_edits import Edited, removed, under, with_value
from iamsight.policy.conditions import Clause, clauses
from iamsight.policy.model import Statement
from iamsight.rule import Context, Found, mends, rule
from iamsight.syntax.node import Object
from iamsight.text import Span

_ABSENT = {"StringLike": "false", "ArnLike": "false", "StringNotLike": "true", "ArnNotLike": "true"}
_CODES = {"false": "equivalent-to-null-false", "true": "equivalent-to-null-true"}


@rule("presence-by-wildcard", since="0.1", needs=["Condition"], cites="condition-block", checks=_CODES.values())
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
                fixes=mends(f'Use "Null" with "{absent}"', _as_null(clause, statement, absent), safe=True),
            )


def _as_null(clause: Clause, statement: Statement, absent: str) -> list[Edited]:
    """The clause under Null, which may be there already."""
    null = next((one for one in clause.block.members if one.key.value.lower() == "null"), None)
    if null is None:
        moved = under(clause, "Null")
        return [*moved, with_value(clause, f'"{absent}"')] if moved else []
    if not isinstance(null.value, Object) or not null.value.members:
        return []
    if any(one.key.value.lower() == clause.name for one in null.value.members):
        return []
    end = null.value.members[-1].value.end
    return [*removed(clause, statement), Edited(Span(end, end), f', "{clause.condition.key.value}": "{absent}"')]
