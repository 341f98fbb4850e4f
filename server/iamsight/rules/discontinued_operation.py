"""The rule `discontinued-operation`."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.documentation import for_action
from iamsight.catalogue.rekognition import PREFIX, status
from iamsight.policy.model import Statement
from iamsight.rule import Context, Found, Severity, rule


@rule("discontinued-operation", since="0.1", cites="Action", severity=Severity.HINT)
def discontinued_operation(statement: Statement, ctx: Context) -> Iterator[Found]:
    """The operation behind a Rekognition action is discontinued.

    ## Why is this bad?
    The action is still there, but the feature is not: People Pathing ended in October 2025, so that
    `rekognition:StartPersonTracking` and `rekognition:GetPersonTracking` allow what can no longer be done. Remove them.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": ["rekognition:StartFaceDetection", "rekognition:StartPersonTracking"],
      "Resource": "*"}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:StartFaceDetection", "Resource": "*"}}
    ```

    ## References
    - [Amazon Rekognition API: StartPersonTracking](https://docs.aws.amazon.com/rekognition/latest/APIReference/API_StartPersonTracking.html)
    """
    for entry in statement.actions:
        if entry.service != PREFIX or not entry.by_name:
            continue
        state = status(entry.value)
        if state and state.state == "discontinued":
            since = f" on {state.since}" if state.since else ""
            yield Found(
                entry.text.span,
                f'"{entry.value}" is of no use since {state.feature} ended{since}; remove it',
                citation=for_action(entry.value),
            )
