"""What is said of AWS's own managed policies, which the package moto carries: all of it is written down.

`expected.txt` has a line for every error and warning, below a comment that says why it is true, and the number of
findings of every rule that only informs or hints. A changed rule shows here what it changes.
"""

from __future__ import annotations

import logging
from collections import Counter
from pathlib import Path

import pytest

from iamsight.analysis import Finding, check
from iamsight.catalogue import default_catalogue
from tests.support.samples import managed_policies

_EXPECTED = Path(__file__).parent / "expected.txt"
_SERIOUS = ("error", "warning")


def test_all_that_is_found_is_written_down_and_true(caplog: pytest.LogCaptureFixture) -> None:
    policies = managed_policies()
    with caplog.at_level(logging.WARNING):
        found = {name: check(text, default_catalogue()) for name, text in policies.items()}

    assert len(policies) > 1500
    assert not caplog.records, "a rule failed"
    report = _report(found)
    expected = [line for line in _EXPECTED.read_text(encoding="utf-8").splitlines() if line and line[0] != "#"]
    assert sorted(report) == sorted(expected)


def test_every_error_and_warning_has_its_reason() -> None:
    reason = ""
    for line in _EXPECTED.read_text(encoding="utf-8").splitlines():
        reason = line if line.startswith("#") else reason if line else ""
        assert not line.startswith(_SERIOUS) or reason, line


def _report(found: dict[str, list[Finding]]) -> list[str]:
    """The lines of expected.txt: errors and warnings one by one, the others by their number."""
    lines = [
        f"{finding.severity.value} {name} {finding.rule}: {finding.message}"
        for name, findings in found.items()
        for finding in findings
        if finding.severity.value in _SERIOUS
    ]
    quiet = Counter(
        (finding.severity.value, finding.rule)
        for findings in found.values()
        for finding in findings
        if finding.severity.value not in _SERIOUS
    )
    return lines + [f"{severity} {rule} {count}" for (severity, rule), count in quiet.items()]
