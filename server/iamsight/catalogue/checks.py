"""The policy checks of IAM Access Analyzer, which our findings name as their `code`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import NamedTuple

from iamsight.catalogue.facts import facts


class Check(NamedTuple):
    """A check. `id` is ours (kebab-case), `issue_code` what ValidatePolicy returns.

    `severity` is error, warning, security-warning or suggestion; `policy_types` are identity, permissions-boundary,
    resource, trust, scp, rcp, or any. A check that is not `current` must not be reported.
    """

    id: str
    issue_code: str
    title: str
    severity: str
    policy_types: tuple[str, ...]
    elements: tuple[str, ...]
    current: bool
    url: str


@cache
def checks() -> Mapping[str, Check]:
    """All checks by id, in the order of AWS's page."""
    held = facts("checks")
    return {
        name: Check(
            name,
            entry["issue_code"],
            entry["title"],
            entry["severity"],
            tuple(entry["policy_types"]),
            tuple(entry["element"]),
            entry["status"] == "current",
            f"{held['base']}#{entry['anchor']}",
        )
        for name, entry in held["checks"].items()
    }
