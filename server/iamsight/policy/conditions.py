"""The Condition of a statement, clause by clause, with what the catalogue knows of operators and keys.

A clause is one key under one operator. What is still being typed is no clause yet.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from typing import NamedTuple

from iamsight.catalogue.catalogue import Catalogue
from iamsight.catalogue.conditions import OperatorUse, operator_use
from iamsight.catalogue.model import ConditionKey
from iamsight.policy.model import Condition, Statement
from iamsight.policy.shape import is_written
from iamsight.policy.text import Text, intrinsic_of
from iamsight.policy.variables import is_known
from iamsight.syntax.node import Array, Member, Object

_STATEMENTS_KEPT = 4  # the rules ask for the same statement one after the other
_KEYS_KEPT = 4096


class Clause(NamedTuple):
    """A key under an operator. `use` and `key` are None where the catalogue does not know the operator or the key.

    `member` is the key with its value, in the object of `operator`, which is a member of the `block`.
    """

    condition: Condition
    use: OperatorUse | None
    key: ConditionKey | None
    member: Member
    operator: Member
    block: Object

    @property
    def name(self) -> str:
        """The key's name in lower case, as keys are compared."""
        return self.condition.key.value.lower()

    @property
    def base(self) -> str:
        """The operator as AWS spells it, without qualifier and `IfExists`; empty if there is no such operator."""
        return self.use.operator.name if self.use else ""

    @property
    def family(self) -> str:
        """The type of the keys that the operator is for; empty if there is no such operator."""
        return self.use.operator.family if self.use else ""

    @property
    def qualifier(self) -> str | None:
        """ForAllValues or ForAnyValue, if the operator has one."""
        return self.use.qualifier if self.use else None

    @property
    def if_exists(self) -> bool:
        """Whether the operator has the suffix `IfExists`."""
        return self.use is not None and self.use.if_exists

    @property
    def plain(self) -> bool:
        """Whether the operator is known, and written without qualifier and `IfExists`."""
        return self.use is not None and not self.use.qualifier and not self.use.if_exists

    @property
    def known_values(self) -> tuple[Text, ...]:
        """The values that are complete and the same for every request."""
        return tuple(one for one in self.condition.values if is_known(one))

    @property
    def all_known(self) -> bool:
        """Whether there are values, and all of them are complete and the same for every request."""
        return bool(self.condition.values) and all(is_known(one) for one in self.condition.values)

    @property
    def is_wildcard_alone(self) -> bool:
        """Whether the key is compared with just `*`."""
        values = self.condition.values
        return bool(values) and all(one.value == "*" and one.closed for one in values)

    @property
    def keys(self) -> Object:
        """The object of the operator, which holds the key."""
        value = self.operator.value
        assert isinstance(value, Object)  # noqa: S101 - a clause is made of the members of an object
        return value


@lru_cache(maxsize=_STATEMENTS_KEPT)
def clauses(statement: Statement, catalogue: Catalogue) -> tuple[Clause, ...]:
    """The clauses of a statement, in order, as far as they are written."""
    return tuple(_clauses(statement, catalogue)) if "Condition" in statement.elements else ()


def operators(statement: Statement) -> Iterator[Member]:
    """The members of Condition whose names should be operators, as far as they are written."""
    member = statement.elements.get("Condition")
    block = member.value if member else None
    if isinstance(block, Object) and not (statement.template and intrinsic_of(block)):
        yield from filter(is_written, block.members)


@lru_cache(maxsize=_KEYS_KEPT)
def find_key(name: str, catalogue: Catalogue) -> ConditionKey | None:
    """The key of this name, in lower case; None if the catalogue has none."""
    return catalogue.condition_key(name)


def lacks_tag(clause: Clause, catalogue: Catalogue) -> bool:
    """Whether the key stops at the slash of a known key on tags: `aws:ResourceTag/`."""
    return clause.name.endswith("tag/") and find_key(f"{clause.name}x", catalogue) is not None


def is_list(clause: Clause) -> Array | None:
    """The list of values, if the clause has one that is closed."""
    value = clause.member.value
    return value if isinstance(value, Array) and value.closed else None


def _clauses(statement: Statement, catalogue: Catalogue) -> Iterator[Clause]:
    written = [operator for operator in operators(statement) if isinstance(operator.value, Object)]
    by_key = {id(one.key): one for one in statement.conditions}
    block = statement.elements["Condition"].value
    for operator in written:
        use = operator_use(operator.key.value)
        if not isinstance(operator.value, Object) or not isinstance(block, Object):
            continue
        if statement.template and intrinsic_of(operator.value):
            continue
        for member in filter(is_written, operator.value.members):
            if "${" not in member.key.value:
                key = find_key(member.key.value.lower(), catalogue)
                yield Clause(by_key[id(member.key)], use, key, member, operator, block)
