"""The rule `empty-element`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.model import Kind, Statement
from iamsight.rule import Context, Found, rule
from iamsight.syntax.node import Array, Node, Object
from iamsight.text import Span

_LISTS = {
    "Action": "empty-array-action",
    "NotAction": "empty-array-action",
    "Resource": "empty-array-resource",
    "NotResource": "empty-array-resource",
}
_CHECKS = [*dict.fromkeys(_LISTS.values()), "empty-array-principal", "empty-object-principal"]


@rule("empty-element", since="0.1", cites="Statement", checks=_CHECKS)
def empty_element(statement: Statement, ctx: Context) -> Iterator[Found]:
    """An element of a statement is empty.

    ## Why is this bad?
    A statement without actions, resources or principals is about nothing: it has no effect. With `NotAction`,
    `NotResource` or `NotPrincipal` it is the other way round, and it excepts nothing.

    ## Example
    ```json
    {
      "Version": "2012-10-17",
      "Statement": {"Effect": "Allow", "Action": [], "Resource": "*"}
    }
    ```

    ## Use instead
    ```json
    {
      "Version": "2012-10-17",
      "Statement": {"Effect": "Allow", "Action": ["rekognition:DetectLabels"], "Resource": "*"}
    }
    ```

    ## References
    - [IAM User Guide: Statement](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html)
    """
    for name, code in _LISTS.items():
        member = statement.elements.get(name)
        if member and _is_empty_list(member.value) and not (ctx.kind is Kind.TRUST and "Resource" in name):
            yield _found(member.value.span, name, code)
    if ctx.kind not in (Kind.RESOURCE, Kind.TRUST):
        return
    for name in ("Principal", "NotPrincipal"):
        principals = statement.elements[name].value if name in statement.elements else None
        if not isinstance(principals, Object):
            continue
        if principals.closed and not principals.members:
            yield _found(principals.span, name, "empty-object-principal")
        for member in principals.members:
            if _is_empty_list(member.value):
                yield _found(member.value.span, member.key.value, "empty-array-principal")


def _is_empty_list(node: Node) -> bool:
    return isinstance(node, Array) and node.closed and not node.items


def _found(span: Span, name: str, code: str) -> Found:
    return Found(span, f'"{name}" is empty; say what is meant, or remove it', code)
