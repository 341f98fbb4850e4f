"""The rule `bare-principal`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.identity_providers import is_saml, oidc_host
from iamsight.policy.model import Kind, Statement
from iamsight.rule import Context, Found, rewrites, rule


@rule(
    "bare-principal",
    since="0.1",
    cites="Principal",
    checks=["invalid-principal-format"],
    kinds=[Kind.RESOURCE, Kind.TRUST],
)
def bare_principal(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A Principal is a string other than `"*"`.

    ## Why is this bad?
    AWS refuses the policy. A principal stands under its type, as in `{"AWS": "arn:aws:iam::123456789012:role/app"}` or
    `{"Service": "rekognition.amazonaws.com"}`. Only `"*"`, which is everybody, needs no type.

    ## Example
    ```json kind=trust
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": "rekognition.amazonaws.com",
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
        "Principal": {"Service": "rekognition.amazonaws.com"},
        "Action": "sts:AssumeRole"
      }
    }
    ```

    ## References
    - [IAM User Guide: Principal](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html)
    """
    for principal in statement.principals:
        if principal.key is None and principal.text.closed and principal.value != "*":
            kind = _type_of(principal.value)
            shown = f'{{"{kind or "AWS"}": ...}}'
            yield Found(
                principal.text.span,
                f'"{principal.value}" stands without its type; write {shown}',
                "invalid-principal-format",
                fixes=rewrites(principal.text.span, _wrapped(kind, principal.value), "Write {}"),
            )


def _type_of(value: str) -> str | None:
    """Under which type a principal belongs; None if its form does not tell."""
    if oidc_host(value) or is_saml(value):
        return "Federated"
    if value.startswith("arn:") or (len(value) == 12 and value.isdecimal()):
        return "AWS"
    return "Service" if value.endswith(".amazonaws.com") else None


def _wrapped(kind: str | None, value: str) -> list[str]:
    return [f'{{"{kind}": "{value}"}}'] if kind and not set(value) & set('"\\') else []
