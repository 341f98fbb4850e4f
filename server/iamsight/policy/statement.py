"""A statement, read from its object however broken that is: what is missing or ill-typed is simply absent."""

from __future__ import annotations

from functools import cached_property
from typing import cast

from iamsight.policy.parts import ActionPattern, Condition, Principal, ResourcePattern, split_operator
from iamsight.policy.text import Computed, Text, intrinsic_of, texts
from iamsight.syntax.node import Array, Literal, Member, Node, Number, Object, String
from iamsight.text import Span


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

    def may_hold(self, text: str) -> bool:
        """Whether a name or value may hold `text`, of plain ASCII: a quick no where something rare is looked for."""
        return text in self.written or "\\" in self.written or not self.written

    def texts(self, element: str) -> tuple[Text, ...]:
        """The strings of an element; empty where it is absent or of another type."""
        member = self.elements.get(element)
        if member is None:
            return ()
        value = member.value
        if isinstance(value, Array) and all(isinstance(item, String) for item in value.items):
            return cast("tuple[String, ...]", value.items)
        return tuple(texts(value, template=self.template))

    def text(self, element: str) -> String | None:
        """The one string of an element such as Sid; None where it is absent or of another type."""
        member = self.elements.get(element)
        return member.value if member and isinstance(member.value, String) else None

    @cached_property
    def sid(self) -> String | None:
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
                found.append(Principal(member.value.value, None, member.value, negated))
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
        found: list[Text] = []
        for one in node.items if isinstance(node, Array) else (node,):
            if isinstance(one, (Number, Literal)):
                value = one.raw if isinstance(one, Number) else {True: "true", False: "false", None: "null"}[one.value]
                found.append(Computed(value, one.span))
            else:
                found += texts(one, template=self.template)
        return found

    def _is_computed(self, node: Object) -> bool:
        return self.template and intrinsic_of(node) is not None
