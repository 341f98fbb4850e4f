"""Facts of statements for the rules that see a whole policy: read once, kept with the statement while it is the same.

Such rules run at every keystroke over thousands of statements; what they need of each must be there already, and what
they fold from it follows the statement that changed.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from iamsight.policy.model import Placed, Policy, Statement

Fact = TypeVar("Fact")
_NOT_READ = object()


def kept(policy: Policy, read: Callable[[Statement], Fact]) -> list[Fact]:
    """What `read` says of each statement, in order; the list is shared, do not change it.

    `read` is a function of a module, never one made on the way.
    """
    return of_each(policy, ("kept", read), lambda placed: kept_one(placed, read))


def of_each(policy: Policy, key: object, read: Callable[[Placed], Fact]) -> list[Fact]:
    """What `read` says of each statement, in order, kept with the policy under `key`; do not change the list.

    After an edit inside a statement, only that one is read.
    """
    statements, found = cast("tuple[object, list[Fact]]", policy.facts.get(key, (None, [])))
    if statements is policy.statements:
        return found
    if statements is policy.before and statements is not None:
        found = found.copy()
        for number in policy.changed:
            found[number] = read(policy.statements[number])
    else:
        found = [read(placed) for placed in policy.statements]
    policy.facts[key] = policy.statements, found
    return found


def folded(policy: Policy, fold: Callable[[Policy], Fact]) -> Fact:
    """What `fold` makes of the policy, made once for its present statements. `fold` is a function of a module."""
    statements, value = cast("tuple[object, Fact | None]", policy.facts.get(fold, (None, None)))
    if statements is not policy.statements:
        value = fold(policy)
        policy.facts[fold] = policy.statements, value
    return cast("Fact", value)


def kept_one(placed: Placed, read: Callable[[Statement], Fact]) -> Fact:
    """What `read` says of one statement."""
    source = placed.source
    if source is None:
        return read(placed.statement)
    key = (read, "template") if placed.template else read
    fact = source.facts.get(key, _NOT_READ)
    if fact is _NOT_READ:
        fact = source.facts[key] = read(placed.statement)
    return cast("Fact", fact)
