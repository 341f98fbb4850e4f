"""Formatting keeps what a document says and settles; nothing that shows a policy fails while it is being typed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamsight.analysis import Document
from iamsight.catalogue import default_catalogue
from iamsight.ide.formatting import FormattingOptions, format_edits
from iamsight.text import apply_edits
from tests.support.catalogue import small_catalogue
from tests.support.promises import assert_shown, offered

EXAMPLES = sorted((Path(__file__).parents[2] / "examples").glob("*.json"))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=8),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=6), inner, max_size=3),
    max_leaves=8,
)
STATEMENTS = st.dictionaries(
    st.sampled_from(["Sid", "Effect", "Action", "Resource", "Principal", "Condition", "Other"]), VALUES, max_size=5
)


@given(
    st.lists(STATEMENTS, max_size=3),
    st.sampled_from([None, 0, 1, 3, "\t"]),
    st.sampled_from(["", "\n", " \r\n"]),
    st.builds(FormattingOptions, st.sampled_from([2, 4]), st.booleans()),
)
def test_formatting_changes_no_value_and_settles(statements, indent, space, options) -> None:
    policy = {"Version": "2012-10-17", "Statement": statements}
    text = space + json.dumps(policy, indent=indent, ensure_ascii=False) + space
    document = Document(text, small_catalogue())
    formatted = apply_edits(text, format_edits(document, options))
    assert json.loads(formatted) == policy
    assert list(json.loads(formatted)["Statement"]) == statements
    assert format_edits(Document(formatted, small_catalogue()), options) == []
    assert formatted.startswith("{")


@pytest.mark.parametrize("path", EXAMPLES, ids=[path.stem for path in EXAMPLES])
def test_every_prefix_can_be_shown(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for size in range(0, len(text) + 1, 3):
        document = Document(text[:size], default_catalogue())
        assert_shown(document, size)
        offered(document, size)
