"""How long answers about a whole document take, as multiples of a server that lists as many bare items."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest

from tests.bench.editor import FLOOR, SUBJECT, Editor
from tests.bench.figures import by_turns, elapsed, record
from tests.bench.policies import ACTION, SAMPLES, SMALL, Sample

LIMIT = 3.0


def symbols(found: Any) -> int:
    """How many symbols there are in a tree."""
    return sum(1 + symbols(one.get("children", ())) for one in found)


COUNTS: dict[str, Callable[[Any], int]] = {
    "documentSymbol": symbols,
    "foldingRange": len,
    "semanticTokens/full": lambda found: len(found["data"]) // 5,
}


@pytest.mark.parametrize("method", COUNTS)
@pytest.mark.parametrize("name", ["6 KB", "1 MB"])
def test_whole_documents(name: str, method: str) -> None:
    compare(f"{method}, {name}", SAMPLES[name], method, {}, COUNTS[method], least=4)


def test_a_long_completion_list() -> None:
    lines = SMALL.text.split("\n")
    lines[SMALL.line] = lines[SMALL.line].replace(ACTION, "ec2:")
    at = Sample("\n".join(lines), SMALL.line, lines[SMALL.line].index("ec2:") + 4)
    params = {"position": {"line": at.line, "character": at.column}}
    compare("completion, all actions of EC2", at, "completion", params, lambda found: len(found["items"]), least=600)


def compare(
    what: str, at: Sample, method: str, params: dict[str, Any], count: Callable[[Any], int], *, least: int
) -> None:
    """Measure a request after each of some changes, in a server that answers it and in one that lists as much."""

    def ask(editor: Editor) -> float:
        editor.type(0, 0, " ")
        editor.diagnostics()
        return elapsed(lambda: editor.about(method, params))

    with Editor(FLOOR) as floor, Editor(SUBJECT) as subject:
        for editor in (floor, subject):
            editor.open(at.text)
            editor.diagnostics()
        total = count(subject.about(method, params))
        assert total >= least
        floor.request("floor/items", {"count": total})
        both = by_turns(12 if len(at.text) < 100_000 else 6, lambda: ask(floor), lambda: ask(subject))
    record(what, *both, f"{total} items", LIMIT)
