"""The rule `pass-role`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.guards import tests
from iamsight.policy.model import Kind, Statement
from iamsight.policy.reach import SUFFIXES, How, dangers, is_star
from iamsight.rule import Context, Found, Related, rule

_ADVICE = 'name the roles in Resource, or test "iam:PassedToService"'


@rule(
    "pass-role",
    since="0.1",
    cites="pass-role",
    checks=[f"pass-role-{suffix}" for suffix in SUFFIXES],
    kinds=[Kind.IDENTITY, Kind.BOUNDARY],
)
def pass_role(statement: Statement, ctx: Context) -> Iterator[Found]:
    """Any role may be passed to any service.

    ## Why is this bad?
    Who can pass a role to a service can have the service act with the permissions of that role. With `iam:PassRole` on
    all roles, or on all but a few, that is every permission that any role of the account has, an administrator's
    included. Name the roles, and by `iam:PassedToService` the service.

    ## Example
    ```json
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Action": ["rekognition:StartFaceDetection", "iam:PassRole"],
        "Resource": "*"
      }
    }
    ```

    ## Use instead
    ```json
    {
      "Version": "2012-10-17",
      "Statement": [
        {"Effect": "Allow", "Action": "rekognition:StartFaceDetection", "Resource": "*"},
        {
          "Effect": "Allow",
          "Action": "iam:PassRole",
          "Resource": "arn:aws:iam::123456789012:role/rekognition-video",
          "Condition": {"StringEquals": {"iam:PassedToService": "rekognition.amazonaws.com"}}
        }
      ]
    }
    ```

    ## References
    - [IAM User Guide: Grant a user permissions to pass a role to an AWS service](https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html)
    """
    for danger in dangers(statement, "iam:PassRole", is_star) if statement.allows else ():
        is_excepted = danger.resource_named == "NotResource"
        conditions = tests(statement)
        if conditions is None or (
            not is_excepted and any(one.key.value.lower() == "iam:passedtoservice" for one in conditions)
        ):
            return
        verb = "does not except" if danger.how is How.BY_EXCEPTION else "includes"
        subject = '"iam:PassRole"' if danger.how is How.BY_NAME else f'"{danger.entry}" {verb} "iam:PassRole", which'
        what = "all roles but a few" if is_excepted else "every role"
        yield Found(
            danger.action,
            f"{subject} is allowed here on {what}; {_ADVICE}",
            f"pass-role-{danger.suffix}",
            related=(Related(danger.resource, f"on {what}"),),
        )
