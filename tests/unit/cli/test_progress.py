"""The progress bar: where it appears, and that it gets to the end."""

from __future__ import annotations

import io
import sys

import pytest

from iamsight.cli import progress
from iamsight.cli.files import Target
from iamsight.cli.progress import Progress
from iamsight.report.model import FileReport


class Stream(io.StringIO):
    def __init__(self, *, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


def watch(monkeypatch: pytest.MonkeyPatch, *, err: bool, out: bool, moment: float) -> str:
    """What the terminal behind stderr shows of a run over three files."""
    monkeypatch.setenv("TERM", "xterm")
    monkeypatch.setattr(sys, "stderr", Stream(terminal=err))
    monkeypatch.setattr(sys, "stdout", Stream(terminal=out))
    monkeypatch.setattr(progress, "A_MOMENT", moment)
    targets = [Target(name) for name in ("a", "b", "c")]
    reports = [FileReport(target.path) for target in targets]
    bar = Progress(targets)
    bar.tick()
    assert list(bar.watch(reports)) == reports
    return sys.stderr.getvalue()


def test_a_long_run_shows_a_bar_that_gets_to_the_end(monkeypatch: pytest.MonkeyPatch):
    shown = watch(monkeypatch, err=True, out=False, moment=0)

    assert "checking" in shown
    assert "100%" in shown


@pytest.mark.parametrize("err,out,moment", [(False, False, 0), (True, True, 0), (True, False, 1e9)])
def test_where_nobody_looks_or_nothing_takes_long_there_is_none(
    monkeypatch: pytest.MonkeyPatch, err: bool, out: bool, moment: float
):
    assert watch(monkeypatch, err=err, out=out, moment=moment) == ""
