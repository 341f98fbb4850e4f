"""Whether an action can act on a resource of its statement, as far as the catalogue can tell.

What is not known decides nothing: where an entry of Resource is computed, or is wrong in itself, there is no answer.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from iamsight.catalogue.catalogue import Catalogue
from iamsight.catalogue.model import Action
from iamsight.catalogue.patterns import matches
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
