"""What resource control policies may be about, and the condition keys that matter to them."""

from __future__ import annotations

from functools import cache

from iamsight.catalogue.facts import facts


@cache
def services() -> frozenset[str]:
    """The prefixes of the services whose actions a resource control policy may deny."""
    return frozenset(facts("rcp")["services"])


def describes_caller(key: str) -> bool:
    """Whether a key, in lower case, tells who calls or from which network, which calls of services lack."""
    return key in _caller_keys() or key.startswith(_caller_prefixes())


@cache
def _caller_keys() -> frozenset[str]:
    return frozenset(key.lower() for key in facts("rcp")["caller_keys"])


@cache
def _caller_prefixes() -> tuple[str, ...]:
    return tuple(key for key in _caller_keys() if key.endswith("/"))
