"""The rule on keys about VPC endpoints that few services supply."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.catalogue.catalogue import Catalogue
from iamsight.catalogue.documentation import for_condition_key
from iamsight.catalogue.key_facts import is_endpoint_owner, supplies_endpoint_owner
from iamsight.policy.conditions import clauses
from iamsight.policy.model import ActionPattern, Statement
from iamsight.rule import Context, Found, Related, rule
from iamsight.text import Span


@rule(
    "endpoint-owner-key",
    since="0.1",
    needs=["Condition"],
    cites="global-keys",
    checks=["use-condition-key-only-with-supported-services"],
)
def endpoint_owner_key(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A key on the owner of the VPC endpoint is tested for services that do not supply it.

    ## Why is this bad?
    `aws:VpceAccount`, `aws:VpceOrgID` and `aws:VpceOrgPaths` are there only in requests to some services, Amazon
    Rekognition among them. To all others such a condition is about a key that is never there: a Deny may stop
    everything, or nothing.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Deny", "Action": ["rekognition:*", "ec2:*"], "Resource": "*",
      "Condition": {"StringNotEquals": {"aws:VpceOrgID": "o-a1b2c3d4e5"}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Deny", "Action": "rekognition:*", "Resource": "*",
      "Condition": {"StringNotEquals": {"aws:VpceOrgID": "o-a1b2c3d4e5"}}}}
    ```

    ## References
    - [AWS global condition context keys: aws:VpceOrgID](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html#condition-keys-vpceorgid)
    """
    for clause in clauses(statement, ctx.catalogue):
        if clause.use is None or clause.base == "Null" or not is_endpoint_owner(clause.name):
            continue
        without = _without(statement, clause.name, ctx.catalogue)
        if without:
            listed = ", ".join(what for _, what in without)
            yield Found(
                clause.condition.key.span,
                f'not all requests of {listed} have "{clause.condition.key.value}"; name services that supply it',
                "use-condition-key-only-with-supported-services",
                related=tuple(Related(span, "does not supply the key") for span, _ in without),
                citation=for_condition_key(clause.name),
            )


def _without(statement: Statement, key: str, catalogue: Catalogue) -> list[tuple[Span, str]]:
    """What includes actions that do not supply the key, and what to call it: entries of Action, or NotAction itself."""
    excluded = statement.elements.get("NotAction")
    if excluded:
        return [(excluded.key.span, "all other actions")]
    return [(one.text.span, f'"{one.value}"') for one in statement.actions if _includes_others(one, key, catalogue)]


def _includes_others(entry: ActionPattern, key: str, catalogue: Catalogue) -> bool:
    if not entry.text.closed or not entry.value:
        return False
    everything = not entry.service.strip("*") and not entry.name.strip("*")
    known = catalogue.service_name(entry.service) is not None
    return everything or (known and not supplies_endpoint_owner(key, entry.value))
