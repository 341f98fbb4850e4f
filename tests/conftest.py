"""What every test shares: how hard hypothesis tries, and that no rule fails unnoticed."""

from __future__ import annotations

import logging
import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings

pytest.register_assert_rewrite("tests.support")

# "ci" draws the same examples on every run, so that a red run is red again; "dev" looks for new ones.
settings.register_profile("dev", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.register_profile("ci", settings.get_profile("dev"), derandomize=True, print_blob=True)
settings.load_profile("ci" if os.environ.get("CI") else "dev")


class _Failures(logging.Handler):
    """The first failure of each rule, as the analysis logs it."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.seen: dict[str, str] = {}

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.setdefault(str(record.args), logging.Formatter().format(record))


@pytest.fixture(autouse=True)
def no_rule_fails() -> Iterator[None]:
    """A rule that raises is logged and finds nothing, which a test that expects nothing would take for success."""
    failures = _Failures()
    logger = logging.getLogger("iamsight.analysis.document")
    logger.addHandler(failures)
    yield
    logger.removeHandler(failures)
    failures.seen.pop("('broken',)", None)  # the rule that fails on purpose
    assert list(failures.seen.values()) == []
