"""What a report shows: the findings of one file with lines and columns, as plain data that pickles.

Lines and columns are 1-based, and columns count code points; an end is exclusive. The source lines that a frame needs
are copied here, so that a report needs no text.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from iamsight.analysis import Finding
from iamsight.catalogue.documentation import Citation
from iamsight.text import Edit, LineIndex, Span

_LONGEST_LINE = 4000


class Point(NamedTuple):
    """A line and a column, both 1-based."""

    line: int
    column: int


class RelatedPlace(NamedTuple):
    """Another place of the file that explains a finding."""

    start: Point
    end: Point
    pointer: str
    message: str


class Replacement(NamedTuple):
    """Replace what stands between two points by `text`."""

    start: Point
    end: Point
    text: str


class FixOffer(NamedTuple):
    """A fix. `safe`: it cannot change what the policy grants."""

    title: str
    safe: bool
    replacements: tuple[Replacement, ...]


class Line(NamedTuple):
    """The source line a finding starts on. Of a very long line only a part is kept, from column `first` on."""

    text: str
    first: int


class Entry(NamedTuple):
    """A finding of a file.

    `kind` is the kind of the policy; None for a finding about a configuration file. `fingerprint` stays the same when
    the lines move or other findings come and go; it is empty unless asked for.
    """

    rule: str
    code: str | None
    severity: str
    message: str
    start: Point
    end: Point
    pointer: str
    kind: str | None
    documentation: Citation | None
    related: tuple[RelatedPlace, ...]
    fixable: bool
    fixes: tuple[FixOffer, ...]
    line: Line
    fingerprint: str = ""


class FileReport(NamedTuple):
    """What there is to say of one file; of a large one with many findings it is a part, and others follow.

    `path` is as the user named it, with `/` between folders. `policies` is how many it holds. `trouble` says why it
    could not be checked, and `remark` what else is worth saying of it; both go on after the path. `used` are the
    suppressions that were needed: the file that has them, and the number there. `fixed` is the number of findings that
    fixes took away, or would; `diff` shows what they would change; `fixed_text` is for stdin, which cannot be written.
    `more`: the next report is of the same file; the last one says what is said of the file as a whole.
    """

    path: str
    entries: tuple[Entry, ...] = ()
    policies: int = 0
    trouble: str | None = None
    remark: str | None = None
    used: tuple[tuple[str, int], ...] = ()
    fixed: int = 0
    diff: str = ""
    fixed_text: str | None = None
    more: bool = False


class Run(NamedTuple):
    """What a report knows of the run besides its findings.

    `version` is that of iamsight; `color`: escape sequences are welcome; `fail_on` is the severity from which on a
    finding fails the run; `only_new`: what a baseline knows has been left out.
    """

    version: str
    color: bool = False
    fail_on: str = "warning"
    only_new: bool = False


def entries_of(
    findings: Sequence[Finding], text: str, seen: Counter[tuple[str, ...]] | None = None
) -> tuple[Entry, ...]:
    """The findings of a text with their places as lines and columns.

    With `seen` they get fingerprints; it counts what has one already, and is the same for all parts of a file.
    """
    index = LineIndex(text)
    entries = tuple(_entry(finding, index) for finding in findings)
    if seen is None:
        return entries
    marked = (text[finding.span.start : finding.span.end] for finding in findings)
    return tuple(
        entry._replace(fingerprint=_fingerprint((entry.rule, entry.code or "", entry.message, part), seen))
        for entry, part in zip(entries, marked, strict=True)
    )


def _fingerprint(content: tuple[str, ...], seen: Counter[tuple[str, ...]]) -> str:
    """A digest of a finding's content: no place goes in, but the how manieth of its like it is."""
    from hashlib import sha256

    number = seen[content]
    seen[content] += 1
    return sha256("\0".join((*content, str(number))).encode("utf-8", "surrogatepass")).hexdigest()[:32]


def _entry(finding: Finding, index: LineIndex) -> Entry:
    start, end = _points(finding.span, index)
    return Entry(
        finding.rule,
        finding.code,
        finding.severity.value,
        finding.message,
        start,
        end,
        finding.pointer,
        finding.kind.value,
        finding.documentation,
        tuple(RelatedPlace(*_points(one.span, index), one.pointer, one.message) for one in finding.related),
        finding.fixable,
        tuple(FixOffer(fix.title, fix.safe, tuple(_replacements(fix.edits, index))) for fix in finding.fixes),
        _line(index, start),
    )


def _replacements(edits: Iterable[Edit], index: LineIndex) -> Iterator[Replacement]:
    for edit in edits:
        yield Replacement(*_points(Span(edit.start, edit.end), index), edit.text)


def _points(span: Span, index: LineIndex) -> tuple[Point, Point]:
    start, end = index.position(span.start), index.position(span.end)
    return Point(start.line + 1, start.column + 1), Point(end.line + 1, end.column + 1)


def _line(index: LineIndex, start: Point) -> Line:
    text = index.line(start.line - 1)
    if len(text) <= _LONGEST_LINE:
        return Line(text, 1)
    first = max(0, start.column - 1 - _LONGEST_LINE // 2)
    return Line(text[first : first + _LONGEST_LINE], first + 1)
