"""Refactorings at a cursor: other ways to write what a policy says, and what it was probably still to say.

Everything written keeps the layout that it is put into: one line or several, and the indentation found there.
"""

from __future__ import annotations

from iamsight.analysis import Document
from iamsight.ide.refactor import additions, lists, merging, resources, splitting, wildcards
from iamsight.ide.refactor.site import Refactoring, site_at

__all__ = ["Refactoring", "refactorings", "wildcards_written_out"]

_OFFERS = (
    wildcards.expand,
    wildcards.fold,
    resources.name_formats,
    splitting.by_service,
    splitting.by_level,
    splitting.by_resource_type,
    merging.merge,
    additions.dependent_permissions,
    additions.confused_deputy,
    additions.sid,
    lists.toggle,
    lists.tidy,
)


def refactorings(document: Document, offset: int) -> list[Refactoring]:
    """What may be done at an offset of the document. Nothing in a statement whose JSON is broken."""
    site = site_at(document, offset)
    return [one for offer in _OFFERS for one in offer(site)] if site else []


def wildcards_written_out(document: Document, offset: int) -> list[Refactoring]:
    """The refactoring alone that writes the action wildcard at an offset out, where there is one."""
    site = site_at(document, offset)
    return list(wildcards.expand(site)) if site else []
