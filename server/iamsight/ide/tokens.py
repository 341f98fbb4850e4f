"""Semantic tokens: the parts of strings that mean something, so that an editor can colour them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from enum import Enum
from typing import NamedTuple

from iamsight.analysis import Document
from iamsight.catalogue.arn import split_arn
from iamsight.ide.walk import policies_in, statements_in
from iamsight.policy.kept import kept_one
from iamsight.policy.model import Statement
from iamsight.policy.text import Text, literal_of
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


class TokenBlock(NamedTuple):
    """Tokens that move together: their spans count from `start`, an offset of the document, in `text`.

    `facts` is kept for as long as the block says the same, wherever it stands; None for a block that is not kept.
    """

    start: int
    text: str
    tokens: tuple[SemanticToken, ...]
    facts: dict[object, object] | None = None


def semantic_tokens(document: Document, span: Span | None = None) -> list[SemanticToken]:
    """The tokens of what touches `span`, ascending; all for None."""
    return [
        SemanticToken(token.span.shifted(block.start), token.type)
        for block in token_blocks(document, span)
        for token in block.tokens
    ]


def token_blocks(document: Document, span: Span | None = None) -> list[TokenBlock]:
    """The same in blocks, ascending: a statement is one, and so is the name of an element of a policy."""
    found = [
        _block(document, [SemanticToken(policy.view.span(policy.segment, member.key.inner), TokenType.ELEMENT)])
        for policy in policies_in(document, span)
        for member in policy.node.members
        if member.key.inner.start < member.key.inner.end
    ]
    for policy, placed in statements_in(document, span):
        if placed.source and placed.segment is not None and policy.view.host is None:
            start = policy.view.tree.starts[placed.segment]
            found.append(TokenBlock(start, placed.source.text, kept_one(placed, _tokens), placed.source.facts))
        else:
            tokens = _tokens(placed.statement)
            found.append(
                _block(
                    document, [SemanticToken(policy.view.span(placed.segment, one.span), one.type) for one in tokens]
                )
            )
    return sorted([block for block in found if block.tokens], key=lambda block: block.start)


def _block(document: Document, tokens: list[SemanticToken]) -> TokenBlock:
    """A block of tokens with offsets of the document."""
    start, end = (tokens[0].span.start, tokens[-1].span.end) if tokens else (0, 0)
    moved = tuple(SemanticToken(one.span.shifted(-start), one.type) for one in tokens)
    return TokenBlock(start, document.text[start:end], moved)


def _tokens(statement: Statement) -> tuple[SemanticToken, ...]:
    """The tokens of a statement, ascending, in its own coordinates."""
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
    return tuple(sorted(SemanticToken(span, kind) for span, kind in pieces if span.start < span.end))


def _action(text: Text) -> Iterator[tuple[Span, TokenType]]:
    literal = literal_of(text)
    if literal is None:
        return
    colon = text.value.find(":")
    if colon > 0:
        yield literal.slice(0, colon), TokenType.SERVICE
    yield from _with_specials(literal, colon + 1, len(text.value), TokenType.ACTION)


def _arn(text: Text) -> Iterator[tuple[Span, TokenType]]:
    """The fields of an ARN; of any other value its variables and wildcards."""
    literal = literal_of(text)
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
