"""Through which entries a statement reaches an action, and whether it does so on all resources.

The dangerous combinations that IAM Access Analyzer reports for `iam:PassRole` and `iam:CreateServiceLinkedRole` are
the same six, told apart by these two questions.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from enum import Enum
from typing import NamedTuple

from iamsight.catalogue.patterns import UNKNOWN, matches
from iamsight.policy.model import ActionPattern, Statement
from iamsight.text import Span


class How(Enum):
    """How an action comes to be in a statement."""

    BY_NAME = "the action itself"
    BY_PATTERN = "an entry of Action with a wildcard"
    BY_EXCEPTION = "NotAction, which does not except it"


class Danger(NamedTuple):
    """A combination. `action` and `resource` are the places of the two, `suffix` ends the id of the check.

    `resource_named` is what stands there: "NotResource" or the entry.
    """

    how: How
    entry: str
    action: Span
    resource: Span
    resource_named: str
    suffix: str


_SUFFIXES = {
    (How.BY_NAME, True): "with-not-resource",
    (How.BY_PATTERN, True): "with-star-in-action-and-not-resource",
    (How.BY_EXCEPTION, True): "with-not-action-and-not-resource",
    (How.BY_NAME, False): "with-star-in-resource",
    (How.BY_PATTERN, False): "with-star-in-action-and-resource",
    (How.BY_EXCEPTION, False): "with-star-in-resource-and-not-action",
}
SUFFIXES = tuple(_SUFFIXES.values())
"""How the ids of the six checks end."""


def dangers(statement: Statement, action: str, is_all: Callable[[str], bool]) -> Iterator[Danger]:
    """The combinations by which a statement reaches `action` on everything.

    That is with NotResource, or with an entry of Resource for which `is_all` says so.
    """
    ways = list(_ways(statement, action))
    if not ways:
        return
    excepted = statement.elements.get("NotResource")
    if excepted:
        place, named = excepted.key.span, "NotResource"
    else:
        entry = next((one for one in statement.resources if one.text.closed and is_all(one.value)), None)
        if entry is None:
            return
        place, named = entry.text.span, entry.value
    for how, name, span in ways:
        yield Danger(how, name, span, place, named, _SUFFIXES[how, excepted is not None])


def is_star(resource: str) -> bool:
    """Whether an entry of Resource is `*`."""
    return bool(resource) and not resource.strip("*")


def _ways(statement: Statement, action: str) -> Iterator[tuple[How, str, Span]]:
    excepted = statement.elements.get("NotAction")
    if excepted:
        entries = [entry for entry in statement.actions if entry.negated]
        if entries and all(entry.text.closed and not _covers(entry, action) for entry in entries):
            yield How.BY_EXCEPTION, "NotAction", excepted.key.span
        return
    lower = action.lower()
    for entry in statement.actions:
        if entry.lower == lower:
            yield How.BY_NAME, entry.value, entry.text.span
        elif not entry.by_name and entry.text.closed and _is_pattern(entry.value) and _covers(entry, action):
            yield How.BY_PATTERN, entry.value, entry.text.span


def _is_pattern(value: str) -> bool:
    return ("*" in value or "?" in value) and UNKNOWN not in value and "${" not in value


def _covers(entry: ActionPattern, action: str) -> bool:
    return matches(entry.value, action, case_sensitive=False)
