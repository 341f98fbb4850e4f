"""While somebody types: completing gives no error at any prefix of an example, nor anywhere in the middle of one.

There, what is accepted leaves JSON that is no worse than before.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from iamsight.analysis import Document
from iamsight.catalogue import default_catalogue
from iamsight.ide.completion import CompletionOptions, complete
from iamsight.syntax.tree import parse
from tests.support.cursors import accept

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))
PLAIN = CompletionOptions(snippets=False)


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_every_prefix_can_be_completed(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    offered = 0
    for size in range(len(text) + 1):
        items = complete(Document(text[:size], default_catalogue()), size).items
        offered += bool(items)
        for item in items[:5]:
            assert 0 <= item.replace.start <= size == item.replace.end
    assert offered > len(text) // 8  # most places between values have nothing to offer, most places in them have


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_accepting_in_the_middle_leaves_json_that_can_be_read(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    document = Document(text, default_catalogue())
    before = _problems(text)
    offered = 0
    for offset in range(len(text) + 1):
        items = complete(document, offset, PLAIN).items
        offered += bool(items)
        for item in (*items[:1], *items[-1:]):
            assert item.replace.start <= offset <= item.replace.end
            assert _problems(accept(text, item)) <= before, (offset, item)
    assert offered


def _problems(text: str) -> int:
    tree = parse(text)
    return len(tree.problems) + sum(len(source.problems) for source in tree.sources)
