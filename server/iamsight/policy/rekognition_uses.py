"""Where a policy allows operations of Amazon Rekognition that are handed a role, or read from Amazon S3."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache, lru_cache
from typing import NamedTuple

from iamsight.catalogue.patterns import matches
from iamsight.catalogue.rekognition import PREFIX, operations_with
from iamsight.policy.grants import entries_for, grants
from iamsight.policy.kept import kept
from iamsight.policy.model import Policy, Statement
from iamsight.text import Span

_NEEDS = ("pass-role", "s3-input")


class Use(NamedTuple):
    """An entry of Action, as written, of the statement with this index, and what its operations need."""

    statement: int
    entry: str
    span: Span
    by_name: bool
    needs: frozenset[str]


def uses(policy: Policy, need: str) -> Iterator[Use]:
    """The entries of statements with Allow whose operations need a role ("pass-role") or objects ("s3-input")."""
    if grants(policy).mentions(PREFIX):
        for index, found in enumerate(kept(policy, _read)):
            for use in found:
                if need in use.needs:
                    yield use._replace(statement=index)


def _read(statement: Statement) -> tuple[Use, ...]:
    if not statement.allows:
        return ()
    entries = [(entry, _needs_of(entry.value.lower())) for entry in entries_for(statement, PREFIX)]
    return tuple(Use(0, one.value, one.text.span, one.by_name, needs) for one, needs in entries if needs)


@lru_cache(maxsize=1024)
def _needs_of(pattern: str) -> frozenset[str]:
    return frozenset(need for need in _NEEDS if any(matches(pattern, one) for one in _operations(need)))


@cache
def _operations(need: str) -> tuple[str, ...]:
    return tuple(action.lower() for action in operations_with(need))
