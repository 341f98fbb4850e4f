"""The rule on actions whose requests do not have the key that their statement tests."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.catalogue import Catalogue
from iamsight.catalogue.documentation import for_action
from iamsight.catalogue.key_facts import keys_are_checked
from iamsight.catalogue.model import Action
from iamsight.policy.conditions import Clause, clauses
from iamsight.policy.entries import named_actions
from iamsight.policy.key_use import knows_key, service_keys
from iamsight.policy.model import ActionPattern, Statement
from iamsight.rule import Context, Found, Related, rule


@rule(
    "action-without-condition-key",
    since="0.1",
    needs=["Condition"],
    cites="condition-block",
    checks=["unsupported-action-for-condition-key"],
)
def action_without_condition_key(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A statement tests a key that the requests of one of its actions do not have.

    ## Why is this bad?
    A key that a request does not have is equal to nothing, so that the statement never applies to the action, or, with
    an operator such as `StringNotEquals`, always. AWS refuses such policies for some services, Amazon S3, AWS KMS,
    DynamoDB and AWS STS among them. Put the action into a statement without that condition.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": ["s3:ListBucket", "s3:GetObject"],
      "Resource": ["arn:aws:s3:::faces", "arn:aws:s3:::faces/*"],
      "Condition": {"StringLike": {"s3:prefix": "staff/*"}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "s3:ListBucket", "Resource": "arn:aws:s3:::faces",
       "Condition": {"StringLike": {"s3:prefix": "staff/*"}}},
      {"Effect": "Allow", "Action": "s3:GetObject", "Resource": "arn:aws:s3:::faces/staff/*"}]}
    ```

    ## References
    - [Service Authorization Reference](https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html)
    """
    tested = [one for one in clauses(statement, ctx.catalogue) if _is_tested(one)]
    if not tested:
        return
    named = [one for one in named_actions(statement, ctx.catalogue) if keys_are_checked(one[1].service)]
    for clause in tested:
        lacking = [entry for entry, action in named if _lacks(action, clause, ctx.catalogue)]
        if lacking:
            listed = ", ".join(f'"{entry.value}"' for entry in lacking)
            yield Found(
                clause.condition.key.span,
                f'requests of {listed} have no "{clause.condition.key.value}"; move this into a statement of its own',
                "unsupported-action-for-condition-key",
                related=_related(lacking, clause),
                citation=for_action(lacking[0].value),
            )


def _is_tested(clause: Clause) -> bool:
    """Whether the clause asks that the key is there; global keys and keys on tags have checks of their own."""
    if clause.key is None or clause.use is None or clause.base == "Null":
        return False
    asks = not clause.if_exists and clause.qualifier != "ForAllValues"
    return asks and clause.key.scope == "service" and "tag/" not in clause.name


def _lacks(action: Action, clause: Clause, catalogue: Catalogue) -> bool:
    """Whether the key is one of the action's service, and not of the action."""
    known = clause.key is not None and clause.key.name in service_keys(action.service, catalogue)
    return known and clause.key is not None and not knows_key(action, clause.key.name, catalogue)


def _related(entries: list[ActionPattern], clause: Clause) -> tuple[Related, ...]:
    return tuple(Related(one.text.span, f'has no "{clause.condition.key.value}"') for one in entries)
