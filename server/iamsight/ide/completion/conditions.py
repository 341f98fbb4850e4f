"""Condition: operators, and the keys that the requests of the statement's actions have."""

from __future__ import annotations

import re
from collections.abc import Iterator

from iamsight.catalogue import Action, ConditionKey
from iamsight.catalogue.conditions import QUALIFIERS, Operator, OperatorUse, federation_key, global_keys, operator_use
from iamsight.catalogue.conditions import operators as known_operators
from iamsight.catalogue.identity_providers import oidc_host
from iamsight.ide.completion.ask import Ask, Offer, Offers, named
from iamsight.ide.completion.items import CompletionKind
from iamsight.ide.completion.template import template
from iamsight.ide.summary import actions_of
from iamsight.policy.model import Statement
from iamsight.policy.places import ConditionKey as KeyPlace
from iamsight.policy.places import ConditionOperator, Here

_PLACEHOLDER = re.compile(r"\$\{([^}]*)\}|<([^>]*)>")
_CLAIMS = ("aud", "sub", "amr")
_OF_SOURCES = ("aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths")
_OWN, _OF_CALLERS, _GLOBAL = 0, 10, 20
_MISFIT = 5  # added for a key that needs another operator, or a set operator


def operators(place: ConditionOperator, ask: Ask) -> Offers:
    """The operators; those for the keys that stand under it first, else those for the keys of the actions."""
    here = place.here
    written = _keys_under(here, ask)
    fitting = {key.type for key in written} or {key.type for key in _own_keys(here.statement, ask)} | {"String"}
    several = any(key.multivalued for key in written)
    present = here.siblings
    return Offers(
        [_operator(use, _fit(use, fitting, several=several), here) for use in _uses() if use.text not in present]
    )


def keys(place: KeyPlace, ask: Ask) -> Offers:
    """Condition keys: those of the statement's actions, then the global ones, those first that fit the operator."""
    here = place.here
    use = operator_use(place.operator)
    ranked: dict[str, tuple[ConditionKey, int]] = {}
    own = [(key, _OWN) for key in _own_keys(here.statement, ask)]
    of_callers = [(key, _OF_CALLERS) for key in _caller_keys(here.statement)]
    for key, rank in [*own, *of_callers, *((key, _GLOBAL) for key in global_keys().values())]:
        ranked.setdefault(key.name.lower(), (key, rank))
    present = {sibling.lower() for sibling in here.siblings}
    return Offers(
        [
            _key(key, rank + _misfit(key, use), use, here)
            for lower, (key, rank) in ranked.items()
            if lower not in present
        ]
    )


def _uses() -> Iterator[OperatorUse]:
    """Every way to write an operator: plain, with IfExists, with set operators."""
    for operator in known_operators().values():
        yield OperatorUse(operator, None, if_exists=False)
        if operator.family != "Null":
            yield OperatorUse(operator, None, if_exists=True)
            for qualifier in QUALIFIERS:
                yield OperatorUse(operator, qualifier, if_exists=False)
                yield OperatorUse(operator, qualifier, if_exists=True)


def _fit(use: OperatorUse, fitting: set[str], *, several: bool) -> int:
    rank = 0 if use.operator.family in fitting else 1 if use.operator.family == "Null" else 2
    return rank + 10 * (bool(use.qualifier) != several) + 20 * use.if_exists


def _operator(use: OperatorUse, rank: int, here: Here) -> Offer:
    shape = "" if here.spot.colon_after else "{$1}"
    offer = named(use.text, template(use.text), shape, _said(use.operator), rank, f"operator:{use.text}")
    return offer._replace(kind=CompletionKind.OPERATOR)


def _said(operator: Operator) -> str:
    return operator.description.removesuffix(".")


def _keys_under(here: Here, ask: Ask) -> list[ConditionKey]:
    """The keys that stand under the operator at the cursor."""
    conditions = here.statement.conditions if here.statement else ()
    found = [ask.catalogue.condition_key(one.key.value) for one in conditions if one.operator.name == here.value]
    return [key for key in found if key]


def _own_keys(statement: Statement | None, ask: Ask) -> list[ConditionKey]:
    """The keys that the statement's actions and their resource types list, each once."""
    actions: tuple[Action, ...] = actions_of(statement, ask.catalogue) if statement else ()
    names: dict[str, str] = {}
    for action in actions:
        names.update(dict.fromkeys(action.all_condition_keys(), action.service))
    for service, type_ in dict.fromkeys((action.service, one.type) for action in actions for one in action.resources):
        kind = ask.catalogue.resource_type(service, type_)
        names.update(dict.fromkeys(kind.condition_keys if kind else (), service))
    found = [ask.catalogue.condition_key(name, service) for name, service in names.items()]
    return [key for key in found if key]


def _caller_keys(statement: Statement | None) -> Iterator[ConditionKey]:
    """The keys that matter for the statement's principals: of a service's source, of an identity provider's token."""
    principals = statement.principals if statement else ()
    if any(one.type == "Service" for one in principals):
        yield from (global_keys()[name.lower()] for name in _OF_SOURCES)
    for host in dict.fromkeys(oidc_host(one.value) for one in principals if one.type == "Federated"):
        claims = (federation_key(f"{host}:{claim}") for claim in _CLAIMS if host)
        yield from (key for key in claims if key)


def _misfit(key: ConditionKey, use: OperatorUse | None) -> int:
    if use is None or use.operator.family == "Null":
        return 0
    fits = use.operator.family == key.type and bool(use.qualifier) == key.multivalued
    return 0 if fits else _MISFIT


def _key(key: ConditionKey, rank: int, use: OperatorUse | None, here: Here) -> Offer:
    content = template(_PLACEHOLDER.sub(r"${1:\1\2}", key.name))
    shape = '"$2"' if content.has_stops else '"$1"'
    if key.multivalued and not (use and use.operator.family == "Null"):
        shape = f"[{shape}]"
    several = ", multivalued" if key.multivalued else ""
    said = f"{key.type}{several}"
    return named(key.name, content, "" if here.spot.colon_after else shape, said, rank, f"key:{key.name}")
