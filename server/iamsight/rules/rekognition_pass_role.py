"""The rule `rekognition-pass-role`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.documentation import for_action
from iamsight.policy.grants import grants
from iamsight.policy.model import Kind, Policy
from iamsight.policy.rekognition_uses import uses
from iamsight.rule import Context, Found, Severity, rule


@rule("rekognition-pass-role", since="0.1", cites="pass-role", severity=Severity.HINT, kinds=[Kind.IDENTITY])
def rekognition_pass_role(policy: Policy, ctx: Context) -> Iterator[Found]:
    """Video operations of Rekognition are allowed, and no role can be passed to them.

    ## Why is this bad?
    A stream processor works with a role that its creator passes, and a video job announces its end with one. Who calls
    the operation needs `iam:PassRole` on that role; without it the request is refused, or nobody is told when a job is
    done. Told once, at the first such operation that is named. Image operations take no role.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:StartFaceDetection", "Resource": "*"}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "rekognition:StartFaceDetection", "Resource": "*"},
      {"Effect": "Allow", "Action": "iam:PassRole", "Resource": "arn:aws:iam::123456789012:role/rekognition-video",
       "Condition": {"StringEquals": {"iam:PassedToService": "rekognition.amazonaws.com"}}}]}
    ```

    ## References
    - [Configuring Amazon Rekognition Video](https://docs.aws.amazon.com/rekognition/latest/dg/api-video-roles.html)
    - [Grant a user permissions to pass a role to an AWS service](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html)
    """
    use = next((one for one in uses(policy, "pass-role") if one.by_name), None)
    if use and not grants(policy).allows("iam:PassRole"):
        yield Found(
            use.span,
            f'"{use.entry}" is handed a role, and no statement allows "iam:PassRole"; allow it on that role',
            statement=use.statement,
            citation=for_action(use.entry),
        )
