"""The rule `policy-element`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.corrections import Advice, on_unknown
from iamsight.policy.model import STATEMENT_ELEMENTS, Policy
from iamsight.policy.structure import Fault, What, document_faults, duplicates, wrong_type_message
from iamsight.rule import Context, Found, Related, Severity, mends, rule
from iamsight.syntax.node import Member


@rule(
    "policy-element",
    since="0.1",
    cites="grammar",
    checks=["invalid-policy-element", "data-type-mismatch"],
    severity=Severity.ERROR,
)
def policy_element(policy: Policy, ctx: Context) -> Iterator[Found]:
    """The policy itself has an unknown, repeated or ill-typed element beside its statements.

    ## Why is this bad?
    AWS refuses the policy. Its outermost object has `Version`, `Statement` and, if you like, `Id`, each once: two
    strings, and an object or a list of objects. There is no element for comments.

    ## Example
    ```json
    {
      "Version": "2012-10-17",
      "Description": "What the label service needs",
      "Statement": {"Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*"}
    }
    ```

    ## Use instead
    ```json
    {
      "Version": "2012-10-17",
      "Id": "WhatTheLabelServiceNeeds",
      "Statement": {"Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*"}
    }
    ```

    ## References
    - [IAM User Guide: grammar of the policy language](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html#policies-grammar-bnf)
    """
    for fault in document_faults(policy):
        if fault.what is What.UNKNOWN and fault.member:
            yield _unknown(policy, fault, fault.member)
        elif fault.what is What.TYPE:
            yield Found(fault.node.span, wrong_type_message(fault), "data-type-mismatch")
    for first, member in duplicates(policy.node):
        yield Found(
            member.key.span,
            f'"{member.key.value}" is already there in this object; write it once',
            related=(Related(first.key.span, "it stands here first"),),
        )


def _unknown(policy: Policy, fault: Fault, member: Member) -> Found:
    if fault.name in STATEMENT_ELEMENTS:
        advice = Advice(f'"{fault.name}" belongs into a statement, not beside "Statement"')
    else:
        advice = on_unknown(fault, member, policy.node, "a policy")
    found = Found(member.key.span, advice.message, "invalid-policy-element")
    if mended := advice.correction:
        return found._replace(fixes=mends(mended.title, [(mended.span, mended.text)], safe=mended.safe))
    return found
