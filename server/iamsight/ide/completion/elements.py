"""The elements of a policy and of a statement, and the values of those that have few: Version and Effect.

Which elements there are, what they are for and which kind of policy has no use for them is read from the policy schema.
"""

from __future__ import annotations

from functools import cache

from iamsight.catalogue import rekognition
from iamsight.ide.completion.ask import Ask, Offer, Offers, name, value
from iamsight.ide.completion.items import CompletionKind
from iamsight.policy import places
from iamsight.policy.model import EXCLUSIVE_ELEMENTS, VERSIONS, Kind, Policy
from iamsight.policy.schema import elements, schema

_PROJECT = "AWS::Rekognition::Project"
_SHAPES = {
    "Version": f'"{VERSIONS[0]}"',
    "Statement": "[\n\t{\n\t\t$0\n\t}\n]",
    "Principal": "{$1}",
    "NotPrincipal": "{$1}",
    "Action": '["$1"]',
    "NotAction": '["$1"]',
    "Condition": "{$1}",
}
_FREE = ("Sid", "Id")
"""Elements whose value is the user's own choice."""
_FIRST = ("Effect", "Principal", "Action", "Resource", "Condition", "Sid")
_UNLIKELY = 50


def policy_keys(place: places.PolicyKey, _: Ask) -> Offers:
    """The elements that the policy has not yet."""
    known = elements("document").items()
    present = place.here.siblings
    return Offers([_element(key, one.description, place.here) for key, one in known if key not in present])


def statement_keys(place: places.StatementKey, ask: Ask) -> Offers:
    """The elements that the statement has not yet, nor their opposites, those that the kind of policy needs first."""
    here = place.here
    unfit = _unfit(here.policy)
    guess = ask.is_guess(here.policy)
    present = here.siblings
    found = []
    for key, one in elements("statement").items():
        if key in present or EXCLUSIVE_ELEMENTS.get(key) in present or (key in unfit and not guess):
            continue
        rank = _FIRST.index(key) if key in _FIRST else len(_FIRST)
        found.append(_element(key, one.description, here, rank + _UNLIKELY * (key in unfit)))
    return Offers(found)


def versions(_place: places.VersionValue, _: Ask) -> Offers:
    """The two versions of the policy language."""
    said = ("the current policy language", "the language before 2012, without policy variables")
    pairs = zip(VERSIONS, said, strict=True)
    return Offers([value(one, CompletionKind.VALUE, detail, 0, f"version:{one}") for one, detail in pairs])


def effects(place: places.EffectValue, _: Ask) -> Offers:
    """Allow and Deny; in a resource control policy only Deny."""
    said = {"Allow": "allow what the statement describes", "Deny": "deny it, whatever else allows it"}
    if place.here.policy.kind is Kind.RCP:
        del said["Allow"]
    return Offers([value(one, CompletionKind.VALUE, detail, 0, f"effect:{one}") for one, detail in said.items()])


def first_sentence(description: str) -> str:
    """The beginning of a description, short enough to stand beside a name."""
    return description.partition(". ")[0].removesuffix(".")


def _element(key: str, description: str, here: places.Here, rank: int = 0) -> Offer:
    shape = "" if here.spot.colon_after else _shape(key, here.policy.kind)
    offer = name(key, shape, first_sentence(description), rank, f"element:{key}")
    return offer._replace(again=False) if key in _FREE else offer


def _shape(key: str, kind: Kind) -> str:
    if kind is Kind.RCP and key in ("Effect", "Principal"):
        return '"Deny"' if key == "Effect" else '"*"'
    return _SHAPES.get(key, '"$1"')


def _unfit(policy: Policy) -> frozenset[str]:
    """The elements that have no place in a policy of this kind."""
    unfit = _forbidden(f"{policy.kind.value}Statement")
    return unfit.union(rekognition.project_policy().elements_prohibited) if policy.resource_type == _PROJECT else unfit


@cache
def _forbidden(definition: str) -> frozenset[str]:
    said = schema("policy")["$defs"][definition]
    if "$ref" in said:
        return _forbidden(said["$ref"].rpartition("/")[2])
    return frozenset(key for key, allowed in said.get("properties", {}).items() if allowed in (False, {"not": {}}))
