"""The rule `federated-principal`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.model import Kind, Statement
from iamsight.rule import Context, Found, rule


@rule(
    "federated-principal",
    since="0.1",
    cites="federated-principal",
    checks=["federated-principal-not-supported"],
    kinds=[Kind.RESOURCE],
)
def federated_principal(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A resource policy names an identity provider.

    ## Why is this bad?
    AWS refuses the policy. Whoever signs in with an identity provider assumes a role first; a resource sees the role,
    not the provider. Identity providers stand in the trust policy of that role, and the role in the policy of the
    resource.

    ## Example
    ```json kind=resource resource-type=AWS::SNS::Topic
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"Federated": "cognito-identity.amazonaws.com"},
        "Action": "sns:Publish",
        "Resource": "arn:aws:sns:us-east-1:123456789012:AmazonRekognition-done"
      }
    }
    ```

    ## Use instead
    ```json kind=resource resource-type=AWS::SNS::Topic
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::123456789012:role/signed-in"},
        "Action": "sns:Publish",
        "Resource": "arn:aws:sns:us-east-1:123456789012:AmazonRekognition-done"
      }
    }
    ```

    ## References
    - [IAM User Guide: Web identity session principals](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-federated-web-identity)
    """
    for principal in statement.principals:
        if principal.type == "Federated" and principal.text.closed:
            yield Found(
                principal.text.span,
                f'"{principal.value}" is an identity provider, which a resource policy cannot name; name the role',
                "federated-principal-not-supported",
            )
