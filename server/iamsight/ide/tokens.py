"""Semantic tokens: the parts of strings that mean something, so that an editor can colour them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from iamsight.analysis import Document
from iamsight.catalogue.arn import split_arn
from iamsight.ide.walk import policies_in, statements_in
from iamsight.policy.model import Placed, Policy
from iamsight.policy.text import Text
from iamsight.syntax.node import String
from iamsight.text import Span

_SPECIAL = re.compile(r"(?P<variable>\$\{[^}]*\}?)|(?P<wildcard>[*?]+)")


class TokenType(str, Enum):
    """What a part of a string is. The values are those of LSP's own token types that come nearest."""

    SERVICE = "namespace"
    ACTION = "function"
    WILDCARD = "regexp"
    VARIABLE = "variable"
    OPERATOR = "operator"
    KEY = "property"
    ELEMENT = "keyword"
    PARTITION = "enum"
    REGION = "enumMember"
    ACCOUNT = "number"
    RESOURCE = "class"


class SemanticToken(NamedTuple):
    """A token at `span`, offsets of the document; on one line, and no two overlap."""

    span: Span
    type: TokenType


def semantic_tokens(document: Document, span: Span | None = None) -> list[SemanticToken]:
    """The tokens in `span`, ascending; all for None."""
    found = [
        SemanticToken(policy.view.span(policy.segment, member.key.inner), TokenType.ELEMENT)
        for policy in policies_in(document, span)
        for member in policy.node.members
    ]
    for policy, placed in statements_in(document, span):
        found += _of_statement(policy, placed)
    return sorted(one for one in found if one.span.start < one.span.end)


def _of_statement(policy: Policy, placed: Placed) -> Iterator[SemanticToken]:
    statement = placed.statement
    pieces: list[tuple[Span, TokenType]] = [(member.key.inner, TokenType.ELEMENT) for member in statement.node.members]
    for action in statement.actions:
        pieces += _action(action.text)
    for resource in statement.resources:
        pieces += _arn(resource.text)
    for principal in statement.principals:
        pieces += _arn(principal.text)
    operators: dict[int, String] = {}
    for condition in statement.conditions:
        operators[condition.operator_node.start] = condition.operator_node
        pieces += _name(condition.key)
        for text in condition.values:
            pieces += _arn(text)
    pieces += [(operator.inner, TokenType.OPERATOR) for operator in operators.values()]
    return (SemanticToken(policy.view.span(placed.segment, span), kind) for span, kind in pieces)


def _action(text: Text) -> Iterator[tuple[Span, TokenType]]:
    literal = text.literal
    if literal is None:
        return
    colon = text.value.find(":")
    if colon > 0:
        yield literal.slice(0, colon), TokenType.SERVICE
    yield from _with_specials(literal, colon + 1, len(text.value), TokenType.ACTION)


def _arn(text: Text) -> Iterator[tuple[Span, TokenType]]:
    """The fields of an ARN; of any other value its variables and wildcards."""
    literal = text.literal
    if literal is None:
        return
    arn = split_arn(text.value)
    if arn.prefix.text != "arn" or arn.fields < 2:
        yield from _with_specials(literal, 0, len(text.value), None)
        return
    for field, kind in (
        (arn.partition, TokenType.PARTITION),
        (arn.service, TokenType.SERVICE),
        (arn.region, TokenType.REGION),
        (arn.account, TokenType.ACCOUNT),
        (arn.resource, TokenType.RESOURCE),
    ):
        yield from _with_specials(literal, field.start, field.end, kind)


def _name(key: String) -> Iterator[tuple[Span, TokenType]]:
    colon = key.value.find(":")
    if colon > 0:
        yield key.slice(0, colon), TokenType.SERVICE
    yield key.slice(colon + 1, len(key.value)), TokenType.KEY


def _with_specials(literal: String, start: int, end: int, kind: TokenType | None) -> Iterator[tuple[Span, TokenType]]:
    """A range of a string's value as `kind`, with the variables and wildcards in it apart."""
    done = start
    for special in _SPECIAL.finditer(literal.value, start, end):
        if kind and done < special.start():
            yield literal.slice(done, special.start()), kind
        is_variable = special["variable"] is not None
        yield literal.slice(*special.span()), TokenType.VARIABLE if is_variable else TokenType.WILDCARD
        done = special.end()
    if kind and done < end:
        yield literal.slice(done, end), kind
