"""The rule on entries of Action that are not written as service and action."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.policy.editing import editable
from iamsight.policy.entries import unusual
from iamsight.policy.model import ActionPattern, Statement
from iamsight.policy.text import is_unknown
from iamsight.rule import Context, Found, Severity, rewrites, rule


@rule("malformed-action", since="0.1", cites="Action", checks=["invalid-action"], severity=Severity.ERROR)
def malformed_action(statement: Statement, ctx: Context) -> Iterator[Found]:
    """An entry of Action is not written as service:Action.

    ## Why is this bad?
    Every entry names a service and an action with a colon between them, `rekognition:DetectLabels`, or is `*`. AWS
    refuses a policy with any other entry, one with white space included.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": ["DetectLabels", " s3:GetObject"], "Resource": "*"}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": ["rekognition:DetectLabels", "s3:GetObject"], "Resource": "*"}}
    ```

    ## References
    - [IAM JSON policy elements: Action](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html)
    """
    for action in unusual(statement, ctx.catalogue):
        value = action.value
        if not action.text.closed or is_unknown(action.text):
            continue
        if value and value.split() != [value]:
            message = f'"{value}" has white space in it; remove it'
            meant: tuple[str, ...] = ("".join(value.split()),)
        elif ":" in value or (value and not value.strip("*")):
            continue
        else:
            message = f'"{value}" has no service; write service:Action'
            meant = _meant(action, ctx)
        place = editable(action.text)
        yield Found(
            action.text.span,
            message,
            "invalid-action",
            fixes=rewrites(place, meant),
        )


def _meant(action: ActionPattern, ctx: Context) -> tuple[str, ...]:
    """What was probably meant: another sign in the colon's place, or the service left out."""
    for sign in "./;":
        before, found, after = action.value.partition(sign)
        if found and ctx.catalogue.matches_any(f"{before}:{after}"):
            return (f"{before}:{after}",)
    return ctx.catalogue.nearest_actions(action.value)
