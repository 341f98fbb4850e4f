"""While somebody types: at every prefix of every example, hovering anywhere near the end gives no error."""

from __future__ import annotations

from pathlib import Path

import pytest

from iamsight.analysis import Document
from iamsight.catalogue import default_catalogue
from iamsight.ide.hover import hover

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_every_prefix_can_be_hovered_over(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    shown = 0
    for size in range(len(text) + 1):
        document = Document(text[:size], default_catalogue())
        for offset in range(max(0, size - 3), size + 1):
            found = hover(document, offset, markdown=True)
            if found:
                shown += 1
                assert found.span.touches(offset)
                assert 0 <= found.span.start < found.span.end <= size
    assert shown > size // 2  # nearly every place of a policy has help, broken or not
