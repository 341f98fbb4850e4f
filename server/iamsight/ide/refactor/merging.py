"""Two statements made one, where they differ in a single list."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from iamsight.ide.refactor.site import Refactoring, Site, quoted
from iamsight.policy.editing import without
from iamsight.policy.model import Placed, Statement
from iamsight.policy.text import texts
from iamsight.syntax.node import Array, Node, Object, String
from iamsight.text import Edit

_MERGEABLE = ("Action", "Resource")
"""Elements whose lists add up. NotAction and NotResource do not: each entry there takes something away."""
_MOST_OFFERED = 3
_NEIGHBOURS = 40
"""How many statements before and behind are looked at; in a long policy, not all."""


class _Merge(NamedTuple):
    """That `other` can be merged into a statement by adding its entries of `element`."""

    other: Placed
    element: str


def merge(site: Site) -> Iterator[Refactoring]:
    """Merge the statement with another of the policy that says the same but for one list of Action or Resource."""
    container = site.policy.node.get("Statement")
    if not isinstance(container, Array):
        return
    at = site.placed.index
    near = site.policy.statements[max(0, at - _NEIGHBOURS) : at + _NEIGHBOURS + 1]
    found = (_merge(site, other) for other in near if other.index != at)
    for one in [merging for merging in found if merging][:_MOST_OFFERED]:
        yield _merged(site, one, container)


def _merge(site: Site, other: Placed) -> _Merge | None:
    if other.source and (other.source.problems or not _looks_alike(site.statement, other.source.text)):
        return None
    mine, theirs = site.statement.elements, other.statement.elements
    names = set(mine) | set(theirs)
    differing = [name for name in names - {"Sid"} if name not in mine or name not in theirs]
    if differing or not _unique(site.statement) or not _unique(other.statement):
        return None
    differing = [name for name in names - {"Sid"} if _plain(mine[name].value) != _plain(theirs[name].value)]
    if len(differing) != 1 or differing[0] not in _MERGEABLE:
        return None
    both = (mine[differing[0]].value, theirs[differing[0]].value)
    return _Merge(other, differing[0]) if all(_is_list_of_strings(value) for value in both) else None


def _looks_alike(statement: Statement, text: str) -> bool:
    """Whether the text of another statement may have the same elements: cheaper to see than to read it."""
    return all(quoted(name) in text for name in statement.elements if name != "Sid")


def _merged(site: Site, one: _Merge, container: Array) -> Refactoring:
    member = site.statement.elements[one.element]
    values = list(dict.fromkeys(_strings(member.value) + _strings(one.other.statement.elements[one.element].value)))
    item = container.items[one.other.item or 0]
    span = without(container, item)
    gone = site.policy.view.edit(site.policy.segment, Edit(span.start, span.end, ""))
    sid = one.other.statement.sid
    name = f'"{sid.value}"' if sid and sid.value else f"statement {one.other.index + 1}"
    edits = (site.edit(member.value.span, site.list_text(member.value, values)), gone)
    return Refactoring(f"Merge with {name}, which differs in {one.element}", edits, same=True)


def _unique(statement: Statement) -> bool:
    return len(statement.elements) == len(statement.node.members)


def _strings(value: Node) -> list[str]:
    return [text.value for text in texts(value, template=False)]


def _is_list_of_strings(value: Node) -> bool:
    items = value.items if isinstance(value, Array) else (value,)
    return all(isinstance(item, String) for item in items)


def _plain(node: Node) -> object:
    """A value to compare with others: members and strings in any order, a string being a list of one."""
    if isinstance(node, Object):
        return frozenset((member.key.value, _plain(member.value)) for member in node.members)
    if isinstance(node, Array):
        return frozenset(_plain_item(item) for item in node.items)
    return frozenset((_plain_item(node),))


def _plain_item(node: Node) -> object:
    if isinstance(node, String):
        return node.value
    return _plain(node) if isinstance(node, (Object, Array)) else repr(node[2:])
