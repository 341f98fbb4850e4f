"""The rule `confused-deputy`."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from iamsight.policy.guards import SOURCE_KEYS, tests, with_test
from iamsight.policy.model import Kind, Statement
from iamsight.rule import Change, Context, Fix, Found, rule


@rule(
    "confused-deputy",
    since="0.1",
    cites="service-principal",
    checks=["restrict-access-to-service-principal", "recommended-condition-key-for-service-principal"],
    kinds=[Kind.RESOURCE],
)
def confused_deputy(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A resource policy lets a service act for anybody.

    ## Why is this bad?
    A service acts for all of its customers. If a resource admits the service whomever it acts for, somebody else's
    account can have it use your resource: the service becomes a confused deputy. Say for whom it may act, by
    `aws:SourceAccount`, `aws:SourceArn`, `aws:SourceOrgID` or `aws:SourceOrgPaths`. Other keys, such as `aws:Referer`,
    do not say it.

    ## Example
    ```json kind=resource resource-type=AWS::SNS::Topic
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"Service": "rekognition.amazonaws.com"},
        "Action": "sns:Publish",
        "Resource": "arn:aws:sns:us-east-1:123456789012:AmazonRekognition-done"
      }
    }
    ```

    ## Use instead
    ```json kind=resource resource-type=AWS::SNS::Topic
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": {"Service": "rekognition.amazonaws.com"},
        "Action": "sns:Publish",
        "Resource": "arn:aws:sns:us-east-1:123456789012:AmazonRekognition-done",
        "Condition": {"StringEquals": {"aws:SourceAccount": "123456789012"}}
      }
    }
    ```

    ## References
    - [IAM User Guide: AWS service principals](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_principal.html#principal-services)
    - [IAM User Guide: aws:SourceAccount](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-sourceaccount)
    """
    services = [one for one in statement.principals if one.type == "Service" and one.text.closed and not one.negated]
    conditions = tests(statement) if services and statement.allows else None
    if conditions is None or any(one.key.value.lower() in SOURCE_KEYS for one in conditions):
        return
    fixes = _fixes(statement)
    for service in services:
        yield Found(
            service.text.span,
            f'"{service.value}" may act for any account; test "aws:SourceAccount" or "aws:SourceArn" in Condition',
            "restrict-access-to-service-principal",
            fixes=partial(iter, fixes) if fixes else None,
        )
    if conditions:
        yield Found(
            conditions[0].key.span,
            f'"{conditions[0].key.value}" does not say for whom the service acts; '
            'test "aws:SourceAccount" or "aws:SourceArn"',
            "recommended-condition-key-for-service-principal",
        )


def _fixes(statement: Statement) -> tuple[Fix, ...]:
    """Test the account that the resources are of, where they name one."""
    accounts = {one.arn.account.text for one in statement.resources}
    account = next(iter(accounts)) if len(accounts) == 1 else ""
    edits = with_test(statement, "StringEquals", "aws:SourceAccount", account) if account.isdecimal() else []
    return (Fix(f"Admit it for account {account}", tuple(Change(*edit) for edit in edits)),) if edits else ()
