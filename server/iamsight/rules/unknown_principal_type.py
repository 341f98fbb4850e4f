"""The rule `unknown-principal-type`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.nearest import nearest
from iamsight.policy.model import Kind, Statement
from iamsight.policy.structure import Fault, What, statement_faults
from iamsight.rule import Context, Found, rewrites, rule
from iamsight.syntax.node import Object


@rule(
    "unknown-principal-type",
    since="0.1",
    cites="Principal",
    checks=["invalid-principal-key"],
    kinds=[Kind.RESOURCE, Kind.TRUST],
)
def unknown_principal_type(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A principal stands under a type that does not exist.

    ## Why is this bad?
    AWS refuses the policy. Principals are of the type `AWS` (accounts, roles, users and their sessions), `Service`,
    `Federated` (identity providers) or `CanonicalUser` (Amazon S3 only), written exactly so.

    ## Example
    ```json kind=trust
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"Services": "rekognition.amazonaws.com"},
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
    for fault in statement_faults(statement, ctx.kind):
        inside = fault.member.value if fault.member and fault.what is What.UNKNOWN and len(fault.path) > 1 else None
        if isinstance(inside, Object) and fault.path[0] in ("Principal", "NotPrincipal"):
            yield from _found(inside, fault)


def _found(principals: Object, fault: Fault) -> Iterator[Found]:
    near = nearest(fault.name, fault.expected)
    is_case = bool(near) and near[0].lower() == fault.name.lower()
    known = ", ".join(f'"{one}"' for one in fault.expected)
    advice = f"it is one of {known}"
    if near:
        advice = f'it is spelt "{near[0]}"' if is_case else f'did you mean "{near[0]}"?'
    free = [name for name in near[:1] if principals.member(name) is None]
    for member in principals.members:
        if member.key.value == fault.name:
            yield Found(
                member.key.span,
                f'"{fault.name}" is no type of principal; {advice}',
                "invalid-principal-key",
                fixes=rewrites(member.key.span, [f'"{name}"' for name in free], "Rename to {}", safe=is_case),
            )
