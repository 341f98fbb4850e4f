"""The rule `allow-not-principal`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.model import Kind, Statement
from iamsight.rule import Context, Found, rule


@rule(
    "allow-not-principal",
    since="0.1",
    cites="NotPrincipal",
    checks=["allow-with-not-principal"],
    kinds=[Kind.RESOURCE, Kind.TRUST],
)
def allow_not_principal(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A statement allows everybody but those it names.

    ## Why is this bad?
    `NotPrincipal` with `Allow` admits the rest of the world, people without an AWS account included. Name those who are
    to have access in `Principal`.

    ## Example
    ```json kind=resource
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "NotPrincipal": {"AWS": "arn:aws:iam::123456789012:user/guest"},
        "Action": "rekognition:CopyProjectVersion",
        "Resource": "*"
      }
    }
    ```

    ## Use instead
    ```json kind=resource
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::123456789012:role/vision"},
        "Action": "rekognition:CopyProjectVersion",
        "Resource": "*"
      }
    }
    ```

    ## References
    - [IAM User Guide: NotPrincipal](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notprincipal.html)
    """
    member = statement.elements.get("NotPrincipal")
    if member and statement.allows:
        yield Found(
            member.key.span,
            '"NotPrincipal" with Allow admits everybody else in the world; name who is meant in "Principal"',
            "allow-with-not-principal",
        )
