"""The rule on names under Condition that are no operators."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.conditions import QUALIFIERS, operator_use
from iamsight.catalogue.conditions import operators as known_operators
from iamsight.catalogue.nearest import nearest
from iamsight.policy.conditions import operators
from iamsight.policy.model import Statement
from iamsight.rule import Context, Found, rewrites, rule

_SUFFIX = "IfExists"
_USUAL = {
    "ARN": "ArnLike",
    "Bool": "Bool",
    "Date": "DateLessThan",
    "IPAddress": "IpAddress",
    "Numeric": "NumericLessThan",
}


@rule(
    "unknown-condition-operator",
    since="0.1",
    needs=["Condition"],
    cites="condition-block",
    checks=["invalid-condition-operator"],
)
def unknown_condition_operator(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A Condition compares with an operator that does not exist.

    ## Why is this bad?
    The names directly under `Condition` are operators such as `StringEquals`, with `ForAnyValue:` or `ForAllValues:`
    before them and `IfExists` behind them where that is wanted. AWS refuses a policy with another name there. Condition
    keys go one level deeper, under an operator.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:IndexFaces", "Resource": "*",
      "Condition": {"StringEqual": {"aws:ResourceTag/team": "vision"}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:IndexFaces", "Resource": "*",
      "Condition": {"StringEquals": {"aws:ResourceTag/team": "vision"}}}}
    ```

    ## References
    - [IAM JSON policy elements: Condition operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html)
    """
    for member in operators(statement):
        name = member.key.value
        if operator_use(name) is None:
            meant = _meant(name)
            yield Found(
                member.key.span,
                _message(name, meant, ctx),
                "invalid-condition-operator",
                fixes=rewrites(member.key.inner, meant),
            )


def _message(name: str, meant: tuple[str, ...], ctx: Context) -> str:
    key = None if meant else ctx.catalogue.condition_key(name)
    if key:
        return f'"{name}" is a condition key; put it under an operator such as "{_USUAL.get(key.type, "StringEquals")}"'
    return f'there is no condition operator "{name}"' + (f'; did you mean "{meant[0]}"?' if meant else "")


def _meant(name: str) -> tuple[str, ...]:
    """The operators that were probably meant, with the qualifier and suffix that the name has."""
    before, colon, base = name.strip().rpartition(":")
    qualifier = nearest(before, QUALIFIERS)[:1] if colon else ("",)
    if not qualifier:
        return ()
    suffix = _SUFFIX if base.lower().endswith(_SUFFIX.lower()) else ""
    bare = base[: -len(_SUFFIX)] if suffix else base
    names = {one.name.lower(): one.name for one in known_operators().values()}
    found = (names[bare.lower()],) if bare.lower() in names else nearest(bare, tuple(names.values()))
    before = f"{qualifier[0]}:" if colon else ""
    return tuple(f"{before}{one}{suffix if one != 'Null' else ''}" for one in found)
