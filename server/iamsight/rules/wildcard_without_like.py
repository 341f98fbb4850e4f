"""The rule on wildcards that are compared literally."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.conditions import operators
from iamsight.catalogue.documentation import for_operator
from iamsight.policy.condition_edits import under
from iamsight.policy.conditions import Clause, clauses
from iamsight.policy.model import Statement
from iamsight.policy.variables import wildcards
from iamsight.rule import Context, Found, mends, rule

_LITERAL = ("StringEquals", "StringNotEquals", "StringEqualsIgnoreCase", "StringNotEqualsIgnoreCase")
_INSTEAD = {"StringEquals": "StringLike", "StringNotEquals": "StringNotLike"}


@rule(
    "wildcard-without-like",
    since="0.1",
    needs=["Condition"],
    cites="condition-block",
    checks=["wildcard-without-like-operator"],
)
def wildcard_without_like(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A condition value has a wildcard that its operator takes literally.

    ## Why is this bad?
    `StringEquals` and its like compare character by character: to them `*` is an asterisk. `StringLike` and
    `StringNotLike` know wildcards. Where the character itself is meant, `${*}` and `${?}` say so.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:IndexFaces", "Resource": "*",
      "Condition": {"StringEquals": {"aws:ResourceTag/team": "vision-*"}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:IndexFaces", "Resource": "*",
      "Condition": {"StringLike": {"aws:ResourceTag/team": "vision-*"}}}}
    ```

    ## References
    - [String condition operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_String)
    """
    for clause in clauses(statement, ctx.catalogue):
        if clause.base not in _LITERAL:
            continue
        for text in clause.condition.values:
            places = wildcards(text.value) if text.closed else []
            if places:
                instead = _instead(clause)
                yield Found(
                    text.span,
                    f'"{clause.base}" takes the "{text.value[places[0]]}" in "{text.value}" literally'
                    + (f'; use "{instead}"' if instead else ""),
                    "wildcard-without-like-operator",
                    citation=for_operator("StringLike"),
                    fixes=mends(f'Use "{instead}"', under(clause, instead)) if instead else None,
                )


def _instead(clause: Clause) -> str | None:
    """The operator that knows wildcards, qualifier and suffix kept; there is none that ignores case."""
    name = _INSTEAD.get(clause.base)
    return clause.use._replace(operator=operators()[name.lower()]).text if clause.use and name else None
