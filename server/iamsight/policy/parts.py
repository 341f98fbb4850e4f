"""What a policy is made of: its kinds, the names of its elements, and the entries of these.

Entries are read from text that may be wrong or unfinished, and say so; nothing here judges them.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import lru_cache
from typing import NamedTuple

from iamsight.catalogue.arn import Arn, split_arn
from iamsight.policy.text import Text
from iamsight.syntax.node import Node, String

ENTRIES_KEPT = 16_384
"""How many different entries a cache of readings holds: about as many as AWS has actions."""
VERSIONS = ("2012-10-17", "2008-10-17")
_PATTERN = re.compile("[*?$\ufffc]")
POLICY_ELEMENTS = ("Version", "Id", "Statement")
STATEMENT_ELEMENTS = (
    "Sid",
    "Effect",
    "Principal",
    "NotPrincipal",
    "Action",
    "NotAction",
    "Resource",
    "NotResource",
    "Condition",
)
EXCLUSIVE_ELEMENTS = {
    "Action": "NotAction",
    "NotAction": "Action",
    "Principal": "NotPrincipal",
    "NotPrincipal": "Principal",
    "Resource": "NotResource",
    "NotResource": "Resource",
}


class Kind(str, Enum):
    """What a policy is attached to; the values are those of `--kind`."""

    IDENTITY = "identity"
    BOUNDARY = "boundary"
    RESOURCE = "resource"
    TRUST = "trust"
    SCP = "scp"
    RCP = "rcp"

    __hash__ = str.__hash__  # that of Enum is written in Python, and kinds are looked up for every rule

    @property
    def takes_principal(self) -> bool:
        """Whether its statements name principals; an RCP only `"*"`."""
        return self in (Kind.RESOURCE, Kind.TRUST, Kind.RCP)

    @property
    def takes_resource(self) -> bool:
        """Whether its statements name resources."""
        return self is not Kind.TRUST


class ActionPattern:
    """An entry of Action or, `negated`, of NotAction.

    `value` is the pattern as written, such as `s3:Get*`. `service` is what stands before the colon, lower-cased;
    everything for an entry without a colon. `name` is what stands behind it; empty without one. `by_name` says that the
    entry names one action rather than a pattern, and is complete. `lower` is the value in lower case.
    """

    __slots__ = ("by_name", "lower", "name", "negated", "service", "text", "value")

    def __init__(self, text: Text, negated: bool) -> None:
        self.text = text
        self.negated = negated
        self.value = text.value
        self.lower, self.service, self.name, self.by_name = _taken_apart(text.value)
        if not text.closed:
            self.by_name = False


@lru_cache(maxsize=ENTRIES_KEPT)
def _taken_apart(value: str) -> tuple[str, str, str, bool]:
    """An entry in lower case, its service, its name, and whether that is the name of one action."""
    service, colon, name = value.partition(":")
    return value.lower(), service.lower(), name, bool(colon) and not _PATTERN.search(value)


class ResourcePattern(NamedTuple):
    """An entry of Resource or, `negated`, of NotResource."""

    text: Text
    negated: bool

    @property
    def value(self) -> str:
        """The pattern as written."""
        return self.text.value

    @property
    def arn(self) -> Arn:
        """Its ARN fields; their offsets count in `value` (use `text.slice`)."""
        return split_arn(self.value)


class Principal(NamedTuple):
    """One principal. `type` is AWS, Service, Federated, CanonicalUser or any other name found; "*" for a bare `"*"`."""

    type: str
    key: String | None
    text: Text
    negated: bool

    @property
    def value(self) -> str:
        """The principal as written."""
        return self.text.value


class Operator(NamedTuple):
    """A condition operator taken apart. `name` keeps the spelling found; `base` is without qualifier and IfExists."""

    name: str
    qualifier: str  # "ForAnyValue", "ForAllValues" or ""
    base: str
    if_exists: bool


class Condition(NamedTuple):
    """One key under one operator. `values` are the literal and computed strings; `value` is the node as written."""

    operator: Operator
    operator_node: String
    key: String
    value: Node
    values: tuple[Text, ...]


def split_operator(name: str) -> Operator:
    """Take a condition operator apart: `ForAnyValue:StringLikeIfExists`. Spelling is not judged."""
    qualifier, colon, rest = name.rpartition(":")
    base = rest if colon else name
    if_exists = base.lower().endswith("ifexists") and len(base) > len("ifexists")
    return Operator(name, qualifier, base[: -len("IfExists")] if if_exists else base, if_exists)
