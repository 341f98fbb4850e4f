"""What stands at a place of a document, and the page to show for it."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import NamedTuple

from iamsight.analysis import Document
from iamsight.catalogue import UNKNOWN, Action, Catalogue, rekognition
from iamsight.catalogue.documentation import for_element
from iamsight.ide.hover.actions import describe_action, describe_retired, describe_service, describe_wildcard
from iamsight.ide.hover.conditions import describe_key, describe_operator, describe_value, describe_variable
from iamsight.ide.hover.elements import describe_effect, describe_element, describe_version, kind_sentence
from iamsight.ide.hover.principals import describe_principal, describe_principal_type
from iamsight.ide.hover.resources import describe_resource, field_of
from iamsight.ide.page import Page
from iamsight.ide.summary import actions_of, is_everything, sentence
from iamsight.policy import places
from iamsight.policy.cursor import locate
from iamsight.policy.model import ActionPattern, Statement
from iamsight.policy.text import Text, literal_of, parts_of
from iamsight.syntax.node import String
from iamsight.text import Span

_VARIABLE = re.compile(r"\$\{[^}]*\}?")


class Hover(NamedTuple):
    """Help on what stands at `span`, offsets of the document, as Markdown or plain text."""

    span: Span
    text: str


def hover(document: Document, offset: int, *, markdown: bool) -> Hover | None:
    """The help on what stands at an offset of the document; None where there is nothing to say."""
    page = Page(markdown=markdown)
    location = locate(document.tree, document.policies, offset, reading=True)
    if isinstance(location, (places.Nowhere, places.EmptyDocument, places.StatementStart)):
        span = _brace(page, document, offset)
    elif location.here.typed is None:
        return None
    else:
        span = _describe(page, location, document.catalogue)
        if span and not span.touches(offset):  # a part of the string, and the cursor in another, or on its quotes
            span = location.here.span
    # In percent-encoded text an offset within one escape may have been taken for the end of what stands before it.
    return Hover(span, page.text) if span and span.touches(offset) and page.text else None


def _brace(page: Page, document: Document, offset: int) -> Span | None:
    """The opening brace of a statement, which stands for the whole of it."""
    policy, placed = document.policy_at(offset) or (None, None)
    if policy is None or placed is None:
        return None
    span = policy.view.span(placed.segment, placed.statement.span)
    if not span.touches(offset):
        return None
    page.add(sentence(page, placed.statement, document.catalogue))
    page.cite(for_element("Statement"))
    return span


def _describe(page: Page, location: places.Location, catalogue: Catalogue) -> Span | None:
    """Fill the page for what stands at a place; the span is what it is about, in offsets of the document."""
    if isinstance(location, (places.Nowhere, places.EmptyDocument)):
        return None
    here = location.here
    if isinstance(location, places.ActionValue):
        return _action(page, location, catalogue)
    if isinstance(location, places.ResourceValue):
        return _resource(page, location, catalogue)
    if isinstance(location, places.ConditionValue):
        variable = _variable(page, here, _texts(location), catalogue)
        if variable:
            return variable
        describe_value(page, here.value, location.operator, location.key, catalogue)
    elif isinstance(location, places.PrincipalValue):
        describe_principal(page, location.type, here.value, catalogue, negated=location.negated)
    elif isinstance(location, places.PrincipalStart):
        describe_principal(page, "*", here.value, catalogue, negated=location.negated)
    elif isinstance(location, places.ConditionKey):
        describe_key(page, here.value, catalogue, _actions(here, catalogue))
    else:
        _describe_word(page, location, here, catalogue)
    return here.span


def _describe_word(page: Page, location: places.Location, here: places.Here, catalogue: Catalogue) -> None:
    """The names of elements, and values that are words of the policy language."""
    if isinstance(location, places.PolicyKey):
        is_statement = here.value == "Statement"
        said = kind_sentence(page, here.policy.kind, here.policy.reason) if is_statement else ""
        describe_element(page, here.value, _service_of(here), said)
    elif isinstance(location, places.StatementKey):
        describe_element(page, here.value, _service(here.statement) if here.statement else None)
    elif isinstance(location, places.VersionValue):
        describe_version(page, here.value)
    elif isinstance(location, places.IdValue):
        describe_element(page, "Id")
    elif isinstance(location, places.ConditionOperator):
        describe_operator(page, here.value)
    elif isinstance(location, places.PrincipalType):
        describe_principal_type(page, here.value)
    elif here.statement:
        said = sentence(page, here.statement, catalogue)
        if isinstance(location, places.EffectValue):
            describe_effect(page, here.value, said)
        elif isinstance(location, places.SidValue):
            page.add(said)
            describe_element(page, "Sid")


def _action(page: Page, location: places.ActionValue, catalogue: Catalogue) -> Span | None:
    here = location.here
    text = _text(here, (one.text for one in here.statement.actions) if here.statement else ())
    if text is None:
        return None
    pattern = ActionPattern(text, location.negated)
    action = catalogue.action(pattern.value)
    retired = catalogue.retired_action(pattern.value)
    if action:
        describe_action(page, action, catalogue)
    elif is_everything(pattern.value) or (not pattern.by_name and catalogue.matches_any(pattern.value)):
        describe_wildcard(page, pattern.value, catalogue, negated=location.negated)
    elif retired:
        describe_retired(page, retired)
    elif catalogue.service_name(pattern.service):
        describe_service(page, pattern.service, catalogue)
        return _span(here, text, 0, len(pattern.service))
    return here.span


def _resource(page: Page, location: places.ResourceValue, catalogue: Catalogue) -> Span | None:
    here = location.here
    entries = [one.text for one in here.statement.resources] if here.statement else []
    variable = _variable(page, here, entries, catalogue)
    text = _text(here, entries)
    if variable or text is None:
        return variable
    index = _index(here, text)
    arn = location.arn if literal_of(text) else None
    field = location.field if arn and arn.fields > 1 and index is not None else None
    describe_resource(page, text.value, catalogue, _actions(here, catalogue), field)
    if arn is None or field is None:
        return here.span
    at = field_of(arn, field)
    return _span(here, text, at.start, at.end) if at.text else here.span


def _variable(page: Page, here: places.Here, entries: Iterable[Text], catalogue: Catalogue) -> Span | None:
    """The policy variable at the cursor, if there is one: the page is filled."""
    text = _text(here, entries)
    index = _index(here, text) if text else None
    if text is None or index is None:
        return None
    for found in _VARIABLE.finditer(text.value):
        if found.start() <= index < found.end():
            describe_variable(page, found.group(), catalogue, replaced=here.policy.has_variables)
            return _span(here, text, *found.span())
    return None


def _texts(location: places.ConditionValue) -> list[Text]:
    statement = location.here.statement
    return [text for one in statement.conditions for text in one.values] if statement else []


def _text(here: places.Here, entries: Iterable[Text]) -> Text | None:
    """The value that the string under the cursor is, or is a part of."""
    node = here.typed.node if here.typed else None
    if not isinstance(node, String):
        return None
    owners = (text for text in entries if any(part.start == node.start for _, part, _ in parts_of(text)))
    return next(owners, node)


def _index(here: places.Here, text: Text) -> int | None:
    """The index in `text` of the place at the cursor; None in a part that a template computes."""
    at = len(here.before)
    for start, node, offset in reversed(parts_of(text)):
        if here.typed and node.start == here.typed.node.start and offset <= at:
            computed = text.value.find(UNKNOWN, start)
            index = start + at - offset
            return index if computed < 0 or index <= computed else None
    return None


def _span(here: places.Here, text: Text, start: int, end: int) -> Span:
    segment = here.typed.segment if here.typed else None
    return here.policy.view.span(segment, text.slice(start, end))


def _actions(here: places.Here, catalogue: Catalogue) -> tuple[Action, ...]:
    return actions_of(here.statement, catalogue) if here.statement else ()


def _service_of(here: places.Here) -> str | None:
    """The service whose guide is cited on the policy's own elements."""
    return rekognition.PREFIX if f"{rekognition.PREFIX}:" in here.policy.view.tree.text else None


def _service(statement: Statement) -> str | None:
    """The service whose guide is cited on elements of the statement: rekognition, if it has actions of that."""
    return rekognition.PREFIX if any(one.service == rekognition.PREFIX for one in statement.actions) else None
