"""The nodes of a policy with their places in the document, one after the other, whatever they stand in."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from iamsight.policy.model import Policy
from iamsight.syntax.node import Array, Island, Member, Node, Object
from iamsight.syntax.tree import Segment
from iamsight.text import Span


class Found(NamedTuple):
    """A node of a policy; `span` is where it is written in the document."""

    node: Node
    segment: Segment
    span: Span


def around(policy: Policy, offset: int) -> list[Span]:
    """The spans around an offset of the document, within the policy, from the outermost inwards."""
    found: list[Span] = []
    node: Node | None = policy.node
    segment = policy.segment
    while node is not None:
        if isinstance(node, Island):
            segment, node = node.index, policy.view.tree.sources[node.index].node
        span = policy.view.span(segment, node.span)
        found.append(span)
        inner = None
        children = _children(node)
        at = bisect_left(children, offset, key=partial(_end, policy, segment))
        if at < len(children) and policy.view.span(segment, children[at].span).touches(offset):
            inner = children[at]
        if isinstance(inner, Member):
            found.append(policy.view.span(segment, inner.span))
            key = policy.view.span(segment, inner.key.span)
            inner = inner.key if key.touches(offset) else inner.value
            if not policy.view.span(segment, inner.span).touches(offset):
                inner = None
        node = inner
    return found


def containers(policy: Policy) -> Iterator[Found]:
    """Every object and array of the policy, outer ones before those in them."""
    stack: list[tuple[Node, Segment]] = [(policy.node, policy.segment)]
    while stack:
        node, segment = stack.pop()
        if isinstance(node, Island):
            segment, node = node.index, policy.view.tree.sources[node.index].node
        if isinstance(node, (Object, Array)):
            yield Found(node, segment, policy.view.span(segment, node.span))
            stack += [(_value(child), segment) for child in reversed(_children(node))]


def _end(policy: Policy, segment: Segment, child: Member | Node) -> int:
    return policy.view.span(segment, child.span).end


def _children(node: Node) -> tuple[Member, ...] | tuple[Node, ...]:
    if isinstance(node, Object):
        return node.members
    return node.items if isinstance(node, Array) else ()


def _value(child: Member | Node) -> Node:
    return child.value if isinstance(child, Member) else child
