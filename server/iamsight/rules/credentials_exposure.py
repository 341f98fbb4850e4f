"""The rule `credentials-exposure`."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, lru_cache

from iamsight.catalogue.documentation import for_action
from iamsight.catalogue.facts import facts
from iamsight.catalogue.patterns import UNKNOWN, has_wildcard, matches
from iamsight.policy.guards import tests
from iamsight.policy.model import Kind, Statement
from iamsight.policy.parts import ENTRIES_KEPT
from iamsight.policy.reach import is_star
from iamsight.rule import Context, Found, Related, Severity, rule


@rule(
    "credentials-exposure",
    since="0.1",
    cites="least-privilege",
    severity=Severity.HINT,
    kinds=[Kind.IDENTITY],
)
def credentials_exposure(statement: Statement, ctx: Context) -> Iterator[Found]:
    """Secrets or credentials may be read, whosever they are.

    ## Why is this bad?
    What `secretsmanager:GetSecretValue`, `ssm:GetParameter` or `sts:AssumeRole` hand out opens other doors. On all
    resources they hand out everything there is in the account. Name the secrets, parameters or roles that are needed.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "secretsmanager:GetSecretValue", "Resource": "*"}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "secretsmanager:GetSecretValue",
      "Resource": "arn:aws:secretsmanager:us-east-1:123456789012:secret:camera-*"}}
    ```

    ## References
    - [Security best practices in IAM: Apply least-privilege permissions](https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege)
    """
    if not statement.allows:
        return
    resource = next((one for one in statement.resources if not one.negated and is_star(one.value)), None)
    if resource is None or tests(statement) != ():
        return
    telling = _actions_by_lower_case()
    for entry in statement.actions:
        if entry.negated or not entry.text.closed or (entry.by_name and entry.lower not in telling):
            continue
        action = _handing_out(entry.lower)
        if action:
            subject = f'"{entry.value}"' if entry.by_name else f'"{entry.value}" includes "{action}", which'
            yield Found(
                entry.text.span,
                f'{subject} hands out {_actions()[action]} here; name the resources that are meant in "Resource"',
                related=(Related(resource.text.span, "on every resource"),),
                citation=for_action(action),
            )


@lru_cache(maxsize=ENTRIES_KEPT)
def _handing_out(pattern: str) -> str | None:
    """The first action of the list that a pattern, in lower case, stands for; none for one of all services."""
    if not pattern.strip("*:") or "$" in pattern or UNKNOWN in pattern:
        return None
    every = _actions_by_lower_case()
    if not has_wildcard(pattern):
        return every.get(pattern)
    return next((action for lower, action in every.items() if matches(pattern, lower)), None)


@cache
def _actions_by_lower_case() -> dict[str, str]:
    return {action.lower(): action for action in _actions()}


def _actions() -> Mapping[str, str]:
    """What each action of the list hands out."""
    found: dict[str, str] = facts("credential_actions")["actions"]
    return found
