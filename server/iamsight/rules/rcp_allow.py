"""The rule `rcp-allow`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.documentation import for_check
from iamsight.policy.model import Kind, Statement
from iamsight.policy.text import is_missing
from iamsight.rule import Context, Found, rule
from iamsight.text import Span

_CHECK = "rcp-syntax-error-allow"


@rule("rcp-allow", since="0.1", cites="Effect", checks=[_CHECK], kinds=[Kind.RCP])
def rcp_allow(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A resource control policy allows something in particular.

    ## Why is this bad?
    AWS refuses the policy. A resource control policy grants nothing: it takes away, by `Deny`. `Allow` stands only in
    the policy that AWS itself attaches, which allows everything to everybody.

    ## Example
    ```json kind=rcp
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Principal": "*",
        "Action": "s3:*",
        "Resource": "arn:aws:s3:::example-photos/*"
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
        "Resource": "arn:aws:s3:::example-photos/*",
        "Condition": {"BoolIfExists": {"aws:SecureTransport": "false"}}
      }
    }
    ```

    ## References
    - [AWS Organizations User Guide: RCP syntax](https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_rcps_syntax.html)
    - [IAM Access Analyzer: RCP syntax error allow](https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-rcp-syntax-error-allow)
    """
    for span, what in _narrowing(statement) if statement.allows else ():
        message = f"In a resource control policy, Allow stands only for everything, so not with {what}; use Deny"
        yield Found(span, message, _CHECK, citation=for_check(_CHECK))


def _narrowing(statement: Statement) -> Iterator[tuple[Span, str]]:
    """Where a statement says less than everything, and how."""
    for entry in statement.resources:
        if entry.negated:
            yield statement.elements["NotResource"].key.span, '"NotResource"'
            break
        if entry.text.closed and entry.value != "*":
            yield entry.text.span, "such a Resource"
            break
    condition = statement.elements.get("Condition")
    if condition and not is_missing(condition.value):
        yield condition.key.span, "a Condition"
    if any(one.key or one.negated for one in statement.principals):
        yield statement.elements["Effect"].value.span, "a principal that is named"
