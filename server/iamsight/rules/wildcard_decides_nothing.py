"""The rule on wildcards that make a condition always or never hold."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.documentation import for_operator
from iamsight.policy.condition_edits import removed
from iamsight.policy.conditions import Clause, clauses
from iamsight.policy.model import Statement
from iamsight.rule import Context, Found, mends, rule

_POSITIVE, _NEGATIVE = ("StringLike", "ArnLike"), ("StringNotLike", "ArnNotLike")


@rule(
    "wildcard-decides-nothing",
    since="0.1",
    needs=["Condition"],
    cites="condition-block",
    checks=["redundant-key-due-to-wildcard-in-condition", "redundant-statement-due-to-wildcard-in-condition"],
)
def wildcard_decides_nothing(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A condition with a wildcard alone always holds, or never.

    ## Why is this bad?
    Any value matches `*`. With `IfExists` or `ForAllValues:` a request without the key passes as well, so that the
    condition is superfluous; with `ForAnyValue:StringNotLike` none passes, and the statement has no effect.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:IndexFaces", "Resource": "*",
      "Condition": {
        "StringLikeIfExists": {"aws:ResourceTag/team": "*"},
        "Bool": {"aws:SecureTransport": "true"}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:IndexFaces", "Resource": "*",
      "Condition": {"Bool": {"aws:SecureTransport": "true"}}}}
    ```

    ## References
    - [IAM JSON policy elements: Condition operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html)
    - [Single-valued vs. multivalued context keys](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html)
    """
    for clause in clauses(statement, ctx.catalogue):
        if clause.use is None or not clause.is_wildcard_alone:
            continue
        key, cited = clause.condition.key, for_operator(clause.base)
        if _always_holds(clause):
            yield Found(
                key.span,
                f'this holds whatever "{key.value}" is, and without it; remove it',
                "redundant-key-due-to-wildcard-in-condition",
                citation=cited,
                fixes=mends(f'Remove "{key.value}"', removed(clause, statement), safe=True),
            )
        elif clause.base in _NEGATIVE and clause.qualifier == "ForAnyValue" and not clause.if_exists:
            yield Found(
                key.span,
                f'no value of "{key.value}" differs from "*", so that this statement never applies; remove it',
                "redundant-statement-due-to-wildcard-in-condition",
                citation=cited,
            )


def _always_holds(clause: Clause) -> bool:
    passes_without = clause.qualifier == "ForAllValues" or (clause.if_exists and not clause.qualifier)
    return clause.base in _POSITIVE and passes_without
