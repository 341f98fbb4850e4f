"""The rule `assume-role-action`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.identity_providers import is_saml, oidc_host
from iamsight.policy.editing import editable
from iamsight.policy.model import ActionPattern, Kind, Principal, Statement
from iamsight.policy.text import is_unknown
from iamsight.rule import Context, Found, Related, rewrites, rule

_SAML, _WEB, _OTHER = "a SAML provider", "a web identity provider", "an account, role, user or service"
_FOR = {
    "sts:assumerolewithsaml": _SAML,
    "sts:assumerolewithwebidentity": _WEB,
    "sts:assumerole": _OTHER,
}
_NEEDED = {_SAML: "sts:AssumeRoleWithSAML", _WEB: "sts:AssumeRoleWithWebIdentity", _OTHER: "sts:AssumeRole"}


@rule(
    "assume-role-action",
    since="0.1",
    cites="federated-principal",
    checks=["mismatched-action-for-principal"],
    kinds=[Kind.TRUST],
)
def assume_role_action(statement: Statement, ctx: Context) -> Iterator[Found]:
    """An action of a trust policy does not fit the kind of its principal.

    ## Why is this bad?
    Accounts, roles, users and services assume a role by `sts:AssumeRole`, those who come from a SAML provider by
    `sts:AssumeRoleWithSAML`, those from an OIDC provider by `sts:AssumeRoleWithWebIdentity`. With another action the
    statement admits nobody, and AWS refuses it.

    ## Example
    ```json kind=trust
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"Federated": "arn:aws:iam::123456789012:saml-provider/office"},
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
        "Principal": {"Federated": "arn:aws:iam::123456789012:saml-provider/office"},
        "Action": "sts:AssumeRoleWithSAML",
        "Condition": {"StringEquals": {"SAML:aud": "https://signin.aws.amazon.com/saml"}}
      }
    }
    ```

    ## References
    - [IAM User Guide: Web identity session principals](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-federated-web-identity)
    """
    judged = [one for one in statement.actions if one.value.lower() in _FOR and not one.negated and one.text.closed]
    present = {_what(principal): principal for principal in reversed(statement.principals)}
    if not judged or not present or None in present or "NotAction" in statement.elements:
        return
    misfits = [one for one in judged if _FOR[one.value.lower()] not in present]
    for action in misfits:
        what, principal = next(iter(reversed(present.items())))
        yield _found(action, str(what), principal, statement)
    if not misfits and all(one.by_name for one in statement.actions):
        served = {_FOR[one.value.lower()] for one in judged}
        for what, principal in present.items():
            if what not in served:
                yield Found(
                    principal.text.span,
                    f'No action of this statement fits "{principal.value}"; it needs "{_NEEDED[str(what)]}"',
                    "mismatched-action-for-principal",
                    related=(Related(judged[0].text.span, f"this one is for {_FOR[judged[0].value.lower()]}"),),
                )


def _found(action: ActionPattern, what: str, principal: Principal, statement: Statement) -> Found:
    needed = _NEEDED[what]
    is_listed = any(one.value.lower() == needed.lower() for one in statement.actions)
    return Found(
        action.text.span,
        f'"{action.value}" does not fit {what}; use "{needed}"',
        "mismatched-action-for-principal",
        related=(Related(principal.text.span, f"this is {what}"),),
        fixes=None if is_listed else rewrites(editable(action.text), [needed]),
    )


def _what(principal: Principal) -> str | None:
    """What kind of principal it is; None where that cannot be told, or it is everybody."""
    if not principal.text.closed or is_unknown(principal.text) or principal.value == "*":
        return None
    if principal.type == "Federated":
        return _SAML if is_saml(principal.value) else _WEB if oidc_host(principal.value) else None
    return _OTHER if principal.type in ("AWS", "Service", "CanonicalUser") else None
