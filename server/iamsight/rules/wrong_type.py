"""The rule `wrong-type`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.model import Statement
from iamsight.policy.structure import What, statement_faults, wrong_type_message
from iamsight.rule import Context, Found, rule


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
