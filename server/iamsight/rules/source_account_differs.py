"""The rule `source-account-differs`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.documentation import for_condition_key
from iamsight.policy.audience import account_in
from iamsight.policy.guards import base_of, is_negated
from iamsight.policy.model import Condition, Kind, Statement
from iamsight.rule import Context, Found, Related, rule

_ACCOUNT, _ARN = "aws:sourceaccount", "aws:sourcearn"


@rule(
    "source-account-differs",
    since="0.1",
    needs=["Condition"],
    cites="confused-deputy",
    kinds=[Kind.RESOURCE, Kind.TRUST],
)
def source_account_differs(statement: Statement, ctx: Context) -> Iterator[Found]:
    """`aws:SourceAccount` and `aws:SourceArn` name different accounts.

    ## Why is this bad?
    Both tests must hold, and the account of the resource that a service acts for is the one in its ARN. No request
    fulfils both, so that the statement never applies. Name the same account in both.

    ## Example
    ```json kind=trust
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Principal": {"Service": "rekognition.amazonaws.com"}, "Action": "sts:AssumeRole",
      "Condition": {
        "StringEquals": {"aws:SourceAccount": "123456789012"},
        "ArnLike": {"aws:SourceArn": "arn:aws:rekognition:us-east-1:444455556666:streamprocessor/*"}}}}
    ```

    ## Use instead
    ```json kind=trust
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Principal": {"Service": "rekognition.amazonaws.com"}, "Action": "sts:AssumeRole",
      "Condition": {
        "StringEquals": {"aws:SourceAccount": "123456789012"},
        "ArnLike": {"aws:SourceArn": "arn:aws:rekognition:us-east-1:123456789012:streamprocessor/*"}}}}
    ```

    ## References
    - [Cross-service confused deputy prevention](https://docs.aws.amazon.com/rekognition/latest/dg/cross-service-confused-deputy-prevention.html)
    - [The confused deputy problem: Cross-service confused deputy prevention](https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html#cross-service-confused-deputy-prevention)
    """
    by_key: dict[str, Condition] = {}
    for one in statement.conditions:
        if one.key.value.lower() in (_ACCOUNT, _ARN):
            if is_negated(one) or base_of(one) in ("", "Null"):
                return
            by_key[one.key.value.lower()] = one
    if len(by_key) < 2:
        return
    accounts, arns = by_key[_ACCOUNT].values, by_key[_ARN].values
    named = {account_in(text.value) for text in accounts}
    if not named or None in named:
        return
    in_arns = [account_in(text.value) for text in arns]
    if None in in_arns or named & set(in_arns):
        return
    for text, account in zip(arns, in_arns, strict=True):
        yield Found(
            text.span,
            f'"{account}" is not the account of "aws:SourceAccount", so that this never applies; name the same account',
            related=(Related(accounts[0].span, "the other account"),),
            citation=for_condition_key("aws:SourceArn"),
        )
