"""Findings about `[[suppress]]` itself: one that has expired, and one that suppresses nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from iamsight.catalogue.catalogue import default_catalogue
from iamsight.config import Configuration, Configurations, Suppression
from iamsight.config.configuration import is_expired
from iamsight.report.model import Entry, FileReport, Line, Point
from iamsight.report.places import relative_to_here
from iamsight.rule import Context, Found, Suppressed
from iamsight.rules import RULES
from iamsight.rules.expired_suppression import expired_suppression
from iamsight.rules.unused_suppression import unused_suppression
from iamsight.text import LineIndex, Span

_TABLE = re.compile(r"^[ \t]*\[\[[ \t]*(tool[ \t]*\.[ \t]*iamsight[ \t]*\.[ \t]*)?suppress[ \t]*\]\]", re.MULTILINE)


class Suppressions:
    """Watches which suppressions of the configurations are used in a run over `paths`."""

    def __init__(self, configurations: Configurations, paths: Iterable[str]) -> None:
        self._configurations = configurations
        self._walked = [Path(path).resolve() for path in paths if Path(path).is_dir()]
        self._used: set[tuple[str, int]] = set()

    def watch(self, reports: Iterable[FileReport]) -> Iterator[FileReport]:
        """Pass the reports on, and then one for each configuration file with something to say of."""
        for report in reports:
            self._used.update(report.used)
            yield report
        for configuration in self._configurations.known():
            if configuration.suppressions and configuration.file:
                entries = tuple(self._entries(configuration, configuration.file))
                yield FileReport(relative_to_here(configuration.file), entries)

    def _entries(self, configuration: Configuration, file: Path) -> Iterator[Entry]:
        whole = any(folder == file.parent or folder in file.parents for folder in self._walked)
        text = file.read_text(encoding="utf-8-sig", errors="replace")
        lines, context = LineIndex(text), Context(default_catalogue())
        for one in configuration.suppressions:
            is_unused = whole and (one.origin, one.number) not in self._used and _is_on(one.rule, configuration)
            expired = one.expires if is_expired(one) else None
            suppressed = Suppressed(_start(one, text, lines), one.rule, expired, is_unused)
            for rule in (expired_suppression, unused_suppression):
                severity = configuration.severities.get(rule.id, rule.severity)
                if severity:
                    for found in rule.check(suppressed, context):
                        yield _entry(rule.id, severity.value, found, one.number, lines)


def _is_on(rule_id: str, configuration: Configuration) -> bool:
    default = next(rule.on for rule in RULES if rule.id == rule_id)
    return configuration.severities.get(rule_id, default or None) is not None


def _start(suppression: Suppression, text: str, lines: LineIndex) -> Span:
    """The line on which the table of a suppression starts; the first if that is not to be found."""
    tables = list(_TABLE.finditer(text))
    start = tables[suppression.number - 1].start() if suppression.number <= len(tables) else 0
    return Span(start, start + len(lines.line(lines.position(start).line)))


def _entry(rule: str, severity: str, found: Found, number: int, lines: LineIndex) -> Entry:
    line = lines.position(found.span.start).line
    start, end = (Point(line + 1, one + 1) for one in (0, len(lines.line(line))))
    pointer = f"/suppress/{number - 1}"
    return Entry(
        rule, None, severity, found.message, start, end, pointer, None, None, (), False, (), Line(lines.line(line), 1)
    )
