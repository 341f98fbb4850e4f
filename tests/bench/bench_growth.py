"""How cost grows with the length of a policy, its statements and its actions: in proportion at most."""

from __future__ import annotations

from collections.abc import Callable
from itertools import count, islice
from math import log
from statistics import linear_regression, median

import pytest

from iamsight.catalogue import default_catalogue
from tests.bench.editor import SUBJECT, Editor
from tests.bench.figures import LINES, Line, elapsed, record
from tests.bench.policies import ACTION, Sample, of_statements, sample, statement

COUNTS = (16, 64, 256, 1024, 4096)
LIMIT = 1.1
"""The exponent of the growth over the largest three sizes, at which what every request costs matters least."""


def of_length(resources: int, first: int) -> Sample:
    """Ten statements, with four times so many resources in all."""
    return sample([statement(first + index, resources=4 * resources // 10) for index in range(10)])


def of_actions(actions: int, first: int) -> Sample:
    """One statement with so many actions of all services."""
    names = (action.full for service in default_catalogue().all_services() for action in service.actions.values())
    return sample([statement(first, [*islice(names, actions - 1), ACTION])])


@pytest.mark.parametrize(
    "axis, make",
    [
        ("characters in ten statements", of_length),
        ("statements", of_statements),
        ("actions in a statement", of_actions),
    ],
)
def test_growth(axis: str, make: Callable[[int, int], Sample]) -> None:
    costs: dict[str, list[float]] = {"first diagnostics": [], "keystroke": [], "completion": []}
    sizes: list[int] = []
    number = count()
    with Editor(SUBJECT) as editor:
        opening(editor, make(COUNTS[0], 0))
        for size in COUNTS:
            made = [make(size, 10_000 * next(number)) for _ in range(3)]  # no two alike, lest caches answer
            sizes.append(len(made[0].text) if axis.startswith("characters") else size)
            costs["first diagnostics"].append(median(opening(editor, one) for one in made))
            costs["keystroke"].append(median(keystroke(editor, made[-1]) for _ in range(11)))
            costs["completion"].append(median(completion(editor, made[-1]) for _ in range(11)))
    for name, seconds in costs.items():
        LINES.append(Line(axis, name, tuple(sizes), tuple(one * 1e3 for one in seconds)))
        last = linear_regression([log(size) for size in sizes[-3:]], [log(one) for one in seconds[-3:]])
        record(f"{name} by {axis}: exponent", [last.slope], [1.0], f"up to {sizes[-1]}", LIMIT, "")


def opening(editor: Editor, one: Sample) -> float:
    """Seconds from opening a sample to its diagnostics. It stays open; the one before is closed."""
    editor.close()
    began = elapsed(lambda: (editor.open(one.text), editor.diagnostics()))
    assert editor.about("hover", {"position": {"line": one.line, "character": one.column - 3}})
    return began


def keystroke(editor: Editor, at: Sample) -> float:
    """Seconds from a letter too many to its diagnostics. It is taken back."""
    found: list[str] = []

    def type_and_wait() -> None:
        editor.type(at.line, at.column, "x")
        found.extend(str(one.get("code")) for one in editor.diagnostics())

    seconds = elapsed(type_and_wait)
    assert "unknown-action" in found
    editor.type(at.line, at.column, "", over=1)
    editor.diagnostics()
    return seconds


def completion(editor: Editor, at: Sample) -> float:
    """Seconds from taking a letter away to completions. It is written again."""
    column = at.column - 1
    editor.type(at.line, column, "", over=1)
    seconds = elapsed(lambda: editor.completions(at.line, column))
    assert ACTION in [one["label"] for one in editor.completions(at.line, column)]
    editor.type(at.line, column, "s")
    editor.diagnostics()
    return seconds
