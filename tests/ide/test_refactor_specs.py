"""Every refactoring spec in the folder `refactor`."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.refactorings import Case, failures, read_cases

CASES = [case for path in sorted((Path(__file__).parent / "refactor").glob("*.md")) for case in read_cases(path)]


@pytest.mark.parametrize("case", CASES, ids=[case.name for case in CASES])
def test_the_text_afterwards_is_as_the_spec_says(case: Case) -> None:
    wrong = failures(case)
    assert not wrong, "\n\n".join(wrong)
