"""While somebody types: at every prefix of every example, all rules run, and nothing but what is typed is judged."""

from __future__ import annotations

import logging
from pathlib import Path

import pytest

from iamsight.analysis import Document
from iamsight.catalogue import default_catalogue
from iamsight.text import Edit

ROOT = Path(__file__).parents[2]
EXAMPLES = sorted((ROOT / "examples").glob("*.json"))


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_every_prefix_can_be_checked(path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.ERROR)
    text = path.read_text(encoding="utf-8")
    document = Document("", default_catalogue())
    for size, character in enumerate(text):
        document.edit(Edit(size, size, character))
        for finding in document.findings():
            assert 0 <= finding.span.start <= finding.span.end <= size + 1

    assert [record.getMessage() for record in caplog.records] == []  # a rule that fails is logged
    assert document.findings() == Document(text, default_catalogue()).findings()
