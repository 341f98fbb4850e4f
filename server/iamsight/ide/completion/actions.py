"""Action and NotAction: services, then the actions of one, and the wildcards that are of use."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache

from iamsight.catalogue import Action, Catalogue, Service, rekognition
from iamsight.catalogue.attached_policies import attached_to, trust_actions
from iamsight.catalogue.rcp import services as rcp_services
from iamsight.ide.completion.ask import Ask, Offer, Offers, string, value
from iamsight.ide.completion.items import CompletionKind
from iamsight.ide.completion.template import template
from iamsight.policy.meets import scope
from iamsight.policy.model import Kind, Policy, Statement
from iamsight.policy.places import ActionValue

_VERB = re.compile(r"[A-Z]+[a-z]*(?=[A-Z])|[A-Z][a-z]+")
_LAST = "\x7f"  # sorts behind every character of a name
_LONG_ENOUGH = 2  # characters of a service's name after which its actions are offered, if no other begins so
_MEETS, _OTHERS, _PATTERNS, _WHOLE = range(4)
_KEPT = 16
"""Services whose offers are kept: those of EC2 take several milliseconds, and are asked for again and again."""


def actions(place: ActionValue, ask: Ask) -> Offers:
    """Services while the service is typed, then its actions; where a kind of policy has few actions, only those."""
    here = place.here
    allowed = _only(here.policy, ask)
    if allowed:
        present = here.siblings
        return Offers([_action(one, _MEETS) for one in allowed if one.full not in present])
    prefix, colon, typed = here.before.partition(":")
    service = ask.catalogue.service(prefix)
    if not colon:
        return Offers(list(_services(place, ask)), incomplete=True)
    if service is None:
        near = ask.catalogue.nearest_services(prefix)
        return Offers([_service(one, typed, ask.catalogue, 0)._replace(match=here.before) for one in near], True)
    meant = ask.catalogue.authorizing(here.before)
    found = [_action(one, _MEETS)._replace(match=here.before) for one in _known(meant, ask.catalogue)]
    found += _of_service(service, here.statement, ask)
    siblings = here.siblings
    return Offers([offer for offer in found if offer.label not in siblings])


def _only(policy: Policy, ask: Ask) -> list[Action]:
    """The actions that a policy can name, where these are few; none where there are many."""
    if policy.kind is Kind.TRUST and not ask.is_guess(policy):
        return _known(trust_actions(), ask.catalogue)
    if policy.resource_type == "AWS::Rekognition::Project":
        return _known(rekognition.project_policy().actions, ask.catalogue)
    return []


def _known(names: Iterable[str], catalogue: Catalogue) -> list[Action]:
    return [action for action in map(catalogue.action, names) if action]


def _services(place: ActionValue, ask: Ask) -> Iterator[Offer]:
    here, catalogue = place.here, ask.catalogue
    before = here.before.strip().lower()
    rest = here.value[len(here.before) :].partition(":")[2]
    used = {one.service for one in here.statement.actions if one.value != here.value} if here.statement else set()
    mentioned = ask.services or {rekognition.PREFIX}
    fitting = _fitting(here.policy)
    found = {}
    for prefix in catalogue.services:
        closeness = _closeness(before, prefix, catalogue)
        if closeness is not None and (fitting is None or prefix in fitting):
            found[prefix] = 4 * closeness + (0 if prefix in used else 1 if prefix in mentioned else 2)
    for near in catalogue.nearest_services(before) if before and not found else ():
        found[near] = 3
    for prefix, rank in found.items():
        offer = _service(prefix, rest, catalogue, rank)
        yield offer if prefix.startswith(before) else offer._replace(match=here.before)
    begun = [prefix for prefix in found if prefix.startswith(before)]
    if len(begun) == 1 and len(before) >= _LONG_ENOUGH and (service := catalogue.service(begun[0])):
        for offer in _of_service(service, here.statement, ask):
            yield offer._replace(rank=offer.rank + 20)
    if not before or before == "*":
        yield value("*", CompletionKind.WILDCARD, "every action of every service", 99, "wildcard:*")


def _closeness(before: str, prefix: str, catalogue: Catalogue) -> int | None:
    """0 if the prefix starts so, 1 if it holds that, 2 if the service's name does; None if nothing does."""
    if prefix.startswith(before):
        return 0
    if before in prefix:
        return 1
    return 2 if before in (catalogue.service_name(prefix) or "").lower() else None


def _fitting(policy: Policy) -> frozenset[str] | None:
    """The services that a policy of this kind may be about; None if all."""
    attached = attached_to(policy.resource_type) if policy.resource_type else None
    if attached:
        return frozenset(attached.services)
    return rcp_services() if policy.kind is Kind.RCP else None


def _service(prefix: str, rest: str, catalogue: Catalogue, rank: int) -> Offer:
    content = template(f"{prefix}:{rest}" if rest else f"{prefix}:$0")
    offer = string(prefix, content, CompletionKind.SERVICE, catalogue.service_name(prefix) or "", rank)
    return offer._replace(doc_key=f"service:{prefix}", again=not rest)


def _of_service(service: Service, statement: Statement | None, ask: Ask) -> Iterator[Offer]:
    """The actions of a service, those first that the statement's resources are for, then its wildcards."""
    reach = scope(statement, ask.catalogue) if statement and statement.resources else None
    for action, if_it_meets, if_not in _by_action(service):
        yield if_it_meets if reach is None or reach.meets(action) else if_not
    yield from _wildcards(service)


@lru_cache(maxsize=_KEPT)
def _by_action(service: Service) -> tuple[tuple[Action, Offer, Offer], ...]:
    """Each action of a service with its offer where the statement's resources are for it, and where they are not."""
    return tuple((one, _action(one, _MEETS), _action(one, _OTHERS)) for one in service.actions.values())


@lru_cache(maxsize=_KEPT)
def _wildcards(service: Service) -> tuple[Offer, ...]:
    """The wildcards for the verbs of several actions of a service, and the one for all."""
    known = tuple(service.actions.values())
    verbs = [(f"{service.prefix}:{verb}*", count) for verb, count in sorted(_verbs(known).items()) if count > 1]
    return (*(_wildcard(*verb, _PATTERNS) for verb in verbs), _wildcard(f"{service.prefix}:*", len(known), _WHOLE))


def _verbs(found: Sequence[Action]) -> dict[str, int]:
    """How many actions start with each verb, such as `Describe`."""
    names = sorted(action.name for action in found)
    verbs = {verb.group() for verb in map(_VERB.match, names) if verb and verb.end() < len(verb.string)}
    return {verb: bisect_right(names, verb + _LAST) - bisect_left(names, verb) for verb in verbs}


def _action(action: Action, rank: int) -> Offer:
    return value(action.full, CompletionKind.ACTION, action.level, rank, f"action:{action.full}")


def _wildcard(pattern: str, count: int, rank: int) -> Offer:
    said = f"{count} actions" if count > 1 else "1 action"
    return value(pattern, CompletionKind.WILDCARD, said, rank, f"wildcard:{pattern}")
