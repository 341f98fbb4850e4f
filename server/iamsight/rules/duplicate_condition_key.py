"""The rule on condition keys that are written twice, in different case."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.conditions import Clause, clauses
from iamsight.policy.model import Statement
from iamsight.rule import Context, Found, Related, rule


@rule(
    "duplicate-condition-key",
    since="0.1",
    needs=["Condition"],
    cites="condition-block",
    checks=["duplicate-keys-with-different-case"],
)
def duplicate_condition_key(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A condition key is written twice under one operator, in different case.

    ## Why is this bad?
    Condition keys are compared whatever their case, so that both are the same key, and AWS refuses a policy which
    has a key twice under one operator. Several values of a key go into one list.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*",
      "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24", "aws:SourceIP": "198.51.100.0/24"}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*",
      "Condition": {"IpAddress": {"aws:SourceIp": ["203.0.113.0/24", "198.51.100.0/24"]}}}}
    ```

    ## References
    - [IAM JSON policy elements: Condition](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition.html#AccessPolicyLanguage_ConditionBlock)
    """
    first: dict[tuple[int, str], Clause] = {}
    for clause in clauses(statement, ctx.catalogue):
        earlier = first.setdefault((id(clause.operator), clause.name), clause)
        # the same spelling is a duplicate member, which is said elsewhere
        if earlier.condition.key.value != clause.condition.key.value:
            yield Found(
                clause.condition.key.span,
                f'"{clause.condition.key.value}" is the same key as "{earlier.condition.key.value}"; write it once',
                "duplicate-keys-with-different-case",
                related=(Related(earlier.condition.key.span, "it stands here first"),),
            )
