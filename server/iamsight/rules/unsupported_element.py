"""The rule `unsupported-element`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.corrections import removal
from iamsight.policy.model import Kind, Statement
from iamsight.policy.structure import Fault, What, statement_faults
from iamsight.rule import Context, Found, mends, rule
from iamsight.syntax.node import Member, Object, String

_REASONS = {
    Kind.IDENTITY: "it is about whoever it is attached to",
    Kind.BOUNDARY: "it is about whoever it is attached to",
    Kind.SCP: "it is about everybody in the account",
    Kind.TRUST: "it is about the role it is attached to",
    Kind.RCP: "it is about everybody and what is not excluded by a Condition",
}
_PRINCIPALS = ("Principal", "NotPrincipal")
_CODES = {
    Kind.IDENTITY: "unsupported-principal",
    Kind.BOUNDARY: "unsupported-principal",
    Kind.SCP: "scp-syntax-error-principal",
    Kind.RCP: "rcp-syntax-error-principal",
}
_CALLED = {
    Kind.IDENTITY: "An identity policy",
    Kind.BOUNDARY: "A permissions boundary",
    Kind.SCP: "A service control policy",
    Kind.TRUST: "The trust policy of a role",
    Kind.RCP: "A resource control policy",
}


@rule(
    "unsupported-element",
    since="0.1",
    cites="grammar",
    checks=[
        "unsupported-principal",
        "scp-syntax-error-principal",
        "role-trust-policy-syntax-error-resource",
        "role-trust-policy-syntax-error-notprincipal",
        "rcp-syntax-error-principal",
        "rcp-syntax-error-notaction",
    ],
)
def unsupported_element(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A statement has an element that this kind of policy does not take.

    ## Why is this bad?
    AWS refuses the policy. Identity policies, permissions boundaries and service control policies name no principal:
    they are about whoever they are attached to. The trust policy of a role names no resource, which is the role, and
    takes no `NotPrincipal`. A resource control policy is about everybody (`"Principal": "*"`) and takes neither
    `NotPrincipal` nor `NotAction`.

    ## Example
    ```json kind=identity
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"AWS": "123456789012"},
        "Action": "rekognition:DetectLabels",
        "Resource": "*"
      }
    }
    ```

    ## Use instead
    ```json kind=identity
    {
      "Version": "2012-10-17",
      "Statement": {"Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*"}
    }
    ```

    ## References
    - [IAM User Guide: Principal](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html)
    - [IAM User Guide: grammar of the policy language](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html#policies-grammar-bnf)
    """
    for fault in statement_faults(statement, ctx.kind):
        if fault.member and fault.what is What.UNSUPPORTED:
            yield _found(statement.node, fault.member, ctx.kind)
        elif fault.member and ctx.kind is Kind.RCP and _names_some(fault):
            yield _found_in_rcp(fault.member)


def _found(node: Object, member: Member, kind: Kind) -> Found:
    name = member.key.value
    mended = removal(node, member)
    message = f'{_CALLED[kind]} has no "{name}": {_REASONS[kind]}'
    return Found(member.key.span, message, _code(name, kind), fixes=mends(mended.title, [(mended.span, mended.text)]))


def _names_some(fault: Fault) -> bool:
    """Whether the Principal is other than `"*"`, of a type that it may have elsewhere."""
    return fault.name == "Principal" and fault.what is What.VALUE and isinstance(fault.node, (Object, String))


def _found_in_rcp(member: Member) -> Found:
    fixes = mends('Change Principal to "*"', [(member.value.span, '"*"')])
    message = (
        'A resource control policy is about everybody: write "Principal": "*", and whom it spares in the Condition'
    )
    return Found(member.value.span, message, "rcp-syntax-error-principal", fixes=fixes)


def _code(name: str, kind: Kind) -> str:
    """The check that forbids an element in this kind of policy."""
    if kind is Kind.TRUST:
        last = "notprincipal" if name in _PRINCIPALS else "resource"
        return f"role-trust-policy-syntax-error-{last}"
    return _CODES[kind] if name in _PRINCIPALS else "rcp-syntax-error-notaction"
