"""The rule on placeholders that documentation left in a policy."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.documentation import for_situation
from iamsight.policy.leftovers import Leftover, leftover_in_account, leftover_in_arn
from iamsight.policy.model import Statement
from iamsight.policy.text import Text
from iamsight.rule import Context, Found, rule


@rule(
    "placeholder",
    since="0.1",
    cites="arn",
    checks=["invalid-arn-prefix", "missing-arn-field", "invalid-arn-account", "invalid-arn-region"],
)
def placeholder(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A placeholder of the documentation is left in the policy.

    ## Why is this bad?
    Examples say `arn:User ARN`, `topicarn`, `<account-id>` or `amzn-s3-demo-bucket` where you are to put a value of
    yours. As they stand they name nothing, and AWS refuses most of them.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "sns:Publish", "Resource": "topicarn"}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "sns:Publish",
      "Resource": "arn:aws:sns:us-east-1:123456789012:AmazonRekognition-done"}}
    ```

    ## References
    - [Giving access to multiple Amazon SNS topics](https://docs.aws.amazon.com/rekognition/latest/dg/api-video-roles.html)
    - [IAM identifiers: IAM ARNs](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html#identifiers-arns)
    """
    for text, leftover, code in _leftovers(statement):
        span = (
            text.slice(leftover.start, leftover.end) if leftover.end - leftover.start < len(text.value) else text.span
        )
        yield Found(
            span,
            f'"{text.value[leftover.start : leftover.end]}" is a placeholder; put {leftover.instead} there',
            code,
            citation=for_situation("placeholder instead of an ARN") if leftover.instead == "an ARN" else None,
        )


def _leftovers(statement: Statement) -> Iterator[tuple[Text, Leftover, str | None]]:
    """The placeholders in resources, principals and condition values, with the check that they fail, if any."""
    for resource in statement.resources:
        found = leftover_in_arn(resource.value) if resource.text.closed else None
        if found:
            yield resource.text, found, _code(resource.value, found)
    for principal in statement.principals:
        if principal.type == "AWS" and principal.text.closed:
            found = leftover_in_arn(principal.value) or leftover_in_account(principal.value)
            if found:
                yield principal.text, found, None
    for condition in statement.conditions:
        key = condition.key.value.lower()
        judge = leftover_in_arn if key.endswith("arn") else leftover_in_account if key.endswith("account") else None
        for text in condition.values if judge else ():
            found = judge(text.value) if judge and text.closed else None
            if found:
                yield text, found, None


def _code(value: str, leftover: Leftover) -> str | None:
    """The check that a resource with this placeholder fails."""
    if not value.startswith("arn:"):
        return "invalid-arn-prefix"
    if value.count(":") < 5:
        return "missing-arn-field"
    return {"a Region": "invalid-arn-region", "the ID of an account": "invalid-arn-account"}.get(leftover.instead)
