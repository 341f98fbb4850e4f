"""The rule `principal-wildcard`."""

from __future__ import annotations

import re
from collections.abc import Iterator

from iamsight.policy.model import Kind, Principal, Statement
from iamsight.rule import Context, Found, rule

_VARIABLE = re.compile(r"\$\{[^}]{0,1000}\}")


@rule(
    "principal-wildcard",
    since="0.1",
    cites="anonymous-principal",
    checks=["unsupported-wildcard-in-principal", "role-trust-policy-unsupported-wildcard-in-principal"],
    kinds=[Kind.RESOURCE, Kind.TRUST],
)
def principal_wildcard(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A principal has a wildcard where none is allowed.

    ## Why is this bad?
    AWS refuses the policy. A principal is one account, role, user, service or provider, named in full; only `*` on its
    own, for everybody, is allowed under `AWS`. To admit all roles of a path, name their account and test
    `aws:PrincipalArn` with `ArnLike`. A trust policy does not take `"Principal": "*"`.

    ## Example
    ```json kind=trust
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"AWS": "arn:aws:iam::123456789012:role/vision-*"},
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
        "Principal": {"AWS": "123456789012"},
        "Action": "sts:AssumeRole",
        "Condition": {"ArnLike": {"aws:PrincipalArn": "arn:aws:iam::123456789012:role/vision-*"}}
      }
    }
    ```

    ## References
    - [IAM User Guide: All principals](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-anonymous)
    - [IAM User Guide: aws:PrincipalArn](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-principalarn)
    """
    for principal in statement.principals:
        if not principal.text.closed:
            continue
        if principal.key is None:
            if ctx.kind is Kind.TRUST and principal.value == "*" and not principal.negated:
                yield Found(
                    principal.text.span,
                    'A trust policy does not take "*" for Principal; name who may assume the role',
                    "role-trust-policy-unsupported-wildcard-in-principal",
                )
        elif _has_wildcard(principal):
            yield Found(
                principal.text.span,
                f'"{principal.value}" has a wildcard, which a principal cannot have; {_advice(principal)}',
                "unsupported-wildcard-in-principal",
            )


def _has_wildcard(principal: Principal) -> bool:
    if principal.type == "AWS" and principal.value == "*":
        return False
    plain = _VARIABLE.sub("", principal.value)
    return "*" in plain or "?" in plain


def _advice(principal: Principal) -> str:
    if principal.type == "AWS":
        return 'name the account and test "aws:PrincipalArn" in Condition'
    if principal.value == "*":
        return f'name each {principal.type} principal, or write {{"AWS": "*"}} for everybody'
    return "name it in full"
