"""Which of the known ways to more permissions a policy opens, by the actions of all its statements together.

Only what is certain counts: statements without Condition, and actions that no statement denies on everything. The
telling action of a way must be allowed on all resources of its kind.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from iamsight.catalogue.arn import split_arn
from iamsight.catalogue.facts import facts
from iamsight.catalogue.patterns import UNKNOWN, has_wildcard, matches
from iamsight.policy.grants import grants
from iamsight.policy.guards import tests
from iamsight.policy.kept import kept
from iamsight.policy.model import Policy, Statement
from iamsight.policy.parts import ENTRIES_KEPT
from iamsight.policy.reach import is_star
from iamsight.text import Span


class Way(NamedTuple):
    """The actions that together open a way, the telling one first, and what they let their holder do."""

    actions: tuple[str, ...]
    lets: str


class Reached(NamedTuple):
    """An entry that allows an action: where, as written, and whether on all resources of a kind."""

    statement: int
    span: Span
    entry: str
    everywhere: bool


class _Facts(NamedTuple):
    """What a statement allows (action, place, entry, everywhere) of the actions that matter, and what it denies."""

    allowed: tuple[tuple[str, Span, str, bool], ...]
    denied: frozenset[str]


_NOTHING = _Facts((), frozenset())


@cache
def ways() -> tuple[Way, ...]:
    """The known ways."""
    return tuple(Way(tuple(one["actions"]), one["lets"]) for one in facts("escalations")["ways"])


def open_ways(policy: Policy) -> Iterator[tuple[Way, list[Reached]]]:
    """The ways that a policy opens, with the entry by which it allows each action."""
    granted = grants(policy)
    if granted.names.isdisjoint(_actions_by_lower_case()) and not any(map(_meant, granted.patterns)):
        return
    each = kept(policy, _read)
    denied = frozenset().union(*[one.denied for one in each])
    reached: dict[str, Reached] = {}
    for index, one in enumerate(each):
        for action, span, entry, everywhere in one.allowed:
            if action not in denied and (action not in reached or (everywhere and not reached[action].everywhere)):
                reached[action] = Reached(index, span, entry, everywhere)
    for way in ways():
        if all(action in reached for action in way.actions) and reached[way.actions[0]].everywhere:
            yield way, [reached[action] for action in way.actions]


def _read(statement: Statement) -> _Facts:
    telling = _actions_by_lower_case()
    entries = [one for one in statement.actions if one.lower in telling or not one.by_name]
    found = [(one, action) for one in entries if one.text.closed and not one.negated for action in _meant(one.lower)]
    if not found or tests(statement) != ():
        return _NOTHING
    resources = [one.value for one in statement.resources if one.text.closed and not one.negated]
    if statement.effect == "Deny":
        return _Facts((), frozenset(action for _, action in found)) if any(map(is_star, resources)) else _NOTHING
    if not statement.allows or not resources:
        return _NOTHING
    everywhere = any(map(_is_every_one, resources))
    return _Facts(tuple((action, entry.text.span, entry.value, everywhere) for entry, action in found), frozenset())


@lru_cache(maxsize=ENTRIES_KEPT)
def _meant(pattern: str) -> tuple[str, ...]:
    """The actions that matter for a way and that an entry, in lower case, stands for."""
    if "$" in pattern or UNKNOWN in pattern:
        return ()
    every = _actions_by_lower_case()
    if not has_wildcard(pattern):
        return (every[pattern],) if pattern in every else ()
    return tuple(action for lower, action in every.items() if matches(pattern, lower))


@cache
def _actions_by_lower_case() -> dict[str, str]:
    return {action.lower(): action for way in ways() for action in way.actions}


def _is_every_one(resource: str) -> bool:
    """Whether an entry of Resource covers all resources of a kind: `*`, `arn:aws:iam::*:role/*`."""
    named = split_arn(resource).resource.text
    kind_at = min((at for at in (named.find("/"), named.find(":")) if at >= 0), default=-1)
    return is_star(resource) or is_star(named) or is_star(named[kind_at + 1 :] if kind_at >= 0 else "")
