"""Symbols: the policies of a document, their statements and elements; and the names in it that one may search for."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple

from iamsight.analysis import Document
from iamsight.ide.lenses import KIND_NAMES, statement_title
from iamsight.ide.walk import span_of
from iamsight.policy.model import Placed, Policy
from iamsight.policy.text import scalar_text
from iamsight.showing import label
from iamsight.syntax.node import Array, Member, Node, Object
from iamsight.text import Span

_LONGEST = 60


class SymbolKind(str, Enum):
    """What a symbol stands for; editors show a picture for it."""

    POLICY = "policy"
    STATEMENT = "statement"
    ELEMENT = "element"


class Symbol(NamedTuple):
    """A named part of a document: all of it at `span`, its name at `selection`, offsets of the document."""

    name: str
    detail: str
    kind: SymbolKind
    span: Span
    selection: Span
    children: tuple[Symbol, ...] = ()


class Name(NamedTuple):
    """A name to search a workspace for: that of a policy or a statement, and the policy that a statement is in."""

    name: str
    container: str
    kind: SymbolKind
    span: Span


def document_symbols(document: Document) -> list[Symbol]:
    """The symbols of a document: policies, in them statements, in these their elements."""
    return [_of_policy(document, policy) for policy in document.policies]


def names(document: Document) -> list[Name]:
    """The policies of a document and the Sids in them."""
    found = []
    for policy in document.policies:
        container = _policy_name(policy)
        found.append(Name(container, "", SymbolKind.POLICY, policy.view.span(policy.segment, policy.node.span)))
        for placed in policy.statements:
            if placed.source and '"Sid"' not in placed.source.text:
                continue  # most documents have many statements and few Sids
            sid = placed.statement.sid
            if sid:
                span = policy.view.span(placed.segment, sid.span)
                found.append(Name(label(sid.value), container, SymbolKind.STATEMENT, span))
    return found


def _of_policy(document: Document, policy: Policy) -> Symbol:
    span = policy.view.span(policy.segment, policy.node.span)
    own = [member for name, member in policy.elements.items() if name != "Statement"]
    children = [_of_member(policy, policy.segment, member) for member in own]
    children += [_of_statement(document, policy, placed) for placed in policy.statements]
    brace = policy.view.span(policy.segment, policy.span)
    return Symbol(_policy_name(policy), label(policy.reason), SymbolKind.POLICY, span, brace, tuple(children))


def _of_statement(document: Document, policy: Policy, placed: Placed) -> Symbol:
    statement = placed.statement
    title = statement_title(statement, document)
    name = label(statement.sid.value) if statement.sid and statement.sid.value else f"Statement {placed.index + 1}"
    span = span_of(policy, placed)
    place = statement.sid.span if statement.sid and statement.sid.value else statement.span
    children = tuple(_of_member(policy, placed.segment, member) for member in statement.node.members)
    return Symbol(name, title, SymbolKind.STATEMENT, span, policy.view.span(placed.segment, place), children)


def _of_member(policy: Policy, segment: int | None, member: Member) -> Symbol:
    span, selection = policy.view.span(segment, member.span), policy.view.span(segment, member.key.span)
    return Symbol(label(member.key.value) or '""', label(_summary(member.value)), SymbolKind.ELEMENT, span, selection)


def _summary(value: Node) -> str:
    """A value in a few words: a scalar itself, of a list its first item and how many there are."""
    if isinstance(value, Array):
        first = scalar_text(value.items[0]) if value.items else None
        count = f"{len(value.items)} item{'' if len(value.items) == 1 else 's'}"
        return f"{_short(first)} and {len(value.items) - 1} more" if first and len(value.items) > 1 else first or count
    if isinstance(value, Object):
        return ", ".join(member.key.value for member in value.members[:3])
    return _short(scalar_text(value) or "")


def _short(text: str) -> str:
    return text if len(text) <= _LONGEST else text[: _LONGEST - 1] + "…"


def _policy_name(policy: Policy) -> str:
    """The kind, and in a larger document the nearest name on the way to the policy that says something."""
    named = [step for step in _whole_path(policy) if isinstance(step, str) and step not in _SAYS_NOTHING]
    return label(f"{KIND_NAMES[policy.kind]}{f' {named[-1]}' if named else ''}")


_SAYS_NOTHING = {
    "Resources",
    "Properties",
    "PolicyDocument",
    "AssumeRolePolicyDocument",
    "Policies",
    "Document",
    "values",
    "policy",
    "PolicyVersionList",
}


def _whole_path(policy: Policy) -> tuple[str | int, ...]:
    host = policy.view.host
    return (*host.path, *policy.path) if host else policy.path
