"""How long the server takes to be there, and how much memory it takes, beside an empty one on pygls."""

from __future__ import annotations

from statistics import median
from time import perf_counter

from tests.bench.editor import CAPABILITIES, FLOOR, SUBJECT, Editor
from tests.bench.figures import by_turns, elapsed, record
from tests.bench.policies import LARGE, SMALL
from tests.support.wire import Wire

INITIALIZE = 1.2
MEMORY = 1.6
OPENING, FIRST_COMPLETION = 333.0, 83.0
"""400 ms and 100 ms on a machine where the floor's keystroke takes 1.2."""
ALL = 3
"""The findings of the large file: the mistake, and what two rules say of the whole policy."""


def initialize(command: list[str]) -> float:
    """Seconds from spawning a server to its first answer."""
    began = perf_counter()
    with Wire(command) as server:
        assert server.initialize(CAPABILITIES)["completionProvider"] is not None
        seconds = perf_counter() - began
        server.goodbye()
    return seconds


def first_diagnostics(command: list[str], counts: list[int]) -> float:
    """Seconds from spawning a server to its first diagnostics."""
    began = perf_counter()
    with Editor(command) as editor:
        editor.open(SMALL.text)
        counts.append(len(editor.diagnostics()))
        return perf_counter() - began


def test_spawn() -> None:
    both = by_turns(11, lambda: initialize(FLOOR), lambda: initialize(SUBJECT))
    record("spawn to initialize", *both, "capabilities", INITIALIZE)
    counts: list[int] = []
    both = by_turns(7, lambda: first_diagnostics(FLOOR, []), lambda: first_diagnostics(SUBJECT, counts))
    assert min(counts) >= 1
    record("spawn to first diagnostics, 6 KB", *both, f"{max(counts)} findings")


def used(editor: Editor) -> tuple[float, float, str]:
    """Memory with the small sample open and looked at, and after some minutes of writing; what came back."""
    editor.open(SMALL.text)
    editor.diagnostics()
    position = {"line": SMALL.line, "character": SMALL.column - 3}
    editor.about("hover", {"position": position})
    before = editor.memory()
    findings = items = 0
    for turn in range(500):
        editor.type(SMALL.line, SMALL.column, "" if turn % 2 else "x", over=turn % 2)
        findings += len(editor.diagnostics())
        editor.about("hover", {"position": position})
        items += len(editor.completions(SMALL.line, SMALL.column))
    editor.about("codeAction", {"range": {"start": position, "end": position}, "context": {"diagnostics": []}})
    return before, editor.memory(), f"{findings} findings, {items} items"


def test_memory() -> None:
    with Editor(FLOOR) as floor, Editor(SUBJECT) as subject:
        least, nothing, _ = used(floor)
        start, end, came_back = used(subject)
    assert not came_back.startswith("0")
    record("memory with 6 KB open", [start], [least], "a hover", MEMORY, "MB")
    record("memory after 500 keystrokes", [end], [nothing], came_back, MEMORY, "MB")


def opening(what: str, counts: list[int]) -> float:
    """Seconds from opening the large file to diagnostics, or to completions that are asked for meanwhile.

    Its first statement has a mistake; what else is found is about the whole policy, which is known last.
    """
    text = LARGE.text.replace("s3:GetObject", "s3:GetObjet", 1)
    with Editor(SUBJECT) as editor:
        editor.open(SMALL.text)
        editor.diagnostics()
        editor.completions(SMALL.line, SMALL.column)
        editor.uri += "?large"
        began = perf_counter()
        editor.open(text)
        if what == "completions":
            found = editor.completions(LARGE.line, LARGE.column)
        else:
            found = editor.diagnostics()
            while what == "all diagnostics" and len(found) < ALL:
                found = editor.diagnostics()
        seconds = perf_counter() - began
        assert found
        counts.append(len(found))
        return seconds


def test_opening_a_large_file() -> None:
    with Editor(FLOOR) as floor:
        floor.open(SMALL.text)

        def type_and_wait() -> None:
            floor.type(SMALL.line, SMALL.column, "x")
            floor.diagnostics()

        def keystroke() -> float:
            return median(elapsed(type_and_wait) for _ in range(21))

        for what, limit in (
            ("first diagnostics", OPENING),
            ("all diagnostics", None),
            ("completions", FIRST_COMPLETION),
        ):
            counts: list[int] = []
            both = by_turns(5, keystroke, lambda what=what, counts=counts: opening(what, counts))
            record(f"open 1 MB to {what} / floor's keystroke", *both, f"{max(counts)} {what}", limit)
