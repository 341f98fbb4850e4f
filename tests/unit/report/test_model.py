"""Findings get lines, columns, source lines and fingerprints."""

from __future__ import annotations

import pickle

import pytest

from iamsight.report.model import Line, Point, Replacement
from iamsight.text import Span
from tests.unit.report.conftest import REPORTS, TEXT, finding, report


def test_lines_and_columns_count_from_one_in_code_points():
    text = '{"\U0001f600é": 1,\r\n "b": 2}'

    (entry,) = report(finding(span=Span(12, 15)), text=text).entries
    assert (entry.start, entry.end) == (Point(2, 2), Point(2, 5))
    (entry,) = report(finding(span=Span(4, 5)), text=text).entries
    assert (entry.start, entry.line) == (Point(1, 5), Line('{"\U0001f600é": 1,', 1))


def test_fixes_are_replacements():
    (fix,) = REPORTS[0].entries[0].fixes

    assert fix.replacements == (Replacement(Point(2, 16), Point(2, 21), "List"),)


def test_of_a_very_long_line_only_a_part_is_kept():
    text = " " * 100_000 + '"here"' + " " * 100_000

    (entry,) = report(finding(span=Span(100_000, 100_006)), text=text).entries

    start = entry.start.column - entry.line.first
    assert entry.line.text[start : start + 6] == '"here"'
    assert len(entry.line.text) < 5_000


def prints(text: str, *spans: Span) -> list[str]:
    return [entry.fingerprint for entry in report(*(finding(span=span) for span in spans), text=text).entries]


def test_fingerprints_survive_moved_lines():
    assert prints(TEXT, Span(17, 22)) == prints("\n\n" + TEXT, Span(19, 24))


def test_fingerprints_tell_the_same_finding_in_two_places_apart():
    two = TEXT + TEXT

    found = prints(two, Span(17, 22), Span(17 + len(TEXT), 22 + len(TEXT)))

    assert len(set(found)) == 2
    assert prints(TEXT, Span(17, 22)) == found[:1]


@pytest.mark.parametrize("text", [TEXT.replace("Lisst", "Llist")])
def test_fingerprints_change_with_what_is_marked(text: str):
    assert prints(TEXT, Span(17, 22)) != prints(text, Span(17, 22))


def test_reports_travel_between_processes():
    assert pickle.loads(pickle.dumps(REPORTS)) == REPORTS
