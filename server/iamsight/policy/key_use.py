"""Which condition keys the requests of an action have, as far as the catalogue tells."""

from __future__ import annotations

from functools import lru_cache

from iamsight.catalogue.catalogue import Catalogue
from iamsight.catalogue.model import Action

RESOURCE_TAG = "aws:ResourceTag/${TagKey}"
_ON_CREATION = frozenset(("aws:RequestTag/${TagKey}", "aws:TagKeys"))
_KEPT = 2048


def knows_key(action: Action, key: str, catalogue: Catalogue) -> bool:
    """Whether the action or one of its resource types lists `key`, spelt as the catalogue does."""
    return key in _keys_of(action.full, catalogue)


def may_have_resource_tag(action: Action, catalogue: Catalogue) -> bool:
    """Whether requests of the action may have tags of a resource: its types have some, or it sets them on creation."""
    keys = _keys_of(action.full, catalogue)
    return RESOURCE_TAG in keys or bool(_ON_CREATION & keys)


@lru_cache(maxsize=_KEPT)
def service_keys(service: str, catalogue: Catalogue) -> frozenset[str]:
    """The keys that any action of a service lists, spelt as the catalogue does."""
    found = catalogue.service(service)
    return (
        frozenset(key for one in found.actions.values() for key in _keys_of(one.full, catalogue))
        if found
        else frozenset()
    )


@lru_cache(maxsize=_KEPT)
def _keys_of(full: str, catalogue: Catalogue) -> frozenset[str]:
    action, service = catalogue.action(full), catalogue.service(full.partition(":")[0])
    if action is None or service is None:
        return frozenset()
    types = [service.resource_types[one.type] for one in action.resources if one.type in service.resource_types]
    return frozenset((*action.all_condition_keys(), *(key for kind in types for key in kind.condition_keys)))
