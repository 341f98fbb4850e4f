"""What to say of actions, of wildcards that stand for several, and of services."""

from __future__ import annotations

import re
from collections.abc import Iterable

from iamsight.catalogue import Action, Catalogue, rekognition
from iamsight.catalogue.documentation import for_action, for_element
from iamsight.catalogue.model import ACCESS_LEVELS
from iamsight.catalogue.reference import service_page
from iamsight.ide.hover.today import notes_on_action
from iamsight.ide.page import Page

_NAMES_SHOWN = 30
_TYPES_SHOWN = 6


def describe_action(page: Page, action: Action, catalogue: Catalogue) -> None:
    """One action: what it permits, on what, under which keys, and what else the call needs."""
    service = catalogue.service_name(action.service) or action.service
    page.add(f"{page.bold(page.code(action.full))}: {page.prose(service)}, access level {page.bold(action.level)}")
    page.add(page.sentence(action.description), _permission_only(action))
    _describe_resources(page, action, catalogue)
    keys = condition_keys_of(action, catalogue)
    page.add(f"{page.bold('Condition keys:')} {page.codes(keys)}" if keys else "")
    page.items(_needs(page, action, catalogue), "What the call needs besides")
    page.add(page.link(f"API reference: {action.name}", action.api_url) if action.api_url else "")
    page.items(notes_on_action(page, action.full), "Worth knowing")
    _cite(page, action.full, service_page(action.service, "action", action.name))


def describe_retired(page: Page, full: str) -> None:
    """An action that AWS used to define."""
    page.add(
        f"{page.bold(page.code(full))} is no longer among the actions that AWS documents.",
        "AWS may still accept it in a policy, so nothing breaks; new policies do better without.",
    )
    page.cite(for_action(full.partition(":")[0] + ":"))


def describe_wildcard(page: Page, pattern: str, catalogue: Catalogue, *, negated: bool) -> None:
    """A pattern: how many actions it matches and which, by access level."""
    prefix = pattern.partition(":")[0]
    service = catalogue.service(prefix)
    if service is None:
        page.add(f"{page.bold(page.code(pattern))} matches {page.bold('every action of every service')}.")
        page.add(_negated(page, "nothing") if negated else "With it, a statement covers what AWS adds later, too.")
        page.cite(for_element("Action"))
        return
    actions = catalogue.expand(pattern)
    total = len(service.actions)
    count = f"all {total} actions" if len(actions) == total else f"{len(actions)} of the {total} actions"
    page.add(f"{page.bold(page.code(pattern))} matches {page.bold(count)} of {page.prose(service.name)}.")
    page.add(_negated(page, "every action but these") if negated else "")
    page.items(by_level(page, actions))
    page.items(notes_on_action(page, pattern), "Worth knowing")
    _cite(page, f"{service.prefix}:*", service_page(service.prefix, "actions"))


def describe_service(page: Page, prefix: str, catalogue: Catalogue) -> None:
    """A service: how many actions it has by access level, and its resource types."""
    service = catalogue.service(prefix)
    if service is None:
        return
    page.add(f"{page.bold(page.code(service.prefix))}: {page.prose(service.name)}, {len(service.actions)} actions")
    levels = _sorted_by_level(service.actions.values())
    page.items(f"{page.bold(level)}: {len(names)}" for level, names in levels.items())
    types = service.resource_types
    page.add(f"{page.bold('Resource types:')} {page.codes(types)}" if types else "It has no resource types.")
    _cite(page, f"{service.prefix}:*", service_page(service.prefix, "actions"))


def condition_keys_of(action: Action, catalogue: Catalogue) -> tuple[str, ...]:
    """The condition keys that can be tested with an action: its own, and those of the resource types it takes."""
    keys = list(action.all_condition_keys())
    for resource in action.resources:
        kind = catalogue.resource_type(action.service, resource.type)
        keys += kind.condition_keys if kind else ()
    return tuple(dict.fromkeys(keys))


def by_level(page: Page, actions: Iterable[Action]) -> list[str]:
    """Actions as items, one an access level, harmless levels first; a long list is shortened evenly."""
    levels = _sorted_by_level(actions)
    each = max(3, _NAMES_SHOWN // max(1, len(levels)))
    total = sum(len(names) for names in levels.values())
    limit = total if total <= _NAMES_SHOWN else each
    return [f"{page.bold(level)} ({len(names)}): {page.codes(names, limit)}" for level, names in levels.items()]


def _sorted_by_level(actions: Iterable[Action]) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for action in actions:
        found.setdefault(action.level, []).append(action.name)
    known = [level for level in ACCESS_LEVELS if level in found]
    return {level: sorted(found[level]) for level in [*known, *(other for other in found if other not in known)]}


def _describe_resources(page: Page, action: Action, catalogue: Catalogue) -> None:
    if action.takes_only_star:
        star = page.code('"*"')
        page.add(f"{page.bold('Resource:')} only {star}. The action cannot be limited to single resources.")
        return
    items = []
    for resource in action.resources[:_TYPES_SHOWN]:
        kind = catalogue.resource_type(action.service, resource.type)
        need = "required" if resource.required else "optional"
        formats = f": {page.codes(form.text for form in kind.formats)}" if kind and kind.formats else ""
        items.append(f"{page.code(resource.type)} ({need}){formats}")
    rest = [resource.type for resource in action.resources[_TYPES_SHOWN:]]
    page.items([*items, page.codes(rest)] if rest else items, "Resource types")


def _needs(page: Page, action: Action, catalogue: Catalogue) -> list[str]:
    if action.service == rekognition.PREFIX:
        return [_need(page, need) for need in rekognition.needs(action.name)]
    dependent = catalogue.dependent(action.full)
    items = [page.code(name) for name in dependent.always]
    return items + [f"on {page.code(kind)}: {page.codes(names)}" for kind, names in dependent.for_type.items()]


def _need(page: Page, need: rekognition.Need) -> str:
    sentence = re.sub(r'"([^"]+)"', lambda found: page.code(found[1]), need.sentence)
    sentence = sentence[:1].upper() + sentence[1:]
    if need.kind == "s3-input":
        sentence += f", and {page.code('s3:GetObjectVersion')} where the request names a version"
    for key, value in need.condition.items():
        sentence += f"; the request carries {page.code(key)} = {page.code(value)}"
    return sentence + "."


def _cite(page: Page, full: str, reference: str) -> None:
    """End with the section on an action; with the address in the reference before, where that is another."""
    citation = for_action(full)
    if citation.url != reference:
        page.add(page.link("Service Authorization Reference", reference))
    page.cite(citation)


def _permission_only(action: Action) -> str:
    return "It is a permission without an API operation of its own." if action.permission_only else ""


def _negated(page: Page, rest: str) -> str:
    return f"In {page.code('NotAction')} the statement is about {rest}."
