"""A progress bar on a terminal, for runs that take longer than a moment."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterator

from iamsight.report.model import FileReport

_A_MOMENT = 1.0


def shown(reports: Iterator[FileReport], total: int) -> Iterator[FileReport]:
    """Pass on the reports of `total` files; show how far the run is if it takes long and a terminal looks on.

    The bar is for runs whose report goes elsewhere: a report on the same terminal shows the progress itself.
    """
    if not sys.stderr.isatty() or sys.stdout.isatty():
        return reports
    return _with_bar(reports, total)


def _with_bar(reports: Iterator[FileReport], total: int) -> Iterator[FileReport]:
    start = time.monotonic()
    done = 0
    for report in reports:
        yield report
        done += 1
        if time.monotonic() - start > _A_MOMENT:
            break
    else:
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

    columns = (TextColumn("checking"), BarColumn(), MofNCompleteColumn(), TimeRemainingColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("", total=total, completed=done)
        for report in reports:
            bar.advance(task)
            yield report
