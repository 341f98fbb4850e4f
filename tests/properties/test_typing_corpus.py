"""While somebody types a policy of the corpus: diagnostics, completion and hover at the end give no error.

The corpus is larger than the examples, so only some prefixes are tried, others of each policy. `tests/conftest.py` sees
to it that no rule fails.
"""

from __future__ import annotations

from pathlib import Path

import pytest

from iamsight.analysis import Document, Settings
from iamsight.catalogue import default_catalogue
from iamsight.ide.completion import complete
from iamsight.ide.hover import hover
from iamsight.policy.find import Given
from iamsight.policy.model import Kind

POLICIES = sorted((Path(__file__).parents[1] / "corpus" / "guide").glob("*.json"))
STEP = 13


@pytest.mark.parametrize("number", range(len(POLICIES)), ids=[path.stem for path in POLICIES])
@pytest.mark.parametrize("claimed", [False, True], ids=["kind inferred", "kind given"])
def test_prefixes_get_answers(number: int, claimed: bool) -> None:
    path = POLICIES[number]
    given = Given(Kind(path.stem.partition("-")[0])) if claimed else Given()
    text = path.read_text(encoding="utf-8")
    offered = explained = 0
    for size in range(number % STEP, len(text), STEP * (2 if claimed else 1)):
        document = Document(text[:size], default_catalogue(), Settings(given=given))
        assert all(0 <= one.span.start <= one.span.end <= size for one in document.findings())
        items = complete(document, size).items
        assert all(0 <= one.replace.start <= size == one.replace.end for one in items[:5])
        offered += bool(items)
        found = hover(document, max(0, size - 1), markdown=True)
        explained += found is not None
    assert min(offered, explained) > 0
