"""What holds of every document, whatever stands in it, and of everything that is offered for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import pairwise

from iamsight.analysis import Document, Finding
from iamsight.ide.actions import QUICK_FIX, CodeAction, actions, resolve
from iamsight.ide.completion import CompletionOptions, complete
from iamsight.ide.explain import explain
from iamsight.ide.folding import folding_ranges
from iamsight.ide.formatting import FormattingOptions, format_edits
from iamsight.ide.highlight import highlights
from iamsight.ide.hints import inlay_hints
from iamsight.ide.hover import documentation, hover
from iamsight.ide.lenses import code_lenses, title_of
from iamsight.ide.links import document_links, target
from iamsight.ide.selection import selection_ranges
from iamsight.ide.symbols import Symbol, document_symbols, names
from iamsight.ide.tokens import semantic_tokens
from iamsight.syntax.tree import Tree, parse
from iamsight.text import Edit, LineIndex, Span, apply_edits
from tests.support.trees import everything, value_of

_PLAIN = CompletionOptions(snippets=False)


def assert_equal(followed: Document, fresh: Document) -> None:
    """A document that followed edits is that of its text."""
    assert everything(followed.tree) == everything(fresh.tree)
    assert _policies(followed) == _policies(fresh)
    assert followed.findings(fixes=True) == fresh.findings(fixes=True)


def assert_shown(document: Document, offset: int) -> None:
    """Whatever an editor shows of a document lies within its text, and in the order that it needs."""
    size = len(document.text)
    whole = Span(0, size)
    spans = [one.span for one in semantic_tokens(document)]
    assert all(one.end <= other.start for one, other in pairwise(spans))
    links, lenses = document_links(document), code_lenses(document)
    spans += [*(one.span for one in lenses), *(one.span for one in links), *(one.span for one in names(document))]
    spans += [*(one.span for one in document.findings()), *highlights(document, offset)]
    assert all(whole.start <= span.start <= span.end <= whole.end for span in spans)
    assert all(0 < hint.offset <= size for hint in inlay_hints(document))
    assert all(target(link.key, document.catalogue) for link in links)
    assert all(title_of(document, one.policy, one.statement) for one in lenses if not one.title)
    assert all(first < last for first, last in folding_ranges(document, LineIndex(document.text)))
    for symbol in document_symbols(document):
        _assert_nested(symbol, whole)
    assert explain(document).endswith("\n")
    _assert_around(document, offset)


def assert_completed(document: Document, offset: int) -> None:
    """What may be written at an offset replaces what is there on its line; in valid JSON it leaves valid JSON."""
    lines = LineIndex(document.text)
    line = lines.line_at(offset)
    items = complete(document, offset, _PLAIN).items
    for item in items:
        start, end = item.replace
        assert start <= offset <= end, item
        assert not document.text or lines.line_at(start) == lines.line_at(end) == line, item
    for item in (*items[:1], *items[-1:]):
        after = apply_edits(document.text, [*item.also, Edit(*item.replace, item.insert_text)])
        assert broken(parse(after)) == 0 or broken(document.tree), (item, after)
        assert item.doc_key is None or documentation(item.doc_key, document.catalogue, markdown=True) != "", item


def offered(document: Document, offset: int) -> list[CodeAction]:
    """The code actions at an offset. Their edits do not overlap, and are the same when they are asked for later."""
    found = actions(document, Span(offset, offset))
    for one in found:
        after = after_action(document, one)
        assert after != document.text or broken(document.tree), one
        if one.kind != QUICK_FIX:
            assert resolve(document, one.kind, offset, one.number) == one.edits, one
    return found


def after_action(document: Document, action: CodeAction) -> str:
    """The text after a code action."""
    return apply_edits(document.text, list(action.edits))


def assert_kept(document: Document, action: CodeAction) -> None:
    """A code action does what it says: it breaks no JSON, and after a fix its rule, or all together, find less.

    Where several things are wrong with the JSON, mending one may show another.
    """
    if broken(document.tree) > 1:
        return
    then = Document(after_action(document, action), document.catalogue, document.settings)
    assert broken(then.tree) <= broken(document.tree), (action, then.text)
    if action.finding:
        before, left = document.findings(), then.findings()
        fewer = _answered(left, action.finding) < _answered(before, action.finding)
        assert fewer or len(left) < len(before), (action, then.text)


def assert_formatted(document: Document) -> None:
    """Formatting keeps what a document says, and settles."""
    edits = format_edits(document, FormattingOptions())
    after = Document(apply_edits(document.text, edits), document.catalogue, document.settings)
    if edits:
        assert value_of(after.tree) == value_of(document.tree)
    assert format_edits(after, FormattingOptions()) == []


def broken(tree: Tree) -> int:
    """How many problems the JSON has."""
    return len(tree.problems) + sum(len(source.problems) for source in tree.sources)


def _answered(findings: Iterable[Finding], one: Finding) -> tuple[int, int]:
    """How many findings there are of the rule of one, and how many of these say the same."""
    of_rule = Counter(other.message for other in findings if other.rule == one.rule)
    return of_rule.total(), of_rule[one.message]


def _policies(document: Document) -> Sequence[tuple[object, ...]]:
    return [
        (
            *(one.path, one.kind, one.reason, one.resource_type, one.template, one.leads, one.version),
            one.view.span(one.segment, one.node.span),
            one.view.host and one.view.host.path,
            [(placed.path, one.view.span(placed.segment, placed.object.span)) for placed in one.statements],
        )
        for one in document.policies
    ]


def _assert_around(document: Document, offset: int) -> None:
    ranges = selection_ranges(document, offset)
    assert ranges[-1] == Span(0, len(document.text))
    assert all(outer.start <= inner.start and inner.end <= outer.end for inner, outer in pairwise(ranges))
    found = hover(document, offset, markdown=True)
    assert found is None or (found.text and found.span.touches(offset) and found.span.end <= len(document.text))


def _assert_nested(symbol: Symbol, outer: Span) -> None:
    """LSP wants the name of a symbol inside of it, and it inside of its parent."""
    assert symbol.name
    assert outer.start <= symbol.span.start <= symbol.selection.start
    assert symbol.selection.end <= symbol.span.end <= outer.end
    for child in symbol.children:
        _assert_nested(child, symbol.span)
