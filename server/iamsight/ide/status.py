"""What an editor's status bar says: the policy at the cursor, its kind and size, and how old the data is."""

from __future__ import annotations

from typing import NamedTuple

from iamsight.analysis import Document
from iamsight.ide.lenses import KIND_NAMES
from iamsight.policy.size import size_of


class Status(NamedTuple):
    """A policy of a document that has `policies` of them; 0 of an empty one that is to hold a policy.

    `size` and `quota` are in `unit`, and `quota_of` says what the quota is for. A policy that a template computes has
    no size, some kinds of policies have no quota. `data_date` is the day of the AWS data, as ISO 8601.
    """

    policies: int
    kind: str
    resource_type: str | None
    reason: str
    size: int | None
    quota: int | None
    unit: str
    quota_of: str
    data_date: str


def status(document: Document, offset: int) -> Status | None:
    """The policy at an offset of the document, else its first one; None where there is none, nor is to be one."""
    policies = document.policies
    if not policies:
        return _expected(document)
    at = document.policy_at(offset)
    policy = at[0] if at else policies[0]
    size = size_of(policy)
    return Status(
        len(policies),
        KIND_NAMES[policy.kind],
        policy.resource_type,
        policy.reason,
        size.amount if size else None,
        size.quota if size else None,
        size.unit if size else "",
        size.of if size else "",
        document.catalogue.data_date,
    )


def _expected(document: Document) -> Status | None:
    """What an empty document is to hold, if its kind is given; completion offers policies there."""
    given = document.settings.given
    if given.kind is None or document.text.strip():
        return None
    kind = KIND_NAMES[given.kind]
    return Status(0, kind, given.resource_type, given.reason, None, None, "", "", document.catalogue.data_date)
