"""The rule on the operator Null with a qualifier or suffix."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.conditions import operator_use
from iamsight.catalogue.documentation import for_operator
from iamsight.policy.conditions import operators
from iamsight.policy.model import Statement
from iamsight.rule import Context, Found, rewrites, rule


@rule(
    "null-operator",
    since="0.1",
    needs=["Condition"],
    cites="condition-block",
    checks=["null-with-if-exists", "null-with-qualifier"],
)
def null_operator(statement: Statement, ctx: Context) -> Iterator[Found]:
    """The operator Null has a set qualifier, or the suffix IfExists.

    ## Why is this bad?
    `Null` asks whether a key is there at all. AWS refuses `NullIfExists`, which would ask it of keys that are there. A
    qualifier is about the values of a key, at which `Null` does not look.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Deny", "Action": "rekognition:CreateCollection", "Resource": "*",
      "Condition": {"NullIfExists": {"aws:RequestTag/team": "true"}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Deny", "Action": "rekognition:CreateCollection", "Resource": "*",
      "Condition": {"Null": {"aws:RequestTag/team": "true"}}}}
    ```

    ## References
    - [Condition operator to check existence of condition keys](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html#Conditions_Null)
    """
    for member in operators(statement):
        use = operator_use(member.key.value)
        if use is None or use.operator.name != "Null" or not (use.if_exists or use.qualifier):
            continue
        code = "null-with-if-exists" if use.if_exists else "null-with-qualifier"
        superfluous = '"IfExists"' if use.if_exists else f'"{use.qualifier}"'
        elsewhere = any(one.key.value.lower() == "null" for one in operators(statement))
        yield Found(
            member.key.span,
            f'"Null" takes no {superfluous}; write "Null"',
            code,
            citation=for_operator("Null"),
            fixes=None if elsewhere else rewrites(member.key.inner, ("Null",), safe=not use.if_exists),
        )
