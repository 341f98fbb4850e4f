"""The rule `duplicate-member`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.model import Statement
from iamsight.policy.structure import duplicates
from iamsight.rule import Context, Found, Related, Severity, rule


@rule("duplicate-member", since="0.1", cites="json", severity=Severity.ERROR)
def duplicate_member(statement: Statement, ctx: Context) -> Iterator[Found]:
    """An object in a statement has two members of the same name.

    ## Why is this bad?
    AWS refuses a policy that repeats a name within one object. Most JSON tools do not even notice: they keep the last
    of the values and drop the others, so that the policy which arrives is not the one that was written. Two values for
    one condition key go into a list; two keys under one condition operator go into one object.

    ## Example
    ```json
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Action": "rekognition:DetectLabels",
        "Resource": "*",
        "Condition": {
          "StringEquals": {"aws:RequestedRegion": "eu-west-1"},
          "StringEquals": {"aws:PrincipalTag/team": "vision"}
        }
      }
    }
    ```

    ## Use instead
    ```json
    {
      "Version": "2012-10-17",
      "Statement": {
        "Effect": "Allow",
        "Action": "rekognition:DetectLabels",
        "Resource": "*",
        "Condition": {
          "StringEquals": {"aws:RequestedRegion": "eu-west-1", "aws:PrincipalTag/team": "vision"}
        }
      }
    }
    ```

    ## References
    - [IAM User Guide: the policy language and JSON](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html#policies-grammar-json)
    """
    for first, member in duplicates(statement.node):
        yield Found(
            member.key.span,
            f'"{member.key.value}" is already there in this object; write it once',
            related=(Related(first.key.span, "it stands here first"),),
        )
