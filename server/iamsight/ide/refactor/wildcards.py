"""Wildcards in Action: written out as the actions they match, and actions folded into the wildcards that match them."""

from __future__ import annotations

import re
from collections.abc import Iterator

from iamsight.catalogue import Action, Catalogue
from iamsight.ide.refactor.site import Refactoring, Site
from iamsight.ide.summary import is_everything
from iamsight.policy import places
from iamsight.policy.model import ActionPattern
from iamsight.policy.text import literal_of
from iamsight.syntax.node import Array, Member, Node, String

_MOST_ACTIONS = 250
_FEWEST_FOLDED = 3
_WORD = re.compile(r"[A-Z]+(?![a-z])|[A-Z]?[a-z0-9]+")


def expand(site: Site) -> Iterator[Refactoring]:
    """Write the wildcard at the cursor out."""
    if not isinstance(site.place, places.ActionValue):
        return
    member, patterns = action_list(site, negated=site.place.negated)
    wanted = site.place.here.value
    if member is None or is_everything(wanted) or not any(mark in wanted for mark in "*?"):
        return
    actions = [action.full for action in site.catalogue.expand(wanted)]
    if not 0 < len(actions) <= _MOST_ACTIONS:
        return
    values: list[str] = []
    for pattern in patterns:
        values += actions if pattern.value == wanted else [pattern.value]
    old = member.value
    title = f'Write "{wanted}" out: {_counted(len(actions))}'
    yield Refactoring(title, lambda: [site.list_edit(old, _once(values))], same=True)


def fold(site: Site) -> Iterator[Refactoring]:
    """Put wildcards in the place of actions where they match these and no others."""
    place = site.place
    negated = isinstance(place, places.ActionValue) and place.negated
    if not isinstance(place, places.ActionValue) and not _is_action_key(place):
        return
    if isinstance(place, places.StatementKey):
        negated = place.here.value == "NotAction"
    member, patterns = action_list(site, negated=negated)
    if member is None:
        return
    values = [pattern.value for pattern in patterns]
    named = {one.full: one for one in map(site.catalogue.action, values) if one is not None}
    folds = _folds(named, site.catalogue)
    if not folds:
        return
    homes = {action: wildcard for wildcard, actions in folds.items() for action in actions}
    folded = _once([homes.get(_full(value, site.catalogue), value) for value in values])
    old = member.value
    names = ", ".join(f'"{wildcard}"' for wildcard in list(folds)[:3]) + (" ..." if len(folds) > 3 else "")
    title = f"Fold {_counted(len(homes))} into {names}"
    yield Refactoring(title, lambda: [site.list_edit(old, folded)], same=True)


def action_list(site: Site, *, negated: bool) -> tuple[Member | None, list[ActionPattern]]:
    """Action or NotAction with its entries; None where some of these are computed by a template."""
    member = site.statement.elements.get("NotAction" if negated else "Action")
    patterns = [one for one in site.statement.actions if one.negated == negated]
    if member is None or not _is_plain(member.value) or not all(literal_of(one.text) for one in patterns):
        return None, []
    return member, patterns


def _is_plain(value: Node) -> bool:
    items = value.items if isinstance(value, Array) else (value,)
    return all(isinstance(item, String) for item in items)


def _is_action_key(place: places.Location) -> bool:
    return isinstance(place, places.StatementKey) and place.here.value in ("Action", "NotAction")


def _folds(named: dict[str, Action], catalogue: Catalogue) -> dict[str, tuple[str, ...]]:
    """Wildcards that match some of the named actions and no others; of two that overlap the one for more."""
    candidates: dict[str, tuple[str, ...]] = {}
    for action in named.values():
        words = [match.end() for match in _WORD.finditer(action.name)]
        for end in (0, *words[:2]):
            wildcard = f"{action.service}:{action.name[:end]}*"
            if wildcard not in candidates:
                candidates[wildcard] = tuple(one.full for one in catalogue.expand(wildcard))
    fitting = {
        wildcard: matched
        for wildcard, matched in candidates.items()
        if len(matched) >= _FEWEST_FOLDED and all(one in named for one in matched)
    }
    chosen: dict[str, tuple[str, ...]] = {}
    done: set[str] = set()
    for wildcard, matched in sorted(fitting.items(), key=lambda one: (-len(one[1]), len(one[0]), one[0])):
        if done.isdisjoint(matched):
            chosen[wildcard] = matched
            done.update(matched)
    return chosen


def _full(value: str, catalogue: Catalogue) -> str:
    action = catalogue.action(value)
    return action.full if action else value


def _once(values: list[str]) -> list[str]:
    found: dict[str, str] = {}
    for value in values:
        found.setdefault(value.lower(), value)
    return list(found.values())


def _counted(number: int) -> str:
    return f"{number} action{'' if number == 1 else 's'}"
