"""Findings for people: message, rule, the source line with the place underlined, citation, and how to mend it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator

from iamsight.report.model import Entry, FileReport, Run
from iamsight.showing import visible

_WIDEST = 160
_LEAD = 40
_BOLD, _BLUE, _CYAN, _GREEN = "1", "1;34", "36", "32"
_SEVERITY_COLORS = {"error": "1;31", "warning": "1;33", "info": "1;34", "hint": "1;36"}


def render(reports: Iterable[FileReport], run: Run) -> Iterator[str]:
    """A paragraph a finding, then a summary."""
    severities: Counter[str] = Counter()
    files = policies = safe = other = fixed = 0
    paint = _painted if run.color else _plain
    for report in reports:
        files += report.policies > 0
        policies += report.policies
        fixed += report.fixed
        for entry in report.entries:
            severities[entry.severity] += 1
            safe += any(fix.safe for fix in entry.fixes)
            other += entry.fixable and not any(fix.safe for fix in entry.fixes)
            yield "\n".join(_finding(report.path, entry, paint)) + "\n\n"
    if not policies:
        return  # that is said elsewhere, and is an error unless it is expected
    mended = f" Fixed {plural(fixed, 'finding')}." if fixed else ""
    yield _summary(severities, files, policies, "new " if run.only_new else "") + mended + _hint(safe, other) + "\n"


def plural(count: int, noun: str) -> str:
    """`count` of a thing, in words: `1 file`, `2 files`, `3 policies`."""
    if count == 1:
        return f"1 {noun}"
    return f"{count} {noun[:-1] + 'ies' if noun.endswith('y') else noun + 's'}"


def _plain(text: str, _style: str) -> str:
    return text


def _painted(text: str, style: str) -> str:
    return f"\x1b[{style}m{text}\x1b[0m"


def _finding(path: str, entry: Entry, paint: Callable[[str, str], str]) -> Iterator[str]:
    color = _SEVERITY_COLORS[entry.severity]
    place = f"{paint(visible(path), _BOLD)}:{entry.start.line}:{entry.start.column}:"
    yield f"{place} {paint(f'{entry.severity}:', color)} {visible(entry.message)} {paint(f'[{entry.rule}]', _BLUE)}"
    margin = " " * len(str(entry.start.line))
    bar = paint("|", _BLUE)
    source, marks = _frame(entry)
    yield f"{margin} {bar}"
    yield f"{paint(str(entry.start.line), _BLUE)} {bar} {source}"
    yield f"{margin} {bar} {paint(marks, color)}"
    for related in entry.related:
        where = f"{related.start.line}:{related.start.column}"
        yield f"{margin} {paint('=', _BLUE)} line {where}: {visible(related.message)}"
    if entry.documentation:
        cited = entry.documentation
        yield f"{margin} {paint('=', _BLUE)} {', '.join(dict.fromkeys(cited[:3]))}"
        yield f"{margin}   {paint(cited.url, _CYAN)}"
    if entry.fixes:
        fix = entry.fixes[0]
        yield f"{margin} {paint('=', _BLUE)} {paint('fix:', _GREEN)} {visible(fix.title)}"


def _frame(entry: Entry) -> tuple[str, str]:
    """The source line, cropped if it is long, and the marks below it."""
    line, first = entry.line
    start = entry.start.column - first
    end = entry.end.column - first if entry.end.line == entry.start.line else len(line)
    cut = max(0, start - _LEAD) if len(line) > _WIDEST else 0
    shown, before = line[cut : cut + _WIDEST], "... " if cut or first > 1 else ""
    after = " ..." if len(line) > cut + _WIDEST else ""
    marked = shown[start - cut : max(end, start + 1) - cut]
    indent = " " * (len(before) + _cells(shown[: start - cut]))
    return f"{before}{visible(shown)}{after}", f"{indent}{'^' * max(1, _cells(marked))}"


def _cells(text: str) -> int:
    """How many columns of a terminal `text` takes."""
    if text.isascii():
        return len(text)
    from unicodedata import combining, east_asian_width

    return sum(0 if combining(one) else 2 if east_asian_width(one) in "WF" else 1 for one in text)


def _summary(severities: Counter[str], files: int, policies: int, new: str) -> str:
    looked_at = f"{plural(policies, 'policy')} in {plural(files, 'file')}"
    if not severities:
        return f"No {new}findings in {looked_at}."
    counts = [plural(count, new + name) for name in _SEVERITY_COLORS if (count := severities[name])]
    return f"Found {', '.join(counts)} in {looked_at}."


def _hint(safe: int, other: int) -> str:
    if safe:
        also = f" ({other} more with --unsafe-fixes)" if other else ""
        return f" {safe} fixable with --fix{also}."
    return f" {other} fixable with --fix --unsafe-fixes." if other else ""
