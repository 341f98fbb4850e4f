"""The parts of a document's text that are read by themselves, and which policy answers for the JSON of each."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple, TypeAlias

from iamsight.policy.model import Policy
from iamsight.policy.view import View
from iamsight.syntax.node import Problem
from iamsight.syntax.tree import Segment
from iamsight.text import Edit, Span

_Fix: TypeAlias = "tuple[int, int, str]"
_BRACKETS = frozenset("{}[]")
_QUOTES = ('"', "'")
_CLOSING = (*_QUOTES, "}", "]")


class Part(NamedTuple):
    """A part of the text: a statement, the text around the statements, or that around a string with a policy.

    `statement` is the index of a statement of the policy, None for others. `is_own` says that the policy's elements are
    in it, and offsets count there; else it lies outside of the policy, and offsets are made those of the document.
    """

    view: View
    segment: Segment
    statement: int | None
    is_own: bool

    @property
    def problems(self) -> tuple[Problem, ...]:
        """What is wrong with the JSON, in the coordinates of the part."""
        tree = self.view.tree
        return tree.problems if self.segment is None else tree.sources[self.segment].problems

    def span(self, span: Span) -> Span:
        """Where a span of the part is."""
        return span if self.is_own else self.view.span(self.segment, span)

    def edit(self, edit: Edit) -> Edit:
        """An edit of the part, where it is."""
        return edit if self.is_own else self.view.edit(self.segment, edit)

    def text(self, span: Span) -> str:
        """What is written at a span of the part."""
        return self.view.tree.text[slice(*self.view.tree.absolute_span(self.segment, span))]


def broken_parts(policy: Policy) -> Iterator[Part]:
    """The parts with problems among those that a policy answers for: its statements, and what it leads."""
    for level, segment in policy.leads:
        part = Part(policy.view.around(level), segment, None, not level and segment == policy.segment)
        if part.problems:
            yield part
    for placed in policy.statements:
        if placed.source and placed.source.problems:
            yield Part(policy.view, placed.segment, placed.index, is_own=True)


def fixable(problems: tuple[Problem, ...]) -> frozenset[Problem]:
    """The problems of a part whose fixes can be made at once. Others wait until a string or bracket is closed."""
    fixes: dict[int, set[_Fix]] = {}
    for problem in problems:
        if problem.fix:
            fixes.setdefault(problem.fix[0], set()).add(problem.fix)
    return frozenset(problem for problem in problems if problem.fix and not _waits(problem.fix, fixes))


def _waits(fix: _Fix, others: dict[int, set[_Fix]]) -> bool:
    """Whether something would be put where a string or a bracket is to be closed first, and so become part of it.

    `others` are the fixes of all problems, by where they start.
    """
    start, _, new = fix
    first = {one[2] for one in others[start] if one != fix}
    if _BRACKETS.isdisjoint(new):
        return new == "," and not first.isdisjoint(_CLOSING)
    return not first.isdisjoint(_QUOTES)
