"""How long the language server takes, as multiples of an empty one on pygls, measured turn by turn in one run."""

from __future__ import annotations

from collections.abc import Iterator
from time import perf_counter

import pytest

from tests.bench.editor import CAPABILITIES, FLOOR, SUBJECT, Editor, elapsed
from tests.bench.figures import show
from tests.bench.policies import LARGE, SMALL, Sample
from tests.support.wire import Wire

SAMPLES = {"6 KB": SMALL, "1 MB": LARGE}
KEYSTROKE = {"6 KB": 3.0, "1 MB": 2.0}
START = 1.3
FIRST_COMPLETION = 0.1


def start(command: list[str]) -> float:
    """Seconds from spawning a server to its first answer."""
    began = perf_counter()
    with Wire(command) as server:
        assert server.initialize(CAPABILITIES)["completionProvider"] is not None
        seconds = perf_counter() - began
        server.goodbye()
    return seconds


def test_spawn_to_initialize() -> None:
    times: dict[str, list[float]] = {"floor": [], "subject": []}
    for _ in range(9):
        times["floor"].append(start(FLOOR))
        times["subject"].append(start(SUBJECT))
    assert show("spawn to initialize", times["subject"], times["floor"], START) <= START


@pytest.fixture(params=SAMPLES)
def both(request: pytest.FixtureRequest) -> Iterator[tuple[str, Editor, Editor]]:
    """A floor and a subject with a sample open in each, checked."""
    with Editor(FLOOR) as floor, Editor(SUBJECT) as subject:
        for editor in (floor, subject):
            editor.open(SAMPLES[request.param].text)
        assert floor.diagnostics() == []
        clean = subject.diagnostics()
        assert [one for one in clean if one.get("code") == "unknown-action"] == []
        yield request.param, floor, subject


def keystroke(editor: Editor, at: Sample, *, wrong: int) -> float:
    """Type a letter too many and take it back; seconds a keystroke. `wrong` findings come of it."""

    def type_and_take_back() -> None:
        before = None
        for text, over in (("x", 0), ("", 1)):
            editor.type(at.line, at.column, text, over=over)
            count = len([one for one in editor.diagnostics() if one.get("code") == "unknown-action"])
            assert count == (wrong if text else 0), (count, before)

    return elapsed(type_and_take_back) / 2


def test_keystroke_to_diagnostics(both: tuple[str, Editor, Editor]) -> None:
    name, floor, subject = both
    at = SAMPLES[name]
    times: dict[str, list[float]] = {"floor": [], "subject": []}
    for _ in range(60):
        times["floor"].append(keystroke(floor, at, wrong=0))
        times["subject"].append(keystroke(subject, at, wrong=1))
    assert (
        show(f"keystroke to diagnostics, {name}", times["subject"], times["floor"], KEYSTROKE[name]) <= KEYSTROKE[name]
    )


def change_and_complete(editor: Editor, at: Sample, *, least: int) -> float:
    """Take the last letter of an action away and ask at once for completions, then write it again; seconds."""
    column = at.column - 1

    def change() -> None:
        editor.type(at.line, column, "", over=1)
        found = editor.completions(at.line, column)
        assert len(found) >= least

    seconds = elapsed(change)
    editor.type(at.line, column, "s")
    editor.diagnostics()
    return seconds


def test_change_and_completion(both: tuple[str, Editor, Editor]) -> None:
    name, floor, subject = both
    at = SAMPLES[name]
    times: dict[str, list[float]] = {"floor": [], "subject": []}
    for _ in range(60):
        times["floor"].append(change_and_complete(floor, at, least=0))
        times["subject"].append(change_and_complete(subject, at, least=1))
    what = f"change and completion, {name}"
    assert show(what, times["subject"], times["floor"], KEYSTROKE[name]) <= KEYSTROKE[name]


def test_completion_while_a_large_file_is_first_checked() -> None:
    with Editor(SUBJECT) as editor:
        editor.open(SMALL.text)
        editor.diagnostics()
        editor.open(LARGE.text)
        seconds = elapsed(lambda: editor.completions(LARGE.line, LARGE.column))
        what = "completion while 1 MB is first checked"
        print(f"\n{what:<42} {seconds * 1e3:8.2f} ms of {FIRST_COMPLETION * 1e3:.0f}")
        assert seconds <= FIRST_COMPLETION
        assert editor.diagnostics() is not None
