"""What a statement says, in a form in which statements that say the same are equal."""

from __future__ import annotations

from collections.abc import Hashable
from typing import TypeAlias

from iamsight.policy.model import STATEMENT_ELEMENTS, Statement
from iamsight.policy.text import scalar_text
from iamsight.syntax.node import Array, Node, Object, String

Meaning: TypeAlias = "frozenset[tuple[str, Hashable]]"
_DEEPEST = 8  # values in conditions stand five levels deep, a computed one a little deeper
_ANY_CASE = ("Action", "NotAction")


def meaning(statement: Statement) -> Meaning | None:
    """All that a statement says but its Sid; None if it is unfinished, or cannot be right.

    Left out are the order of lists and members, repetitions in lists, whether a single value stands in a list, and the
    case of actions, condition operators and condition keys.
    """
    if not statement.node.closed or not statement.effect or not statement.elements.keys() <= set(STATEMENT_ELEMENTS):
        return None
    found = []
    for name, member in statement.elements.items():
        if name != "Sid":
            said = _said(member.value, fold_values=name in _ANY_CASE, fold_names=2 if name == "Condition" else 0)
            if said is None:
                return None
            found.append((name, said))
    return frozenset(found)


def _said(node: Node, *, fold_values: bool, fold_names: int, depth: int = 0) -> frozenset[Hashable] | None:
    """What a value says, as if it were a list; None if it is unfinished.

    `fold_names` tells for how many levels of names case is ignored.
    """
    if depth > _DEEPEST or (isinstance(node, (String, Array, Object)) and not node.closed):
        return None
    if isinstance(node, Array):
        found: set[Hashable] = set()
        for item in node.items:
            said = _said(item, fold_values=fold_values, fold_names=fold_names, depth=depth + 1)
            if said is None:
                return None
            found |= said
        return frozenset(found)
    if isinstance(node, Object):
        members = []
        for member in node.members:
            said = _said(member.value, fold_values=fold_values, fold_names=max(fold_names - 1, 0), depth=depth + 1)
            if said is None:
                return None
            members.append((member.key.value.lower() if fold_names else member.key.value, said))
        return frozenset([frozenset(members)])
    text = scalar_text(node)
    return None if text is None else frozenset([text.lower() if fold_values else text])
