"""The rule `missing-statement`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.model import Policy
from iamsight.policy.structure import What, document_faults
from iamsight.rule import Context, Found, rule


@rule("missing-statement", since="0.1", cites="Statement", checks=["missing-statement"])
def missing_statement(policy: Policy, ctx: Context) -> Iterator[Found]:
    """The policy has no Statement.

    ## Why is this bad?
    AWS refuses the policy: all that a policy says stands in its statements.

    ## Example
    ```json
    {"Version": "2012-10-17"}
    ```

    ## Use instead
    ```json
    {
      "Version": "2012-10-17",
      "Statement": {"Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*"}
    }
    ```

    ## References
    - [IAM User Guide: Statement](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html)
    """
    for fault in document_faults(policy):
        if fault.what is What.MISSING:
            message = f'This policy has no "{fault.name}"; add one with an Effect, an Action and a Resource'
            yield Found(policy.span, message, "missing-statement")
