"""An hour's typing, as fast as the server answers: at its end it takes no more memory and time than at a tenth."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from random import Random
from statistics import quantiles
from time import perf_counter
from typing import Any

import pytest

from tests.bench.editor import SUBJECT, Editor
from tests.bench.figures import record
from tests.bench.policies import SMALL, managed_policies

EXAMPLES = Path(__file__).parents[2] / "examples"
DOCUMENTS = 50
IN_ONE = 20
"""Keystrokes in a document, at least, before the writer turns to the next."""

LIMIT = 1.1
LETTERS = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789:/*-_${},"


class Round:
    """What one visit to every document took: MB in the end, and seconds to diagnostics and to completions."""

    def __init__(self) -> None:
        self.memory = 0.0
        self.checked: list[float] = []
        self.completed: list[float] = []
        self.findings = self.items = 0


def test_an_hours_typing(request: pytest.FixtureRequest) -> None:
    dice = Random(8)
    texts = documents(dice)
    rounds: list[Round] = []
    typed = 0
    with Editor(SUBJECT, seconds_to_live=3600) as editor:
        clean = [opened(editor, number, text) for number, text in enumerate(texts)]
        while typed < request.config.getoption("keystrokes") or len(rounds) < 10:
            rounds.append(Round())
            for number, text in enumerate(texts):
                write(editor, number, text, dice, rounds[-1])
                if dice.random() < 0.1:
                    editor.close()
                    assert opened(editor, number, text) == clean[number]
            rounds[-1].memory = editor.memory()
            typed += len(rounds[-1].checked)
    compare(rounds[len(rounds) // 10], rounds[-1], f"{typed} keystrokes")


def compare(tenth: Round, end: Round, typed: str) -> None:
    """Set the end against a tenth of the way."""
    assert min(tenth.findings, end.findings, tenth.items, end.items) > 0
    findings = f"{tenth.findings} findings, then {end.findings}"
    record(f"{typed}: memory", [end.memory], [tenth.memory], findings, LIMIT, "MB")
    record(f"{typed}: to diagnostics", end.checked, tenth.checked, findings, LIMIT)
    record(f"{typed}: to diagnostics, 95 in 100", [late(end.checked)], [late(tenth.checked)], findings)
    items = f"{tenth.items} items, then {end.items}"
    record(f"{typed}: to completions", end.completed, tenth.completed, items, LIMIT)


def late(seconds: list[float]) -> float:
    """What 95 in 100 do not exceed."""
    return quantiles(seconds, n=20)[-1]


def documents(dice: Random) -> list[str]:
    """Examples, a policy of 6 KB, and as many of AWS's policies as it takes."""
    texts = [json.dumps(json.loads(one.read_text()), indent=2) for one in sorted(EXAMPLES.glob("r*.json"))]
    texts.append(SMALL.text)
    return texts + dice.sample(sorted(managed_policies().values()), DOCUMENTS - len(texts))


def opened(editor: Editor, number: int, text: str) -> list[Any]:
    """Open a document; its diagnostics."""
    editor.uri = f"file:///policy{number}.json"
    editor.open(text)
    return editor.diagnostics()


def write(editor: Editor, number: int, text: str, dice: Random, seen: Round) -> None:
    """Write in a document and ask about it now and then. In the end its text is what it was."""
    editor.uri = f"file:///policy{number}.json"
    lines = [(index, line) for index, line in enumerate(text.split("\n")) if '"' in line]
    before = len(seen.checked)
    while len(seen.checked) - before < IN_ONE:
        for line, column, letter in another_word(*dice.choice(lines), dice):
            began = perf_counter()
            editor.type(line, column, letter, over=not letter)
            seen.findings += len(editor.diagnostics())
            seen.checked.append(perf_counter() - began)
            if letter:
                began = perf_counter()
                seen.items += len(editor.completions(line, column + 1))
                seen.completed.append(perf_counter() - began)
            if dice.random() < 0.1:
                ask(editor, line, column)


def another_word(index: int, line: str, dice: Random) -> Iterator[tuple[int, int, str]]:
    """The end of a string is taken away, another is written, and the first again: line, column, letter ("" takes)."""
    end = line.rindex('"')
    size = min(dice.randint(2, 8), end)
    start = end - size
    other = "".join(dice.choices(LETTERS, k=size))
    for written in (other, line[start:end]):
        yield from ((index, column, "") for column in range(end - 1, start - 1, -1))
        yield from ((index, start + place, letter) for place, letter in enumerate(written))


def ask(editor: Editor, line: int, column: int) -> None:
    """What an editor asks when the writer looks at something."""
    position = {"line": line, "character": column}
    editor.about("hover", {"position": position})
    editor.about("codeAction", {"range": {"start": position, "end": position}, "context": {"diagnostics": []}})
    editor.about("documentSymbol", {})
    editor.about("codeLens", {})
