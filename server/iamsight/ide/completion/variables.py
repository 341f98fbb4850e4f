"""Policy variables, once `${` is typed: in Resource, and in conditions whose operator replaces them."""

from __future__ import annotations

import re
from collections.abc import Iterable

from iamsight.catalogue import ConditionKey
from iamsight.catalogue.conditions import global_keys, operator_use
from iamsight.ide.completion.ask import Ask, Offer, Offers, string
from iamsight.ide.completion.items import CompletionKind
from iamsight.ide.completion.template import Template, template, text
from iamsight.ide.summary import actions_of
from iamsight.policy import places
from iamsight.policy.model import VERSIONS

_REST = re.compile(r"[\w:./-]*\}?")
_ESCAPES = {"${*}": "the character *", "${?}": "the character ?", "${$}": "the character $"}
_SCOPES = ("principal", "session", "resource", "request", "network")


def variables(place: places.Location, ask: Ask) -> Offers | None:
    """The variables that may stand where the cursor is; None where no variable is being typed."""
    if isinstance(place, (places.EmptyDocument, places.Nowhere)):
        return None
    here = place.here
    at = here.before.rfind("${")
    if at < 0 or "}" in here.before[at:]:
        return None
    if not _are_replaced(place):
        return Offers()
    head, tail = here.before[:at], here.value[len(here.before) :]
    ending = _REST.match(tail)
    rest = tail[ending.end() :] if ending else tail
    found = [_offer(key, head, rest, rank) for key, rank in _keys(here, ask)]
    escapes = [
        string(one, text(head + one + rest), CompletionKind.VARIABLE, said, 20) for one, said in _ESCAPES.items()
    ]
    return Offers([*found, *escapes])


def _are_replaced(place: places.Location) -> bool:
    if isinstance(place, places.ConditionValue):
        use = operator_use(place.operator)
        replaced = use is not None and use.operator.variables
    else:
        replaced = isinstance(place, places.ResourceValue)
    return (
        replaced
        and not isinstance(place, (places.EmptyDocument, places.Nowhere))
        and place.here.policy.version != VERSIONS[1]
        and "Fn::Sub" not in place.here.spot.path  # there, a variable is the template's
    )


def _keys(here: places.Here, ask: Ask) -> Iterable[tuple[ConditionKey, int]]:
    """The keys with one value, which alone can be variables: the global ones by scope, then those of the actions."""
    for key in global_keys().values():
        if not key.multivalued and key.name.startswith("aws:"):
            yield key, _SCOPES.index(key.scope) if key.scope in _SCOPES else len(_SCOPES)
    actions = actions_of(here.statement, ask.catalogue) if here.statement else ()
    names = {key: action.service for action in actions for key in action.condition_keys if key[:4] != "aws:"}
    for name, service in names.items():
        found = ask.catalogue.condition_key(name, service)
        if found and not found.multivalued:
            yield found, 10


def _offer(key: ConditionKey, head: str, rest: str, rank: int) -> Offer:
    start, placeholder, inner = key.name.partition("${")
    name: Template = template(f"{start}${{1:{inner.removesuffix('}')}}}") if placeholder else text(start)
    shown = f"{start}{inner.removesuffix('}')}"
    said = key.description.partition(". ")[0].removesuffix(".")
    offer = string(f"${{{shown}}}", text(head + "${") + name + text("}" + rest), CompletionKind.VARIABLE, said, rank)
    return offer._replace(doc_key=f"variable:${{{shown}}}")
