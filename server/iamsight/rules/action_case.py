"""The rule on actions that are spelt in another case than AWS's."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.documentation import for_action
from iamsight.policy.editing import editable
from iamsight.policy.entries import unusual
from iamsight.policy.model import Statement
from iamsight.rule import Context, Found, Severity, rewrites, rule


@rule("action-case", since="0.1", cites="Action", severity=Severity.HINT)
def action_case(statement: Statement, ctx: Context) -> Iterator[Found]:
    """An action is spelt in another case than AWS spells it.

    ## Why is this bad?
    AWS compares actions whatever their case, so the policy works. People who search for the action do not find it, and
    two spellings of one action look like two.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:detectlabels", "Resource": "*"}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*"}}
    ```

    ## References
    - [IAM JSON policy elements: Action](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_action.html)
    """
    for action in unusual(statement, ctx.catalogue):
        known = ctx.catalogue.action(action.value) if action.by_name else None
        if known is None or known.full == action.value:
            continue
        name = known.full
        yield Found(
            action.text.span,
            f'AWS spells this action "{name}"',
            citation=for_action(name),
            fixes=rewrites(editable(action.text), (name,), 'Spell it "{}"', safe=True),
        )
