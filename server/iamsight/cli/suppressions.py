"""Findings about `[[suppress]]` itself: one that has expired, and one that suppresses nothing."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from iamsight.config import Configuration, Configurations, Suppression
from iamsight.config.configuration import is_expired
from iamsight.report.model import Entry, FileReport, Line, Point
from iamsight.report.plain import relative_to_here
from iamsight.rules import RULES

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
        for one in configuration.suppressions:
            if is_expired(one):
                said = f"it expired on {one.expires}; mend what it suppresses, or set a new date"
                yield _entry("expired-suppression", said, one, text)
            elif whole and (one.origin, one.number) not in self._used and _is_on(one.rule, configuration):
                yield _entry("unused-suppression", "it suppresses nothing; remove it", one, text)


def _is_on(rule_id: str, configuration: Configuration) -> bool:
    default = next(rule.on for rule in RULES if rule.id == rule_id)
    return configuration.severities.get(rule_id, default or None) is not None


def _entry(rule: str, said: str, suppression: Suppression, text: str) -> Entry:
    """A finding on the line where the table of the suppression starts; on the first if that is not to be found."""
    tables = list(_TABLE.finditer(text))
    start = tables[suppression.number - 1].start() if suppression.number <= len(tables) else 0
    number = text.count("\n", 0, start) + 1
    line = text[start:].partition("\n")[0].rstrip("\r")
    message = f'the suppression of "{suppression.rule}" is no longer right: {said}'
    pointer = f"/suppress/{suppression.number - 1}"
    return Entry(
        rule,
        None,
        "warning",
        message,
        Point(number, 1),
        Point(number, len(line) + 1),
        pointer,
        None,
        None,
        (),
        False,
        (),
        Line(line, 1),
    )
