"""The rule on conditions with nothing in them."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.condition_edits import without_member
from iamsight.policy.conditions import Clause, clauses, is_list, operators
from iamsight.policy.model import Statement
from iamsight.rule import Context, Found, mends, rule
from iamsight.syntax.node import Object

_EMPTY_OBJECT, _EMPTY_ARRAY = "empty-object-condition", "empty-array-condition"


@rule(
    "empty-condition",
    since="0.1",
    needs=["Condition"],
    cites="condition-block",
    checks=[
        _EMPTY_OBJECT,
        _EMPTY_ARRAY,
        f"{_EMPTY_ARRAY}-forallvalues",
        f"{_EMPTY_ARRAY}-foranyvalue",
        f"{_EMPTY_ARRAY}-ifexists",
    ],
)
def empty_condition(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A condition, an operator or a list of values is empty.

    ## Why is this bad?
    An empty object asks for nothing, and looks as if something had been forgotten. An empty list is no value that a
    key could be equal to: such a condition never holds, or always, by the operator.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:IndexFaces", "Resource": "*",
      "Condition": {"StringEquals": {"aws:ResourceTag/team": []}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:IndexFaces", "Resource": "*",
      "Condition": {"StringEquals": {"aws:ResourceTag/team": "vision"}}}}
    ```

    ## References
    - [IAM JSON policy elements: Condition](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html#AccessPolicyLanguage_ConditionBlock)
    """
    block = statement.elements.get("Condition")
    if block is None:
        return
    for member, around in ((block, statement.node), *((one, block.value) for one in operators(statement))):
        if isinstance(member.value, Object) and member.value.closed and not member.value.members:
            what = "Condition" if member is block else f'"{member.key.value}"'
            yield Found(
                member.value.span,
                f"{what} is empty, which asks for nothing; fill it in or remove it",
                _EMPTY_OBJECT,
                fixes=mends(f"Remove {what}", [without_member(around, member)], safe=True)
                if isinstance(around, Object)
                else None,
            )
    for clause in clauses(statement, ctx.catalogue):
        items = is_list(clause)
        if items and not items.items:
            yield Found(
                clause.condition.key.span,
                f'"{clause.condition.key.value}" has no values; fill in the list or remove the key',
                _code(clause),
            )


def _code(clause: Clause) -> str:
    if clause.qualifier:
        return f"{_EMPTY_ARRAY}-{clause.qualifier.lower()}"
    return f"{_EMPTY_ARRAY}-ifexists" if clause.if_exists else _EMPTY_ARRAY
