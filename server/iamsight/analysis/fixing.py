"""Apply the fixes of findings to a text, until there is nothing left to fix."""

from __future__ import annotations

from bisect import bisect_left, insort

from iamsight.analysis.document import Document
from iamsight.analysis.findings import Finding, Repair
from iamsight.catalogue.catalogue import Catalogue, default_catalogue
from iamsight.config import FileSettings
from iamsight.policy.structure import duplicates
from iamsight.syntax.tree import parse
from iamsight.text import Edit, apply_edits

_MOST_ROUNDS = 20
_MOST_TRIED = 50


def fix(
    text: str, catalogue: Catalogue | None = None, settings: FileSettings | None = None, *, unsafe: bool = False
) -> str:
    """`text` with the best fix of every finding applied, again and again until nothing changes.

    Only safe fixes, unless `unsafe`. Fixes that overlap wait for the next round. What would leave the text with more
    JSON problems than it had is not done: two fixes that are right alone may give an object the same name twice, and
    then the first goes alone.
    """
    catalogue = catalogue or default_catalogue()
    for _ in range(_MOST_ROUNDS):
        document = Document(text, catalogue, settings)
        repairs = [one for each in document.findings(fixes=True) for one in _first_allowed(each, unsafe=unsafe)]
        broken = _broken(text)
        candidates = (_applied(text, some) for some in (repairs, *([one] for one in repairs[:_MOST_TRIED])))
        fixed = next((one for one in candidates if one != text and _broken(one) <= broken), text)
        if fixed == text:
            break
        text = fixed
    return text


def _first_allowed(finding: Finding, *, unsafe: bool) -> list[Repair]:
    return [one for one in finding.fixes if one.safe or unsafe][:1]


def _applied(text: str, repairs: list[Repair]) -> str:
    """The text after these fixes, without those that overlap an earlier one."""
    chosen: list[Edit] = []  # ascending
    for repair in repairs:
        new = [edit for edit in repair.edits if not _is_among(edit, chosen)]
        if not any(_overlaps(edit, chosen) for edit in new):
            for edit in new:
                insort(chosen, edit)
    return apply_edits(text, chosen)


def _is_among(edit: Edit, chosen: list[Edit]) -> bool:
    at = bisect_left(chosen, edit)
    return at < len(chosen) and chosen[at] == edit


def _overlaps(edit: Edit, chosen: list[Edit]) -> bool:
    """Whether an edit starts where one of `chosen` does, or reaches into it; these are ascending and do neither."""
    at = bisect_left(chosen, edit)
    before, after = chosen[max(0, at - 1) : at], chosen[at : at + 1]
    return any(edit.start == one.start or edit.start < one.end for one in before) or any(
        edit.start == one.start or one.start < edit.end for one in after
    )


def _broken(text: str) -> int:
    """How much of the JSON is wrong: problems, and names that an object has twice."""
    tree = parse(text)
    return len(tree.problems) + sum(
        len(source.problems) + sum(1 for _ in duplicates(source.node)) for source in tree.sources
    )
