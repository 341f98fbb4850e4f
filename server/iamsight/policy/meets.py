"""Whether an action can act on a resource of its statement, as far as the catalogue can tell.

What is not known decides nothing: where an entry of Resource is computed, or is wrong in itself, there is no answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from iamsight.catalogue.catalogue import Catalogue
from iamsight.catalogue.facts import facts
from iamsight.catalogue.model import Action
from iamsight.catalogue.patterns import includes, matches
from iamsight.policy.arns import Reading, is_everything, read
from iamsight.policy.model import ActionPattern, ResourcePattern, Statement


class Target(NamedTuple):
    """An entry of Resource that names resources of known types."""

    entry: ResourcePattern
    reading: Reading


def targets(statement: Statement, catalogue: Catalogue) -> tuple[Target, ...]:
    """The entries of Resource; none where one of them may be anything or names nothing, or there is NotResource."""
    found = []
    for entry in statement.resources:
        if entry.negated or not entry.text.complete or is_everything(entry.value):
            return ()
        reading = read(entry.value, catalogue)
        if not reading.fits or not any(catalogue.resource_types_for_arn(entry.value, one) for one in reading.services):
            return ()
        found.append(Target(entry, reading))
    return tuple(found)


def named_actions(statement: Statement, catalogue: Catalogue) -> Iterator[tuple[ActionPattern, Action]]:
    """The entries of Action that name one action which the catalogue has."""
    for entry in statement.actions:
        action = catalogue.action(entry.value) if entry.by_name and not entry.negated else None
        if action:
            yield entry, action


class Certainty(Enum):
    """How certain it is that an action acts on none of what its statement names."""

    SURE = "sure"
    LIKELY = "likely"
    OPEN = "open"


def certainty(action: Action, named: tuple[Target, ...], catalogue: Catalogue) -> Certainty:
    """How certain it is that the action acts on none of `named`, which it does not meet.

    The catalogue's lists of resource types are complete for some services only; but no action acts on what belongs to
    services that have nothing to do with its own.
    """
    own = [target for target in named if _is_own(action, target, catalogue)]
    exact = facts("arns")["exact"]
    if not action.takes_only_star:
        sure, unknown = action.service in exact["types"], "Tag" in action.name
    else:
        of_types = any(map(_covers_a_type, own))
        sure = action.service in exact["star"]["never_on_arns"]
        sure = sure or (action.service in exact["star"]["never_on_names"] and not of_types)
        unknown = of_types or all(target.reading.arn.service.text != action.service for target in own)
    return Certainty.SURE if sure or not own else Certainty.OPEN if unknown else Certainty.LIKELY


def meets(action: Action, target: Target, catalogue: Catalogue) -> bool:
    """Whether the action can act on what the entry names.

    An action without resource types asks for `*`, which `arn:aws:s3:::*` grants as well.
    """
    if not action.resources:
        arn = target.reading.arn
        return not arn.resource.text.strip("*") and matches(arn.service.text, action.service)
    types = catalogue.resource_types_for_arn(target.entry.value, action.service)
    names = {one.name for one in types}
    return any(one.type in names for one in action.resources)


def _is_own(action: Action, target: Target, catalogue: Catalogue) -> bool:
    """Whether the entry is of the action's service, or of one that is kin: `ssm` to `ssmmessages`."""
    service, field = action.service, target.reading.arn.service.text
    if service.startswith(field) or field.startswith(service):
        return True
    found = catalogue.service(service)
    return found is not None and any(
        form.service == field for kind in found.resource_types.values() for form in kind.formats
    )


def _covers_a_type(target: Target) -> bool:
    """Whether the entry names all resources of a type."""
    resource = target.reading.arn.resource.text
    return any(includes(resource, form.pattern.split(":", 5)[5]) for form in target.reading.formats)
