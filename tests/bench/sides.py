"""The two sides of the comparison with parliament: each runs in a process of its own."""

from __future__ import annotations

import warnings
from contextlib import suppress
from time import process_time
from typing import NamedTuple


class Batch(NamedTuple):
    """How long a batch took, in seconds of CPU time, and how many findings each policy has; None: the tool gave up."""

    seconds: float
    findings: list[int | None]


def ours(policies: list[str]) -> Batch:
    """Check policies with iamsight."""
    from iamsight import check
    from iamsight.garbage import look_rarely

    look_rarely()  # as the command line does
    start = process_time()
    found: list[int | None] = [len(check(policy)) for policy in policies]
    return Batch(process_time() - start, found)


def theirs(policies: list[str]) -> Batch:
    """Check policies with parliament. It gives up on a few, at keys of types that it does not know."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # pkg_resources is deprecated
        from parliament import analyze_policy_string

        start = process_time()
        found: list[int | None] = []
        for policy in policies:
            found.append(None)
            with suppress(Exception):
                found[-1] = len(analyze_policy_string(policy).findings)
        return Batch(process_time() - start, found)
