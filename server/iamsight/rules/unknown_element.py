"""The rule `unknown-element`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.corrections import Advice, on_unknown
from iamsight.policy.model import POLICY_ELEMENTS, Statement
from iamsight.policy.structure import Fault, What, statement_faults
from iamsight.rule import Context, Found, mends, rule
from iamsight.syntax.node import Member


@rule("unknown-element", since="0.1", cites="grammar", checks=["invalid-policy-element"])
def unknown_element(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A statement has a member that is no element of the policy language.

    ## Why is this bad?
    AWS refuses a policy with elements it does not know. There is no element for comments or descriptions; `Sid` is the
    only place for a name. Elements are written exactly as AWS spells them, with a capital letter and mostly in the
    singular.

    ## Example
    ```json
    {
      "Version": "2012-10-17",
      "Statement": {"Effect": "Allow", "Actions": ["rekognition:DetectLabels"], "Resource": "*"}
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
    - [IAM User Guide: grammar of the policy language](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html#policies-grammar-bnf)
    - [IAM User Guide: policy elements](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements.html)
    """
    for fault in statement_faults(statement, ctx.kind):
        if fault.what is What.UNKNOWN and len(fault.path) == 1 and fault.member:
            advice = _advice(statement, fault, fault.member)
            found = Found(fault.member.key.span, advice.message, "invalid-policy-element")
            if mended := advice.correction:
                found = found._replace(fixes=mends(mended.title, [(mended.span, mended.text)], safe=mended.safe))
            yield found


def _advice(statement: Statement, fault: Fault, member: Member) -> Advice:
    if fault.name in POLICY_ELEMENTS:
        return Advice(f'"{fault.name}" belongs beside "Statement", not inside a statement')
    return on_unknown(fault, member, statement.node, "a statement")
