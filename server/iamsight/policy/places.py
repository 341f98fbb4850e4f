"""The places of a policy by name: what a cursor can point at. `cursor.locate` finds them.

Each has a `here` with what all of them share. Offsets and spans are those of the document, also for a policy inside a
string.
"""

from __future__ import annotations

from typing import NamedTuple, TypeAlias

from iamsight.catalogue.arn import Arn, split_arn
from iamsight.policy.model import Placed, Policy, Statement
from iamsight.syntax.node import Array, Object, String
from iamsight.syntax.spot import Spot, Typed
from iamsight.text import Span


class Here(NamedTuple):
    """What every place in a policy has.

    `statement` is the one that the cursor is in, None outside of statements; `placed` is its place in the policy.
    `typed` is the string (or number, or word) under the cursor: its value, the part before the cursor, its node.
    `span` is where that is written, quotes included; empty at the cursor where nothing is typed. `spot` has the rest.
    """

    policy: Policy
    placed: Placed | None
    statement: Statement | None
    spot: Spot
    typed: Typed | None
    span: Span

    @property
    def value(self) -> str:
        """All of the string under the cursor, decoded."""
        return self.typed.value if self.typed else ""

    @property
    def before(self) -> str:
        """What of the string stands before the cursor, decoded."""
        return self.typed.before if self.typed else ""

    @property
    def in_list(self) -> bool:
        """Whether the place is an item of a list."""
        return isinstance(self.spot.container, Array)

    @property
    def siblings(self) -> frozenset[str]:
        """The other names of the same object, or the other strings of the same list. There may be many: ask once."""
        mine = self.spot.typed.node.start if self.spot.typed else -1
        if isinstance(self.spot.container, Object):
            return frozenset(one.key.value for one in self.spot.container.members if one.key.start != mine)
        items = self.spot.container.items
        return frozenset(one.value for one in items if isinstance(one, String) and one.start != mine)


class PolicyKey(NamedTuple):
    """The name of an element of the policy."""

    here: Here


class VersionValue(NamedTuple):
    """The value of Version."""

    here: Here


class IdValue(NamedTuple):
    """The value of Id."""

    here: Here


class StatementStart(NamedTuple):
    """Where a whole statement could stand: the value of Statement, or an item of its list."""

    here: Here


class StatementKey(NamedTuple):
    """The name of an element of a statement."""

    here: Here


class SidValue(NamedTuple):
    """The value of Sid."""

    here: Here


class EffectValue(NamedTuple):
    """The value of Effect."""

    here: Here


class ActionValue(NamedTuple):
    """An entry of Action or, `negated`, of NotAction."""

    here: Here
    negated: bool


class ResourceValue(NamedTuple):
    """An entry of Resource or, `negated`, of NotResource."""

    here: Here
    negated: bool

    @property
    def arn(self) -> Arn:
        """The entry taken apart; offsets count in its value."""
        return split_arn(self.here.value)

    @property
    def field(self) -> int:
        """In which field of the ARN the cursor is: 0 for `arn`, 1 for the partition, to 5 for the resource part."""
        return split_arn(self.here.before).fields - 1


class PrincipalStart(NamedTuple):
    """The value of Principal or, `negated`, of NotPrincipal, where an object or `"*"` could stand."""

    here: Here
    negated: bool


class PrincipalType(NamedTuple):
    """The name of a type of principal."""

    here: Here
    negated: bool


class PrincipalValue(NamedTuple):
    """A principal of the `type` AWS, Service, Federated, CanonicalUser, or any other name found."""

    here: Here
    type: str
    negated: bool


class ConditionOperator(NamedTuple):
    """The name of an operator in Condition."""

    here: Here


class ConditionKey(NamedTuple):
    """The name of a key under an `operator`, which is as written."""

    here: Here
    operator: str


class ConditionValue(NamedTuple):
    """A value of a `key` under an `operator`, both as written."""

    here: Here
    operator: str
    key: str


class EmptyDocument(NamedTuple):
    """A document that holds nothing, or one word being typed, which stands at `span`."""

    span: Span
    typed: str


class Nowhere(NamedTuple):
    """No place that has a name: outside of policies, in a comment, or where nothing can stand."""


Location: TypeAlias = (
    PolicyKey
    | VersionValue
    | IdValue
    | StatementStart
    | StatementKey
    | SidValue
    | EffectValue
    | ActionValue
    | ResourceValue
    | PrincipalStart
    | PrincipalType
    | PrincipalValue
    | ConditionOperator
    | ConditionKey
    | ConditionValue
    | EmptyDocument
    | Nowhere
)
