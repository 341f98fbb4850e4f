"""The rule `service-wide-access`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache

from iamsight.catalogue.catalogue import Catalogue
from iamsight.catalogue.documentation import for_action
from iamsight.policy.entries import unusual
from iamsight.policy.guards import tests
from iamsight.policy.model import Kind, Statement
from iamsight.policy.reach import is_star
from iamsight.rule import Context, Found, Severity, rule

_FAR_REACHING = "Permissions management"
_CHANGING = ("Write", "Tagging", _FAR_REACHING)


@rule(
    "service-wide-access", since="0.1", cites="least-privilege", severity=Severity.HINT, kinds=[Kind.IDENTITY], on=False
)
def service_wide_access(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A wildcard allows all that a service can do, on everything.

    ## Why is this bad?
    `s3:*` lets its holder not only read objects but delete buckets, and change who else has access to them. It also
    allows whatever AWS adds to the service later. Name the actions that are needed, or at least their beginnings, such
    as `s3:Get*`. Off unless configuration selects it, since policies for administrators are like this on purpose.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {"Effect": "Allow", "Action": "s3:*", "Resource": "*"}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": ["s3:GetObject", "s3:ListBucket"], "Resource": "*"}}
    ```

    ## References
    - [Security best practices in IAM: Apply least-privilege permissions](https://docs.aws.amazon.com/IAM/latest/UserGuide/best-practices.html#grant-least-privilege)
    """
    if not statement.allows or not any(not one.negated and is_star(one.value) for one in statement.resources):
        return
    if tests(statement) != ():
        return
    for entry in unusual(statement, ctx.catalogue):
        if entry.negated or not entry.text.closed or not entry.name or entry.name.strip("*"):
            continue
        changing, far_reaching = _counted(entry.service, ctx.catalogue)
        if changing:
            also = f", {far_reaching} of them who has access" if far_reaching else ""
            yield Found(
                entry.text.span,
                f'"{entry.value}" holds {changing} actions that change something{also}; name those that are needed',
                citation=for_action(f"{entry.service}:"),
            )


@lru_cache(maxsize=512)
def _counted(service: str, catalogue: Catalogue) -> tuple[int, int]:
    """How many actions of a service change something, and how many of these permissions."""
    levels = [action.level for action in catalogue.expand(f"{service}:*")]
    return sum(level in _CHANGING for level in levels), levels.count(_FAR_REACHING)
