"""The rule `rcp-action`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.documentation import for_check
from iamsight.catalogue.patterns import has_wildcard
from iamsight.catalogue.rcp import services
from iamsight.policy.model import Kind, Statement
from iamsight.rule import Context, Found, rule

_CHECK = "rcp-syntax-error-action"


@rule("rcp-action", since="0.1", cites="Action", checks=[_CHECK], kinds=[Kind.RCP])
def rcp_action(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A resource control policy denies actions of a service that such policies do not cover.

    ## Why is this bad?
    AWS refuses the policy. Resource control policies cover the resources of some services only, such as Amazon S3, AWS
    STS, AWS KMS and Amazon SQS, and name them: `*` alone, for all services, is refused too. Amazon Rekognition is not
    among them; use a service control policy for it.

    ## Example
    ```json kind=rcp
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Deny",
        "Principal": "*",
        "Action": ["s3:*", "rekognition:*"],
        "Resource": "*",
        "Condition": {"BoolIfExists": {"aws:SecureTransport": "false"}}
      }
    }
    ```

    ## Use instead
    ```json kind=rcp
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Deny",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": "*",
        "Condition": {"BoolIfExists": {"aws:SecureTransport": "false"}}
      }
    }
    ```

    ## References
    - [AWS Organizations User Guide: Resource control policies](https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps.html)
    - [IAM Access Analyzer: RCP syntax error action](https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-rcp-syntax-error-action)
    """
    for entry in statement.actions if statement.effect == "Deny" else ():
        if not entry.text.closed or entry.negated:
            continue
        message = None
        if entry.value == "*":
            message = '"*" is refused in a resource control policy; name the services, as in "s3:*"'
        elif ":" in entry.value and not has_wildcard(entry.service) and entry.service not in services():
            name = ctx.catalogue.service_name(entry.service)
            message = name and f'{name} is not covered by resource control policies; remove "{entry.value}"'
        if message:
            yield Found(entry.text.span, message, _CHECK, citation=for_check(_CHECK))
