"""The rule `dependent-action`."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import lru_cache

from iamsight.catalogue.catalogue import Catalogue
from iamsight.catalogue.documentation import for_action
from iamsight.policy.editing import added
from iamsight.policy.grants import grants
from iamsight.policy.model import Kind, Placed, Policy
from iamsight.policy.parts import ENTRIES_KEPT
from iamsight.policy.reach import is_star
from iamsight.rule import Change, Context, Fix, Found, Severity, rule

_PASS_ROLE = "iam:PassRole"
_MOST = 3
"""More than that are alternatives: `wafv2:AssociateWebACL` lists an action for each service that has web ACLs."""


@rule("dependent-action", since="0.1", cites="Action", severity=Severity.HINT, kinds=[Kind.IDENTITY])
def dependent_action(policy: Policy, ctx: Context) -> Iterator[Found]:
    """An action needs another one that no statement allows.

    ## Why is this bad?
    Some operations check more than one permission: who creates a function passes it a role, who queries encrypted data
    has it decrypted. Without the other permission AWS refuses the request, at least for some resources. It may come
    from another policy, so this is a hint. Told once for each permission, at the first action that needs it; tagging,
    which depends on the request, is left out.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "access-analyzer:StartPolicyGeneration", "Resource": "*"}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "access-analyzer:StartPolicyGeneration", "Resource": "*"},
      {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::123456789012:role/generation"}]}
    ```

    ## References
    - [Service Authorization Reference](https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html)
    """
    granted = grants(policy)
    wanted = {name: _needed(name, ctx.catalogue)[1] for name in granted.names & ctx.catalogue.depending}
    needed = {one for several in wanted.values() for one in several}
    missing = {one for one in needed if not granted.allows(one)}
    asking = frozenset(name for name, several in wanted.items() if not missing.isdisjoint(several))
    for placed in granted.naming(asking):
        for entry in placed.statement.actions:
            if entry.lower not in asking:
                continue
            action, several = _needed(entry.lower, ctx.catalogue)
            for one in several:
                if one in missing:
                    missing.remove(one)
                    yield Found(
                        entry.text.span,
                        f'"{action}" may also ask for "{one}", which no statement allows; add it if need be',
                        statement=placed.index,
                        citation=for_action(action),
                        fixes=_fixes(placed, one),
                    )
        if not missing:
            return


@lru_cache(maxsize=ENTRIES_KEPT)
def _needed(name: str, catalogue: Catalogue) -> tuple[str, tuple[str, ...]]:
    """The action as AWS spells it, and what it needs: always, or for the one resource type that it always takes."""
    action = catalogue.action(name)
    if action is None:
        return name, ()
    dependent = catalogue.dependent(name)
    needed = [*dependent.always]
    for kind, more in dependent.for_type.items():
        needed += more if action.required_types == (kind,) else ()
    if len(needed) > _MOST:
        return action.full, ()
    return action.full, tuple(one for one in needed if "Tag" not in one)


def _fixes(placed: Placed, needed: str) -> Callable[[], list[Fix]] | None:
    """Add the action beside the other, where it is allowed on everything; a role to pass should be named."""
    statement = placed.statement
    member = statement.elements.get("Action")
    if member is None or needed == _PASS_ROLE or not any(is_star(one.value) for one in statement.resources):
        return None
    changes = tuple(Change(*edit, placed.index) for edit in added(member.value, f'"{needed}"'))
    return lambda: [Fix(f'Add "{needed}"', changes)]
