"""Document links: from an action to its entry in the Service Authorization Reference."""

from __future__ import annotations

from typing import NamedTuple

from iamsight.analysis import Document
from iamsight.catalogue import Catalogue
from iamsight.catalogue.reference import service_page
from iamsight.ide.walk import statements_in
from iamsight.policy.text import literal_of
from iamsight.text import Span


class DocumentLink(NamedTuple):
    """A link at `span`, offsets of the document. `key` is the Action value, from which `target` makes the address."""

    span: Span
    key: str


def document_links(document: Document) -> list[DocumentLink]:
    """The links of a document: of every literal entry of Action and NotAction with a service that exists."""
    found = []
    for policy, placed in statements_in(document):
        for action in placed.statement.actions:
            literal = literal_of(action.text)
            if literal and ":" in action.value and document.catalogue.service_name(action.service):
                found.append(DocumentLink(policy.view.span(placed.segment, literal.inner), action.value))
    return found


def target(key: str, catalogue: Catalogue) -> str | None:
    """The address that a link leads to: an action's entry, or its service's table of actions for a pattern."""
    action = catalogue.action(key)
    if action:
        return service_page(action.service, "action", action.name)
    prefix = key.partition(":")[0]
    return service_page(prefix, "actions") if catalogue.service_name(prefix) else None
