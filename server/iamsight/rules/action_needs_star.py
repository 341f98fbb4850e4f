"""The rule on actions that cannot be limited to resources, beside ARNs."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from iamsight.catalogue.documentation import for_element
from iamsight.catalogue.model import Action
from iamsight.catalogue.rekognition import PREFIX
from iamsight.policy.editing import beside, is_item, without
from iamsight.policy.entries import named_actions
from iamsight.policy.meets import Certainty, scope
from iamsight.policy.model import ActionPattern, Kind, Statement
from iamsight.policy.text import literal_of
from iamsight.rule import Change, Context, Fix, Found, Related, Severity, rule
from iamsight.syntax.node import Array


@rule("action-needs-star", since="0.1", cites="Resource", kinds=set(Kind) - {Kind.TRUST, Kind.RCP})
def action_needs_star(statement: Statement, ctx: Context) -> Iterator[Found]:
    """An action that cannot be limited to resources is allowed on ARNs only.

    ## Why is this bad?
    Some actions do not act on a resource that a policy could name: `rekognition:DetectLabels` looks at an image. AWS
    asks whether they are allowed on `*`, and a statement with ARNs does not allow that: it does not grant the action.
    It is a hint where an ARN is of the action's own service and the reference is known to lack resource types of it.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": ["rekognition:DetectLabels", "rekognition:IndexFaces"],
      "Resource": "arn:aws:rekognition:us-east-1:123456789012:collection/staff"}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": [
      {"Effect": "Allow", "Action": "rekognition:IndexFaces",
       "Resource": "arn:aws:rekognition:us-east-1:123456789012:collection/staff"},
      {"Effect": "Allow", "Action": "rekognition:DetectLabels", "Resource": "*"}]}
    ```

    ## References
    - [Amazon Rekognition identity-based policies: Resources](https://docs.aws.amazon.com/rekognition/latest/dg/security_iam_service-with-iam.html#security_iam_service-with-iam-id-based-policies-resources)
    - [IAM JSON policy elements: Resource](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_elements_resource.html)
    """
    named = scope(statement, ctx.catalogue) if statement.allows else None
    if named is None:
        return
    for entry, action in named_actions(statement, ctx.catalogue):
        if not action.resources and not named.meets(action):
            certain = named.certainty(action)
            if certain is Certainty.OPEN:
                continue
            fixes = _fixes(statement, entry, action, ctx)
            yield Found(
                entry.text.span,
                f'"{action.full}" cannot be limited to resources; allow it in a statement with "Resource": "*"',
                related=tuple(Related(target.entry.text.span, "not granted on it") for target in named.targets[:1]),
                citation=for_element("Resource", PREFIX) if action.service == PREFIX else None,
                severity=Severity.WARNING if certain is Certainty.SURE else Severity.HINT,
                fixes=partial(iter, fixes) if fixes else None,
            )


def _fixes(statement: Statement, entry: ActionPattern, action: Action, ctx: Context) -> tuple[Fix, ...]:
    """Change Resource where all actions are of this kind, else give the action a statement of its own."""
    resource = statement.elements["Resource"].value
    if all(one.takes_only_star for one in (ctx.catalogue.action(each.value) for each in statement.actions) if one):
        return (Fix('Change Resource to "*"', (Change(resource.start, resource.end, '"*"'),)),)
    listed = statement.elements["Action"].value
    literal = literal_of(entry.text)
    plain = statement.elements.keys() <= {"Sid", "Effect", "Action", "Resource"} and statement.node.closed
    if not plain or literal is None or not isinstance(listed, Array) or not is_item(listed, literal):
        return ()
    own = f'{{"Effect": "Allow", "Action": "{action.full}", "Resource": "*"}}'
    start, end = without(listed, literal)
    edits = [(start, end, ""), *beside(statement.node, own, listed=statement.listed)]
    return (Fix(f'Give "{action.full}" a statement of its own', tuple(Change(*one) for one in sorted(edits))),)
