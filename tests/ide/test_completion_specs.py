"""Every completion spec in the folder `completion`."""

from __future__ import annotations

from pathlib import Path

import pytest

from iamsight.catalogue import default_catalogue
from iamsight.ide.hover import documentation
from tests.support.cursors import Case, failures, read_cases

CASES = [case for path in sorted((Path(__file__).parent / "completion").glob("*.md")) for case in read_cases(path)]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_what_is_offered_is_as_the_spec_says(case: Case) -> None:
    wrong = failures(case)
    assert not wrong, "\n\n".join(wrong)


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_every_item_with_a_key_has_documentation(case: Case) -> None:
    keys = {item.doc_key for item in case.completions().items[:40] if item.doc_key}
    silent = [key for key in keys if not documentation(key, default_catalogue(), markdown=True)]
    assert not silent
