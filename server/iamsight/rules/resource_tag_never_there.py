"""The rule on conditions about tags of resources, for actions whose resources have none."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.catalogue import Catalogue
from iamsight.catalogue.documentation import for_condition_key
from iamsight.policy.conditions import Clause, clauses
from iamsight.policy.key_use import may_have_resource_tag
from iamsight.policy.model import ActionPattern, Kind, Statement
from iamsight.rule import Context, Found, Related, rule

_KEY = "aws:resourcetag/"
_SUFFIX = "with-unsupported-tag-condition-key-for-service"
_WITH_NOT_ACTION = (Kind.IDENTITY, Kind.BOUNDARY, Kind.SCP)


@rule(
    "resource-tag-never-there",
    since="0.1",
    needs=["Condition"],
    cites="global-keys",
    checks=[f"{one}-{_SUFFIX}" for one in ("allow", "allow-notaction", "deny", "deny-notaction")],
    kinds=(*_WITH_NOT_ACTION, Kind.RESOURCE),
)
def resource_tag_never_there(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A statement tests a tag of the resource for actions that have no such tag.

    ## Why is this bad?
    The requests of many actions carry no tags of a resource. Such a statement allows or denies them nothing: a Deny
    that looks complete lets them pass. With `NotAction` there always are some of them.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Deny", "Action": ["rekognition:IndexFaces", "rekognition:DetectLabels"], "Resource": "*",
      "Condition": {"StringNotEquals": {"aws:ResourceTag/team": "vision"}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Deny", "Action": "rekognition:IndexFaces", "Resource": "*",
      "Condition": {"StringNotEquals": {"aws:ResourceTag/team": "vision"}}}}
    ```

    ## References
    - [AWS global condition context keys: aws:ResourceTag](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-resourcetag)
    """
    tested = next((one for one in clauses(statement, ctx.catalogue) if _is_tested(one)), None)
    if tested is None or statement.effect is None:
        return
    key = tested.condition.key
    not_action = statement.elements.get("NotAction")
    if not_action and ctx.kind in _WITH_NOT_ACTION:
        yield Found(
            key.span,
            f'"NotAction" includes actions without "{key.value}"; list the actions that have it',
            f"{statement.effect.lower()}-notaction-{_SUFFIX}",
            related=(Related(not_action.key.span, "these are all other actions"),),
            citation=for_condition_key(_KEY + "x"),
        )
    lacking = [] if not_action else [one for one in statement.actions if _lacks_tags(one, ctx.catalogue)]
    if lacking:
        listed = ", ".join(f'"{one.value}"' for one in lacking)
        verb = "allow" if statement.allows else "deny"
        yield Found(
            key.span,
            f'requests of {listed} have no "{key.value}", so that this does not {verb} them; list them elsewhere',
            f"{statement.effect.lower()}-{_SUFFIX}",
            related=tuple(Related(one.text.span, f'has no "{key.value}"') for one in lacking),
            citation=for_condition_key(_KEY + "x"),
        )


def _is_tested(clause: Clause) -> bool:
    return clause.name.startswith(_KEY) and clause.name != _KEY and clause.use is not None and clause.base != "Null"


def _lacks_tags(entry: ActionPattern, catalogue: Catalogue) -> bool:
    """Whether none of the actions that an entry stands for has tags of a resource."""
    if not entry.text.closed:
        return False
    actions = catalogue.expand(entry.value)
    return bool(actions) and not any(may_have_resource_tag(one, catalogue) for one in actions)
