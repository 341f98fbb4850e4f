"""Doing jobs, in this process or spread over several. The reports come in the order of the jobs either way."""

from __future__ import annotations

import os
import sys
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from typing import TYPE_CHECKING

from iamsight.cli.job import Job, do, is_large
from iamsight.cli.logs import as_lines
from iamsight.cli.trouble import CannotRun
from iamsight.report.model import FileReport

if TYPE_CHECKING:
    from concurrent.futures import Future
    from multiprocessing.context import BaseContext

_BATCH = 16
_PAYS_FROM = 150
"""The number of files from which on several processes are faster than one."""


def perform(jobs: Iterable[Job], workers: int, tick: Callable[[], None]) -> Iterator[FileReport]:
    """The reports of the jobs, in order. No more than a few batches are under way at any time.

    `tick` is called for each megabyte of a large file that this process reads.
    """
    return (report for job in jobs for report in do(job, tick)) if workers <= 1 else _spread(jobs, workers)


def workers_for(files: int, wish: int | None) -> int:
    """How many processes to use: as many as wished, else one for few files and one a core for many."""
    if wish is None:
        wish = _cores() if files >= _PAYS_FROM else 1
    return max(1, min(wish, -(-files // _BATCH)))


def _cores() -> int:
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


def _spread(jobs: Iterable[Job], workers: int) -> Iterator[FileReport]:
    from concurrent.futures import ProcessPoolExecutor
    from concurrent.futures.process import BrokenProcessPool

    waiting: deque[Future[list[FileReport]]] = deque()
    with ProcessPoolExecutor(workers, _context(), _ignore_interrupts) as pool:
        try:
            for batch in _batches(jobs):
                waiting.append(pool.submit(_do_all, batch))
                if len(waiting) > 3 * workers:
                    yield from waiting.popleft().result()
            while waiting:
                yield from waiting.popleft().result()
        except BrokenProcessPool:
            raise CannotRun("a process ended before its work was done; perhaps the memory ran out.") from None
        finally:
            pool.shutdown(wait=False, cancel_futures=True)


def _batches(jobs: Iterable[Job]) -> Iterator[list[Job]]:
    """Jobs to do in one go. A large file is the last of its batch, for its findings take memory until their turn."""
    batch: list[Job] = []
    for job in jobs:
        if len(batch) == _BATCH or (batch and is_large(batch[-1])):
            yield batch
            batch = []
        batch.append(job)
    if batch:
        yield batch


def _context() -> BaseContext:
    """Forking is by far the fastest, and safe here: this process has no threads."""
    from multiprocessing import get_context

    return get_context("fork" if sys.platform == "linux" else None)


def _ignore_interrupts() -> None:
    """Ctrl-C reaches every process; the first one deals with it."""
    import signal

    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _do_all(jobs: list[Job]) -> list[FileReport]:
    with as_lines():
        return [report for job in jobs for report in do(job)]
