"""The rule on operators that are for keys of another type."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.conditions import OperatorUse, operators
from iamsight.catalogue.documentation import for_operator
from iamsight.policy.condition_edits import under
from iamsight.policy.conditions import Clause, clauses
from iamsight.policy.model import Statement
from iamsight.rule import Context, Found, mends, rule

_TEXTS = ("String", "ARN")  # keys and operators of these two may be mixed
_PREFIXES = {"String": "String", "Numeric": "Numeric", "Date": "Date", "ARN": "Arn"}
_SINGLE = {
    ("Bool", "Equals"): "Bool",
    ("IPAddress", "Equals"): "IpAddress",
    ("IPAddress", "NotEquals"): "NotIpAddress",
}
_CALLED = {
    "String": "a string",
    "ARN": "an ARN",
    "Numeric": "a number",
    "Date": "a date",
    "Bool": "true or false",
    "IPAddress": "an IP address",
    "Binary": "binary data",
}


@rule("condition-operator-type", since="0.1", needs=["Condition"], cites="condition-block", checks=["type-mismatch"])
def condition_operator_type(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A condition operator is for keys of another type.

    ## Why is this bad?
    Each key has a type, and each operator is for keys of one type. Compared as something else a value may never match:
    to `StringEquals` the range `203.0.113.0/24` is a text, to which no address is equal.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*",
      "Condition": {"StringEquals": {"aws:SourceIp": "203.0.113.0/24"}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*",
      "Condition": {"IpAddress": {"aws:SourceIp": "203.0.113.0/24"}}}}
    ```

    ## References
    - [IAM JSON policy elements: Condition operators](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_condition_operators.html)
    """
    for clause in clauses(statement, ctx.catalogue):
        if clause.key is None or clause.use is None or _fits(clause, clause.key.type):
            continue
        meant = _meant(clause.use, clause.key.type)
        yield Found(
            clause.condition.key.span,
            f'"{clause.condition.key.value}" is {_CALLED[clause.key.type]}, which "{clause.base}" does not compare'
            + (f'; use "{meant}"' if meant else ""),
            "type-mismatch",
            citation=for_operator(meant or clause.base),
            fixes=mends(f'Use "{meant}"', under(clause, meant)) if meant else None,
        )


def _fits(clause: Clause, kind: str) -> bool:
    if clause.family in (kind, "Null") or kind not in _CALLED:
        return True
    if clause.name == "aws:epochtime":
        return clause.family == "Numeric"
    return clause.family in _TEXTS and kind in _TEXTS


def _meant(use: OperatorUse, kind: str) -> str | None:
    """The operator that compares values of the key's type in the same way; None if there is none."""
    own = use.operator
    how = own.name.removeprefix(_PREFIXES.get(own.family, own.name))
    how = {"Like": "Equals", "NotLike": "NotEquals", "": "NotEquals" if own.negated else "Equals"}.get(how, how)
    how = how.removesuffix("IgnoreCase")
    name = _SINGLE.get((kind, how)) or f"{_PREFIXES.get(kind, kind)}{how}"
    found = operators().get(name.lower())
    return use._replace(operator=found).text if found else None
