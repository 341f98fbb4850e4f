"""The rule `unsupported-action`."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from iamsight.catalogue.attached_policies import Attached, attached_to, trust_actions
from iamsight.catalogue.catalogue import Catalogue
from iamsight.catalogue.patterns import has_wildcard, matches
from iamsight.policy.editing import is_item, without
from iamsight.policy.model import ActionPattern, Kind, Statement
from iamsight.policy.text import is_unknown, literal_of
from iamsight.rule import Change, Context, Fix, Found, rule
from iamsight.syntax.node import Array


@rule(
    "unsupported-action",
    since="0.1",
    cites="Action",
    checks=["unsupported-action-in-policy"],
    kinds=[Kind.RESOURCE, Kind.TRUST],
)
def unsupported_action(statement: Statement, ctx: Context) -> Iterator[Found]:
    """An action cannot be done to the resource that the policy is attached to.

    ## Why is this bad?
    AWS refuses the policy. The policy of a bucket is about that bucket and its objects, and the trust policy of a role
    about assuming it. Other actions belong in an identity policy.

    ## Example
    ```json kind=trust
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"Service": "rekognition.amazonaws.com"},
        "Action": ["sts:AssumeRole", "sns:Publish"]
      }
    }
    ```

    ## Use instead
    ```json kind=trust
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"Service": "rekognition.amazonaws.com"},
        "Action": "sts:AssumeRole"
      }
    }
    ```

    ## References
    - [IAM User Guide: Action](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html)
    - [Service Authorization Reference](https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html)
    """
    attached = attached_to(ctx.resource_type) if ctx.resource_type and ctx.kind is Kind.RESOURCE else None
    if ctx.kind is Kind.RESOURCE and attached is None:
        return
    for entry in statement.actions:
        if not entry.text.closed or is_unknown(entry.text) or "$" in entry.value:
            continue
        applies = _applies(entry.value, attached, ctx.catalogue) if attached else _assumes(entry.value, ctx.catalogue)
        if not applies:
            where = attached.named if attached else "the trust policy of a role"
            yield Found(
                entry.text.span,
                f'"{entry.value}" does not apply to {where}; remove it',
                "unsupported-action-in-policy",
                fixes=_removal(statement, entry),
            )


def _assumes(pattern: str, catalogue: Catalogue) -> bool:
    """Whether a pattern stands for an action of trust policies, or for no action at all."""
    return any(matches(pattern, one, case_sensitive=False) for one in trust_actions()) or not catalogue.matches_any(
        pattern
    )


def _applies(pattern: str, attached: Attached, catalogue: Catalogue) -> bool:
    """Whether a pattern stands for an action on what the policy is attached to, or for no action at all."""
    prefix, colon, _ = pattern.partition(":")
    if not colon or has_wildcard(prefix):
        return True
    if prefix.lower() not in attached.services:
        return not catalogue.matches_any(pattern)
    actions = catalogue.expand(pattern)
    return not actions or any(one.type in attached.actions_on for action in actions for one in action.resources)


def _removal(statement: Statement, entry: ActionPattern) -> Callable[[], list[Fix]] | None:
    member = statement.elements["NotAction" if entry.negated else "Action"]
    listed, item = member.value, literal_of(entry.text)
    if not isinstance(listed, Array) or len(listed.items) == 1 or item is None or not is_item(listed, item):
        return None
    change = Change(*without(listed, item), "")
    return lambda: [Fix(f'Remove "{entry.value}"', (change,))]
