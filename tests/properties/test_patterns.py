"""Patterns against brute force: every text up to six characters over a small alphabet."""

import re
from functools import cache
from itertools import product
from time import perf_counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamsight.catalogue.nearest import distance, nearest
from iamsight.catalogue.patterns import UNKNOWN, has_wildcard, includes, intersects, literal_prefix, matches

ALPHABET = "abz"  # z occurs in no pattern: only a wildcard takes it
TEXTS = ["".join(letters) for length in range(7) for letters in product(ALPHABET, repeat=length)]

patterns = st.text("ab*?", max_size=4)
texts = st.text(ALPHABET, max_size=8)


@cache
def matched(pattern):
    expression = "".join(".*" if char == "*" else "." if char == "?" else re.escape(char) for char in pattern)
    return frozenset(text for text in TEXTS if re.fullmatch(expression, text))


@given(patterns, st.sampled_from(TEXTS))
def test_matching(pattern, text):
    assert matches(pattern, text) == (text in matched(pattern))


@given(st.text("ab*?", max_size=3), st.text("ab*?", max_size=3))
def test_intersection(a, b):
    assert intersects(a, b) == bool(matched(a) & matched(b))


@given(st.text("ab*?", max_size=5), st.text("ab*?", max_size=4))
def test_inclusion(a, b):
    # where six characters are too few to tell two patterns apart, only a yes can be checked
    assert includes(a, b) <= (matched(b) <= matched(a))
    if len(a.replace("*", "")) + len(b) <= 6:
        assert includes(a, b) == (matched(b) <= matched(a))


@given(patterns)
def test_what_holds_of_every_pattern(pattern):
    assert intersects(pattern, pattern)
    assert includes(pattern, pattern)
    assert includes("*", pattern)
    assert has_wildcard(pattern) == ("*" in pattern or "?" in pattern)
    assert includes(literal_prefix(pattern) + "*", pattern)


@given(st.text(max_size=30), st.text(max_size=30))
def test_any_text_has_an_answer(a, b):
    assert intersects(a, b) == intersects(b, a)
    matches(a, b)
    matches(a, b, case_sensitive=False)
    if includes(a, b):
        assert intersects(a, b)


@pytest.mark.parametrize(
    "pattern,text,expected",
    [
        ("user/${aws:username}", "user/ann", True),
        ("user/${aws:username}/x", "user/ann/y", False),
        ("${*}", "*", True),
        ("${*}", "x", False),
        ("a${?}${$}", "a?$", True),
        ("a${aws:user", "abc", True),
        ("a" + UNKNOWN, "abc", True),
        ("$a", "$a", True),
        ("", "", True),
    ],
)
def test_variables_and_escapes(pattern, text, expected):
    assert matches(pattern, text) is expected


@pytest.mark.parametrize(
    "a,b,expected",
    [
        ("user/*", "user/${aws:username}", True),
        ("user/${aws:username}", "user/${aws:username}", True),
        ("user/${aws:username}*", "user/${AWS:username}x", True),
        ("user/${aws:username}", "user/ann", False),
        ("user/?", "user/${aws:username}", False),
        ("a*", "a" + UNKNOWN, True),
        ("a" + UNKNOWN, "a" + UNKNOWN, False),
        ("a" + UNKNOWN, "ab", False),
        ("?*", "*x", True),
        ("*", "", True),
        ("?", "*", False),
    ],
)
def test_inclusion_of_variables(a, b, expected):
    assert includes(a, b) is expected


def test_case():
    assert matches("S3:GET*", "s3:getobject", case_sensitive=False)
    assert not matches("S3:GET*", "s3:getobject")
    assert intersects("A*", "a?", case_sensitive=False)
    assert includes("A*", "a?", case_sensitive=False)


@pytest.mark.parametrize("a,b", [("*a" * 3000, "*b" * 3000), ("?" * 6000, "*" * 6000), ("*?a" * 2000, "?*b" * 2000)])
def test_the_worst_patterns_are_bounded(a, b):
    start = perf_counter()
    intersects(a, b)
    includes(a, b)
    matches(a, b)
    assert perf_counter() - start < 5


def table(a, b):
    rows = [[max(i, j) if not (i and j) else 0 for j in range(len(b) + 1)] for i in range(len(a) + 1)]
    for i, j in product(range(1, len(a) + 1), range(1, len(b) + 1)):
        rows[i][j] = min(rows[i - 1][j] + 1, rows[i][j - 1] + 1, rows[i - 1][j - 1] + (a[i - 1] != b[j - 1]))
        if i > 1 and j > 1 and a[i - 1] == b[j - 2] and a[i - 2] == b[j - 1]:
            rows[i][j] = min(rows[i][j], rows[i - 2][j - 2] + 1)
    return rows[-1][-1]


@given(texts, texts)
def test_distance(a, b):
    assert distance(a, b) == table(a, b)


@given(st.text(max_size=20), st.lists(st.text(max_size=20), max_size=10), st.integers(0, 5))
def test_the_nearest_are_candidates(name, candidates, limit):
    found = nearest(name, candidates, limit)
    assert set(found) <= set(candidates)
    assert len(found) <= limit
