"""Resource and NotResource: the ARN formats of what the statement's actions act on, `"*"`, and ARNs field by field."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from iamsight.catalogue import Action, Catalogue, ResourceType, split_arn
from iamsight.catalogue.attached_policies import attached_to
from iamsight.ide.completion.arns import Known, begun, whole
from iamsight.ide.completion.ask import Ask, Offer, Offers, string, value
from iamsight.ide.completion.items import CompletionKind
from iamsight.ide.completion.template import template
from iamsight.ide.summary import actions_of
from iamsight.policy.model import Statement
from iamsight.policy.places import ResourceValue

_REQUIRED, _OPTIONAL, _COVERED, _OF_SERVICE = range(4)
_STAR_FIRST, _STAR_LAST = -1, 90


def resources(place: ResourceValue, ask: Ask) -> Offers:
    """What the statement's actions can be limited to, the required types first.

    `"*"` stands first if an action takes nothing else, else last.
    """
    here = place.here
    actions = actions_of(here.statement, ask.catalogue) if here.statement else ()
    known = _known(place, actions, ask.catalogue)
    if here.before.startswith("arn:"):
        of_service = _of_service(here.before, known, ask.catalogue)
        return Offers(list(begun(here.before, here.value, [*known, *of_service], ask, variables=True)), incomplete=True)
    found = list(whole(known, ask))
    if "*" not in here.siblings and _takes_star(place):
        found.append(_star(actions))
    found.append(_start(ask))
    return Offers(found)


def _known(place: ResourceValue, actions: Iterable[Action], catalogue: Catalogue) -> list[Known]:
    """The resource types of the actions. Those that another entry of the list covers already come later."""
    statement, policy = place.here.statement, place.here.policy
    required: Counter[tuple[str, str]] = Counter()
    optional: Counter[tuple[str, str]] = Counter()
    for action in actions:
        for one in action.resources:
            (required if one.required else optional)[action.service, one.type] += 1
    attached = attached_to(policy.resource_type) if policy.resource_type else None
    covered = _covered(statement, place.here.value, catalogue)
    found = []
    for service, name in {**required, **optional}:
        kind = catalogue.resource_type(service, name)
        if kind is None or (attached and name not in attached.resources):
            continue
        rank = _REQUIRED if (service, name) in required else _OPTIONAL
        found.append(Known(kind, _COVERED if kind in covered else rank, _why(name, required, optional, service)))
    return sorted(found, key=lambda one: _order(one, required, optional))


def _order(
    one: Known, required: Counter[tuple[str, str]], optional: Counter[tuple[str, str]]
) -> tuple[int, int, int, str]:
    """By how many actions take it; of those equal, the plainer format first: a bucket before its access points."""
    name = (one.type.service, one.type.name)
    plainest = min((len(form.placeholders) for form in one.type.formats), default=0)
    return one.rank, -(required[name] or optional[name]), plainest, one.type.name


def _why(name: str, required: Counter[tuple[str, str]], optional: Counter[tuple[str, str]], service: str) -> str:
    count = required[service, name] or optional[service, name]
    actions = f"{count} actions" if count > 1 else "1 action"
    return f"{name}, required by {actions}" if required[service, name] else f"{name}, taken by {actions}"


def _covered(statement: Statement | None, value: str, catalogue: Catalogue) -> set[ResourceType]:
    entries = statement.resources if statement else ()
    return {
        kind
        for entry in entries
        if entry.value != value and entry.text.closed
        for kind in catalogue.resource_types_for_arn(entry.arn)
    }


def _of_service(before: str, known: list[Known], catalogue: Catalogue) -> list[Known]:
    """The other resource types of the service that the ARN names."""
    field = split_arn(before)
    if field.fields < 4:
        return []
    service = catalogue.service(field.service.text)
    had = {one.type for one in known}
    kinds = service.resource_types.values() if service else ()
    return [Known(kind, _OF_SERVICE, f"{kind.name}, of no action here") for kind in kinds if kind not in had]


def _takes_star(place: ResourceValue) -> bool:
    attached = attached_to(place.here.policy.resource_type or "")
    return attached is None or attached.star


def _star(actions: Iterable[Action]) -> Offer:
    without = [action.full for action in actions if action.takes_only_star]
    why = "every resource"
    if without:
        why = f"{without[0]} takes nothing else" if len(without) == 1 else f"{len(without)} actions take nothing else"
    return value("*", CompletionKind.WILDCARD, why, _STAR_FIRST if without else _STAR_LAST, "arn:*")


def _start(ask: Ask) -> Offer:
    offer = string("arn:", template(f"arn:{ask.partition}:$0"), CompletionKind.VALUE, "an ARN, field by field", 99)
    return offer._replace(again=True)
