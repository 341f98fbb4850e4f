"""Two statements made one, where they differ in a single list."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import partial
from itertools import islice
from typing import NamedTuple

from iamsight.ide.refactor.site import Refactoring, Site
from iamsight.policy.editing import without
from iamsight.policy.kept import kept_one
from iamsight.policy.meaning import meaning
from iamsight.policy.model import Placed, Statement
from iamsight.policy.text import texts
from iamsight.syntax.node import Array, Node, String
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
    for one in islice((merging for merging in found if merging), _MOST_OFFERED):
        sid = one.other.statement.sid
        name = f'"{sid.value}"' if sid and sid.value else f"statement {one.other.index + 1}"
        title = f"Merge with {name}, which differs in {one.element}"
        yield Refactoring(title, partial(_merged, site, one, container), same=True)


def _merge(site: Site, other: Placed) -> _Merge | None:
    mine, theirs = kept_one(site.placed, meaning), kept_one(other, meaning)
    if mine is None or theirs is None or (other.source and other.source.problems):
        return None
    differing = [name for name, _ in mine ^ theirs]
    if len(differing) != 2 or differing[0] != differing[1] or differing[0] not in _MERGEABLE:
        return None
    if not _unique(site.statement) or not _unique(other.statement):
        return None
    both = [one.elements[differing[0]].value for one in (site.statement, other.statement)]
    return _Merge(other, differing[0]) if all(_is_list_of_strings(value) for value in both) else None


def _merged(site: Site, one: _Merge, container: Array) -> Iterable[Edit]:
    """The statement with the entries of the other, which goes."""
    member = site.statement.elements[one.element]
    values = list(dict.fromkeys(_strings(member.value) + _strings(one.other.statement.elements[one.element].value)))
    item = container.items[one.other.item or 0]
    span = without(container, item)
    gone = site.policy.view.edit(site.policy.segment, Edit(span.start, span.end, ""))
    return (site.list_edit(member.value, values), gone)


def _unique(statement: Statement) -> bool:
    return len(statement.elements) == len(statement.node.members)


def _strings(value: Node) -> list[str]:
    return [text.value for text in texts(value, template=False)]


def _is_list_of_strings(value: Node) -> bool:
    items = value.items if isinstance(value, Array) else (value,)
    return all(isinstance(item, String) for item in items)
