"""Inlay hints: behind a wildcard in Action, how many actions it matches."""

from __future__ import annotations

from typing import NamedTuple

from iamsight.analysis import Document
from iamsight.ide.summary import is_everything, levels
from iamsight.ide.walk import statements_in
from iamsight.policy.text import literal_of
from iamsight.showing import label as shown
from iamsight.text import Span


class InlayHint(NamedTuple):
    """A few words to show at `offset` of the document, and what to say when somebody points at them."""

    offset: int
    label: str
    tooltip: str


def inlay_hints(document: Document, span: Span | None = None) -> list[InlayHint]:
    """The hints in `span`, offsets of the document; all for None. A bare `*` gets none: there is nothing to count."""
    found = []
    for policy, placed in statements_in(document, span):
        for action in placed.statement.actions:
            if action.by_name or not literal_of(action.text) or is_everything(action.value):
                continue
            at = policy.view.span(placed.segment, action.text.span).end
            if span and not span.touches(at):
                continue
            actions = document.catalogue.expand(action.value)
            if actions:
                label = f"{len(actions)} action{'s' if len(actions) > 1 else ''}"
                found.append(InlayHint(at, label, f"{shown(action.value)}: {levels(actions)}"))
    return found
