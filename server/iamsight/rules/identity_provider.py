"""The rule `identity-provider`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.identity_providers import names_provider
from iamsight.policy.model import Kind, Statement
from iamsight.policy.text import is_unknown
from iamsight.rule import Context, Found, rule


@rule(
    "identity-provider",
    since="0.1",
    cites="federated-principal",
    checks=["invalid-federated-principal-syntax-in-role-trust-policy"],
    kinds=[Kind.TRUST],
)
def identity_provider(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A Federated principal of a trust policy names no identity provider.

    ## Why is this bad?
    AWS refuses the policy. An OIDC or SAML provider is named by its ARN in IAM, not by its address; the providers that
    are built in, such as `cognito-identity.amazonaws.com`, by their domain.

    ## Example
    ```json kind=trust
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"Federated": "https://id.example.com/oauth2"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {"id.example.com/oauth2:aud": "vision"}}
      }
    }
    ```

    ## Use instead
    ```json kind=trust
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"Federated": "arn:aws:iam::123456789012:oidc-provider/id.example.com/oauth2"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {"id.example.com/oauth2:aud": "vision"}}
      }
    }
    ```

    ## References
    - [IAM User Guide: Web identity session principals](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-federated-web-identity)
    """
    for principal in statement.principals:
        value = principal.value
        judged = principal.type == "Federated" and principal.text.closed and not is_unknown(principal.text)
        if judged and "*" not in value and "?" not in value and not names_provider(value):
            yield Found(
                principal.text.span,
                f'"{value}" names no identity provider; give the ARN of an OIDC or SAML provider, or a domain',
                "invalid-federated-principal-syntax-in-role-trust-policy",
            )
