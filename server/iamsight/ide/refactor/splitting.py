"""One statement made several: by service, by access level, or by the resource types that its actions take."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial

from iamsight.catalogue import Action
from iamsight.ide.hover.resources import meeting
from iamsight.ide.refactor.site import Refactoring, Site, quoted
from iamsight.ide.refactor.wildcards import action_list
from iamsight.ide.summary import is_everything
from iamsight.policy.model import ActionPattern
from iamsight.syntax.node import Array, Node, String
from iamsight.text import Edit, Span

_MOST_STATEMENTS = 8
_MOST_ACTIONS = 250


def by_service(site: Site) -> Iterator[Refactoring]:
    """A statement for each service."""
    yield from _split(site, "service", lambda action: action.service)


def by_level(site: Site) -> Iterator[Refactoring]:
    """A statement for each access level."""
    yield from _split(site, "access level", lambda action: action.level)


def by_resource_type(site: Site) -> Iterator[Refactoring]:
    """A statement for each set of resource types, with the ARNs that are of use there."""
    yield from _split(site, "resource type", _types, with_resources=True)


def _types(action: Action) -> str:
    return " ".join(sorted(f"{action.service} {resource.type}" for resource in action.resources))


def _split(
    site: Site, what: str, key: Callable[[Action], str], *, with_resources: bool = False
) -> Iterator[Refactoring]:
    """The entries of Action in groups by the `key` of their actions; an entry of several groups is written out."""
    member, patterns = action_list(site, negated=False)
    if member is None or not patterns or any(is_everything(one.value) for one in patterns):
        return
    if any(one.negated for one in site.statement.actions):
        return
    groups: dict[str, list[str]] = {}
    for pattern in patterns:
        actions = site.catalogue.expand(pattern.value)
        keys = {key(action) for action in actions}
        if not actions or len(actions) > _MOST_ACTIONS:
            return
        for name, value in _entries(pattern, actions, keys, key):
            groups.setdefault(name, []).append(value)
    if not 1 < len(groups) <= _MOST_STATEMENTS:
        return
    title = f"Split by {what} into {len(groups)} statements"
    yield Refactoring(title, partial(_statements, site, member.value, groups, with_resources=with_resources), same=True)


def _statements(site: Site, old: Node, groups: dict[str, list[str]], *, with_resources: bool) -> Iterable[Edit]:
    """A statement for each group in the place of one; `old` is what has all the groups."""
    edits: list[Edit] = []
    texts: list[str] = []
    for number, (name, values) in enumerate(groups.items()):
        replacements = [(old.span, site.list_text(old, values))]
        if with_resources:
            replacements += _resources(site, values)
        sid = site.statement.sid
        if number and sid:
            replacements.append((sid.span, quoted(site.free_sid(sid.value + _words(name)))))
        if number:
            texts.append(site.copy(replacements))
        else:
            edits += [site.edit(span, text) for span, text in replacements]
    return (*edits, *site.followed_by(texts))


def _entries(
    pattern: ActionPattern, actions: tuple[Action, ...], keys: set[str], key: Callable[[Action], str]
) -> list[tuple[str, str]]:
    """The groups that an entry belongs to, and what of it belongs there."""
    if len(keys) == 1:
        return [(next(iter(keys)), pattern.value)]
    return [(key(action), action.full) for action in actions]


def _resources(site: Site, values: list[str]) -> list[tuple[Span, str]]:
    """Resource for a group: the entries that some action of it can be used on; all of them if there are none."""
    member = site.statement.elements.get("Resource")
    if member is None or not isinstance(member.value, Array):
        return []
    if not all(isinstance(item, String) for item in member.value.items):
        return []
    actions = [action for value in values for action in site.catalogue.expand(value)]
    kept = []
    for resource in site.statement.resources:
        found = meeting(resource.arn, actions, site.catalogue)
        if resource.arn.is_everything or found.applying:
            kept.append(resource.value)
    if not kept or len(kept) == len(member.value.items):
        return []
    return [(member.value.span, site.list_text(member.value, kept))]


def _words(name: str) -> str:
    """A group's name as a part of a Sid."""
    return "".join(word[:1].upper() + word[1:] for word in name.replace("-", " ").split())
