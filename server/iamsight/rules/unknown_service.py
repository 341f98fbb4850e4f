"""The rule on actions of a service that does not exist."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.documentation import for_element
from iamsight.catalogue.patterns import UNKNOWN
from iamsight.policy.editing import editable
from iamsight.policy.entries import unusual
from iamsight.policy.model import ActionPattern, Statement
from iamsight.rule import Context, Found, Severity, rewrites, rule


@rule("unknown-service", since="0.1", cites="Action", checks=["invalid-service-in-action"], severity=Severity.ERROR)
def unknown_service(statement: Statement, ctx: Context) -> Iterator[Found]:
    """An action is of a service that does not exist.

    ## Why is this bad?
    What stands before the colon of an action is the prefix of a service. A prefix that AWS does not know grants and
    denies nothing. Wildcards are for the part after the colon; only `*` alone stands for all services.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekogniton:DetectText", "Resource": "*"}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:DetectText", "Resource": "*"}}
    ```

    ## References
    - [IAM JSON policy elements: Action](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html)
    - [Service Authorization Reference](https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html)
    """
    for action in unusual(statement, ctx.catalogue):
        prefix = action.value.partition(":")[0]
        known = ctx.catalogue.service_name(prefix) or ctx.catalogue.retired_service(prefix)
        if known or not _is_judged(action, prefix):
            continue
        span = action.text.slice(0, len(prefix))
        if "*" in prefix or "?" in prefix:
            message = f'"{prefix}" is no service: wildcards may stand only after the colon'
            yield Found(span, message, "invalid-service-in-action")
            continue
        near = _nearest(action, ctx)
        message = f'there is no service "{prefix}"' + (f'; did you mean "{near[0]}"?' if near else "")
        place = editable(action.text, 0, len(prefix))
        yield Found(
            span,
            message,
            "invalid-service-in-action",
            citation=for_element("Action", near[0] if near else None),
            fixes=rewrites(place, near),
        )


def _is_judged(action: ActionPattern, prefix: str) -> bool:
    """Whether the entry has a service that is written out; the form of an entry is another rule's business."""
    if not action.text.closed or ":" not in action.value or any(char.isspace() for char in action.value):
        return False
    return bool(prefix.strip("*") or action.name.strip("*")) and "$" not in prefix and UNKNOWN not in prefix


def _nearest(action: ActionPattern, ctx: Context) -> tuple[str, ...]:
    """The services that were probably meant, those that have the action first."""
    near = ctx.catalogue.nearest_services(action.service)
    return tuple(sorted(near, key=lambda one: not ctx.catalogue.matches_any(f"{one}:{action.name}")))
