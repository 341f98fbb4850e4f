"""The parts of a policy, read from the tree however broken it is: what is missing or ill-typed is simply absent.

A `Statement` sees its own object only and its spans are relative to that object's segment, so that it stays true
wherever the statement moves. What a statement is in which policy is said by `Policy`.
"""

from __future__ import annotations

import re
from enum import Enum
from functools import cached_property
from typing import NamedTuple

from iamsight.catalogue.arn import Arn, split_arn
from iamsight.policy.text import Text, intrinsic_of, is_missing, text_of, texts
from iamsight.policy.view import View
from iamsight.syntax.node import Array, Literal, Member, Node, Number, Object, String
from iamsight.syntax.tree import Segment, Source
from iamsight.text import Span

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

    @property
    def takes_principal(self) -> bool:
        """Whether its statements name principals; an RCP only `"*"`."""
        return self in (Kind.RESOURCE, Kind.TRUST, Kind.RCP)

    @property
    def takes_resource(self) -> bool:
        """Whether its statements name resources."""
        return self is not Kind.TRUST


class ActionPattern(NamedTuple):
    """An entry of Action or, `negated`, of NotAction."""

    text: Text
    negated: bool

    @property
    def value(self) -> str:
        """The pattern as written, such as `s3:Get*`."""
        return self.text.value

    @property
    def service(self) -> str:
        """What stands before the colon, lower-cased; everything for an entry without a colon."""
        return self.value.partition(":")[0].lower()

    @property
    def name(self) -> str:
        """What stands behind the colon; empty without one."""
        return self.value.partition(":")[2]

    @property
    def by_name(self) -> bool:
        """Whether the entry names one action rather than a pattern, and is complete."""
        return self.text.complete and ":" in self.value and not _PATTERN.search(self.value)


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


class Statement:
    """A statement: one object, whatever it holds. Spans are relative to the object's segment."""

    def __init__(self, node: Object, *, template: bool = False, listed: bool = True, written: str = "") -> None:
        """Read `node` as a statement.

        `template` says that CloudFormation's intrinsic functions may stand for values, `listed` that it is one of an
        array of statements, so that others can be put beside it. `written` is its text, where spans count in that, so
        that fixes can follow its layout.
        """
        self.node = node
        self.written = written
        self.template = template
        self.listed = listed

    @cached_property
    def elements(self) -> dict[str, Member]:
        """The members by name, as decoded; of duplicates the first."""
        found: dict[str, Member] = {}
        for member in self.node.members:
            found.setdefault(member.key.value, member)
        return found

    @property
    def span(self) -> Span:
        """Where a finding about something missing goes: the statement's opening brace."""
        return Span(self.node.start, min(self.node.start + 1, self.node.end))

    def texts(self, element: str) -> tuple[Text, ...]:
        """The strings of an element; empty where it is absent or of another type."""
        member = self.elements.get(element)
        return tuple(texts(member.value, template=self.template)) if member else ()

    def text(self, element: str) -> Text | None:
        """The one string of an element such as Sid; None where it is absent or of another type."""
        member = self.elements.get(element)
        return text_of(member.value) if member and isinstance(member.value, String) else None

    @cached_property
    def sid(self) -> Text | None:
        """The Sid."""
        return self.text("Sid")

    @cached_property
    def effect(self) -> str | None:
        """`Allow` or `Deny`; None where it says anything else."""
        text = self.text("Effect")
        return text.value if text and text.value in ("Allow", "Deny") else None

    @property
    def allows(self) -> bool:
        """Whether the Effect is Allow."""
        return self.effect == "Allow"

    @cached_property
    def actions(self) -> tuple[ActionPattern, ...]:
        """The entries of Action, then those of NotAction."""
        return tuple(
            ActionPattern(text, element == "NotAction")
            for element in ("Action", "NotAction")
            for text in self.texts(element)
        )

    @cached_property
    def resources(self) -> tuple[ResourcePattern, ...]:
        """The entries of Resource, then those of NotResource."""
        return tuple(
            ResourcePattern(text, element == "NotResource")
            for element in ("Resource", "NotResource")
            for text in self.texts(element)
        )

    @cached_property
    def principals(self) -> tuple[Principal, ...]:
        """The principals of Principal, then those of NotPrincipal."""
        found: list[Principal] = []
        for element in ("Principal", "NotPrincipal"):
            member = self.elements.get(element)
            negated = element == "NotPrincipal"
            if member and isinstance(member.value, String):
                found.append(Principal(member.value.value, None, text_of(member.value), negated))
            elif member and isinstance(member.value, Object) and not self._is_computed(member.value):
                found += [
                    Principal(entry.key.value, entry.key, text, negated)
                    for entry in member.value.members
                    for text in texts(entry.value, template=self.template)
                ]
        return tuple(found)

    @cached_property
    def conditions(self) -> tuple[Condition, ...]:
        """Every key under every operator, in order, duplicates included."""
        member = self.elements.get("Condition")
        found: list[Condition] = []
        if member and isinstance(member.value, Object) and not self._is_computed(member.value):
            for operator in member.value.members:
                if isinstance(operator.value, Object):
                    found += self._keys_of(operator.key, operator.value)
        return tuple(found)

    def _keys_of(self, operator: String, keys: Object) -> list[Condition]:
        taken_apart = split_operator(operator.value)
        return [
            Condition(taken_apart, operator, key.key, key.value, tuple(self._condition_texts(key.value)))
            for key in keys.members
        ]

    def _condition_texts(self, node: Node) -> list[Text]:
        found = []
        for one in node.items if isinstance(node, Array) else (node,):
            if isinstance(one, (Number, Literal)):
                value = one.raw if isinstance(one, Number) else {True: "true", False: "false", None: "null"}[one.value]
                found.append(Text(value, one.span, ()))
            else:
                found += texts(one, template=self.template)
        return found

    def _is_computed(self, node: Object) -> bool:
        return self.template and intrinsic_of(node) is not None


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
    `path` leads to the object from the root of the view's tree: names and indexes. `leads` says that it is the first
    policy of its segment, which answers for the text around the policies there. `facts` is where what is folded from
    the statements is kept.
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
        self.leads = True
        self.facts: dict[object, object] = {}

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
        segment, relative = self.view.tree.locate(self.view.locate(offset))
        for placed in self.statements:
            if placed.source is None:
                if placed.segment == segment and placed.object.span.touches(relative):
                    return placed
            elif placed.segment == segment or (segment is None and self._touches(placed, offset)):
                return placed
        return None

    def _touches(self, placed: Placed, offset: int) -> bool:
        tree, index = self.view.tree, placed.segment
        return index is not None and self.view.locate(offset) in (tree.starts[index], tree.end(index))

    def is_empty(self, element: str) -> bool:
        """Whether an element of the policy is absent, or its value is not there yet."""
        member = self.elements.get(element)
        return member is None or is_missing(member.value)


def split_operator(name: str) -> Operator:
    """Take a condition operator apart: `ForAnyValue:StringLikeIfExists`. Spelling is not judged."""
    qualifier, colon, rest = name.rpartition(":")
    base = rest if colon else name
    if_exists = base.lower().endswith("ifexists") and len(base) > len("ifexists")
    return Operator(name, qualifier, base[: -len("IfExists")] if if_exists else base, if_exists)
