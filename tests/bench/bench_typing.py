"""How long the server takes over what is typed and asked, as multiples of an empty one on pygls."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from tests.bench.editor import FLOOR, SUBJECT, Editor
from tests.bench.figures import by_turns, elapsed, record
from tests.bench.policies import SAMPLES, Sample

KEYSTROKE = {"1 KB": 2.0, "6 KB": 2.0, "100 KB": 2.0, "1 MB": 1.0}
COMPLETION = {"1 KB": 3.0, "6 KB": 3.0, "100 KB": 3.0, "1 MB": 2.0}
ANSWER = 3.0
ROUNDS = 60


class Pair(NamedTuple):
    """A sample, and a floor and a subject in which it is open and checked."""

    name: str
    at: Sample
    floor: Editor
    subject: Editor


@pytest.fixture(params=SAMPLES, scope="module")
def pair(request: pytest.FixtureRequest) -> Iterator[Pair]:
    at = SAMPLES[request.param]
    with Editor(FLOOR) as floor, Editor(SUBJECT) as subject:
        for editor in (floor, subject):
            editor.open(at.text)
            assert unknown(editor.diagnostics()) == 0
        yield Pair(request.param, at, floor, subject)


def unknown(found: list[Any]) -> int:
    """How many findings come of a misspelt action."""
    return len([one for one in found if one.get("code") == "unknown-action"])


def test_keystroke_to_diagnostics(pair: Pair) -> None:
    name, at, floor, subject = pair
    total: list[int] = []

    def keystroke(editor: Editor, *, wrong: int) -> float:
        """Type a letter too many and take it back; seconds a keystroke."""

        def type_and_take_back() -> None:
            for text, over in (("x", 0), ("", 1)):
                editor.type(at.line, at.column, text, over=over)
                found = editor.diagnostics()
                assert unknown(found) == (wrong if text else 0)
                total.append(len(found))

        return elapsed(type_and_take_back) / 2

    both = by_turns(ROUNDS, lambda: keystroke(floor, wrong=0), lambda: keystroke(subject, wrong=1))
    record(f"keystroke to diagnostics, {name}", *both, f"{max(total)} findings", KEYSTROKE[name])


def test_change_and_completion(pair: Pair) -> None:
    name, at, floor, subject = pair
    column = at.column - 1
    total: list[int] = []

    def change(editor: Editor, *, least: int) -> float:
        """Take the last letter of an action away and ask at once for completions, then write it again; seconds."""

        def take_away_and_ask() -> None:
            editor.type(at.line, column, "", over=1)
            total.append(len(editor.completions(at.line, column)))
            assert total[-1] >= least

        seconds = elapsed(take_away_and_ask)
        editor.type(at.line, column, "s")
        editor.diagnostics()
        return seconds

    both = by_turns(ROUNDS, lambda: change(floor, least=0), lambda: change(subject, least=1))
    record(f"change and completion, {name}", *both, f"{max(total)} items", COMPLETION[name])


def questions(at: Sample) -> dict[str, dict[str, Any]]:
    """Requests about the middle statement, by method."""
    position = {"line": at.line, "character": at.column - 3}
    visible = {"start": {"line": max(0, at.line - 30), "character": 0}, "end": {"line": at.line + 30, "character": 0}}
    here = {"start": position, "end": position}
    return {
        "hover": {"position": position},
        "codeAction": {"range": here, "context": {"diagnostics": [], "triggerKind": 2}},
        "inlayHint": {"range": visible},
    }


@pytest.mark.parametrize("method", ["hover", "codeAction", "inlayHint"])
@pytest.mark.parametrize("state", ["misspelt", "right"])
def test_answers(pair: Pair, method: str, state: str) -> None:
    """With an action that AWS has there are refactorings to list, with another one fixes."""
    name, at, floor, subject = pair
    params = questions(at)[method]
    answer = subject.about(method, params)
    assert answer

    def ask(editor: Editor) -> float:
        """Type a letter, take it back, and ask in the one state or the other; seconds of asking."""
        editor.type(at.line, at.column, "x")
        editor.diagnostics()
        first = elapsed(lambda: editor.about(method, params)) if state == "misspelt" else 0
        editor.type(at.line, at.column, "", over=1)
        editor.diagnostics()
        return first or elapsed(lambda: editor.about(method, params))

    both = by_turns(ROUNDS, lambda: ask(floor), lambda: ask(subject))
    size = f"{len(answer)} items" if isinstance(answer, list) else f"{len(answer['contents']['value'])} characters"
    record(f"{method}, {state}, {name}", *both, size, ANSWER)
