"""A progress bar on a terminal, for runs that take longer than a moment."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from iamsight.cli.files import Target
from iamsight.report.model import FileReport

if TYPE_CHECKING:
    from rich.progress import Progress as Bar

A_MOMENT = 1.0
"""Seconds after which a bar appears."""


class Progress:
    """How far a run over `targets` is: a step for each file, and one for each megabyte of it.

    The bar is for runs whose report goes elsewhere: a report on the same terminal shows by itself how far it is.
    """

    def __init__(self, targets: list[Target]) -> None:
        self._wanted = sys.stderr.isatty() and not sys.stdout.isatty()
        self._weights = [1 + _megabytes(target) for target in targets] if self._wanted else []
        self._start = time.monotonic()
        self._done = 0.0
        self._bar: Bar | None = None

    def tick(self) -> None:
        """Another megabyte has been read."""
        if self._wanted:
            self._show(self._done + 1)

    def watch(self, reports: Iterable[FileReport]) -> Iterator[FileReport]:
        """Pass on the reports of the targets, in their order."""
        try:
            passed = 0.0
            weights = iter(self._weights)
            for report in reports:
                yield report
                if self._wanted and not report.more:
                    passed += next(weights)
                    self._show(passed)
        finally:
            if self._bar:
                self._bar.stop()

    def _show(self, done: float) -> None:
        self._done = done
        if self._bar is None:
            if time.monotonic() - self._start < A_MOMENT:
                return
            self._bar = _bar(sum(self._weights))
            self._bar.start()
        self._bar.update(self._bar.task_ids[0], completed=done)


def _bar(total: float) -> Bar:
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

    columns = (TextColumn("checking"), BarColumn(), TaskProgressColumn(), TimeRemainingColumn())
    bar = Progress(*columns, console=Console(stderr=True), transient=True)
    bar.add_task("", total=total)
    return bar


def _megabytes(target: Target) -> float:
    try:
        return Path(target.path).stat().st_size / (1 << 20)
    except (OSError, ValueError):
        return 0
