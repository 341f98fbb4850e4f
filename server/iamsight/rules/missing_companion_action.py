"""The rule on keys that an action sets which the statement does not have."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.documentation import for_condition_key
from iamsight.catalogue.key_facts import setting_action
from iamsight.catalogue.patterns import matches
from iamsight.policy.conditions import clauses
from iamsight.policy.model import ActionPattern, Kind, Statement
from iamsight.rule import Context, Found, Related, mends, rule
from iamsight.syntax.node import Array, Member
from iamsight.text import Span


@rule(
    "missing-companion-action",
    since="0.1",
    needs=["Condition"],
    cites="sts-keys",
    checks=["missing-action-for-condition-key"],
    kinds=[Kind.IDENTITY, Kind.BOUNDARY, Kind.TRUST],
)
def missing_companion_action(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A statement tests a key that only another action sets, and does not allow that action.

    ## Why is this bad?
    Who assumes a role sets the source identity with `sts:SetSourceIdentity`, and tags with `sts:TagSession`. If the
    statement does not allow that, a request with the key is refused, and one without it does not fulfil the condition.

    ## Example
    ```json kind=trust
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Principal": {"AWS": "123456789012"}, "Action": "sts:AssumeRole",
      "Condition": {"StringLike": {"sts:SourceIdentity": "vision-*"}}}}
    ```

    ## Use instead
    ```json kind=trust
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Principal": {"AWS": "123456789012"},
      "Action": ["sts:AssumeRole", "sts:SetSourceIdentity"],
      "Condition": {"StringLike": {"sts:SourceIdentity": "vision-*"}}}}
    ```

    ## References
    - [IAM and AWS STS condition context keys: AWS STS](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-sts)
    """
    if not statement.allows:
        return
    for clause in clauses(statement, ctx.catalogue):
        action = setting_action(clause.name)
        member = statement.elements.get("Action")
        if not action or clause.use is None or clause.base == "Null" or member is None:
            continue
        if not any(_may_be(entry, action) for entry in statement.actions):
            yield Found(
                clause.condition.key.span,
                f'"{clause.condition.key.value}" is set by "{action}", which the statement does not allow; add it',
                "missing-action-for-condition-key",
                related=(Related(member.key.span, f'"{action}" is missing here'),),
                citation=for_condition_key(clause.name),
                fixes=mends(f'Add "{action}"', _with(member, action)),
            )


def _may_be(entry: ActionPattern, action: str) -> bool:
    """Whether an entry stands for the action, or may once it is complete."""
    return not entry.text.closed or matches(entry.value, action, case_sensitive=False)


def _with(member: Member, action: str) -> list[tuple[Span, str]]:
    """One more entry in Action."""
    value = member.value
    if isinstance(value, Array):
        if not value.items or not value.closed:
            return []
        end = value.items[-1].span.end
        return [(Span(end, end), f', "{action}"')]
    start, end = value.span
    return [(Span(start, start), "["), (Span(end, end), f', "{action}"]')]
