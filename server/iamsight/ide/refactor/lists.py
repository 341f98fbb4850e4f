"""Lists as such: a string made a list and back, and a list sorted, each entry once."""

from __future__ import annotations

from collections.abc import Iterator

from iamsight.ide.refactor.site import Refactoring, Site
from iamsight.policy import places
from iamsight.syntax.node import Array, Node, Object, String

_LIST_ELEMENTS = ("Action", "NotAction", "Resource", "NotResource")


def toggle(site: Site) -> Iterator[Refactoring]:
    """Make a string a list of one, or a list of one a string."""
    value = _value_at(site)
    if isinstance(value, String) and value.closed:
        span = value.span
        yield Refactoring("Make it a list", lambda: [site.edit(span, f"[{site.written(span)}]")], same=True)
    elif isinstance(value, Array) and len(value.items) == 1 and isinstance(value.items[0], String):
        span, only = value.span, value.items[0].span
        yield Refactoring("Make it a single string", lambda: [site.edit(span, site.written(only))], same=True)


def tidy(site: Site) -> Iterator[Refactoring]:
    """Sort a list and drop what is in it twice."""
    value = _value_at(site)
    if not isinstance(value, Array) or not all(isinstance(item, String) for item in value.items):
        return
    texts = [item.value for item in value.items if isinstance(item, String)]
    caseless = isinstance(site.place, places.ActionValue)
    once = {text.lower() if caseless else text: text for text in reversed(texts)}
    tidied = sorted(once.values(), key=lambda text: (text.lower(), text))
    if tidied == texts:
        return
    dropped = len(texts) - len(tidied)
    title = f"Sort the list and drop {dropped} duplicate{'' if dropped == 1 else 's'}" if dropped else "Sort the list"
    yield Refactoring(title, lambda: [site.list_edit(value, tidied)], same=True)


def _value_at(site: Site) -> Node | None:
    """The string or list that the cursor is in, where a policy takes either. The cursor may be on the name, too."""
    place = site.place
    if isinstance(place, places.StatementKey) and place.here.value in _LIST_ELEMENTS:
        member = site.statement.elements.get(place.here.value)
        return member.value if member else None
    if isinstance(place, (places.ActionValue, places.ResourceValue, places.PrincipalValue, places.ConditionValue)):
        container = place.here.spot.container
        if isinstance(container, Array):
            return container
        return place.here.typed.node if place.here.typed and not _is_computed(container) else None
    return None


def _is_computed(container: Node) -> bool:
    """Whether a string is the argument of a template's function, such as `Fn::Sub`, rather than a value."""
    return isinstance(container, Object) and len(container.members) == 1 and container.members[0].key.value == "Fn::Sub"
