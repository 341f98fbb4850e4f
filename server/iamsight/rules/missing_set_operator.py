"""The rule on multivalued keys without a qualifier."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from iamsight.catalogue.conditions import QUALIFIERS
from iamsight.policy.condition_edits import under
from iamsight.policy.conditions import Clause, clauses
from iamsight.policy.model import Statement
from iamsight.rule import Change, Context, Fix, Found, rule


@rule("missing-set-operator", since="0.1", needs=["Condition"], cites="set-operators", checks=["missing-qualifier"])
def missing_set_operator(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A key with several values is compared as if it had one.

    ## Why is this bad?
    A request may hold several values of keys such as `aws:TagKeys`. The operator has to say whether any of them must
    match, `ForAnyValue:`, or all of them, `ForAllValues:`, which a request without the key fulfils too. AWS refuses a
    policy that does not say.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:TagResource", "Resource": "*",
      "Condition": {"StringEquals": {"aws:TagKeys": ["team", "stage"]}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:TagResource", "Resource": "*",
      "Condition": {"ForAllValues:StringEquals": {"aws:TagKeys": ["team", "stage"]}}}}
    ```

    ## References
    - [Single-valued vs. multivalued context keys](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-single-vs-multi-valued-context-keys.html)
    """
    for clause in clauses(statement, ctx.catalogue):
        if clause.use and clause.key and clause.key.multivalued and not clause.qualifier and clause.base != "Null":
            fixes = _fixes(clause)
            yield Found(
                clause.condition.key.span,
                f'"{clause.condition.key.value}" may have several values; '
                f'put "ForAnyValue:" or "ForAllValues:" before "{clause.use.text}"',
                "missing-qualifier",
                fixes=partial(iter, fixes) if fixes else None,
            )


def _fixes(clause: Clause) -> list[Fix]:
    """Any value, which is safer where the key is absent, then all values."""
    found = []
    for qualifier in reversed(QUALIFIERS):
        name = clause.use._replace(qualifier=qualifier).text if clause.use else ""
        changes = tuple(Change(*one.span, one.text) for one in under(clause, name))
        if changes:
            found.append(Fix(f'Use "{name}"', changes))
    return found
