"""What a `Resource` string says, field by field, and which of its fields can be judged.

A computed value (a template's reference, a variable that is no policy variable) may hold colons, so that what stands
behind it may belong to another field. `read` says how far the fields are certain; rules judge those alone.
This module finds nothing wrong itself: each field has a rule of its own.
"""

from __future__ import annotations

from functools import lru_cache
from typing import NamedTuple

from iamsight.catalogue.arn import (
    Arn,
    ArnFormat,
    Field,
    arn_meets,
    head_meets,
    may_span,
    resource_part_meets,
    split_arn,
)
from iamsight.catalogue.catalogue import Catalogue
from iamsight.catalogue.documentation import Citation, for_element
from iamsight.catalogue.formats import which_meet
from iamsight.catalogue.model import ResourceType
from iamsight.catalogue.partitions import partitions, regions
from iamsight.catalogue.patterns import UNKNOWN, has_wildcard, is_everything, matches
from iamsight.catalogue.records import alphabets
from iamsight.catalogue.rekognition import PREFIX
from iamsight.policy.leftovers import leftover_in_arn
from iamsight.policy.model import Kind, ResourcePattern, Statement
from iamsight.policy.parts import ENTRIES_KEPT
from iamsight.text import Span

PARTITION, SERVICE, REGION, ACCOUNT, RESOURCE = range(2, 7)
"""How many fields must be certain for a rule to judge the field of that name."""

_WHOLE_FIELD = "*"


class Reading(NamedTuple):
    """A `Resource` string, read.

    The first `certain` fields of `arn` are what they seem, 6 being all; none are where it is no ARN. `services` are the
    action prefixes whose ARNs have this service field, the namesake first; none where the field is a pattern, computed
    or unknown. `types` are the resource types whose resource part it can meet, `formats` their ARN formats that it can
    meet there. `fits` says that it can meet one of these formats as a whole; `named` are the types of which it does so
    with a name that they allow.
    """

    arn: Arn
    certain: int
    services: tuple[str, ...]
    types: tuple[ResourceType, ...]
    formats: tuple[ArnFormat, ...]
    fits: bool
    named: frozenset[tuple[str, str]]  # pairs of an action prefix and the name of a type

    @property
    def partitions(self) -> tuple[str, ...]:
        """The partitions that the ARN may be in."""
        return _partitions(self.arn.partition.text)


@lru_cache(maxsize=256)
def _partitions(pattern: str) -> tuple[str, ...]:
    return tuple(name for name in partitions() if matches(pattern, name))


@lru_cache(maxsize=8)  # the rules come one after the other to each statement
def readings(statement: Statement, catalogue: Catalogue) -> tuple[tuple[ResourcePattern, Reading], ...]:
    """The complete entries of Resource and NotResource that are ARNs, or should be, with their readings.

    One with a placeholder in a field other than the last is left out: that is all there is to say of it.
    """
    found = []
    for entry in statement.resources:
        if entry.text.closed and not is_everything(entry.value):
            leftover = leftover_in_arn(entry.value)
            reading = read(entry.value, catalogue)
            if leftover is None or leftover.start >= reading.arn.resource.start:
                found.append((entry, reading))
    return tuple(found)


def place(entry: ResourcePattern, field: Field) -> Span:
    """Where a field is written; an empty one has no width, so its two colons are shown."""
    if field.text:
        return entry.text.slice(field.start, field.end)
    return entry.text.slice(field.start - 1, min(field.end + 1, len(entry.value)))


def citation(reading: Reading) -> Citation | None:
    """The section on resources of the Rekognition guide for an ARN of that service; None for the rule's own."""
    return for_element("Resource", PREFIX) if PREFIX in reading.services else None


def names_anything(reading: Reading) -> bool:
    """Whether the resource part leaves everything open."""
    return not reading.arn.resource.text.strip("*:/")


def shown(text: str) -> str:
    """A part of an entry as a message shows it."""
    return text.replace(UNKNOWN, "…")


def is_shorthand(value: str, kind: Kind) -> bool:
    """Whether `value` is the short form that API Gateway takes in the policies of its APIs: `execute-api:/*`."""
    return kind is Kind.RESOURCE and value.startswith("execute-api:/")


@lru_cache(maxsize=ENTRIES_KEPT)
def read(value: str, catalogue: Catalogue) -> Reading:
    """The reading of an entry of Resource. Any text will do."""
    arn, certain = _settled(split_arn(value), catalogue)
    if arn.prefix.text != "arn":
        certain = 0
    nothing = Reading(arn, certain, (), (), (), fits=False, named=frozenset())
    service = arn.service.text
    if certain < SERVICE or has_wildcard(service) or not catalogue.is_arn_service(service):
        return nothing
    services = (service,) if catalogue.service_name(service) else catalogue.services_for_arn(service)
    if arn.fields < RESOURCE:
        return nothing._replace(services=services)
    types = _meeting(arn, services, catalogue)
    if not types:
        # nearly every ARN is one of its namesake's, and reading all services for it would take 0.1 s
        services = tuple(dict.fromkeys((*services, *catalogue.services_for_arn(service))))
        types = _meeting(arn, services, catalogue)
    meets = arn_meets if may_span(arn.text) else head_meets  # that the resource part does is known
    whole = [(kind, form) for kind, form in types if meets(arn, form)]
    named = frozenset(
        (kind.service, kind.name) for kind, form in whole if arn_meets(arn, form, alphabets(kind.service))
    )
    kinds, formats = tuple(dict.fromkeys(kind for kind, _ in types)), tuple(form for _, form in types)
    return Reading(arn, certain, services, kinds, formats, bool(whole), named)


def formats_of(arn: Arn, services: tuple[str, ...], catalogue: Catalogue) -> tuple[tuple[ResourceType, ArnFormat], ...]:
    """The resource types of these services with their ARN formats that have the ARN's service field."""
    return _formats_with(arn.service.text, services, catalogue)


@lru_cache(maxsize=1024)
def _formats_with(
    field: str, services: tuple[str, ...], catalogue: Catalogue
) -> tuple[tuple[ResourceType, ArnFormat], ...]:
    found = [service for prefix in services if (service := catalogue.service(prefix))]
    kinds = [kind for service in found for kind in service.resource_types.values()]
    return tuple((kind, form) for kind in kinds for form in kind.formats if form.service == field)


def meets_as_text(arn: Arn, form: ArnFormat) -> bool:
    """Whether the two can meet if a `*` that ends a field runs on over colons, as it may.

    So AWS decides whether it accepts an ARN: `arn:aws:sagemaker:*:*:endpointconfig/*` passes, since some other type's
    name could end in `:endpointconfig/x`.
    """
    fields = next((at for at, field in enumerate(_fields(arn)[:5], 1) if field.text.endswith("*")), arn.fields)
    return arn_meets(arn._replace(fields=fields), form)


def completed(reading: Reading, catalogue: Catalogue) -> tuple[str, ...]:
    """The ARNs that one with too few fields was probably meant to be: `arn:aws:s3:::x` for `arn:aws:s3:x`."""
    arn = reading.arn
    if arn.fields <= SERVICE or not reading.services:
        return ()
    *given, resource = [field.text for field in _fields(arn)[3 : arn.fields]]
    region = next((one for one in given if one in regions()), "*")
    account = next((one for one in given if one.isdigit()), "*")
    start = f"arn:{arn.partition.text}:{arn.service.text}"
    whole = split_arn(f"{start}:::{resource}")
    found = [
        f"{start}:{region if form.region else ''}:{account if form.account else ''}:{resource}"
        for _, form in formats_of(whole, reading.services, catalogue)
        if resource_part_meets(whole, form)
    ]
    return tuple(dict.fromkeys(found))[:2]


def _fields(arn: Arn) -> tuple[Field, ...]:
    return arn.prefix, arn.partition, arn.service, arn.region, arn.account, arn.resource


def _meeting(arn: Arn, services: tuple[str, ...], catalogue: Catalogue) -> list[tuple[ResourceType, ArnFormat]]:
    """The formats that the resource part can meet; only if no name is allowed to be so, those it meets otherwise."""
    formats = formats_of(arn, services, catalogue)
    if may_span(arn.region.text) or may_span(arn.account.text):
        return [(kind, form) for kind, form in formats if arn_meets(arn, form, alphabets(kind.service))]
    forms, resource = tuple([form.resource for _, form in formats]), arn.resource.text
    found = [
        formats[index]
        for service in services
        for index in which_meet(resource, forms, alphabets(service))
        if formats[index][0].service == service
    ]
    return found or [formats[index] for index in which_meet(resource, forms)]


def _settled(arn: Arn, catalogue: Catalogue) -> tuple[Arn, int]:
    """The ARN, with a partition that is computed as a whole made `*`, and how many of its fields are certain."""
    if arn.fields == 6 and not may_span(arn.text):
        return arn, 6
    spanning = [number for number, field in enumerate(_fields(arn)) if may_span(field.text)]
    if not spanning:
        return arn, 6 if arn.fields == 6 else min(arn.fields - 1, SERVICE)  # the last one may be the resource
    first = spanning[0]
    if first == 1 and arn.fields == 6 and catalogue.is_arn_service(arn.service.text):
        # `arn:${AWS::Partition}:s3:::x`: where a service follows, the partition was one field
        return _settled(arn._replace(partition=arn.partition._replace(text=_WHOLE_FIELD)), catalogue)
    return arn, first if first < 5 else 6
