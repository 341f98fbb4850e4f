"""The rule `oidc-condition`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.identity_providers import github, oidc_host
from iamsight.catalogue.patterns import UNKNOWN
from iamsight.policy.guards import tests
from iamsight.policy.model import Kind, Statement
from iamsight.rule import Context, Found, rule


@rule(
    "oidc-condition",
    since="0.1",
    cites="oidc-keys",
    checks=["missing-condition-key-for-oidc-principal", "missing-github-repo-condition-key"],
    kinds=[Kind.TRUST],
)
def oidc_condition(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A trust policy admits whoever has a token of an OIDC provider.

    ## Why is this bad?
    An identity provider serves many customers: without a condition on the token, everybody who signs in there may
    assume the role. Test the audience (`aud`) or the subject (`sub`); with GitHub test the subject, since every
    repository in the world gets tokens for the same audience.

    ## Example
    ```json kind=trust
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"},
        "Action": "sts:AssumeRoleWithWebIdentity"
      }
    }
    ```

    ## Use instead
    ```json kind=trust
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"Federated": "arn:aws:iam::123456789012:oidc-provider/token.actions.githubusercontent.com"},
        "Action": "sts:AssumeRoleWithWebIdentity",
        "Condition": {"StringEquals": {
          "token.actions.githubusercontent.com:aud": "sts.amazonaws.com",
          "token.actions.githubusercontent.com:sub": "repo:example/vision:ref:refs/heads/main"
        }}
      }
    }
    ```

    ## References
    - [IAM User Guide: Available keys for AWS OIDC federation](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_iam-condition-keys.html#condition-keys-wif)
    """
    conditions = tests(statement)
    if not statement.allows or conditions is None:
        return
    keys = [one.key.value.lower() for one in conditions]
    for principal in statement.principals:
        host = oidc_host(principal.value) if principal.type == "Federated" and principal.text.closed else None
        if not host or UNKNOWN in host or principal.negated:
            continue
        if host == github():
            if f"{host}:sub" not in keys:
                message = f'Every repository on GitHub is admitted; test "{host}:sub" in Condition'
                yield Found(principal.text.span, message, "missing-github-repo-condition-key")
        elif not any(key.startswith(f"{host.lower()}:") for key in keys):
            message = (
                f'Everybody who signs in with "{host}" is admitted; test "{host}:aud" or "{host}:sub" in Condition'
            )
            yield Found(principal.text.span, message, "missing-condition-key-for-oidc-principal")
