"""What to say of Resource values: ARNs, their fields, resource types, and which actions of the statement they meet."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from iamsight.catalogue import UNKNOWN, Action, Arn, Catalogue, Field, ResourceType, split_arn
from iamsight.catalogue.documentation import for_element, for_resource_type, for_topic
from iamsight.catalogue.model import ACCESS_LEVELS
from iamsight.catalogue.partitions import partition_of, partitions
from iamsight.catalogue.patterns import has_wildcard
from iamsight.catalogue.reference import service_page
from iamsight.catalogue.rekognition import identifiers_in
from iamsight.ide.hover.today import notes_on_type
from iamsight.ide.page import Page

_ACTIONS_SHOWN = 8
_STAR = '"*"'

FIELDS = ("prefix", "partition", "service", "Region", "account", "resource")
"""The fields of an ARN in order; a field is named by its number here."""

_ABOUT_FIELD = (
    "every Amazon Resource Name (ARN) starts with it",
    "the group of Regions that the resource lies in",
    "the service that the resource belongs to",
    "the Region that the resource lies in; empty for resources that have none",
    "the account that owns the resource; empty for resources that name none, such as S3 buckets",
    "which resource of the service; most services write its type first",
)


class Meeting(NamedTuple):
    """Actions set against one Resource value. Each list holds actions as AWS spells them."""

    applying: tuple[str, ...]
    star_only: tuple[str, ...]
    elsewhere: tuple[str, ...]


def describe_resource(
    page: Page, value: str, catalogue: Catalogue, actions: Iterable[Action] = (), field: int | None = None
) -> None:
    """A Resource value. `actions` are those of its statement, `field` the number of the ARN field to dwell on."""
    arn = split_arn(value)
    if arn.is_everything and UNKNOWN not in value:
        _describe_star(page, actions)
        return
    types = catalogue.resource_types_for_arn(arn) if arn.service.text else ()
    page.add(f"{page.bold(_shown(page, value))}{_kind(page, arn, types, catalogue)}")
    page.items(_fields(page, arn, types, catalogue, field))
    if types:
        page.items(_meeting_items(page, meeting(arn, actions, catalogue)), "This statement's actions")
    if types and types[0].service == "rekognition":
        page.items(notes_on_type(page, types[0].name) if len(types) == 1 else (), "Worth knowing")
    _cite(page, arn, types)


def describe_type(page: Page, kind: ResourceType, catalogue: Catalogue) -> None:
    """A resource type: its ARN formats, and what can be limited to it."""
    name = catalogue.service_name(kind.service) or kind.service
    page.add(f"{page.bold(page.code(kind.name))}: a resource type of {page.prose(name)}")
    page.items((page.code(form.text) for form in kind.formats), "ARN")
    service = catalogue.service(kind.service)
    users = [one for one in service.actions.values() if _takes(one, {kind.name})] if service else []
    page.items(_names_by_level(page, users), "Actions that can be limited to it")
    page.add(page.codes(kind.condition_keys) and f"{page.bold('Condition keys:')} {page.codes(kind.condition_keys)}")
    cited = for_resource_type(kind.service, kind.name)
    page.add(page.link(f"About {kind.name}", kind.url) if kind.url and kind.url != cited.url else "")
    if kind.service == "rekognition":
        page.items(notes_on_type(page, kind.name), "Worth knowing")
        page.add(page.link("Service Authorization Reference", service_page(kind.service, "resource", kind.name)))
    page.cite(cited)


def meeting(arn: Arn, actions: Iterable[Action], catalogue: Catalogue) -> Meeting:
    """Which of `actions` can be used on what the ARN matches."""
    applying, star_only, elsewhere = [], [], []
    for action in actions:
        types = {kind.name for kind in catalogue.resource_types_for_arn(arn, action.service)}
        if action.takes_only_star:
            star_only.append(action.full)
        elif _takes(action, types):
            applying.append(action.full)
        else:
            elsewhere.append(action.full)
    return Meeting(tuple(applying), tuple(star_only), tuple(elsewhere))


def _describe_star(page: Page, actions: Iterable[Action]) -> None:
    star = page.code(_STAR)
    page.add(f"{page.bold(star)} is {page.bold('every resource')}, of every type, in every Region and account.")
    known = list(actions)
    only = [action.full for action in known if action.takes_only_star]
    limited = [f"{page.code(one.full)} ({', '.join(_types_of(one))})" for one in known if not one.takes_only_star]
    items = [f"take only {star}: {page.codes(only, _ACTIONS_SHOWN)}"] if only else []
    if limited:
        more = f" and {len(limited) - _ACTIONS_SHOWN} more" if len(limited) > _ACTIONS_SHOWN else ""
        items.append(f"can be limited to resources: {', '.join(limited[:_ACTIONS_SHOWN])}{more}")
    page.items(items, "This statement's actions")
    service = "rekognition" if any(action.service == "rekognition" for action in known) else None
    page.cite(for_element("Resource", service))


def _kind(page: Page, arn: Arn, types: tuple[ResourceType, ...], catalogue: Catalogue) -> str:
    """What the ARN stands for, behind its text: `: one collection of Amazon Rekognition`."""
    if not types:
        if UNKNOWN in arn.text:
            return ": known only when the template is deployed"
        return ": an ARN of no resource type that AWS documents" if arn.complete else ": not a complete ARN yet"
    service = page.prose(catalogue.service_name(types[0].service) or types[0].service)
    names = list(dict.fromkeys(kind.name for kind in types))
    if len(names) > 1:
        return f": resources of {service}, of the types {page.codes(names, 6)}"
    amount = "resources of the type" if has_wildcard(arn.text) else "one"
    return f": {amount} {page.code(names[0])} of {service}"


def _fields(
    page: Page, arn: Arn, types: tuple[ResourceType, ...], catalogue: Catalogue, dwell: int | None
) -> Iterable[str]:
    for number, name in enumerate(FIELDS[: arn.fields]):
        if number == 0 and dwell != 0:
            continue
        text = field_of(arn, number).text
        said = f"{name} {_shown(page, text)}" if text else f"no {name}"
        means = _meaning(page, number, arn, types, catalogue)
        item = f"{said}: {means}" if means else said
        if number == dwell:
            item = f"{page.bold(said)}: {'; '.join(filter(None, (means, _ABOUT_FIELD[number])))}"
        yield item


def _meaning(page: Page, number: int, arn: Arn, types: tuple[ResourceType, ...], catalogue: Catalogue) -> str:
    text = field_of(arn, number).text
    if UNKNOWN in text:
        return "known only when the template is deployed" if text == UNKNOWN else "in part set by the template"
    if number == 5:
        found = identifiers_in(arn, types[0]) if len({kind.name for kind in types}) == 1 else ()
        return ", ".join(f"{placeholder} {_shown(page, field.text)}" for placeholder, field in found)
    if "${" in text:
        return "filled in when the request is made"
    if text and not text.strip("*"):
        return "any"
    partition = partitions().get(arn.partition.text) or partitions().get(partition_of(arn.region.text) or "")
    if number == 1:
        return partition.name if partition and text == partition.id else ""
    if number == 2:
        homes = (text,) if catalogue.service_name(text) else catalogue.services_for_arn(text)
        return page.prose(", ".join(dict.fromkeys(catalogue.service_name(home) or home for home in homes[:3])))
    if number == 3:
        return page.prose(partition.regions.get(text, "")) if partition else ""
    return "owned by AWS" if number == 4 and text == "aws" else ""


def field_of(arn: Arn, number: int) -> Field:
    """A field of an ARN by its number in `FIELDS`."""
    return (arn.prefix, arn.partition, arn.service, arn.region, arn.account, arn.resource)[number]


def _meeting_items(page: Page, found: Meeting) -> Iterable[str]:
    if found.applying:
        yield f"apply to it: {page.codes(found.applying, _ACTIONS_SHOWN)}"
    if found.star_only:
        yield f"take only {page.code(_STAR)}: {page.codes(found.star_only, _ACTIONS_SHOWN)}"
    if found.elsewhere:
        yield f"take other resources: {page.codes(found.elsewhere, _ACTIONS_SHOWN)}"


def _cite(page: Page, arn: Arn, types: tuple[ResourceType, ...]) -> None:
    if types:
        page.cite(for_resource_type(types[0].service, types[0].name))
    elif arn.service.text == "rekognition":
        page.cite(for_element("Resource", "rekognition"))
    else:
        page.cite(for_topic("arn"))


def _names_by_level(page: Page, actions: Iterable[Action]) -> Iterable[str]:
    needed: dict[str, list[str]] = {}
    for action in actions:
        needed.setdefault(action.level, []).append(action.name)
    for level in ACCESS_LEVELS:
        if level in needed:
            yield f"{page.bold(level)}: {page.codes(sorted(needed[level]))}"


def _takes(action: Action, types: set[str]) -> bool:
    return any(resource.type in types for resource in action.resources)


def _types_of(action: Action) -> list[str]:
    names = [resource.type for resource in action.resources]
    return [*names[:3], f"{len(names) - 3} more"] if len(names) > 4 else names


def _shown(page: Page, text: str) -> str:
    return page.code(text.replace(UNKNOWN, "…"))
