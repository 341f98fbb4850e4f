"""Code lenses: above a policy its kind and size, above a statement what it allows or denies."""

from __future__ import annotations

from typing import NamedTuple

from iamsight.analysis import Document
from iamsight.ide.page import Page
from iamsight.ide.summary import actions_of, levels, sentence
from iamsight.ide.walk import policies_in, span_of
from iamsight.policy.model import Kind, Statement
from iamsight.policy.size import size_of
from iamsight.showing import label
from iamsight.text import Span

KIND_NAMES = {
    Kind.IDENTITY: "Identity policy",
    Kind.BOUNDARY: "Permissions boundary",
    Kind.RESOURCE: "Resource policy",
    Kind.TRUST: "Trust policy",
    Kind.SCP: "Service control policy",
    Kind.RCP: "Resource control policy",
}


class CodeLens(NamedTuple):
    """A line to show above `span`, offsets of the document.

    `about` is kind, size or statement; `policy` and `statement` say which, as numbers from 0 (`statement` is -1 for a
    policy's own). `title` is None until `title_of` is asked for it.
    """

    span: Span
    about: str
    policy: int
    statement: int = -1
    title: str | None = None


def code_lenses(document: Document) -> list[CodeLens]:
    """The lenses of a document, those of statements without their titles, which take more work."""
    found = []
    for number, policy in enumerate(policies_in(document, None)):
        brace = policy.view.span(policy.segment, policy.span)
        named = f"{KIND_NAMES[policy.kind]}{f' of {policy.resource_type}' if policy.resource_type else ''}"
        found.append(
            CodeLens(brace, "kind", number, title=label(f"{named}: {policy.reason}" if policy.reason else named))
        )
        if size := size_of(policy):
            amount = f"{size.amount:,} {size.unit}"
            if size.quota:
                share = 100 * size.amount // size.quota
                amount = f"{size.amount:,} of {size.quota:,} {size.unit} for {size.of} ({share} %)"
            found.append(CodeLens(brace, "size", number, title=amount))
        for placed in policy.statements:
            start = span_of(policy, placed).start
            found.append(CodeLens(Span(start, start + 1), "statement", number, placed.index))
    return found


def title_of(document: Document, policy: int, statement: int) -> str | None:
    """The title of the lens of a statement; None if the document no longer has it."""
    if policy >= len(document.policies) or statement >= len(document.policies[policy].statements):
        return None
    return statement_title(document.policies[policy].statements[statement].statement, document)


def statement_title(statement: Statement, document: Document) -> str:
    """What a statement allows or denies, as briefly as it can be said: its actions by access level."""
    actions = actions_of(statement, document.catalogue)
    if not actions or statement.effect is None:
        return label(sentence(Page(markdown=False), statement, document.catalogue).removesuffix("."))
    services = list(dict.fromkeys(action.service for action in actions))
    names = [document.catalogue.service_name(one) or one for one in services]
    of = ", ".join(names) if len(names) <= 3 else f"{len(names)} services"
    return f"{'Allows' if statement.allows else 'Denies'} {levels(actions)}: {of}"
