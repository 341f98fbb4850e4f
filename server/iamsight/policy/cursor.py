"""Where a cursor is: one named place for each position of a policy, however broken or unfinished.

What could be offered or explained there is not decided here.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

from iamsight.policy.budding import budding_policy
from iamsight.policy.model import STATEMENT_ELEMENTS, Placed, Policy
from iamsight.policy.places import (
    ActionValue,
    ConditionKey,
    ConditionOperator,
    ConditionValue,
    EffectValue,
    EmptyDocument,
    Here,
    IdValue,
    Location,
    Nowhere,
    PolicyKey,
    PrincipalStart,
    PrincipalType,
    PrincipalValue,
    ResourceValue,
    SidValue,
    StatementKey,
    StatementStart,
    VersionValue,
)
from iamsight.syntax.node import Array, Missing, Object
from iamsight.syntax.spot import Slot, Spot, find_spot
from iamsight.syntax.tree import Tree
from iamsight.text import Span


def locate(tree: Tree, policies: Sequence[Policy], offset: int, *, reading: bool = False) -> Location:
    """The place at an `offset` of the document, whose tree and policies are given.

    A cursor is in a string between its quotes, and behind it while its closing quote is missing. When `reading`
    (somebody points at it rather than writes), the quotes belong to the string.
    """
    index = bisect_left(policies, offset, key=_start) - 1
    policy = policies[index] if index >= 0 else None
    spot = _spot(policy, offset, reading=reading) if policy else None
    if spot is None:
        policy = budding_policy(tree, offset)
        spot = _spot(policy, offset, reading=reading) if policy else None
    if policy and spot:
        return _in_policy(policy, _settled(spot), offset)
    return Nowhere() if policies else _in_empty_document(tree, offset)


def _spot(policy: Policy, offset: int, *, reading: bool) -> Spot | None:
    view = policy.view
    if view.host and not view.written(Span(0, len(view.tree.text))).touches(offset):
        return None
    return find_spot(view.tree, policy.node, policy.segment, view.locate(offset), reading=reading)


def _start(policy: Policy) -> int:
    return policy.view.span(policy.segment, policy.span).start


def _in_empty_document(tree: Tree, offset: int) -> Location:
    text = tree.text.strip(" \t\r\n\ufeff")
    if any(character in text for character in "{}[]:, \t\r\n"):
        return Nowhere()
    start = tree.text.find(text) if text else offset
    if not start <= offset <= start + len(text):
        return Nowhere()
    return EmptyDocument(Span(start, start + len(text)), text.strip("\"'"))


def _settled(spot: Spot) -> Spot:
    """The spot, with a bare word such as `s3:` that was read as a name and its colon put back where it belongs."""
    container, glued = spot.container, spot.glued
    if glued is None or not isinstance(container, Object):
        return spot
    members = container.members
    index = next(at for at, member in enumerate(members) if member.key.start == glued.node.start)
    before = members[index - 1] if index else None
    if before and isinstance(before.value, (Missing, Array)) and _is_open(before.value):
        path = (*spot.path[:-1], before.key.value)
        if isinstance(before.value, Missing):
            return spot._replace(path=path, typed=glued)
        path = (*path, len(before.value.items))
        return spot._replace(path=path, typed=glued, slot=Slot.ITEM, container=before.value)
    if "Condition" in spot.path[:-1]:
        return spot._replace(path=spot.path[:-1], typed=glued, slot=Slot.NAME, colon_after=False)
    return spot


def _is_open(node: Missing | Array) -> bool:
    return isinstance(node, Missing) or not node.closed


def _in_policy(policy: Policy, spot: Spot, offset: int) -> Location:
    """The place of a spot whose path starts at the policy."""
    path = spot.path
    here = _here(policy, None, spot, offset)
    if spot.slot is Slot.NOTHING:
        return Nowhere()
    if not path:
        return PolicyKey(here)
    if path == ("Version",):
        return VersionValue(here)
    if path == ("Id",):
        return IdValue(here)
    if path[0] != "Statement":
        return Nowhere()
    item = path[1] if len(path) > 1 and isinstance(path[1], int) else None
    inner = path[1:] if item is None else path[2:]
    if not inner and spot.slot is not Slot.NAME:
        return StatementStart(here)
    # Looked for backwards: what is no statement is left out, so a statement's number is at most that of its item.
    placed = next((one for one in reversed(policy.statements[: (item or 0) + 1]) if one.item == item), None)
    return _in_statement(_here(policy, placed, spot, offset), _rerooted(inner))


def _rerooted(path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The path within a statement, where an element was read as part of another that was never closed."""
    found = [at for at, step in enumerate(path) if step in STATEMENT_ELEMENTS]
    return path[found[-1] :] if found else path


def _in_statement(here: Here, path: tuple[str | int, ...]) -> Location:
    naming = here.spot.slot is Slot.NAME
    if here.policy.template:
        path = _without_functions(path)
    if not path:
        return StatementKey(here) if naming else Nowhere()
    element, inner = path[0], path[1:]
    if naming and not inner and element in ("Principal", "NotPrincipal"):
        return PrincipalType(here, element == "NotPrincipal")
    if element in ("Principal", "NotPrincipal"):
        return _in_principal(here, inner, negated=element == "NotPrincipal")
    if element == "Condition":
        return _in_condition(here, inner)
    if naming or len(inner) > 1 or (inner and not isinstance(inner[0], int)):
        return Nowhere()
    if element in ("Action", "NotAction"):
        return ActionValue(here, element == "NotAction")
    if element in ("Resource", "NotResource"):
        return ResourceValue(here, element == "NotResource")
    if element == "Effect" and not inner:
        return EffectValue(here)
    return SidValue(here) if element == "Sid" and not inner else Nowhere()


def _in_principal(here: Here, path: tuple[str | int, ...], *, negated: bool) -> Location:
    if not path:
        return PrincipalStart(here, negated)
    kind = path[0]
    if here.spot.slot is Slot.NAME or not isinstance(kind, str) or _too_deep(path[1:]):
        return Nowhere()
    return PrincipalValue(here, kind, negated)


def _in_condition(here: Here, path: tuple[str | int, ...]) -> Location:
    naming = here.spot.slot is Slot.NAME
    names = [step for step in path[:2] if isinstance(step, str)]
    if naming:
        if not path:
            return ConditionOperator(here)
        return ConditionKey(here, names[0]) if len(path) == len(names) == 1 else Nowhere()
    if len(names) < 2 or _too_deep(path[2:]):
        return Nowhere()
    return ConditionValue(here, names[0], names[1])


def _too_deep(path: tuple[str | int, ...]) -> bool:
    """Whether a path leads further than to the items of a list."""
    return len(path) > 1 or any(isinstance(step, str) for step in path)


def _without_functions(path: tuple[str | int, ...]) -> tuple[str | int, ...]:
    """The path without CloudFormation's `Fn::If` and `Fn::Sub`, whose strings stand for the value itself."""
    found: list[str | int] = []
    at = 0
    while at < len(path):
        if path[at] in ("Fn::If", "Fn::Sub"):
            at += 1 + (at + 1 < len(path) and isinstance(path[at + 1], int))
        else:
            found.append(path[at])
            at += 1
    return tuple(found)


def _here(policy: Policy, placed: Placed | None, spot: Spot, offset: int) -> Here:
    typed = spot.typed
    span = policy.view.written(typed.span) if typed else Span(offset, offset)
    statement = placed.statement if placed else None
    return Here(policy, placed, statement, spot, typed, span)
