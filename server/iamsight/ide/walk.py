"""The statements of a document that lie in a part of it, without reading the others."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator

from iamsight.analysis import Document
from iamsight.policy.model import Placed, Policy
from iamsight.text import Span


def policies_in(document: Document, span: Span | None) -> Iterator[Policy]:
    """The policies that touch `span`, offsets of the document; all for None."""
    for policy in document.policies:
        if span is None or _touch(policy.view.span(policy.segment, policy.node.span), span):
            yield policy


def statements_in(document: Document, span: Span | None = None) -> Iterator[tuple[Policy, Placed]]:
    """The statements that touch `span`, each with its policy, in order; all for None."""
    for policy in policies_in(document, span):
        for placed in policy.statements if span is None else _touching(policy, span):
            yield policy, placed


def _touching(policy: Policy, span: Span) -> tuple[Placed, ...]:
    def start(placed: Placed) -> int:
        return span_of(policy, placed).start

    def end(placed: Placed) -> int:
        return span_of(policy, placed).end

    statements = policy.statements
    return statements[bisect_left(statements, span.start, key=end) : bisect_right(statements, span.end, key=start)]


def span_of(policy: Policy, placed: Placed) -> Span:
    """Where in the document a statement is written. One that is kept apart is not parsed for it."""
    tree = policy.view.tree
    if placed.source and placed.segment is not None:
        return policy.view.written(Span(tree.starts[placed.segment], tree.end(placed.segment)))
    return policy.view.span(placed.segment, placed.object.span)


def _touch(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end
