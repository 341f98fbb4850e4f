"""Somebody edits a real policy at random, in an editor: after each edit the document is that of its text.

All that an editor shows can be shown then, and whatever is offered keeps its word. The same edits are made each time;
`make fuzz` makes others. `tests/conftest.py` sees to it that no rule fails.
"""

from __future__ import annotations

from collections.abc import Sequence
from unittest.mock import patch
from zlib import crc32

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, precondition, rule

import iamsight.syntax.json
from iamsight.analysis import Document
from iamsight.catalogue import default_catalogue
from iamsight.ide.completion import complete
from iamsight.ide.formatting import FormattingOptions, format_edits
from iamsight.lsp.documents import Change, OpenDocument
from iamsight.lsp.preferences import Wanted
from iamsight.policy.find import Given
from iamsight.policy.model import Kind
from iamsight.text import Edit, Encoding, LineIndex, apply_edits
from tests.support.promises import (
    after_action,
    assert_completed,
    assert_equal,
    assert_formatted,
    assert_kept,
    assert_shown,
    offered,
)
from tests.support.samples import Sample, samples
from tests.support.tinkering import (
    LINE_ENDS,
    MEMBERS,
    PIECES,
    PLACES,
    TYPED,
    VALUES,
    line_ends_of,
    names_of,
    place_in,
    strings_of,
    tokens_from,
    with_line_ends,
)

POLICIES = samples(1_500)
PARTS = 4
SAMPLES = st.integers(0, len(POLICIES) - 1).map(POLICIES.__getitem__)
LONGEST = 3_000
Place = tuple[float, bool]


class Editing(RuleBasedStateMachine):
    """A document that is open in an editor. What is done unseen is looked at together with what comes next."""

    open: OpenDocument
    encoding: Encoding
    long: patch

    @initialize(sample=SAMPLES, encoding=st.sampled_from(Encoding), long=st.sampled_from([0, 50_000]))
    def opens(self, sample: Sample, encoding: Encoding, long: int) -> None:
        self.long = patch.object(iamsight.syntax.json, "_LONG", long)
        self.long.start()
        self.encoding = encoding
        self.open = OpenDocument("file:///policy.json", 0, sample.text, Wanted(sample.settings, frozenset()), 0)
        self.earlier = [sample.text]
        self.look(len(sample.text))

    def teardown(self) -> None:
        self.long.stop()

    # What people do.

    @rule(where=PLACES, piece=TYPED, seen=st.booleans())
    def types(self, where: Place, piece: str, seen: bool) -> None:
        start = place_in(self.text, where)
        for at, letter in enumerate(piece[:12], start):
            self.change([Edit(at, at, letter)])
            complete(self.open.document, at + 1)
        self.look(start + len(piece[:12]), seen=seen)

    @rule(where=PLACES, size=st.integers(0, 12), piece=PIECES, seen=st.booleans())
    def replaces(self, where: Place, size: int, piece: str, seen: bool) -> None:
        start = place_in(self.text, where)
        self.change([Edit(start, min(start + size, len(self.text)), piece)])
        self.look(start + len(piece), seen=seen)

    @rule(where=PLACES, tokens=st.integers(1, 40), seen=st.booleans())
    def deletes(self, where: Place, tokens: int, seen: bool) -> None:
        start = place_in(self.text, where)
        self.change([Edit(*tokens_from(self.text, start, tokens), "")])
        self.look(start, seen=seen)

    @rule(where=PLACES, size=st.integers(1, 6))
    def presses_backspace(self, where: Place, size: int) -> None:
        end = place_in(self.text, where)
        for at in range(end, max(0, end - size), -1):
            self.change([Edit(at - 1, at, "")])
        self.look(max(0, end - size))

    @precondition(lambda self: len(self.text) < LONGEST)
    @rule(where=PLACES, sample=SAMPLES, start=PLACES, tokens=st.integers(1, 60))
    def pastes(self, where: Place, sample: Sample, start: Place, tokens: int) -> None:
        at = place_in(self.text, where)
        pasted = sample.text[slice(*tokens_from(sample.text, place_in(sample.text, start), tokens))]
        self.change([Edit(at, at, pasted)])
        self.look(at + len(pasted))

    @rule(start=PLACES, tokens=st.integers(1, 60), where=PLACES)
    def moves(self, start: Place, tokens: int, where: Place) -> None:
        """Cuts and pastes; the editor tells of both at once."""
        cut = tokens_from(self.text, place_in(self.text, start), tokens)
        moved = self.text[slice(*cut)]
        at = place_in(Edit(*cut, "").apply(self.text), where)
        self.change([Edit(*cut, ""), Edit(at, at, moved)])
        self.look(at)

    @rule(where=PLACES, line_end=LINE_ENDS)
    def splits_a_line(self, where: Place, line_end: str) -> None:
        at = place_in(self.text, where)
        self.change([Edit(at, at, line_end)])
        self.look(at + len(line_end))

    @rule(which=st.integers(0, 200))
    def joins_lines(self, which: int) -> None:
        ends = line_ends_of(self.text)
        if ends:
            span = ends[which % len(ends)]
            self.change([Edit(*span, "")])
            self.look(span.start)

    @rule(which=st.integers(0, 200), value=VALUES, seen=st.booleans())
    def rewrites_a_string(self, which: int, value: str, seen: bool) -> None:
        strings = strings_of(self.text)
        if strings:
            span = strings[which % len(strings)]
            self.change([Edit(*span, value)])
            self.look(span.start + len(value), seen=seen)

    @precondition(lambda self: len(self.text) < LONGEST)
    @rule(which=st.integers(0, 200), member=MEMBERS)
    def adds_a_member(self, which: int, member: str) -> None:
        names = names_of(self.text)
        if names:
            at = names[which % len(names)]
            self.change([Edit(at, at, member)])
            self.look(at + 1)

    # What editors do.

    @rule(line_end=LINE_ENDS)
    def changes_the_line_ends(self, line_end: str) -> None:
        self.change(with_line_ends(self.text, line_end))
        self.look(0)

    @rule(which=st.integers(0, 20))
    def undoes(self, which: int) -> None:
        self.change(self.earlier[-1 - which % len(self.earlier)])
        self.look(len(self.text))

    @rule(kind=st.sampled_from([None, *Kind]), is_policy=st.booleans())
    def is_configured(self, kind: Kind | None, is_policy: bool) -> None:
        given = Given(kind, None, "the test says so", is_policy=is_policy)
        self.open.want(self.open.wanted._replace(settings=self.open.wanted.settings._replace(given=given)))
        self.look(0)

    # What is offered.

    @rule(where=PLACES, which=st.integers(0, 50))
    def accepts_a_completion(self, where: Place, which: int) -> None:
        at = place_in(self.text, where)
        items = complete(self.open.document, at).items
        if items and len(self.text) < LONGEST:
            item = items[which % len(items)]
            after = apply_edits(self.text, [*item.also, Edit(*item.replace, item.insert_text)])
            self.change(after)
            self.look(item.replace.start + len(item.insert_text))

    @precondition(lambda self: len(self.text) < LONGEST)
    @rule(where=PLACES, which=st.integers(0, 50))
    def takes_an_action(self, where: Place, which: int) -> None:
        at = place_in(self.text, where)
        found = offered(self.open.document, at)
        if found:
            action = found[which % len(found)]
            assert_kept(self.open.document, action)
            self.change(after_action(self.open.document, action))
            self.look(at)

    @rule()
    def formats(self) -> None:
        self.change(apply_edits(self.text, format_edits(self.open.document, FormattingOptions())))
        self.look(0)

    # What holds.

    @property
    def text(self) -> str:
        return self.open.lines.text

    def change(self, new: str | Sequence[Edit]) -> None:
        """Have the editor send a whole text, or edits, each of the text after the one before."""
        if isinstance(new, str):
            changes, after = [Change(None, None, new)], new
        else:
            lines, changes = LineIndex(self.text), []
            for edit in new:
                start, end = (lines.position(offset, self.encoding) for offset in (edit.start, edit.end))
                changes.append(Change(start, end, edit.text))
                lines.edit(Edit(lines.offset(start, self.encoding), lines.offset(end, self.encoding), edit.text))
            after = lines.text
        self.open.change(changes, self.open.version + 1, self.encoding, 0)
        self.open.check_for(0)
        self.earlier.append(self.text)
        assert self.text == after

    def look(self, offset: int, *, seen: bool = True) -> None:
        """Look at the document from an offset, and from another that follows from its text alone."""
        if not seen:
            return
        document, settings_ = self.open.document, self.open.wanted.settings
        fresh = OpenDocument("file:///policy.json", 0, self.text, self.open.wanted, 0)
        assert [self.open.lines.start(line) for line in range(self.open.lines.count)] == [
            fresh.lines.start(line) for line in range(fresh.lines.count)
        ]
        assert document.settings == settings_
        assert_equal(document, fresh.document)
        number = crc32(self.text.encode("utf-8", "surrogatepass"))
        for at in (min(offset, len(self.text)), self.elsewhere(number)):
            assert_shown(document, at)
            assert_completed(document, at)
            found = offered(document, at)
            for action in found[number % (len(found) + 1) :][:2]:
                assert_kept(document, action)
        assert_formatted(document)

    def elsewhere(self, number: int) -> int:
        """Where to look also: at a finding, if there are any."""
        findings = self.open.document.findings()
        return findings[number % len(findings)].span.start if findings else number % (len(self.text) + 1)


Editing.TestCase.settings = settings(max_examples=80, stateful_step_count=20, derandomize=True, database=None)
test_after_every_edit_the_document_is_that_of_its_text = Editing.TestCase


@pytest.mark.parametrize("number", range(PARTS))
def test_whatever_is_offered_for_the_policies_of_the_specs_keeps_its_word(number: int) -> None:
    seen = 0
    for sample in POLICIES[number::PARTS]:
        document = Document(sample.text, default_catalogue(), sample.settings)
        for offset in {finding.span.start for finding in document.findings()}:
            for action in offered(document, offset):
                assert_kept(document, action)
                seen += 1
    assert seen > 100
