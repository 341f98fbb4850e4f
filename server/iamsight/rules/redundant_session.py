"""The rule `redundant-session`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from iamsight.catalogue.arn import split_arn
from iamsight.policy.editing import is_item, without
from iamsight.policy.model import Kind, Principal, Statement
from iamsight.policy.text import is_unknown, literal_of
from iamsight.rule import Change, Context, Fix, Found, Related, rule
from iamsight.syntax.node import Array, Object


@rule(
    "redundant-session",
    since="0.1",
    cites="session-principal",
    checks=["redundant-principal-in-role-trust-policy"],
    kinds=[Kind.TRUST],
)
def redundant_session(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A trust policy names a session and the role it is a session of.

    ## Why is this bad?
    The role stands for all of its sessions, so the session adds nothing. If only that session was meant, the role is
    one too many.

    ## Example
    ```json kind=trust
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"AWS": [
          "arn:aws:iam::123456789012:role/vision",
          "arn:aws:sts::123456789012:assumed-role/vision/nightly"
        ]},
        "Action": "sts:AssumeRole"
      }
    }
    ```

    ## Use instead
    ```json kind=trust
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::123456789012:role/vision"},
        "Action": "sts:AssumeRole"
      }
    }
    ```

    ## References
    - [IAM User Guide: Role session principals](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-role-session)
    """
    named = [one for one in statement.principals if one.type == "AWS" and one.text.closed and not is_unknown(one.text)]
    roles = {_role(one.value): one for one in named if _role(one.value)}
    for session in named:
        role = roles.get(_role_of_session(session.value))
        if role:
            fixes = _fixes(statement, session)
            yield Found(
                session.text.span,
                f'"{session.value}" is a session of a role that is named too; remove one of them',
                "redundant-principal-in-role-trust-policy",
                related=(Related(role.text.span, "the role"),),
                fixes=partial(iter, fixes) if fixes else None,
            )


def _role(principal: str) -> tuple[str, ...]:
    """Partition, account and name of a role, its path left out, which sessions do not show; empty for another ARN."""
    arn = split_arn(principal)
    if arn.service.text != "iam" or not arn.resource.text.startswith("role/"):
        return ()
    return arn.partition.text, arn.account.text, arn.resource.text.rpartition("/")[2]


def _role_of_session(principal: str) -> tuple[str, ...]:
    arn = split_arn(principal)
    parts = arn.resource.text.split("/")
    if arn.service.text != "sts" or parts[0] != "assumed-role" or len(parts) != 3:
        return ()
    return arn.partition.text, arn.account.text, parts[1]


def _fixes(statement: Statement, session: Principal) -> tuple[Fix, ...]:
    """Remove the session from its list."""
    principals = statement.elements["NotPrincipal" if session.negated else "Principal"].value
    listed = principals.get("AWS") if isinstance(principals, Object) else None
    literal = literal_of(session.text)
    if literal is None or not isinstance(listed, Array) or not is_item(listed, literal):
        return ()
    return (Fix("Remove the session", (Change(*without(listed, literal), ""),)),)
