"""What the configuration says about one file, as plain data."""

from __future__ import annotations

from collections.abc import Mapping
from typing import NamedTuple

from iamsight.policy.find import NOTHING_GIVEN, Given
from iamsight.rule import Severity

_NO_OVERRIDES: Mapping[str, Severity | None] = {}


class Suppression(NamedTuple):
    """A finding that the project accepts, with the reason. What is None or empty does not limit it.

    `pointer` is the JSON pointer of an element: everything in it is covered. `expires` is an ISO 8601 day. `origin` is
    the file that says it, and `number` its place there, counted from 1.
    """

    rule: str
    reason: str
    files: tuple[str, ...] = ()
    sid: str | None = None
    pointer: str | None = None
    expires: str | None = None
    origin: str = ""
    number: int = 0

    def covers(self, rule: str, sid: str | None, pointer: str) -> bool:
        """Whether it speaks of a finding of `rule`, in the statement `sid`, at a JSON `pointer`. Ignores files."""
        if self.rule != rule or (self.sid is not None and self.sid != sid):
            return False
        return self.pointer is None or f"{pointer}/".startswith(f"{self.pointer}/")


class FileSettings(NamedTuple):
    """What the configuration says about one file.

    `severities` overrides a rule's severity, by rule id: None turns it off, and a rule that is off by default is on if
    it has one. `suppressions` are those that concern this file. `account` and `regions` are for completions.
    """

    given: Given = NOTHING_GIVEN
    severities: Mapping[str, Severity | None] = _NO_OVERRIDES
    suppressions: tuple[Suppression, ...] = ()
    account: str | None = None
    regions: tuple[str, ...] = ()
