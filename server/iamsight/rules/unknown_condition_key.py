"""The rule on condition keys that do not exist."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from iamsight.catalogue.catalogue import Catalogue
from iamsight.catalogue.conditions import deprecated_keys, global_keys
from iamsight.catalogue.documentation import for_condition_key
from iamsight.catalogue.key_facts import is_still_accepted
from iamsight.catalogue.nearest import nearest
from iamsight.policy.conditions import Clause, clauses, find_key, lacks_tag
from iamsight.policy.model import Statement
from iamsight.rule import Context, Found, rewrites, rule

_FILLED_IN = re.compile(r"[$<]")


@rule(
    "unknown-condition-key",
    since="0.1",
    needs=["Condition"],
    cites="condition-block",
    checks=["invalid-global-condition-key", "invalid-service-condition-key", "invalid-service"],
)
def unknown_condition_key(statement: Statement, ctx: Context) -> Iterator[Found]:
    """A condition key does not exist.

    ## Why is this bad?
    AWS refuses a policy with a key that neither it nor the service defines. Keys are compared whatever their case.
    Rekognition has no keys of its own: it knows the global ones, on tags for example.

    ## Example
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:IndexFaces", "Resource": "*",
      "Condition": {"StringEquals": {"rekognition:ResourceTag/team": "vision"}}}}
    ```

    ## Use instead
    ```json
    {"Version": "2012-10-17", "Statement": {
      "Effect": "Allow", "Action": "rekognition:IndexFaces", "Resource": "*",
      "Condition": {"StringEquals": {"aws:ResourceTag/team": "vision"}}}}
    ```

    ## References
    - [AWS global condition context keys](https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_condition-keys.html)
    - [Amazon Rekognition identity-based policies: Condition keys](https://docs.aws.amazon.com/rekognition/latest/dg/security_iam_service-with-iam.html#security_iam_service-with-iam-id-based-policies-conditionkeys)
    """
    for clause in clauses(statement, ctx.catalogue):
        if clause.key is None and _is_judged(clause, ctx.catalogue):
            node = clause.condition.key
            wrong, code = _said(node.value, ctx.catalogue)
            meant = _meant(node.value, ctx.catalogue)
            yield Found(
                node.span,
                wrong + _advice(node.value, meant, ctx.catalogue),
                code,
                citation=for_condition_key(node.value),
                fixes=rewrites(node.inner, meant),
            )


def _is_judged(clause: Clause, catalogue: Catalogue) -> bool:
    """Whether the key has a form to judge, and no host of an identity provider or retired service before its colon."""
    prefix, _, name = clause.name.partition(":")
    if not prefix or not name or "." in prefix or clause.name in deprecated_keys() or is_still_accepted(clause.name):
        return False
    return not lacks_tag(clause, catalogue) and not catalogue.retired_service(prefix)


def _said(key: str, catalogue: Catalogue) -> tuple[str, str]:
    """What is wrong with a key, and the check's id."""
    prefix = key.partition(":")[0]
    if prefix.lower() == "aws":
        return f'there is no global condition key "{key}"', "invalid-global-condition-key"
    service = catalogue.service_name(prefix)
    if service or catalogue.has_keys_of(prefix):
        return f'{service or prefix} has no condition key "{key}"', "invalid-service-condition-key"
    return f'there is no service "{prefix}" with condition keys', "invalid-service"


def _advice(key: str, meant: tuple[str, ...], catalogue: Catalogue) -> str:
    if find_key(f"{key}/x".lower(), catalogue):
        return f'; write "{key}/" and the key of a tag'
    return f'; did you mean "{meant[0]}"?' if meant else ""


def _meant(key: str, catalogue: Catalogue) -> tuple[str, ...]:
    """The keys that were probably meant, the likeliest first: the same name elsewhere, then near names."""
    prefix, _, name = key.partition(":")
    service = catalogue.service(prefix)
    homes = [service] if service else [catalogue.service(near) for near in catalogue.nearest_services(prefix)]
    own = [one.name for home in homes if home for one in home.condition_keys.values()]
    everywhere = [one.name for one in global_keys().values()]
    found = [one for one in (*own, *everywhere) if _is_called(one, name)]
    found = found or _near(key, own) or _near(f"aws:{name}", everywhere)
    return tuple(filter(None, (_filled(one, key) for one in dict.fromkeys(found))))[:3]


def _is_called(key: str, name: str) -> bool:
    own = key.partition(":")[2].lower()
    return own == name.lower() or ("/" in name and _FILLED_IN.split(own)[0] == name.lower().partition("/")[0] + "/")


def _near(key: str, names: Iterable[str]) -> list[str]:
    """The names of keys that are near, what is to be filled in left aside."""
    heads = {_FILLED_IN.split(one)[0].rstrip("/:"): one for one in names}
    return [heads[one] for one in nearest(key.partition("/")[0], tuple(heads))]


def _filled(known: str, key: str) -> str | None:
    """A known key with the tag of the one written; None if it takes one and there is none."""
    head, *rest = _FILLED_IN.split(known, maxsplit=1)
    if not rest:
        return known
    tag = key.partition("/")[2]
    return head + tag if tag and head.endswith("/") else None
