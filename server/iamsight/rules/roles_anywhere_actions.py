"""The rule `roles-anywhere-actions`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.patterns import matches
from iamsight.policy.editing import added
from iamsight.policy.model import Kind, Statement
from iamsight.rule import Change, Context, Fix, Found, Related, rule

_SERVICE = "rolesanywhere.amazonaws.com"
_ACTIONS = ("sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession")


@rule(
    "roles-anywhere-actions",
    since="0.1",
    cites="service-principal",
    checks=["missing-action-for-roles-anywhere-trust-policy"],
    kinds=[Kind.TRUST],
)
def roles_anywhere_actions(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A role for IAM Roles Anywhere lacks an action that the service takes with it.

    ## Why is this bad?
    IAM Roles Anywhere assumes the role, names the certificate as source identity and tags the session, in one call.
    The trust policy must allow all of `sts:AssumeRole`, `sts:SetSourceIdentity` and `sts:TagSession`.

    ## Example
    ```json kind=trust
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"Service": "rolesanywhere.amazonaws.com"},
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
        "Principal": {"Service": "rolesanywhere.amazonaws.com"},
        "Action": ["sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"]
      }
    }
    ```

    ## References
    - [IAM User Guide: AWS service principals](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services)
    - [IAM Roles Anywhere User Guide: Role trusts](https://docs.aws.amazon.com/rolesanywhere/latest/userguide/trust-model.html#role-trusts)
    """
    service = next((one for one in statement.principals if one.type == "Service" and one.value == _SERVICE), None)
    member = statement.elements.get("Action")
    if not service or service.negated or not member or not statement.allows or not statement.actions:
        return
    if any(not one.text.closed for one in statement.actions):
        return
    given = [one.value for one in statement.actions]
    lacking = [name for name in _ACTIONS if not any(matches(one, name, case_sensitive=False) for one in given)]
    if lacking:
        named = " and ".join(f'"{name}"' for name in lacking)
        changes = [Change(*edit) for edit in added(member.value, ", ".join(f'"{name}"' for name in lacking))]
        yield Found(
            member.key.span,
            f"IAM Roles Anywhere also needs {named}; add {'it' if len(lacking) == 1 else 'them'}",
            "missing-action-for-roles-anywhere-trust-policy",
            related=(Related(service.text.span, "the service is allowed here"),),
            fixes=lambda: [Fix(f"Add {named}", tuple(changes))],
        )
