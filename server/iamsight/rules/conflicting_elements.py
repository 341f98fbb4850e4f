"""The rule `conflicting-elements`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.model import EXCLUSIVE_ELEMENTS, Statement
from iamsight.policy.structure import What, statement_faults
from iamsight.rule import Context, Found, Related, rule


@rule("conflicting-elements", since="0.1", cites="grammar", checks=["unsupported-element-combination"])
def conflicting_elements(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A statement has two elements that exclude each other.

    ## Why is this bad?
    A statement has `Action` or `NotAction`, `Principal` or `NotPrincipal`, `Resource` or `NotResource`, never both of
    a pair. AWS refuses the policy. What was meant usually takes two statements, one of them a Deny.

    ## Example
    ```json
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Action": "rekognition:*",
        "NotAction": "rekognition:DeleteCollection",
        "Resource": "*"
      }
    }
    ```

    ## Use instead
    ```json
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Effect": "Allow", "Action": "rekognition:*", "Resource": "*"},
        {"Effect": "Deny", "Action": "rekognition:DeleteCollection", "Resource": "*"}
      ]
    }
    ```

    ## References
    - [IAM User Guide: grammar of the policy language](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html#policies-grammar-bnf)
    - [IAM User Guide: NotAction](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_notaction.html)
    """
    for fault in statement_faults(statement, ctx.kind):
        other = statement.elements.get(EXCLUSIVE_ELEMENTS.get(fault.name, ""))
        if fault.what is What.CONFLICT and fault.member and other:
            first, second = sorted((fault.member.key, other.key))
            yield Found(
                second.span,
                f'"{second.value}" cannot stand beside "{first.value}"; keep one of them',
                "unsupported-element-combination",
                related=(Related(first.span, f'"{first.value}" is here'),),
            )
