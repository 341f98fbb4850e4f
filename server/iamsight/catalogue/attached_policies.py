"""What a policy that is attached to a resource of a known type may be about, and the trust policy of a role."""

from __future__ import annotations

from functools import cache
from typing import NamedTuple

from iamsight.catalogue.facts import facts


class Attached(NamedTuple):
    """What policies of a resource type may name. `named` is what it is called in a sentence: "an S3 bucket".

    `services` are the prefixes of its actions and ARNs, `actions_on` the resource types that these actions take,
    `resources` those that Resource may name, `star` whether it may also be `"*"`; `example` is such an ARN.
    """

    named: str
    services: tuple[str, ...]
    actions_on: frozenset[str]
    resources: frozenset[str]
    star: bool
    example: str


@cache
def attached_to(resource_type: str) -> Attached | None:
    """What policies of a resource type, a CloudFormation type name, may be about; None for a type we do not know."""
    entry = facts("attached_policies")["types"].get(resource_type)
    if entry is None:
        return None
    return Attached(
        entry["named"],
        tuple(entry["services"]),
        frozenset(entry["actions_on"]),
        frozenset(entry["resources"]),
        entry["star"],
        entry["example"],
    )


@cache
def trust_actions() -> tuple[str, ...]:
    """The actions that the trust policy of a role may name."""
    return tuple(facts("attached_policies")["trust_actions"])
