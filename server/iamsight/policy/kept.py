"""Facts of statements for the rules that see a whole policy: read once, kept with the statement while it is the same.

Such rules run at every keystroke over thousands of statements; what they need of each must be there already.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar, cast

from iamsight.policy.model import Placed, Policy, Statement

Fact = TypeVar("Fact")
_NOT_READ = object()


def kept(policy: Policy, read: Callable[[Statement], Fact]) -> list[Fact]:
    """What `read` says of each statement, in order. `read` is a function of a module, never one made on the way."""
    key = (read, "template") if policy.template else read  # what a text says depends on whether it is a template's
    found: list[Fact] = []
    for placed in policy.statements:
        source = placed.source
        fact = source.facts.get(key, _NOT_READ) if source else _NOT_READ
        found.append(kept_one(placed, read) if fact is _NOT_READ else cast("Fact", fact))
    return found


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
