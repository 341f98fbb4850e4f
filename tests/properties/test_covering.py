"""What is taken out of a list as superfluous was: the rest covers it, and nothing more could go."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from iamsight.catalogue.patterns import includes
from iamsight.policy.covering import covered

PATTERNS = st.lists(st.text("ab/*?", max_size=6), max_size=8)


@given(PATTERNS)
def test_the_rest_covers_what_is_superfluous_and_no_other(patterns: list[str]) -> None:
    found = covered(patterns)
    kept = [index for index in range(len(patterns)) if index not in found]

    assert all(by in kept and includes(patterns[by], patterns[index]) for index, by in found.items())
    assert not any(includes(patterns[a], patterns[b]) for a in kept for b in kept if a != b)
