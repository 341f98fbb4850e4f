"""Partitions and Regions, where services run, and service principals. All from botocore's data and our own lists.

What botocore does not list is not denied: its list of endpoints is complete for no service but the Regional ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from iamsight.catalogue.facts import facts


class Partition(NamedTuple):
    """A group of Regions with its own accounts. `regions` are names by code; `dns_suffix` such as `amazonaws.com`."""

    id: str
    name: str
    dns_suffix: str
    regions: Mapping[str, str]


@cache
def partitions() -> Mapping[str, Partition]:
    """All partitions by id, `aws` first."""
    return {
        name: Partition(name, entry["name"], entry["dns_suffix"], entry["regions"])
        for name, entry in facts("partitions")["partitions"].items()
    }


@cache
def regions() -> Mapping[str, str]:
    """The partition of every Region."""
    return {region: partition.id for partition in partitions().values() for region in partition.regions}


def partition_of(region: str) -> str | None:
    """The partition that a Region belongs to; None if there is no such Region."""
    return regions().get(region)


def regions_of(service: str, partition: str = "aws") -> tuple[str, ...] | None:
    """The Regions of `partition` in which the service (an action prefix) runs.

    None where the data cannot tell: it does not list the service, or lists it without Regions, as a global one.
    """
    listed: dict[str, list[str]] = facts("partitions")["services"].get(service, {})
    if not any(listed.values()):
        return None
    return tuple(listed.get(partition, ()))


def service_in_partition(service: str, partition: str) -> bool:
    """Whether the service may run in the partition. No only where all its Regions are known to lie elsewhere."""
    listed: dict[str, list[str]] = facts("partitions")["services"].get(service, {})
    return partition in listed or not listed or not all(listed.values())


@cache
def service_principals() -> frozenset[str]:
    """Service principals such as `rekognition.amazonaws.com`. Not complete: one that is not listed is not wrong."""
    return frozenset(facts("service_principals")["principals"])
