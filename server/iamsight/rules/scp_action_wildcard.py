"""The rule `scp-action-wildcard`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.documentation import for_check
from iamsight.policy.model import Kind, Statement
from iamsight.rule import Context, Found, Severity, rule

_CHECK = "scp-syntax-error-action-wildcard"


@rule("scp-action-wildcard", since="0.1", cites="Action", checks=[_CHECK], severity=Severity.HINT, kinds=[Kind.SCP])
def scp_action_wildcard(statement: Statement, ctx: Context) -> Iterator[Found]:
    """An action of a service control policy has a wildcard before its end.

    ## Why is this bad?
    Until September 2025 AWS Organizations took `*` and `?` in the actions of service control policies only at the end,
    and refused `iam:*Role`. It takes them everywhere by now, so this is but a hint: IAM Access Analyzer, and tools that
    know the older rule, may still call it an error.

    ## Example
    ```json kind=scp
    {
      "Version": "2012-10-17",
      "Statement": {"Effect": "Deny", "Action": "rekognition:*Faces", "Resource": "*"}
    }
    ```

    ## Use instead
    ```json kind=scp
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Deny",
        "Action": ["rekognition:DeleteFaces", "rekognition:IndexFaces", "rekognition:Search*"],
        "Resource": "*"
      }
    }
    ```

    ## References
    - [AWS Organizations User Guide: Action and NotAction elements](https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_policies_scps_syntax.html#scp-syntax-action)
    - [IAM Access Analyzer: SCP syntax error action wildcard](https://docs.aws.amazon.com/IAM/latest/UserGuide/access-analyzer-reference-policy-checks.html#access-analyzer-reference-policy-checks-error-scp-syntax-error-action-wildcard)
    """
    for entry in statement.actions:
        before = entry.value[:-1]
        if entry.text.closed and "$" not in before and ("*" in before or "?" in before):
            yield Found(
                entry.text.span,
                f'"{entry.value}" has a wildcard before its end, which an SCP could not have before September 2025',
                _CHECK,
                citation=for_check(_CHECK),
                severity=Severity.HINT,
            )
