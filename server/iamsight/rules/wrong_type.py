"""The rule `wrong-type`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.model import Statement
from iamsight.policy.structure import Fault, What, statement_faults, wrong_type_message
from iamsight.rule import Context, Found, rule
from iamsight.syntax.node import String


@rule("wrong-type", since="0.1", cites="grammar", checks=["data-type-mismatch"])
def wrong_type(statement: Statement, ctx: Context) -> Iterator[Found]:
    """An element of a statement has a value of the wrong JSON type.

    ## Why is this bad?
    AWS refuses the policy. `Sid` and `Effect` are strings, actions and resources are strings or lists of strings,
    `Principal` is the string `"*"` or an object, and `Condition` is an object of objects whose innermost values are
    strings, numbers, Booleans or lists of these.

    ## Example
    ```json
    {
      "Version": "2012-10-17",
      "Statement": {"Effect": "Allow", "Action": {"rekognition": "DetectLabels"}, "Resource": "*"}
    }
    ```

    ## Use instead
    ```json
    {
      "Version": "2012-10-17",
      "Statement": {"Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*"}
    }
    ```

    ## References
    - [IAM User Guide: grammar of the policy language](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html#policies-grammar-bnf)
    """
    for fault in statement_faults(statement, ctx.kind):
        if fault.what is What.TYPE:
            yield Found(fault.node.span, wrong_type_message(fault), "data-type-mismatch")
        elif _is_bare_principal(fault):
            message = f'"{fault.name}" is the string "*" or an object such as {{"AWS": "123456789012"}}'
            yield Found(fault.node.span, message, "data-type-mismatch")


def _is_bare_principal(fault: Fault) -> bool:
    """Whether the value of Principal is a string other than `"*"`."""
    return fault.what is What.VALUE and fault.name in ("Principal", "NotPrincipal") and isinstance(fault.node, String)
