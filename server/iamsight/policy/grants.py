"""What the statements of a policy allow and deny, folded together: whether it allows an action, and where.

What one statement contributes is kept with it; the fold is kept with the policy until one of its statements changes.
Conditions and resources are left to who asks.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import NamedTuple

from iamsight.catalogue.patterns import matches
from iamsight.policy.kept import folded, kept
from iamsight.policy.model import ActionPattern, Placed, Policy, Statement


class Grant(NamedTuple):
    """What one statement contributes, in lower case.

    `names` are the actions that it names, `patterns` its entries that may stand for several, `excepted` the entries of
    NotAction, None without one. `services` are the prefixes of all entries of Action.
    """

    effect: str | None
    names: frozenset[str]
    patterns: frozenset[str]
    excepted: tuple[str, ...] | None
    services: frozenset[str]

    def reaches(self, action: str) -> bool:
        """Whether the statement is about the action, given in lower case, or may be."""
        if action in self.names or any(matches(pattern, action) for pattern in self.patterns):
            return True
        return self.excepted is not None and not any(matches(pattern, action) for pattern in self.excepted)


class Grants:
    """The grants of the statements of a policy, in their order."""

    def __init__(self, policy: Policy) -> None:
        self._statements = policy.statements
        self._each = kept(policy, _read)
        self._allowing = [one for one in self._each if one.effect == "Allow"]

    def allowing(self, service: str | None = None) -> Iterator[Placed]:
        """The statements with Allow; only those with an entry of Action for this service, if it is given."""
        for placed, one in self._pairs():
            if service is None or service in one.services:
                yield placed

    def reaching(self, action: str) -> Iterator[Placed]:
        """The statements that allow the action by an entry of Action."""
        lower = action.lower()
        patterns = {one for one in self.patterns if matches(one, lower)}
        for placed, one in self._pairs():
            if lower in one.names or not patterns.isdisjoint(one.patterns):
                yield placed

    def naming(self, actions: frozenset[str]) -> Iterator[Placed]:
        """The statements that allow one of the actions, given in lower case, by its name."""
        if actions:
            for placed, one in self._pairs():
                if not actions.isdisjoint(one.names):
                    yield placed

    def mentions(self, service: str) -> bool:
        """Whether a statement with Allow has an entry of Action for this service, by its prefix."""
        return service in self._services

    def allows(self, action: str) -> bool:
        """Whether any statement allows the action, or may once its computed parts are known."""
        lower = action.lower()
        return (
            lower in self.names
            or any(matches(pattern, lower) for pattern in self.patterns)
            or any(one.reaches(lower) for one in self._by_exception)
        )

    def _pairs(self) -> Iterator[tuple[Placed, Grant]]:
        """The statements with Allow, each with what it contributes."""
        for placed, one in zip(self._statements, self._each, strict=True):
            if one.effect == "Allow":
                yield placed, one

    @cached_property
    def _services(self) -> frozenset[str]:
        return frozenset().union(*[one.services for one in self._allowing])

    @cached_property
    def names(self) -> frozenset[str]:
        """The actions that statements with Allow name, in lower case."""
        return frozenset().union(*[one.names for one in self._allowing])

    @cached_property
    def patterns(self) -> frozenset[str]:
        """The entries of Action in statements with Allow that may stand for several actions, in lower case."""
        return frozenset().union(*[one.patterns for one in self._allowing])

    @cached_property
    def _by_exception(self) -> list[Grant]:
        return [one for one in self._allowing if one.excepted is not None]


def grants(policy: Policy) -> Grants:
    """The grants of a policy as it is now."""
    return folded(policy, Grants)


def entries_for(statement: Statement, service: str) -> Iterator[ActionPattern]:
    """The entries of Action for a service, those that are still being typed left out."""
    for entry in statement.actions:
        if entry.service == service and entry.text.closed and not entry.negated:
            yield entry


def _read(statement: Statement) -> Grant:
    given, excepted = statement.actions, None
    if "NotAction" in statement.elements:
        excepted = tuple([entry.lower for entry in given if entry.negated])
        given = tuple([entry for entry in given if not entry.negated])
    return Grant(
        statement.effect,
        frozenset([entry.lower for entry in given if entry.by_name]),
        frozenset([entry.lower for entry in given if not entry.by_name]),
        excepted,
        frozenset([entry.service for entry in given]),
    )
