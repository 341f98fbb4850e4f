"""Formatting keeps what a document says and settles; nothing that shows a policy fails while it is being typed."""

from __future__ import annotations

import json
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from iamsight.analysis import Document
from iamsight.catalogue import default_catalogue
from iamsight.ide.actions import actions
from iamsight.ide.explain import explain
from iamsight.ide.folding import folding_ranges
from iamsight.ide.formatting import FormattingOptions, format_edits
from iamsight.ide.highlight import highlights
from iamsight.ide.hints import inlay_hints
from iamsight.ide.lenses import code_lenses, title_of
from iamsight.ide.links import document_links, target
from iamsight.ide.selection import selection_ranges
from iamsight.ide.symbols import Symbol, document_symbols, names
from iamsight.ide.tokens import semantic_tokens
from iamsight.text import LineIndex, Span, apply_edits
from tests.support.catalogue import small_catalogue

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
        whole = Span(0, size)
        spans = [one.span for one in semantic_tokens(document)]
        assert all(one.end <= other.start for one, other in pairwise(spans))
        spans += [one.span for one in code_lenses(document)]
        spans += [one.span for one in document_links(document)]
        spans += [one.span for one in names(document)]
        spans += highlights(document, size)
        spans += [edit_span for one in actions(document, Span(size, size)) for edit_span in edited(one.edits)]
        assert all(whole.start <= span.start <= span.end <= whole.end for span in spans)
        assert all(0 < hint.offset <= size for hint in inlay_hints(document))
        assert all(target(link.key, document.catalogue) for link in document_links(document))
        assert all(title_of(document, one.policy, one.statement) for one in code_lenses(document) if not one.title)
        assert all(first < last for first, last in folding_ranges(document, LineIndex(document.text)))
        ranges = selection_ranges(document, size)
        assert ranges[-1] == whole
        assert all(o.start <= i.start and i.end <= o.end for i, o in pairwise(ranges))
        for symbol in document_symbols(document):
            assert_nested(symbol, whole)
        assert explain(document).endswith("\n")


def edited(edits) -> list[Span]:
    return [Span(edit.start, edit.end) for edit in edits or ()]


def assert_nested(symbol: Symbol, outer: Span) -> None:
    """LSP wants the name of a symbol inside of it, and it inside of its parent."""
    assert symbol.name
    assert outer.start <= symbol.span.start <= symbol.selection.start
    assert symbol.selection.end <= symbol.span.end <= outer.end
    for child in symbol.children:
        assert_nested(child, symbol.span)
