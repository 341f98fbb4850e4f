"""The rule `empty-sid`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.condition_edits import without_member
from iamsight.policy.model import Statement
from iamsight.rule import Change, Context, Fix, Found, rule


@rule("empty-sid", needs=["Sid"], since="0.1", cites="Sid", checks=["empty-sid-value"])
def empty_sid(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A Sid is empty.

    ## Why is this bad?
    A Sid names its statement. An empty one says nothing; a statement may as well have none.

    ## Example
    ```json
    {
      "Version": "2012-10-17",
      "Statement": {"Sid": "", "Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*"}
    }
    ```

    ## Use instead
    ```json
    {
      "Version": "2012-10-17",
      "Statement": {"Sid": "Labels", "Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*"}
    }
    ```

    ## References
    - [IAM User Guide: Sid](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_sid.html)
    """
    sid = statement.sid
    if sid and sid.closed and not sid.value:
        span, text = without_member(statement.node, statement.elements["Sid"])
        fix = Fix('Remove "Sid"', (Change(*span, text),), safe=True)
        yield Found(
            sid.span, 'The Sid is empty; name the statement, or remove "Sid"', "empty-sid-value", fixes=lambda: [fix]
        )
