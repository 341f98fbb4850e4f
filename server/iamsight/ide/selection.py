"""Selection ranges: what to select when the selection grows, from a part of a value to the whole policy."""

from __future__ import annotations

from iamsight.analysis import Document
from iamsight.ide.nodes import around
from iamsight.policy import places
from iamsight.policy.cursor import locate
from iamsight.syntax.node import String
from iamsight.text import Span


def selection_ranges(document: Document, offset: int) -> list[Span]:
    """The spans around `offset`, offsets of the document, each within the next; the last is the whole document."""
    found = [Span(0, len(document.text))]
    at = document.policy_at(offset)
    if at is not None:
        found += around(at[0], offset)
    found += _within_string(document, offset)
    kept: list[Span] = []
    for span in found:
        outer = kept[-1] if kept else found[0]
        if outer.start <= span.start and span.end <= outer.end and span.touches(offset) and span not in kept:
            kept.append(span)
    return kept[::-1]


def _within_string(document: Document, offset: int) -> list[Span]:
    """The text of the string at an offset without its quotes, then the part of it: an ARN's field, an action's name."""
    location = locate(document.tree, document.policies, offset, reading=True)
    if isinstance(location, (places.Nowhere, places.EmptyDocument)) or location.here.typed is None:
        return []
    node, segment, view = location.here.typed.node, location.here.typed.segment, location.here.policy.view
    if not isinstance(node, String):
        return []
    found = [view.span(segment, node.inner)]
    if isinstance(location, places.ResourceValue):
        arn = location.arn
        parts = [(one.start, one.end) for one in (arn.prefix, arn.partition, arn.service, arn.region, arn.account)]
        parts.append((arn.resource.start, arn.resource.end))
    elif isinstance(location, (places.ActionValue, places.ConditionKey)):
        colon = node.value.find(":")
        parts = [(0, colon), (colon + 1, len(node.value))] if colon >= 0 else []
    else:
        parts = []
    spans = [view.span(segment, node.slice(*part)) for part in parts]
    return found + [span for span in spans if span.touches(offset)][:1]
