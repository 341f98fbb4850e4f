"""Rule specs: Markdown files in which a policy carries the findings expected of it.

A heading starts a case and is its name. The case has one block:

    ```jsonc kind=scp resource-type=AWS::S3::Bucket
    {"Effect": "Alow"}
    //         ^^^^^^ invalid-effect: Alow
    ```

A line of carets, behind `//`, marks a finding on the line above: where it starts and ends (at the line's end, if it
goes on), its rule, in brackets its Access Analyzer code if that matters, and a part of its message (its start may be
written as the rule has it, in lower case). Mark lines are cut out before the policy is read. Every mark must be found,
and every finding of the rule after which the file is called, or of any rule that is marked in the case, must be marked;
what all rules together say is the business of `tests/corpus`. Of the words behind `jsonc`, `kind` and `resource-type`
say what the command line's options say, and `only=RULE` leaves all other rules out; `letters=N` says that `…` in the
policy stands for N letters.

Two more blocks are optional: `json fixed` is the text after all safe fixes, `json fixed=RULE` the text after the first
fix, safe or not, of each finding of that rule.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from iamsight.analysis import Finding, Settings, check, fix
from iamsight.catalogue import default_catalogue
from iamsight.policy.find import Given
from iamsight.policy.model import Kind
from iamsight.rules import RULES
from iamsight.text import LineIndex, Position, apply_edits

_BLOCK = re.compile(r"^```(\w+)([^\n]*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_MARK = re.compile(r"^\s*//\s*(\^+) ([\w-]+)(?:\[([\w-]+)\])?(?:: (.*))?$")


class Mark(NamedTuple):
    """A finding that is expected. `line`, `start` and `end` are 0-based, in code points; empty texts match any."""

    line: int
    start: int
    end: int
    rule: str
    code: str
    message: str


class Case(NamedTuple):
    """One policy, what is expected of it, and what its fixes make of it (by the word behind `fixed`)."""

    name: str
    rule: str
    policy: str
    settings: Settings
    marks: tuple[Mark, ...]
    fixed: dict[str, str]

    def findings(self, *, fixes: bool = False) -> list[Finding]:
        """What the engine says of the policy."""
        return check(self.policy, default_catalogue(), self.settings, fixes=fixes)


def read_cases(path: Path) -> Iterator[Case]:
    """The cases of a spec file.

    Raises:
        ValueError: a case has no policy, or a block that no case can have.
    """
    text = path.read_text(encoding="utf-8")
    headings = [*_HEADING.finditer(text)]
    for heading, following in zip(headings, [*headings[1:], None], strict=True):
        section = text[heading.end() : following.start() if following else len(text)]
        yield _read_case(path.stem, f"{path.stem}: {heading.group(1)}", section)


def mismatches(case: Case) -> list[str]:
    """What was found and not marked, or marked and not found, one line each."""
    unmet = list(case.marks)
    rules = {case.rule, *(mark.rule for mark in case.marks)}
    wrong = []
    for finding in case.findings():
        if finding.rule not in rules:
            continue
        met = next((mark for mark in unmet if _meets(mark, finding, case.policy)), None)
        if met:
            unmet.remove(met)
        else:
            wrong.append(f"found, not marked: {_shown(finding, case.policy)}")
    return wrong + [f"marked, not found: {mark}" for mark in unmet]


def after_fixes(case: Case, which: str) -> str:
    """The policy after the fixes that a `fixed` block speaks of."""
    if not which:
        return fix(case.policy, default_catalogue(), case.settings)
    edits = [
        edit
        for finding in case.findings(fixes=True)
        if finding.rule == which and finding.fixes
        for edit in finding.fixes[0].edits
    ]
    return apply_edits(case.policy, list(dict.fromkeys(edits)))


def _read_case(rule: str, name: str, section: str) -> Case:
    policy = None
    marks: tuple[Mark, ...] = ()
    settings = Settings()
    fixed = {}
    for language, info, body in _BLOCK.findall(section):
        words = dict(word.partition("=")[::2] for word in info.split())
        if language == "jsonc":
            policy, marks = _without_marks(body.removesuffix("\n"))
            policy = policy.replace("…", "x" * int(words.get("letters", 1)))
            settings = _settings(words)
        elif "fixed" in words:
            fixed[words["fixed"]] = body.removesuffix("\n")
        else:
            msg = f"{name}: a block is neither jsonc nor fixed"
            raise ValueError(msg)
    if policy is None:
        msg = f"{name}: there is no jsonc block"
        raise ValueError(msg)
    return Case(name, rule, policy, settings, marks, fixed)


def _settings(words: dict[str, str]) -> Settings:
    kind = Kind(words["kind"]) if "kind" in words else None
    given = Given(kind, words.get("resource-type"), "the spec says so")
    only = words.get("only")
    chosen = {one.id: one.severity if one.id == only else None for one in RULES if one.id != only or not one.on}
    return Settings(given=given, severities=chosen if only else {})


def _without_marks(body: str) -> tuple[str, tuple[Mark, ...]]:
    lines: list[str] = []
    marks = []
    for line in body.split("\n"):
        if found := _MARK.match(line):
            rule, code, message = found.group(2), found.group(3) or "", found.group(4) or ""
            marks.append(Mark(len(lines) - 1, *found.span(1), rule, code, message))
        else:
            lines.append(line)
    return "\n".join(lines), tuple(marks)


def _meets(mark: Mark, finding: Finding, text: str) -> bool:
    index = LineIndex(text)
    start = index.position(finding.span.start)
    end = min(finding.span.end, index.offset(Position(start.line, len(text))))
    return (
        (mark.line, mark.start) == start
        and mark.end == max(index.position(end).column, start.column + 1)
        and mark.rule == finding.rule
        and mark.code in ("", finding.code)
        and (mark.message in finding.message or finding.message.startswith(mark.message[:1].upper() + mark.message[1:]))
    )


def _shown(finding: Finding, text: str) -> str:
    line, column = LineIndex(text).position(finding.span.start)
    marked = text[finding.span.start : finding.span.end]
    code = f"[{finding.code}]" if finding.code else ""
    return f"line {line}, column {column}: {marked!r} {finding.rule}{code}: {finding.message}"
