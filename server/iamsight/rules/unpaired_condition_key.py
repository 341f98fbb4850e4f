"""The rule on condition keys that say little without another."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.arn import split_arn
from iamsight.catalogue.documentation import for_condition_key
from iamsight.catalogue.key_facts import companions
from iamsight.policy.conditions import Clause, clauses
from iamsight.policy.model import Statement
from iamsight.rule import Context, Found, rule

_SOURCE_ARN, _SOURCE_ACCOUNT = "aws:sourcearn", "aws:SourceAccount"


@rule(
    "unpaired-condition-key",
    since="0.1",
    needs=["Condition"],
    cites="global-keys",
    checks=["missing-paired-condition-keys"],
)
def unpaired_condition_key(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A condition key is tested without the one that gives it its meaning.

    ## Why is this bad?
    The same private address exists in many VPCs, and the ARN of a bucket does not tell whose it is: once the bucket is
    deleted, anybody may have one of that name. Test `aws:SourceVpc` beside `aws:VpcSourceIp`, and `aws:SourceAccount`
    beside an `aws:SourceArn` without account.

    ## Example
    ```json kind=resource resource-type=AWS::SNS::Topic
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sns:Publish",
      "Resource": "arn:aws:sns:us-east-1:123456789012:AmazonRekognition-done",
      "Condition": {"ArnLike": {"aws:SourceArn": "arn:aws:s3:::faces"}}}}
    ```

    ## Use instead
    ```json kind=resource resource-type=AWS::SNS::Topic
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Principal": {"Service": "s3.amazonaws.com"}, "Action": "sns:Publish",
      "Resource": "arn:aws:sns:us-east-1:123456789012:AmazonRekognition-done",
      "Condition": {
        "ArnLike": {"aws:SourceArn": "arn:aws:s3:::faces"},
        "StringEquals": {"aws:SourceAccount": "123456789012"}}}}
    ```

    ## References
    - [AWS global condition context keys: aws:VpcSourceIp](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpcsourceip)
    - [The confused deputy problem](https://docs.aws.amazon.com/IAM/latest/UserGuide/confused-deputy.html)
    """
    found = clauses(statement, ctx.catalogue)
    for clause in found:
        wanted = _wanted(clause) if clause.use and clause.base != "Null" else ()
        if wanted and not {one.lower() for one in wanted} & {one.name for one in found}:
            beside = " or ".join(f'"{one}"' for one in wanted)
            yield Found(
                clause.condition.key.span,
                f'"{clause.condition.key.value}" says little alone; test {beside} beside it',
                "missing-paired-condition-keys",
                citation=for_condition_key(clause.name),
            )


def _wanted(clause: Clause) -> tuple[str, ...]:
    """The keys of which one should stand beside this one."""
    if clause.name != _SOURCE_ARN:
        return companions(clause.name)
    arns = [split_arn(one.value) for one in clause.known_values]
    return (_SOURCE_ACCOUNT,) if any(arn.complete and not arn.account.text for arn in arns) else ()
