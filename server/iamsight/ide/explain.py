"""What the policies of a document grant, in plain words and in a table by service and access level, as Markdown."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from iamsight.analysis import Document
from iamsight.catalogue import Catalogue
from iamsight.catalogue.model import ACCESS_LEVELS
from iamsight.ide.lenses import KIND_NAMES
from iamsight.ide.page import Page
from iamsight.ide.summary import actions_of, is_everything, sentence
from iamsight.policy.model import Placed, Policy
from iamsight.showing import label


class Explained(NamedTuple):
    """A statement: the name it goes by, its Effect (None if it is neither Allow nor Deny), one sentence in Markdown."""

    name: str
    effect: str | None
    sentence: str


class Row(NamedTuple):
    """How many actions of a service are granted or denied, by access level."""

    service: str
    prefix: str
    levels: dict[str, int]


class Explanation(NamedTuple):
    """A policy. `allowed` and `denied` count the actions that its statements name or match, each once.

    `unlimited` says, in Markdown, what no table can hold: statements about every action, or every action but some.
    `too_large` counts the statements that are left out.
    """

    kind: str
    reason: str
    pointer: str
    statements: tuple[Explained, ...]
    allowed: tuple[Row, ...]
    denied: tuple[Row, ...]
    unlimited: tuple[str, ...]
    too_large: int = 0


def explanations(document: Document) -> list[Explanation]:
    """What each policy of a document grants."""
    return [_explained(policy, document.catalogue) for policy in document.policies]


def explain(document: Document) -> str:
    """The same as one Markdown text; a sentence to that effect where there is no policy."""
    found = explanations(document)
    if not found:
        return "There is no policy in this document.\n"
    return "\n".join(_markdown(one, several=len(found) > 1) for one in found)


def _explained(policy: Policy, catalogue: Catalogue) -> Explanation:
    page = Page(markdown=True)
    statements = tuple(
        Explained(_name(placed), placed.statement.effect, sentence(page, placed.statement, catalogue))
        for placed in policy.statements
    )
    unlimited = tuple(
        said.sentence
        for said, placed in zip(statements, policy.statements, strict=True)
        if any(one.negated or is_everything(one.value) for one in placed.statement.actions)
    )
    return Explanation(
        KIND_NAMES[policy.kind],
        policy.reason,
        policy.view.pointer(policy.path),
        statements,
        _rows(policy, "Allow", catalogue),
        _rows(policy, "Deny", catalogue),
        unlimited,
        len(policy.too_large),
    )


def _rows(policy: Policy, effect: str, catalogue: Catalogue) -> tuple[Row, ...]:
    actions = {
        action.full: action
        for placed in policy.statements
        if placed.statement.effect == effect
        for action in actions_of(placed.statement, catalogue)
    }
    counts: dict[str, dict[str, int]] = {}
    for action in actions.values():
        levels = counts.setdefault(action.service, {})
        levels[action.level] = levels.get(action.level, 0) + 1
    named = sorted((catalogue.service_name(prefix) or prefix, prefix) for prefix in counts)
    return tuple(Row(name, prefix, counts[prefix]) for name, prefix in named)


def _markdown(one: Explanation, *, several: bool) -> str:
    page = Page(markdown=True)
    where = f" at {page.code(one.pointer)}" if several and one.pointer else ""
    lines = [f"# {one.kind}{where}", ""]
    if one.reason:
        lines += [f"Taken for one because {page.prose(one.reason)}.", ""]
    lines += ["## Statement by statement", ""]
    lines += [f"- {page.bold(page.prose(said.name))}: {said.sentence}" for said in one.statements]
    if one.too_large:
        lines.append(f"- Besides, {one.too_large} of its statements are too large to be looked at.")
    elif not one.statements:
        lines.append("The policy has no statements, so it grants nothing.")
    lines += [*_table("What it allows", one.allowed, page), *_table("What it denies", one.denied, page)]
    if one.unlimited:
        lines += ["", "The tables leave out what has no end:", "", *(f"- {said}" for said in one.unlimited)]
    return "\n".join(lines) + "\n"


def _table(heading: str, rows: Iterable[Row], page: Page) -> list[str]:
    rows = list(rows)
    if not rows:
        return []
    used = [level for level in ACCESS_LEVELS if any(level in row.levels for row in rows)]
    lines = ["", f"## {heading}", "", f"| Service | {' | '.join(used)} |", f"| --- |{' ---: |' * len(used)}"]
    for row in rows:
        cells = " | ".join(str(row.levels.get(level, "")) for level in used)
        lines.append(f"| {page.prose(row.service)} ({page.code(row.prefix)}) | {cells} |")
    return lines


def _name(placed: Placed) -> str:
    sid = placed.statement.sid
    return label(sid.value) if sid and sid.value else f"Statement {placed.index + 1}"
