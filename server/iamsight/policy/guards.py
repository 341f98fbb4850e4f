"""What the Condition of a statement guards against: which keys it tests, and how to add a test."""

from __future__ import annotations

from collections.abc import Iterable

from iamsight.catalogue.conditions import operator_use
from iamsight.catalogue.patterns import UNKNOWN
from iamsight.policy.model import Condition, Statement
from iamsight.policy.text import intrinsic_of
from iamsight.syntax.node import Object

SOURCE_KEYS = {
    key.lower(): key for key in ("aws:SourceAccount", "aws:SourceArn", "aws:SourceOrgID", "aws:SourceOrgPaths")
}
"""The keys that tell for whom or what a service acts when it calls with its own service principal."""


def tests(statement: Statement) -> tuple[Condition, ...] | None:
    """Every key under every operator; None where there are others that cannot be known, or are being typed."""
    member = statement.elements.get("Condition")
    if member is None:
        return ()
    block = member.value
    objects = [block, *(one.value for one in block.members)] if isinstance(block, Object) else [block]
    for one in objects:
        if not isinstance(one, Object) or not one.closed or (statement.template and intrinsic_of(one)):
            return None
    found = statement.conditions
    return None if any("${" in one.key.value or UNKNOWN in one.key.value for one in found) else found


def base_of(condition: Condition) -> str:
    """The operator as AWS spells it, without qualifier and `IfExists`; empty if there is no such operator."""
    use = operator_use(condition.operator.name)
    return use.operator.name if use else ""


def is_negated(condition: Condition) -> bool:
    """Whether the operator holds where the value is another."""
    use = operator_use(condition.operator.name)
    return use is not None and use.operator.negated


def requires(conditions: Iterable[Condition], operator: str, key: str, value: str) -> bool:
    """Whether one of the tests is this key, in lower case, with this value alone under this operator.

    `IfExists` makes no difference, nor does case.
    """
    return any(
        one.key.value.lower() == key
        and base_of(one) == operator
        and {text.value.lower() for text in one.values} == {value}
        for one in conditions
    )


def with_test(statement: Statement, operator: str, key: str, value: str) -> list[tuple[int, int, str]]:
    """The edits (start, end, text) that add a test to a statement; empty where that is not simple.

    The operator must not be there with this key already; `value` is a text without quotes, or an object in JSON. What
    is new is laid out like the members beside it.
    """
    written = value if value.startswith("{") else f'"{value}"'
    node, texts = statement.node, ['"Condition": {', f'"{operator}": {{', f'"{key}": {written}', "}", "}"]
    member = statement.elements.get("Condition")
    if member:
        if not isinstance(member.value, Object):
            return []
        node, texts = member.value, texts[1:4]
        under = node.member(operator)
        if under:
            if not isinstance(under.value, Object):
                return []
            node, texts = under.value, texts[1:2]
    if not node.closed:
        return []
    if not node.members:
        return [(node.start + 1, node.start + 1, "".join(texts))]
    at = node.members[-1].value.end
    return [(at, at, f",{_laid_out(statement, texts, _before(statement, node.members[-1].key.start))}")]


def _before(statement: Statement, start: int) -> str:
    """The white space that a member of the statement stands behind; one space where that is not known."""
    before = statement.written[:start]
    gap = before[len(before.rstrip()) :]
    return gap if "\n" in gap else " "


def _laid_out(statement: Statement, texts: list[str], gap: str) -> str:
    """Nested objects, opened, filled and closed by `texts`: each on a line of its own where the layout shows how."""
    unit = _unit(statement)
    if "\n" not in gap or not unit:
        return gap + "".join(texts)
    middle = len(texts) // 2
    return "".join(gap + unit * min(at, 2 * middle - at) + text for at, text in enumerate(texts))


def _unit(statement: Statement) -> str:
    """By how much the elements of a statement stand further in than its closing brace; empty if not on lines alone."""
    inner = _before(statement, statement.node.members[0].key.start)
    outer = _before(statement, statement.node.end - 1)
    return inner.removeprefix(outer) if "\n" in outer and inner.startswith(outer) else ""
