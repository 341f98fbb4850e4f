"""What a statement says, in one sentence: for hovers, code lenses, symbols and the explanation of a policy."""

from __future__ import annotations

from collections.abc import Iterable

from iamsight.catalogue import UNKNOWN, Action, Catalogue
from iamsight.catalogue.model import ACCESS_LEVELS
from iamsight.ide.page import Page
from iamsight.policy.model import ActionPattern, Statement

_NAMED = 2


def actions_of(statement: Statement, catalogue: Catalogue) -> tuple[Action, ...]:
    """The actions that Action names or matches, each once. Empty for `*`, which stands for all there are."""
    patterns = [one for one in statement.actions if not one.negated]
    if any(is_everything(one.value) for one in patterns):
        return ()
    found = {action.full: action for one in patterns for action in catalogue.expand(one.value)}
    return tuple(found.values())


def is_everything(pattern: str) -> bool:
    """Whether an Action value stands for every action of every service."""
    return pattern in ("*", "*:*")


def sentence(page: Page, statement: Statement, catalogue: Catalogue) -> str:
    """What the statement says, as a piece of `page`: one sentence with a full stop."""
    verb = {"Allow": "Allows", "Deny": "Denies"}.get(statement.effect or "")
    if verb is None:
        return "Grants nothing: its Effect is neither Allow nor Deny."
    actions = [one for one in statement.actions if one.value and not one.value.endswith(":")]
    if not actions:
        return "Grants nothing yet: it names no action."
    who = _principals(page, statement)
    what = _actions(page, statement, actions, catalogue)
    said = f"{verb} {who} to use {what}" if who else f"{verb} {what}"
    return f"{said}{_resources(page, statement)}{_conditions(page, statement)}."


def levels(actions: Iterable[Action]) -> str:
    """The access levels of actions with their numbers, harmless ones first: `4 Read, 1 Write`."""
    counts: dict[str, int] = {}
    for action in actions:
        counts[action.level] = counts.get(action.level, 0) + 1
    known = [level for level in ACCESS_LEVELS if level in counts]
    return ", ".join(f"{counts[level]} {level}" for level in known)


def _principals(page: Page, statement: Statement) -> str:
    values = list(dict.fromkeys(one.value.replace(UNKNOWN, "…") for one in statement.principals if one.value))
    if not values:
        return ""
    negated = statement.principals[0].negated
    named = _list(page, values, "principals")
    if negated:
        return f"everyone but {named}"
    return "everyone" if "*" in values else named


def _actions(page: Page, statement: Statement, written: list[ActionPattern], catalogue: Catalogue) -> str:
    """`written` are the patterns that are not still to be typed."""
    if written[0].negated:
        return f"every action but {_list(page, [one.value for one in written], 'patterns')}"
    if any(is_everything(one.value) for one in written):
        return "every action of every service"
    if len(written) <= _NAMED and all(one.by_name for one in written):
        return _named(page, written, catalogue)
    actions = actions_of(statement, catalogue)
    if not actions:
        return "no action that AWS documents"
    services = list(dict.fromkeys(action.service for action in actions))
    names = [page.prose(catalogue.service_name(one) or one) for one in services]
    of = " and ".join(names) if len(names) <= _NAMED else f"{len(names)} services"
    whole = catalogue.service(services[0])
    every = "all " if len(services) == 1 and whole and len(actions) == len(whole.actions) else ""
    return f"{every}{len(actions)} action{'s' if len(actions) > 1 else ''} of {of} ({levels(actions)})"


def _named(page: Page, patterns: Iterable[ActionPattern], catalogue: Catalogue) -> str:
    pieces = []
    for pattern in patterns:
        action = catalogue.action(pattern.value)
        pieces.append(page.code(pattern.value) + (f" ({action.level})" if action else ""))
    return " and ".join(pieces)


def _resources(page: Page, statement: Statement) -> str:
    values = [one.value.replace(UNKNOWN, "…") for one in statement.resources if one.value]
    if not values:
        return ""
    named = _list(page, values, "resources")
    if statement.resources[0].negated:
        return f" on every resource but {named}"
    return " on every resource" if "*" in values else f" on {named}"


def _conditions(page: Page, statement: Statement) -> str:
    keys = list(dict.fromkeys(one.key.value for one in statement.conditions))
    if not keys:
        return ""
    return f", under {'a condition' if len(keys) == 1 else 'conditions'} on {_list(page, keys, 'keys')}"


def _list(page: Page, values: list[str], noun: str) -> str:
    return " and ".join(page.code(one) for one in values) if len(values) <= _NAMED else f"{len(values)} {noun}"
