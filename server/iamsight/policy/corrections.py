"""How to mend an object of a policy: which names to change and what to cut, so that what remains is JSON.

Spans count like those of the nodes given.
"""

from __future__ import annotations

from typing import NamedTuple

from iamsight.catalogue.nearest import nearest
from iamsight.policy.editing import place_of
from iamsight.policy.structure import Fault
from iamsight.syntax.node import Member, Object
from iamsight.text import Span


class Correction(NamedTuple):
    """Put `text` in the place of `span`. `title` says so, in the imperative; `safe`: nothing else can be meant."""

    title: str
    span: Span
    text: str
    safe: bool = False


class Advice(NamedTuple):
    """What to say of something, and how to mend it if that is clear."""

    message: str
    correction: Correction | None = None


def on_unknown(fault: Fault, member: Member, node: Object, what: str) -> Advice:
    """What to say of a member that is no element, a fault of What.UNKNOWN; `what` its object is: "a statement"."""
    wrong = f'"{fault.name}" is no element of {what}'
    near = nearest(fault.name, fault.expected)
    if not near:
        return Advice(f"{wrong}; remove it", removal(node, member))
    name = near[0]
    if any(one.key.value.lower() == name.lower() for one in node.members if one is not member):
        return Advice(f'{wrong}; did you mean "{name}", which is there already?')
    is_case = name.lower() == fault.name.lower()
    message = f'{wrong}; it is spelt "{name}"' if is_case else f'{wrong}; did you mean "{name}"?'
    return Advice(message, Correction(f'Rename to "{name}"', member.key.span, f'"{name}"', safe=is_case))


def removal(node: Object, member: Member) -> Correction:
    """Be rid of a member, and of one comma."""
    at = place_of(node, member)
    if at:
        span = Span(node.members[at - 1].value.end, member.value.end)
    else:
        following = node.members[1:2]
        span = Span(member.key.start, following[0].key.start if following else member.value.end)
    return Correction(f'Remove "{member.key.value}"', span, "")
