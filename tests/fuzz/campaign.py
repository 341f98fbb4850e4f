"""Run hypothesis tests for a while each, with other examples every time, and keep what breaks them."""

from __future__ import annotations

import itertools
import logging
import sys
import time
import traceback
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple, TypeAlias

from hypothesis import HealthCheck, seed, settings
from hypothesis.stateful import RuleBasedStateMachine, run_state_machine_as_test

_EXAMPLES = 500
"""Examples between two seeds. What hypothesis remembers of those it has tried takes memory."""

KEPT = Path(__file__).parents[2] / ".fuzz"
"""Where failing inputs are written."""


Test: TypeAlias = "Callable[..., Any] | type[RuleBasedStateMachine]"
"""A function that `hypothesis.given` calls, or a state machine."""


class Target(NamedTuple):
    """Something to try: `tests` take turns, `share` is their part of the time."""

    name: str
    tests: Sequence[Test]
    share: float


class _OutOfTime(BaseException):
    """Ends a run of hypothesis, which takes it for no failure."""


class _Failures(logging.Handler):
    """A rule that fails is logged; here that is an error like any other."""

    def emit(self, record: logging.LogRecord) -> None:
        message = f"{record.getMessage()}: {self.format(record)}"
        raise AssertionError(message)


def load_profile() -> None:
    """How hard hypothesis tries. To be called before tests are imported."""
    quiet = list(HealthCheck)
    profile = settings(
        max_examples=_EXAMPLES,
        stateful_step_count=30,
        deadline=None,
        database=None,
        suppress_health_check=quiet,
        print_blob=True,
        report_multiple_bugs=False,
    )
    settings.register_profile("fuzz", profile)
    settings.load_profile("fuzz")
    logger = logging.getLogger("iamsight.analysis.document")
    logger.addHandler(_Failures())
    logger.propagate = False


def run(targets: list[Target], seconds: float, first_seed: int) -> int:
    """Try every target for its share of some `seconds`; the number of those that something broke.

    The time goes to examples; a find is then made smaller for up to five minutes.
    """
    shares = sum(target.share for target in targets)
    broken = 0
    for target in targets:
        broken += not _try(target, seconds * target.share / shares, first_seed)
    return broken


def _try(target: Target, seconds: float, first_seed: int) -> bool:
    """Whether nothing broke a target for some `seconds`."""
    started = time.monotonic()
    clock = _Clock(started + seconds)
    for number in itertools.count(first_seed):
        try:
            _once(target.tests[number % len(target.tests)], number, clock)
        except _OutOfTime:
            break
        except Exception as error:  # noqa: BLE001 - whatever it is, it is a find
            if clock.is_over:  # hypothesis wonders why the run has ended
                break
            path = _keep(target, number, error)
            _say(target, clock.count, time.monotonic() - started, f"broken, see {path}")
            return False
    _say(target, clock.count, time.monotonic() - started, "nothing found")
    return True


class _Clock:
    """Counts examples, and ends the run when the time is over, unless a failing one is being made smaller."""

    def __init__(self, until: float) -> None:
        self.until = until
        self.count = 0
        self.failed = False
        self.is_over = False

    def tick(self) -> None:
        self.count += 1
        if not self.failed and time.monotonic() > self.until:
            self.is_over = True
            raise _OutOfTime

    def look_at(self, kind: type[BaseException] | None) -> None:
        """Take an error for a find, unless hypothesis ends examples that way."""
        if kind is not None and not kind.__module__.startswith("hypothesis"):
            self.failed = True


def _once(test: Any, number: int, clock: _Clock) -> None:
    if isinstance(test, type):
        run_state_machine_as_test(seed(number)(_timed_machine(test, clock)))
        return
    inner = test.hypothesis.inner_test
    test.hypothesis.inner_test = _timed(inner, clock)
    try:
        seed(number)(test)()
    finally:
        test.hypothesis.inner_test = inner


def _timed(inner: Callable[..., Any], clock: _Clock) -> Callable[..., Any]:
    def timed(*arguments: Any, **named: Any) -> None:
        clock.tick()
        try:
            inner(*arguments, **named)
        except Exception:
            clock.look_at(sys.exc_info()[0])
            raise

    return timed


def _timed_machine(machine: type[RuleBasedStateMachine], clock: _Clock) -> type[RuleBasedStateMachine]:
    class Timed(machine):  # type: ignore[valid-type,misc]
        def __init__(self) -> None:
            clock.tick()
            super().__init__()

        def teardown(self) -> None:
            clock.look_at(sys.exc_info()[0])
            super().teardown()

    Timed.__name__ = Timed.__qualname__ = machine.__name__
    return Timed


def _keep(target: Target, number: int, error: Exception) -> Path:
    """Write down how something broke: the smallest failing input, the error, and the seed that led to it."""
    KEPT.mkdir(exist_ok=True)
    path = KEPT / f"{target.name}-{number}.txt"
    notes = "\n".join(getattr(error, "__notes__", ()))
    said = "".join(traceback.format_exception(error))
    again = f"python -m tests.fuzz --only {target.name} --seed {number}"
    path.write_text(f"{again}\n\n{notes}\n\n{said}", encoding="utf-8", errors="backslashreplace")
    return path.relative_to(Path.cwd()) if path.is_relative_to(Path.cwd()) else path


def _say(target: Target, count: int, seconds: float, outcome: str) -> None:
    sys.stdout.write(f"{target.name:<24}{count:>9,} examples  {seconds:>6.0f} s  {outcome}\n")
    sys.stdout.flush()
