"""The rule `missing-element`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.model import Statement
from iamsight.policy.structure import What, statement_faults
from iamsight.rule import Context, Found, rule

_CODES = {
    "Action": "missing-action",
    "Effect": "missing-effect",
    "Principal": "missing-principal",
    "Resource": "missing-resource",
}
_REMEDIES = {
    "Action": 'say what it is about, such as "Action": "rekognition:DetectLabels"',
    "Effect": 'add "Effect": "Allow" or "Effect": "Deny"',
    "Principal": 'say whom it is about, such as "Principal": {"AWS": "123456789012"}',
    "Resource": 'say on what, such as "Resource": "*"',
}
_WITHOUT_RESOURCE = frozenset(("AWS::ECR::Repository", "AWS::ECR::PublicRepository", "AWS::EFS::FileSystem"))
"""Resource policies whose statements need not say on what: it is always the one they are attached to."""


@rule("missing-element", since="0.1", cites="Statement", checks=sorted(_CODES.values()))
def missing_element(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A statement lacks an element that it needs.

    ## Why is this bad?
    AWS refuses the policy. Every statement needs `Effect`, and `Action` or `NotAction`. It also needs `Resource` or
    `NotResource`, except in the trust policy of a role; and a policy that is attached to a resource or a role needs
    `Principal` or `NotPrincipal` to say whom it is about.

    ## Example
    ```json
    {
      "Version": "2012-10-17",
      "Statement": {"Effect": "Allow", "Action": "rekognition:DetectLabels"}
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
    - [IAM User Guide: Statement](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_statement.html)
    """
    for fault in statement_faults(statement, ctx.kind):
        name = fault.name
        if fault.what is What.MISSING and not (name == "Resource" and ctx.resource_type in _WITHOUT_RESOURCE):
            yield Found(statement.span, f'This statement has no "{name}"; {_REMEDIES[name]}', _CODES[name])
