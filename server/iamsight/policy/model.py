"""The model of a policy: `Policy` and its `Placed` statements; `Statement` and its parts are named here too.

A `Statement` sees its own object only and its spans are relative to that object's segment, so that it stays true
wherever the statement moves. What a statement is in which policy is said by `Policy`.
"""

from __future__ import annotations

from bisect import bisect_left
from functools import cached_property
from typing import NamedTuple

from iamsight.policy.parts import (
    EXCLUSIVE_ELEMENTS,
    POLICY_ELEMENTS,
    STATEMENT_ELEMENTS,
    VERSIONS,
    ActionPattern,
    Condition,
    Kind,
    Operator,
    Principal,
    ResourcePattern,
    split_operator,
)
from iamsight.policy.statement import Statement
from iamsight.policy.text import is_missing
from iamsight.policy.view import View
from iamsight.syntax.node import Member, Object, String
from iamsight.syntax.tree import Segment, Source
from iamsight.text import Span

__all__ = [
    "EXCLUSIVE_ELEMENTS",
    "POLICY_ELEMENTS",
    "STATEMENT_ELEMENTS",
    "VERSIONS",
    "ActionPattern",
    "Condition",
    "Kind",
    "Operator",
    "Placed",
    "Policy",
    "Principal",
    "ResourcePattern",
    "Statement",
    "split_operator",
]


class Placed(NamedTuple):
    """A statement in its policy: number `index`, in that `segment` of the tree, read when first asked for.

    `item` is its place in the array of statements; None where Statement is a single object. `node` is for one that the
    tree does not keep apart.
    """

    index: int  # type: ignore[assignment] # of more use here than tuple.index
    segment: Segment
    item: int | None
    source: Source | None
    node: Object | None
    template: bool

    @property
    def path(self) -> tuple[str | int, ...]:
        """The path from the policy to this statement."""
        return ("Statement",) if self.item is None else ("Statement", self.item)

    @property
    def object(self) -> Object:
        """The statement's object, in the coordinates of its segment."""
        return self.node or (self.source.node if self.source else _NOTHING)

    @property
    def statement(self) -> Statement:
        """The statement. One that has not changed since it was last asked for is the same object."""
        if self.source is None:
            return Statement(self.node or _NOTHING, template=self.template, listed=self.item is not None)
        key = ("statement", self.template, self.item is not None)
        found = self.source.facts.get(key)
        if not isinstance(found, Statement):
            found = self.source.facts[key] = Statement(
                self.source.node, template=self.template, listed=self.item is not None, written=self.source.text
            )
        return found


_NOTHING = Object(0, 0, ())


class Policy:
    """A policy: the object that holds the Statement element, its statements, and what is known of its kind.

    Spans of the policy's own elements count in `segment` of `view`. `kind` may have been given or inferred; `reason`
    says which, in a phrase. `resource_type` is a CloudFormation type name such as `AWS::S3::Bucket`, or None.
    `path` leads to the object from the root of the view's tree: names and indexes. `leads` are the texts
    beside its statements whose JSON it answers for, each by how many strings further out it is and the segment there;
    every text of the document has one policy that does. `too_large` is where statements stand that are too large to be
    looked at, and are none of `statements`. `facts` is where what is folded from
    the statements is kept. `before` are the statements before the last edit that stayed inside some, and `changed` the
    numbers of those: what was folded then needs these only.
    """

    def __init__(  # noqa: PLR0913
        self,
        view: View,
        node: Object,
        segment: Segment,
        path: tuple[str | int, ...],
        statements: tuple[Placed, ...],
        *,
        kind: Kind,
        reason: str = "",
        resource_type: str | None = None,
        template: bool = False,
    ) -> None:
        self.view = view
        self.node = node
        self.segment = segment
        self.path = path
        self.statements = statements
        self.kind = kind
        self.reason = reason
        self.resource_type = resource_type
        self.template = template
        self.leads: tuple[tuple[int, Segment], ...] = ()
        self.too_large: tuple[Span, ...] = ()
        self.facts: dict[object, object] = {}
        self.before: tuple[Placed, ...] = ()
        self.changed: tuple[int, ...] = ()

    @cached_property
    def elements(self) -> dict[str, Member]:
        """The policy's own members by name; of duplicates the first."""
        found: dict[str, Member] = {}
        for member in self.node.members:
            found.setdefault(member.key.value, member)
        return found

    @property
    def span(self) -> Span:
        """Where a finding about something missing in the document goes: the policy's opening brace."""
        return Span(self.node.start, self.node.start + 1)

    @property
    def version(self) -> str | None:
        """The Version as written; None where it is absent or no string."""
        member = self.elements.get("Version")
        return member.value.value if member and isinstance(member.value, String) else None

    @property
    def has_variables(self) -> bool:
        """Whether `${...}` is a policy variable here: only in the language of 2012."""
        return self.version == VERSIONS[0]

    def statement_at(self, offset: int) -> Placed | None:
        """The statement in which an `offset` of the document lies; both ends count, of two that touch the first."""
        inner = self.view.locate(offset)
        at = bisect_left(self.statements, inner, key=lambda placed: self._extent(placed).end)
        found = self.statements[at] if at < len(self.statements) else None
        return found if found and self._extent(found).start <= inner else None

    def _extent(self, placed: Placed) -> Span:
        """Where a statement stands in the text of the view. One that is kept apart is not parsed for it."""
        tree = self.view.tree
        if placed.source and placed.segment is not None:
            return Span(tree.starts[placed.segment], tree.end(placed.segment))
        return tree.absolute_span(placed.segment, placed.object.span)

    def is_empty(self, element: str) -> bool:
        """Whether an element of the policy is absent, or its value is not there yet."""
        member = self.elements.get(element)
        return member is None or is_missing(member.value)
