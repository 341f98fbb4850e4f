"""The figures of a run: each measurement is a row of one table, a subject set against a floor."""

from __future__ import annotations

from collections.abc import Callable
from statistics import median
from time import perf_counter
from typing import Any, NamedTuple


class Row(NamedTuple):
    """What was measured of the subject and of its floor, in `unit`; `limit` is of the ratio, None for information.

    `came_back` says what the work gave, so that a fast nothing is seen to be one.
    """

    what: str
    subject: float
    floor: float
    unit: str
    limit: float | None
    came_back: str

    @property
    def ratio(self) -> float:
        """The subject as a multiple of the floor."""
        return self.subject / self.floor

    @property
    def missed(self) -> bool:
        """Whether the row is over its limit."""
        return self.limit is not None and self.ratio > self.limit


class Line(NamedTuple):
    """How a cost grows along one axis of a plot: the costs, in milliseconds, at the sizes."""

    axis: str
    name: str
    sizes: tuple[int, ...]
    costs: tuple[float, ...]


ROWS: list[Row] = []
LINES: list[Line] = []
"""What this run has measured so far."""


def record(
    what: str, subject: list[float], floor: list[float], came_back: str, limit: float | None = None, unit: str = "ms"
) -> None:
    """Add a row of the medians of measurements: seconds where `unit` is ms, else in that unit."""
    scale = 1e3 if unit == "ms" else 1
    ROWS.append(Row(what, median(subject) * scale, median(floor) * scale, unit, limit, came_back))


def elapsed(work: Callable[[], Any]) -> float:
    """Seconds that `work` takes."""
    start = perf_counter()
    work()
    return perf_counter() - start


def by_turns(rounds: int, floor: Callable[[], float], subject: Callable[[], float]) -> tuple[list[float], list[float]]:
    """What subject and floor measure, turn by turn, so that whatever else the machine does slows both."""
    floors: list[float] = []
    subjects: list[float] = []
    for _ in range(rounds):
        floors.append(floor())
        subjects.append(subject())
    return subjects, floors


def table(rows: list[Row]) -> list[str]:
    """The lines of a table of rows."""
    lines = [f"{'':<44}{'subject':>11}{'floor':>11}      {'ratio':>8}{'limit':>8}  came back"]
    for row in rows:
        limit = "" if row.limit is None else f"{row.limit:g}"
        verdict = "  MISSED" if row.missed else ""
        figures = f"{row.subject:>11.2f}{row.floor:>11.2f} {row.unit:<5}{row.ratio:>8.2f}{limit:>8}"
        lines.append(f"{row.what:<44}{figures}  {row.came_back}{verdict}")
    return lines
