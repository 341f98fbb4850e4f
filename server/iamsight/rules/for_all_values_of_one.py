"""The rule on ForAllValues with keys that have one value."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.condition_edits import under
from iamsight.policy.conditions import clauses
from iamsight.policy.model import Statement
from iamsight.rule import Context, Found, mends, rule


@rule(
    "for-all-values-of-one",
    since="0.1",
    needs=["Condition"],
    cites="set-operators",
    checks=["forallvalues-with-single-valued-key"],
)
def for_all_values_of_one(statement: Statement, ctx: Context) -> Iterator[Found]:
    """ForAllValues is used with a key that has at most one value.

    ## Why is this bad?
    `ForAllValues:` also holds if the request does not have the key at all, so that such a condition may let through
    what it was to keep out. For a key with one value the plain operator says what is meant.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:IndexFaces", "Resource": "*",
      "Condition": {"ForAllValues:StringEquals": {"aws:ResourceTag/team": "vision"}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:IndexFaces", "Resource": "*",
      "Condition": {"StringEquals": {"aws:ResourceTag/team": "vision"}}}}
    ```

    ## References
    - [Single-valued vs. multivalued context keys](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html)
    """
    for clause in clauses(statement, ctx.catalogue):
        if clause.use is None or clause.qualifier != "ForAllValues" or clause.base == "Null":
            continue
        if clause.key and not clause.key.multivalued:
            plain = clause.use._replace(qualifier=None).text
            yield Found(
                clause.condition.key.span,
                f'"{clause.condition.key.value}" has one value, and "ForAllValues" holds without it; use "{plain}"',
                "forallvalues-with-single-valued-key",
                fixes=mends(f'Use "{plain}"', under(clause, plain)),
            )
