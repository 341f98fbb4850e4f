"""The rule `principal-id`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from iamsight.policy.model import Kind, Statement
from iamsight.rule import Context, Found, rule

_ID = re.compile(r"A(ROA|IDA)[A-Z0-9]{12,}")
_KINDS = {"ROA": ("role", "invalid-role-reference"), "IDA": ("user", "invalid-user-reference")}


@rule(
    "principal-id",
    since="0.1",
    cites="unique-ids",
    checks=["invalid-role-reference", "invalid-user-reference"],
    kinds=[Kind.RESOURCE, Kind.TRUST],
)
def principal_id(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A principal is the unique ID of a role or user instead of its ARN.

    ## Why is this bad?
    AWS shows such an ID in the place of an ARN when the role or user has been deleted. The ID never comes back, not
    even for a role of the same name, so the statement is about nobody. Name the ARN of the role or user, or remove the
    entry.

    ## Example
    ```json kind=trust
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"AWS": "AROAEXAMPLE123456789A"},
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
    - [IAM User Guide: Understanding unique ID prefixes](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-prefixes)
    - [IAM User Guide: IAM role principals](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-roles)
    """
    for principal in statement.principals:
        found = _ID.fullmatch(principal.value) if principal.type == "AWS" and principal.text.closed else None
        if found:
            kind, code = _KINDS[found[1]]
            message = (
                f'"{principal.value}" is the unique ID of a {kind}, perhaps a deleted one; name the ARN of a {kind}'
            )
            yield Found(principal.text.span, message, code)
