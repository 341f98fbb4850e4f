"""A string value of a policy, as AWS will see it and as it is written.

In a template (CloudFormation, CDK, SAM, Terraform plan) a value may be computed when the template is deployed. What
cannot be known is one `UNKNOWN` character in the value, which matches anything; the literal parts of `Fn::Sub` and
`Fn::Join` are kept, and both arms of `Fn::If` are read.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from iamsight.catalogue.patterns import UNKNOWN
from iamsight.syntax.node import Array, Literal, Missing, Node, Number, Object, String
from iamsight.text import Span

_TEMPLATE_VARIABLE = re.compile(r"\$\{(?!!)[^}]{0,1000}\}|\$\{!")


class Computed(NamedTuple):
    """A value that a template computes, or that is written as a number or Boolean.

    `value` is what AWS will read, `span` where it stands, `parts` the pieces that are literal: an index in `value`, the
    string node whose text starts there, and the index in that node's value.
    """

    value: str
    span: Span
    parts: tuple[tuple[int, String, int], ...] = ()
    closed: bool = True

    def slice(self, start: int, end: int) -> Span:
        """Where `value[start:end]` is written; a range over computed parts or several strings gives the whole value."""
        before_end = max(start, end - 1)
        first, last = self._written(start), self._written(before_end)
        if first is None or last is None or first[0] is not last[0] or UNKNOWN in self.value[start:end]:
            return self.span
        return first[0].slice(first[1], last[1] + end - before_end)

    def _written(self, at: int) -> tuple[String, int] | None:
        """The string that `value[at]` is written in, and its index there; None for what is computed or joined in."""
        for index, node, offset in reversed(self.parts):
            if index <= at:
                there = at - index + offset
                ends = there > len(node.value) or (there == len(node.value) and at < len(self.value))
                return None if ends or UNKNOWN in self.value[index:at] else (node, there)
        return None


Text: TypeAlias = "String | Computed"
"""A string value: `value` is what AWS will read, `span` where it stands, `closed` is False while it is being typed."""


def is_unknown(text: Text) -> bool:
    """Whether any part of the value is computed."""
    return UNKNOWN in text.value


def literal_of(text: Text) -> String | None:
    """The node, if the value is exactly one string of the document."""
    if isinstance(text, String):
        return text
    whole = len(text.parts) == 1 and len(text.parts[0][1].value) == len(text.value)
    return text.parts[0][1] if whole else None


def parts_of(text: Text) -> tuple[tuple[int, String, int], ...]:
    """The pieces of the value that are literal, see `Computed`."""
    return ((0, text, 0),) if isinstance(text, String) else text.parts


def texts(node: Node | None, *, template: bool) -> Iterator[Text]:
    """The strings that `node` stands for: itself, the items of an array, the arms of an `Fn::If`.

    Values of another type give nothing: complaining of them is the structure's business.
    """
    stack = [node]
    while stack:
        one = stack.pop()
        if isinstance(one, String):
            yield one
        elif isinstance(one, Array):
            stack += reversed(one.items)
        elif isinstance(one, Object) and template and (intrinsic := intrinsic_of(one)):
            name, value = intrinsic
            if name == "Fn::If" and isinstance(value, Array):
                stack += reversed(value.items[1:])
            elif not _is_no_value(name, value):
                yield _of_intrinsic(one, name, value)


def intrinsic_of(node: Object) -> tuple[str, Node] | None:
    """The name and argument of a CloudFormation intrinsic function, if the object is one."""
    if len(node.members) != 1:
        return None
    member = node.members[0]
    name = member.key.value
    return (name, member.value) if name in ("Ref", "Condition") or name.startswith("Fn::") else None


def scalar_text(node: Node) -> str | None:
    """A string, number or Boolean as the text that IAM compares; None for anything else."""
    if isinstance(node, String):
        return node.value
    if isinstance(node, Number):
        return node.raw
    if isinstance(node, Literal) and node.value is not None:
        return "true" if node.value else "false"
    return None


def is_missing(node: Node | None) -> bool:
    """Whether a value is not there, or not there yet."""
    return node is None or isinstance(node, Missing)


def _of_intrinsic(node: Object, name: str, argument: Node) -> Computed:
    pieces: list[tuple[str, String | None, int]] = []
    if name == "Fn::Sub":
        template = argument.items[0] if isinstance(argument, Array) and argument.items else argument
        if isinstance(template, String):
            pieces = list(_pieces_of_sub(template))
    elif name == "Fn::Join" and isinstance(argument, Array) and len(argument.items) == 2:
        pieces = list(_pieces_of_join(*argument.items))
    value, parts = "", []
    for text, source, offset in pieces or [(UNKNOWN, None, 0)]:
        if source:
            parts.append((len(value), source, offset))
        value += text
    return Computed(value, node.span, tuple(parts))


def _pieces_of_sub(template: String) -> Iterator[tuple[str, String | None, int]]:
    done = 0
    for match in _TEMPLATE_VARIABLE.finditer(template.value):
        yield template.value[done : match.start()], template, done
        if match.group() == "${!":
            yield "${", template, match.start()
        else:
            yield UNKNOWN, None, 0
        done = match.end()
    yield template.value[done:], template, done


def _pieces_of_join(delimiter: Node, items: Node) -> Iterator[tuple[str, String | None, int]]:
    if not isinstance(delimiter, String) or not isinstance(items, Array):
        yield UNKNOWN, None, 0
        return
    for index, item in enumerate(items.items):
        if index:
            yield delimiter.value, None, 0
        if isinstance(item, String):
            yield item.value, item, 0
        else:
            yield UNKNOWN, None, 0


def _is_no_value(name: str, value: Node) -> bool:
    return name == "Ref" and isinstance(value, String) and value.value == "AWS::NoValue"
