"""How to change the Condition of a statement and leave JSON behind. What to change is the rules' choice."""

from __future__ import annotations

from collections.abc import Collection
from typing import NamedTuple

from iamsight.policy.conditions import Clause
from iamsight.policy.editing import place_of
from iamsight.policy.model import Statement
from iamsight.syntax.node import Array, Member, Node, Object, String
from iamsight.text import Span


class Edited(NamedTuple):
    """Put `text` in the place of `span`."""

    span: Span
    text: str


def renamed(node: String, name: str) -> Edited:
    """Another name for a key or an operator."""
    return Edited(node.inner, name)


def under(clause: Clause, operator: str) -> list[Edited]:
    """Put the clause under another operator; empty where that is not simple.

    The operator is renamed if the clause is its only one. The first or last of several is split off.
    """
    if any(one.key.value.lower() == operator.lower() for one in clause.block.members):
        return []
    members = clause.keys.members
    if len(members) == 1:
        return [renamed(clause.operator.key, operator)]
    if clause.member is members[-1] and clause.keys.closed:
        return [Edited(Span(members[-2].value.end, clause.member.key.start), f'}}, "{operator}": {{')]
    if clause.member is members[0]:
        gap = Span(clause.member.value.end, members[1].key.start)
        return [
            renamed(clause.operator.key, operator),
            Edited(gap, f'}}, "{clause.operator.key.value}": {{'),
        ]
    return []


def with_value(clause: Clause, value: str) -> Edited:
    """Another value, written as JSON."""
    return Edited(clause.member.value.span, value)


def removed(clause: Clause, statement: Statement) -> list[Edited]:
    """Be rid of the clause, and of the operator and the Condition if nothing else is in them."""
    node: Object = clause.keys
    member = clause.member
    for outer, around in ((clause.block, clause.operator), (statement.node, statement.elements["Condition"])):
        if len(node.members) > 1:
            break
        node, member = outer, around
    return [without_member(node, member)]


def without_member(node: Object, member: Member) -> Edited:
    """Be rid of a member of an object, and of one comma."""
    at = place_of(node, member)
    if at:
        return Edited(Span(node.members[at - 1].value.end, member.value.end), "")
    following = node.members[1:2]
    return Edited(Span(member.key.start, following[0].key.start if following else member.value.end), "")


def kept_only(items: Array, kept: Collection[Span]) -> list[Edited]:
    """Be rid of the items of a list that do not stand at one of these places; at least one does."""
    found = []
    before: Node | None = None
    nodes = items.items
    some_kept = False
    for at, node in enumerate(nodes):
        if node.span in kept:
            some_kept = True
        elif some_kept and before is not None:
            found.append(Edited(Span(before.span.end, node.span.end), ""))
        else:
            found.append(Edited(Span(node.span.start, nodes[at + 1].span.start), ""))
        before = node
    return found
