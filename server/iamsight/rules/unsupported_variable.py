"""The rule on policy variables where AWS does not replace them."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.conditions import clauses
from iamsight.policy.model import Statement
from iamsight.policy.text import Text
from iamsight.policy.variables import policy_variables
from iamsight.rule import Context, Found, rule

_CODE = "variable-unsupported-in-element"


@rule(
    "unsupported-variable",
    since="0.1",
    cites="variables",
    checks=[_CODE, "invalid-variable-for-operator"],
)
def unsupported_variable(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A policy variable stands where AWS does not replace it.

    ## Why is this bad?
    Variables such as `${aws:username}` are replaced in `Resource`, and in `Condition` under the operators for strings
    and ARNs. AWS refuses a policy that has one elsewhere.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*",
      "Condition": {"NumericLessThan": {"aws:MultiFactorAuthAge": "${aws:PrincipalTag/age}"}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*",
      "Condition": {"NumericLessThan": {"aws:MultiFactorAuthAge": "3600"}}}}
    ```

    ## References
    - [Where you can use policy variables](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_variables.html#policy-vars-wheretouse)
    """
    if not statement.may_hold("${"):
        return
    for element, text in _elsewhere(statement):
        if "${" in text.value and text.closed:
            for one in policy_variables(text.value, ctx.catalogue):
                written = text.value[one.start : one.end]
                yield Found(
                    text.slice(one.start, one.end),
                    f'"{written}" is not replaced in {element}; write the value itself',
                    _CODE,
                )
    for clause in clauses(statement, ctx.catalogue):
        if clause.use is None or clause.use.operator.variables:
            continue
        for text in clause.condition.values:
            for one in policy_variables(text.value, ctx.catalogue) if text.closed else ():
                written = text.value[one.start : one.end]
                yield Found(
                    text.slice(one.start, one.end),
                    f'"{written}" is not replaced under "{clause.base}"; write the value itself',
                    "invalid-variable-for-operator",
                )


def _elsewhere(statement: Statement) -> Iterator[tuple[str, Text]]:
    """The values of elements that take no variables, each with the element's name."""
    for element in ("Sid", "Effect"):
        text = statement.text(element)
        if text:
            yield element, text
    for principal in statement.principals:
        yield "NotPrincipal" if principal.negated else "Principal", principal.text
    for action in statement.actions:
        yield "NotAction" if action.negated else "Action", action.text
