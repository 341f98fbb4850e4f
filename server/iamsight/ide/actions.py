"""What may be done at a place of a document: the fixes of its findings, all safe fixes at once, refactorings."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from typing import NamedTuple

from iamsight.analysis import Document, Finding, fix
from iamsight.ide.difference import edits_between
from iamsight.ide.refactor import refactorings
from iamsight.showing import brief
from iamsight.text import Edit, Span

QUICK_FIX = "quickfix"
REWRITE = "refactor.rewrite"
FIX_ALL = "source.fixAll.iamsight"
KINDS = (QUICK_FIX, REWRITE, FIX_ALL)
_MOST_ANSWERED = 50
"""Of how many findings the fixes are offered at once; somebody may have selected the whole of a long file."""


class CodeAction(NamedTuple):
    """Something to do. `kind` is one of `KINDS`.

    `write` makes the edits, for the text that the action was offered in. `is_preferred`: the one fix to take without
    asking. `finding` is what a fix answers. `number` tells the refactorings of one place apart.
    """

    title: str
    kind: str
    write: Callable[[], Iterable[Edit]]
    is_preferred: bool = False
    finding: Finding | None = None
    number: int = 0

    @property
    def edits(self) -> tuple[Edit, ...]:
        """The edits of the document, all at once."""
        return tuple(self.write())

    @property
    def is_costly(self) -> bool:
        """Whether its edits had better be left to `resolve`, until it is chosen."""
        return self.kind != QUICK_FIX


def actions(document: Document, span: Span, only: Iterable[str] | None = None) -> list[CodeAction]:
    """What may be done at `span`, offsets of the document, fixes first.

    `only` limits it to kinds and what is below them: `source` asks for `source.fixAll.iamsight` too. None asks for all.
    """
    wanted = [kind for kind in KINDS if only is None or any(f"{kind}.".startswith(f"{one}.") for one in only)]
    found: list[CodeAction] = []
    if QUICK_FIX in wanted:
        found += _quick_fixes(document, span)
    if REWRITE in wanted:
        for number, one in enumerate(refactorings(document, span.start)):
            found.append(CodeAction(brief(one.title), REWRITE, one.write, number=number))
    if FIX_ALL in wanted and document.has_safe_fix():
        found.append(CodeAction("Fix everything that is safe to fix", FIX_ALL, partial(resolve, document, FIX_ALL)))
    return found


def resolve(document: Document, kind: str, offset: int = 0, number: int = 0) -> tuple[Edit, ...]:
    """The edits of a costly action: every safe fix, to the end, or a refactoring.

    `offset` is the start of the span that it was offered at, in the text as it still is; `number` is the action's.
    """
    if kind == FIX_ALL:
        return edits_between(document.text, fix(document.text, document.catalogue, document.settings))
    offered = refactorings(document, offset) if kind == REWRITE else []
    return offered[number].edits if 0 <= number < len(offered) else ()


def _quick_fixes(document: Document, span: Span) -> Iterator[CodeAction]:
    """The fixes of the findings that a span touches, the worst finding first. The very first is the preferred one."""
    touched = [one for one in document.findings(at=span) if one.fixable]
    touched.sort(key=lambda one: one.severity.rank)
    first = True
    for finding in touched[:_MOST_ANSWERED]:
        for repair in document.repairs(finding):
            yield CodeAction(repair.title, QUICK_FIX, partial(tuple, repair.edits), first, finding)
            first = False
