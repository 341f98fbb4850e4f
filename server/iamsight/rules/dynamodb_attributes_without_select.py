"""The rule on limits to attributes of DynamoDB items that reading may ignore."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.documentation import for_condition_key
from iamsight.catalogue.key_facts import dynamodb_reads
from iamsight.catalogue.patterns import matches
from iamsight.policy.conditions import Clause, clauses
from iamsight.policy.model import Kind, Statement
from iamsight.policy.text import is_unknown
from iamsight.rule import Context, Found, Related, mends, rule
from iamsight.text import Span

_ATTRIBUTES, _SELECT, _SPECIFIC = "dynamodb:attributes", "dynamodb:select", "SPECIFIC_ATTRIBUTES"
_FIX_OPERATOR = "StringEqualsIfExists"  # of the actions that read only two have the key


@rule(
    "dynamodb-attributes-without-select",
    since="0.1",
    needs=["Condition"],
    cites="condition-block",
    checks=["dynamodb-attributes-without-select"],
    kinds=[Kind.IDENTITY, Kind.BOUNDARY, Kind.RESOURCE],
)
def dynamodb_attributes_without_select(statement: Statement, ctx: Context) -> Iterator[Found]:
    """Reading is limited to some attributes of a DynamoDB table, but a request may still ask for all.

    ## Why is this bad?
    `dynamodb:Attributes` is the list of attributes that a request names. One that names none gets them all. Only with
    `dynamodb:Select` equal to `SPECIFIC_ATTRIBUTES` does a request have to name what it reads.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:Query"],
      "Resource": "arn:aws:dynamodb:us-east-1:123456789012:table/faces",
      "Condition": {"ForAllValues:StringEquals": {"dynamodb:Attributes": ["FaceId", "Name"]}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": ["dynamodb:GetItem", "dynamodb:Query"],
      "Resource": "arn:aws:dynamodb:us-east-1:123456789012:table/faces",
      "Condition": {
        "ForAllValues:StringEquals": {"dynamodb:Attributes": ["FaceId", "Name"]},
        "StringEqualsIfExists": {"dynamodb:Select": "SPECIFIC_ATTRIBUTES"}}}}
    ```

    ## References
    - [Service Authorization Reference: condition keys for Amazon DynamoDB](https://docs.aws.amazon.com/service-authorization/latest/reference/list_amazondynamodb.html#amazondynamodb-policy-keys)
    """
    found = clauses(statement, ctx.catalogue)
    limit = next((one for one in found if one.name == _ATTRIBUTES and one.base not in ("", "Null")), None)
    if limit is None or not statement.allows or any(_selects(one) for one in found):
        return
    reads = [
        entry
        for entry in statement.actions
        if not entry.negated and any(matches(entry.value, one, case_sensitive=False) for one in dynamodb_reads())
    ]
    if reads:
        yield Found(
            limit.condition.key.span,
            f'a request that names no attributes gets all; test "dynamodb:Select" for "{_SPECIFIC}" as well',
            "dynamodb-attributes-without-select",
            related=(Related(reads[0].text.span, "this reads attributes"),),
            citation=for_condition_key(_SELECT),
            fixes=mends(f'Test "dynamodb:Select" for "{_SPECIFIC}"', _with_select(limit)),
        )


def _selects(clause: Clause) -> bool:
    """Whether requests have to name what they read, or may have to, which is known when a value is filled in."""
    values = clause.condition.values
    positive = clause.use is not None and clause.family == "String" and not clause.use.operator.negated
    return clause.name == _SELECT and positive and all(one.value == _SPECIFIC or is_unknown(one) for one in values)


def _with_select(clause: Clause) -> list[tuple[Span, str]]:
    if clause.block.member(_FIX_OPERATOR):
        return []
    end = clause.block.members[-1].value.end
    return [(Span(end, end), f', "{_FIX_OPERATOR}": {{"dynamodb:Select": "{_SPECIFIC}"}}')]
