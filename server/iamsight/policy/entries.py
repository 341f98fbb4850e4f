"""The entries of Action and NotAction, with what the catalogue knows of them; read once for all rules."""

from __future__ import annotations

from functools import lru_cache

from iamsight.catalogue.catalogue import Catalogue
from iamsight.catalogue.model import Action
from iamsight.policy.model import ActionPattern, Statement
from iamsight.policy.parts import ENTRIES_KEPT

_STATEMENTS_KEPT = 4  # the rules come one after the other to each statement


@lru_cache(maxsize=_STATEMENTS_KEPT)
def unusual(statement: Statement, catalogue: Catalogue) -> tuple[ActionPattern, ...]:
    """The entries that are anything but the name of an action as AWS spells it: patterns, slips, unfinished ones."""
    spelt = catalogue.spelt
    return tuple([one for one in statement.actions if one.value not in spelt and not catalogue.spells(one.value)])


@lru_cache(maxsize=_STATEMENTS_KEPT)
def named_actions(statement: Statement, catalogue: Catalogue) -> tuple[tuple[ActionPattern, Action], ...]:
    """The entries of Action that name one action which the catalogue has, with that."""
    named = [(one, _known(one.value, catalogue)) for one in statement.actions if one.by_name and not one.negated]
    return tuple([(entry, action) for entry, action in named if action])


@lru_cache(maxsize=ENTRIES_KEPT)
def _known(value: str, catalogue: Catalogue) -> Action | None:
    return catalogue.action(value)
