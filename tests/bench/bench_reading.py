"""How long answers take in a file that has been checked, as multiples of an empty server's round trip."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.bench.editor import FLOOR, SUBJECT, Editor, elapsed
from tests.bench.figures import show
from tests.bench.policies import LARGE, SMALL, Sample

SAMPLES = {"6 KB": SMALL, "1 MB": LARGE}
LIMIT = 3.0
ROUNDS = 60


@pytest.fixture(params=SAMPLES)
def opened(request: pytest.FixtureRequest) -> Iterator[tuple[str, Sample, Editor, Editor]]:
    """A sample, and a floor and a subject in which it is open and checked."""
    at = SAMPLES[request.param]
    with Editor(FLOOR) as floor, Editor(SUBJECT) as subject:
        for editor in (floor, subject):
            editor.open(at.text)
            editor.diagnostics()
        yield request.param, at, floor, subject


def questions(at: Sample) -> dict[str, dict[str, Any]]:
    """Requests about the middle statement, by method."""
    position = {"line": at.line, "character": at.column - 3}
    visible = {"start": {"line": at.line - 30, "character": 0}, "end": {"line": at.line + 30, "character": 0}}
    here = {"start": position, "end": position}
    return {
        "hover": {"position": position},
        "codeAction": {"range": here, "context": {"diagnostics": [], "triggerKind": 2}},
        "inlayHint": {"range": visible},
    }


@pytest.mark.parametrize("method", ["hover", "codeAction", "inlayHint"])
@pytest.mark.parametrize("state", ["misspelt", "right"])
def test_answers(opened: tuple[str, Sample, Editor, Editor], method: str, state: str) -> None:
    """After a keystroke each time; with an action that AWS has there are refactorings, with another one fixes."""
    name, at, floor, subject = opened
    params = questions(at)[method]
    assert subject.about(method, params)
    times: list[float] = []
    least: list[float] = []

    def measure() -> None:
        least.append(elapsed(lambda: floor.about(method, params)))
        times.append(elapsed(lambda: subject.about(method, params)))

    for _ in range(ROUNDS):
        for editor in (floor, subject):
            editor.type(at.line, at.column, "x")
            editor.diagnostics()
        if state == "misspelt":
            measure()
        for editor in (floor, subject):
            editor.type(at.line, at.column, "", over=1)
            editor.diagnostics()
        if state == "right":
            measure()
    assert show(f"{method}, {state}, {name}", times, least, LIMIT) <= LIMIT
