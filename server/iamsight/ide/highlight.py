"""Document highlight: where else in a policy the thing under the cursor stands."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from iamsight.analysis import Document
from iamsight.policy import places
from iamsight.policy.cursor import locate
from iamsight.policy.model import Policy, Statement
from iamsight.text import Span

_Find = Callable[[Statement], Iterator[tuple[str, Span]]]


def highlights(document: Document, offset: int) -> list[Span]:
    """The places, offsets of the document, of the action, ARN, principal, Sid or condition key at `offset`.

    The place itself is one of them; nothing where something else stands.
    """
    location = locate(document.tree, document.policies, offset, reading=True)
    find = _FINDERS.get(type(location))
    if find is None or isinstance(location, (places.Nowhere, places.EmptyDocument)) or not location.here.value:
        return []
    policy, value = location.here.policy, location.here.value.lower()
    return list(_places(policy, find, value))


def _places(policy: Policy, find: _Find, value: str) -> Iterator[Span]:
    for placed in policy.statements:
        # Without an escape in it, a statement in whose text the value does not stand need not be read.
        source = placed.source
        if source and "\\" not in source.text and value not in source.text.lower():
            continue
        for found, span in find(placed.statement):
            if found.lower() == value:
                yield policy.view.span(placed.segment, span)


def _actions(statement: Statement) -> Iterator[tuple[str, Span]]:
    return ((one.value, one.text.span) for one in statement.actions)


def _arns(statement: Statement) -> Iterator[tuple[str, Span]]:
    """Everything that may be an ARN: resources, principals, and values of conditions."""
    yield from ((one.value, one.text.span) for one in statement.resources)
    yield from ((one.value, one.text.span) for one in statement.principals)
    yield from ((text.value, text.span) for one in statement.conditions for text in one.values)


def _sids(statement: Statement) -> Iterator[tuple[str, Span]]:
    if statement.sid:
        yield statement.sid.value, statement.sid.span


def _keys(statement: Statement) -> Iterator[tuple[str, Span]]:
    return ((one.key.value, one.key.span) for one in statement.conditions)


_FINDERS: dict[type, _Find] = {
    places.ActionValue: _actions,
    places.ResourceValue: _arns,
    places.PrincipalValue: _arns,
    places.ConditionValue: _arns,
    places.SidValue: _sids,
    places.ConditionKey: _keys,
}
