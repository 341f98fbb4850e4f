"""Condition operators, and the condition keys that belong to no service: global ones, those of identity providers."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache, lru_cache
from typing import Any, NamedTuple

from iamsight.catalogue.arn import key_matches
from iamsight.catalogue.facts import facts
from iamsight.catalogue.model import ConditionKey

QUALIFIERS = ("ForAllValues", "ForAnyValue")
"""The set operators, written before an operator with a colon, for multivalued keys."""


class Operator(NamedTuple):
    """A condition operator. `family` is the type of the keys it is for (String, ARN ...; Null is for all).

    `wildcards` says whether `*` and `?` in values are wildcards, `variables` whether `${...}` is replaced.
    """

    name: str
    family: str
    negated: bool
    wildcards: bool
    variables: bool
    description: str


class OperatorUse(NamedTuple):
    """An operator as it is written: `ForAnyValue:StringLikeIfExists` has a qualifier and `if_exists`."""

    operator: Operator
    qualifier: str | None
    if_exists: bool

    @property
    def text(self) -> str:
        """The operator as AWS spells it."""
        before = f"{self.qualifier}:" if self.qualifier else ""
        return before + self.operator.name + ("IfExists" if self.if_exists else "")


@cache
def operators() -> Mapping[str, Operator]:
    """The operators by lower-case name, without qualifiers and `IfExists`."""
    return {
        name.lower(): Operator(
            name, entry["family"], entry["negated"], entry["wildcards"], entry["variables"], entry["about"]
        )
        for name, entry in facts("iam_docs")["operators"].items()
    }


@lru_cache(maxsize=1024)
def operator_use(text: str) -> OperatorUse | None:
    """The operator written as `text`, in any case; None if there is none.

    `NullIfExists` is read, though AWS refuses it.
    """
    before, colon, name = text.rpartition(":")
    qualifier = next((known for known in QUALIFIERS if known.lower() == before.lower()), None)
    if colon and qualifier is None:
        return None
    lower = name.lower()
    if lower in operators():
        return OperatorUse(operators()[lower], qualifier, if_exists=False)
    bare = lower.removesuffix("ifexists")
    if bare != lower and bare in operators():
        return OperatorUse(operators()[bare], qualifier, if_exists=True)
    return None


@cache
def global_keys() -> Mapping[str, ConditionKey]:
    """The keys that every service's actions may be tested with, by lower-case name; tag keys hold `${TagKey}`.

    Among them the few of other prefixes that are of use across services, such as `lambda:SourceFunctionArn`.
    """
    held = facts("global_keys")
    return {
        name.lower(): _key(name, entry, held["base"] + entry["anchor"], entry["scope"])
        for part in ("keys", "cross_service")
        for name, entry in held[part].items()
    }


@cache
def deprecated_keys() -> Mapping[str, tuple[str, ...]]:
    """Global keys that are to be replaced, by lower-case name, and by what."""
    return {name.lower(): tuple(others) for name, others in facts("global_keys")["deprecated"].items()}


def federation_key(name: str) -> ConditionKey | None:
    """The key of a web identity provider, of any host: `token.actions.githubusercontent.com:sub`. None for others."""
    host, _, claim = name.rpartition(":")
    entry = facts("global_keys")["federation"].get(claim.lower())
    if "." not in host or entry is None:
        return None
    topic = facts("iam_docs")["topics"]["oidc-keys"]
    return _key(name, entry, f"{facts('iam_docs')['base']}{topic['page']}.html#{topic['anchor']}", "session")


def find_key(keys: Mapping[str, ConditionKey], name: str) -> ConditionKey | None:
    """The key of `keys`, which are by lower-case name, that `name` stands for: itself, or a template it fills in.

    `aws:ResourceTag/Team` fills in `aws:ResourceTag/${TagKey}`.
    """
    lower = name.lower()
    exact = keys.get(lower)
    return exact or next((keys[key] for key in keys if ("${" in key or "<" in key) and key_matches(key, lower)), None)


def _key(name: str, entry: Mapping[str, Any], url: str, scope: str) -> ConditionKey:
    return ConditionKey(name, entry["type"], entry["multivalued"], entry["about"], url, scope)
