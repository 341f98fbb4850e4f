"""Findings: what a rule yielded, in offsets of the document and in words that outlive it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, NamedTuple

from iamsight.catalogue.documentation import for_subject
from iamsight.policy.model import Kind, Placed, Policy
from iamsight.policy.paths import path_to
from iamsight.rule import DOCUMENT, OWN, POLICY, Fix, Found, Rule, Severity
from iamsight.showing import brief
from iamsight.text import Edit, Span

if TYPE_CHECKING:
    from iamsight.catalogue import Citation


class Place(NamedTuple):
    """Another place that explains a finding; `span` in offsets of the document."""

    span: Span
    pointer: str
    message: str


class Repair(NamedTuple):
    """A fix as edits of the document. `safe`: it cannot change what the policy grants."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool


class Finding(NamedTuple):
    """What is wrong, where, and why. Plain data: it holds no node and pickles.

    Spans are code-point offsets in the document. `code` is the Access Analyzer check it corresponds to; `pointer` the
    JSON pointer of the element; `sid` that of the statement. `fixable` says that there are repairs; they are in `fixes`
    only if asked for.
    """

    rule: str
    code: str | None
    severity: Severity
    message: str
    span: Span
    pointer: str
    kind: Kind
    documentation: Citation | None
    related: tuple[Place, ...] = ()
    sid: str | None = None
    fixable: bool = False
    fixes: tuple[Repair, ...] = ()


class Result(NamedTuple):
    """What a rule yielded, of which severity; valid for its statement wherever that is. Its message is a sentence."""

    rule: Rule
    found: Found
    severity: Severity


class Located(NamedTuple):
    """A result in its policy. `placed` is None for a place outside of the statements."""

    policy: Policy
    placed: Placed | None
    result: Result


def as_sentence(found: Found) -> Found:
    """What a rule yielded, its message a sentence that is safe to show, whatever of the policy it quotes."""
    message = brief(found.message)
    first = message[:1]
    if first.islower():
        message = first.upper() + message[1:]
    return found if message is found.message else found._replace(message=message)


def span_at(located: Located) -> Span:
    """Where a result lies, in offsets of the document."""
    policy, placed, result = located
    if result.found.statement == DOCUMENT:
        return result.found.span
    return policy.view.span(placed.segment if placed else policy.segment, result.found.span)


def finding_at(located: Located) -> Finding:
    """A result in offsets of the document."""
    policy, placed, (rule, found, severity) = located
    span, pointer = _outside(policy, found.span) if found.statement == DOCUMENT else _place(policy, placed, found.span)
    related = []
    for one in found.related:
        there = _meant(policy, placed, one.statement)
        related.append(Place(*_place(policy, there, one.span), brief(one.message)))
    sid = placed.statement.sid if placed else None
    return Finding(
        rule.id,
        found.code,
        severity,
        found.message,
        span,
        pointer,
        policy.kind,
        found.citation or for_subject(rule.cites),
        tuple(related),
        sid.value if sid else None,
        found.fixes is not None,
    )


def _place(policy: Policy, placed: Placed | None, span: Span) -> tuple[Span, str]:
    """A span of a statement, or of the policy itself, as offsets of the document and as a JSON pointer."""
    if placed is None:
        path = (*policy.path, *path_to(policy.node, span))
        return policy.view.span(policy.segment, span), policy.view.pointer(path)
    path = (*policy.path, *placed.path, *path_to(placed.object, span))
    return policy.view.span(placed.segment, span), policy.view.pointer(path)


def _outside(policy: Policy, span: Span) -> tuple[Span, str]:
    """A span of the document, outside of the policy, and the pointer to the element there."""
    view = policy.view.around(-1)
    segment, start = view.tree.locate(span.start)
    root = view.tree.root if segment is None else None
    path = path_to(root, Span(start, start + span.end - span.start)) if root else ()
    return span, view.pointer(path)


def repairs_at(located: Located) -> tuple[Repair, ...]:
    policy, placed, result = located
    fixes = result.found.fixes() if result.found.fixes else ()
    return tuple(Repair(brief(one.title), tuple(_edits(policy, placed, one)), one.safe) for one in fixes)


def _edits(policy: Policy, placed: Placed | None, one: Fix) -> Iterator[Edit]:
    for change in one.changes:
        if change.statement == DOCUMENT:
            yield Edit(change.start, change.end, change.text)
            continue
        there = _meant(policy, placed, change.statement)
        segment = there.segment if there else policy.segment
        yield policy.view.edit(segment, Edit(change.start, change.end, change.text))


def _meant(policy: Policy, placed: Placed | None, statement: int) -> Placed | None:
    """The statement in which a place beside a finding in `placed` lies; None for one outside of the statements."""
    if statement in (OWN, POLICY):
        return placed if statement == OWN else None
    return policy.statements[statement]
