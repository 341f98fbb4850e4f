"""Whether an action can act on a resource of its statement, as far as the catalogue can tell.

What is not known decides nothing: where an entry of Resource is computed, or is wrong in itself, there is no answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import cached_property, lru_cache
from typing import NamedTuple

from iamsight.catalogue.catalogue import Catalogue
from iamsight.catalogue.facts import facts
from iamsight.catalogue.model import Action
from iamsight.catalogue.patterns import includes, is_everything, matches
from iamsight.policy.arns import Reading, read
from iamsight.policy.model import ResourcePattern, Statement

_KEPT = 4096


class Target(NamedTuple):
    """An entry of Resource that names resources of known types."""

    entry: ResourcePattern
    reading: Reading


class Certainty(Enum):
    """How certain it is that an action acts on none of what its statement names."""

    SURE = "sure"
    LIKELY = "likely"
    OPEN = "open"


class Scope:
    """What the Resource of a statement names, `targets`. Made by `scope`."""

    def __init__(self, targets: tuple[Target, ...], catalogue: Catalogue) -> None:
        self.targets = targets
        self._catalogue = catalogue
        self._types: dict[str, frozenset[str]] = {}

    def meets(self, action: Action) -> bool:
        """Whether the action can act on any of it.

        An action without resource types asks for `*`, which `arn:aws:s3:::*` grants as well.
        """
        if action.resources:
            types = self._types_of(action.service)
            return any(one.type in types for one in action.resources)
        arns = [target.reading.arn for target in self.targets]
        return any(not arn.resource.text.strip("*") and matches(arn.service.text, action.service) for arn in arns)

    def certainty(self, action: Action) -> Certainty:
        """How certain it is that the action acts on none of it, if the catalogue says that it meets nothing.

        The catalogue's lists of resource types are complete for some services only; but no action acts on what belongs
        to services that have nothing to do with its own.
        """
        own = [target for target in self.targets if concerns(action.service, target, self._catalogue)]
        exact = facts("arns")["exact"]
        if not action.takes_only_star:
            sure, unknown = action.service in exact["types"], "Tag" in action.name
        else:
            of_types = any(target in self._of_types for target in own)
            sure = action.service in exact["star"]["never_on_arns"]
            sure = sure or (action.service in exact["star"]["never_on_names"] and not of_types)
            unknown = of_types or all(target.reading.arn.service.text != action.service for target in own)
        return Certainty.SURE if sure or not own else Certainty.OPEN if unknown else Certainty.LIKELY

    @cached_property
    def _of_types(self) -> list[Target]:
        """The targets that name all resources of a type."""
        return [target for target in self.targets if _covers_a_type(target.entry.value, self._catalogue)]

    def _types_of(self, service: str) -> frozenset[str]:
        """The names of the service's resource types that anything here can be of."""
        found = self._types.get(service)
        if found is None:
            fields = _arn_fields(service, self._catalogue)
            found = self._types[service] = frozenset(
                name for target in self.targets for name in _named(target, service, fields, self._catalogue)
            )
        return found


@lru_cache(maxsize=8)  # the rules come one after the other to each statement
def scope(statement: Statement, catalogue: Catalogue) -> Scope | None:
    """What the statement names. None where that may be anything, an entry names nothing, or there is NotResource."""
    found = []
    for entry in statement.resources:
        if entry.negated or not entry.text.closed or is_everything(entry.value):
            return None
        reading = read(entry.value, catalogue)
        if not reading.named:
            return None
        found.append(Target(entry, reading))
    return Scope(tuple(found), catalogue) if found else None


def concerns(service: str, target: Target, catalogue: Catalogue) -> bool:
    """Whether the entry is of the service, an action prefix, or of one that is kin: `waf` to `waf-regional`."""
    field = target.reading.arn.service.text
    fields = _arn_fields(service, catalogue)
    if field in fields or service.startswith(field) or field.startswith(service):
        return True
    return field in facts("arns")["kin"].get(service, ()) or any("$" in one for one in fields)


def _named(target: Target, service: str, fields: frozenset[str], catalogue: Catalogue) -> Iterator[str]:
    reading = target.reading
    if service in reading.services:
        yield from (name for prefix, name in reading.named if prefix == service)
    elif reading.arn.service.text in fields or any("$" in field for field in fields):
        yield from (kind.name for kind in catalogue.resource_types_for_arn(reading.arn, service))


@lru_cache(maxsize=_KEPT)
def _arn_fields(service: str, catalogue: Catalogue) -> frozenset[str]:
    """What the ARNs of a service's resource types have in their service field."""
    found = catalogue.service(service)
    kinds = found.resource_types.values() if found else ()
    return frozenset(form.service for kind in kinds for form in kind.formats)


@lru_cache(maxsize=_KEPT)
def _covers_a_type(value: str, catalogue: Catalogue) -> bool:
    """Whether an entry names all resources of a type: services ask for `cluster/*` to let somebody list clusters."""
    reading = read(value, catalogue)
    resource = reading.arn.resource.text
    return any(includes(resource, form.pattern.split(":", 5)[5]) for form in reading.formats)
