"""Check a document: run the rules over its policies, keep what does not change, and say what was found where.

A `Document` follows a text through its edits. What a rule finds in one statement is kept with the statement's `Source`
for as long as the policy's kind, Version and settings stay the same; rules that see a whole policy run anew, over facts
that are kept with the statements. `check` and `fix` are the same for a text that does not change.

This module knows no files and no editors, and does no I/O.
"""

from __future__ import annotations

import logging
from collections.abc import Iterator
from itertools import islice
from typing import TYPE_CHECKING, NamedTuple

from iamsight.catalogue.catalogue import Catalogue, default_catalogue
from iamsight.catalogue.checks import checks
from iamsight.catalogue.documentation import for_subject
from iamsight.config import FileSettings as Settings
from iamsight.policy.find import find_policies, follow
from iamsight.policy.model import Kind, Placed, Policy, Statement
from iamsight.policy.paths import path_to
from iamsight.policy.structure import duplicates
from iamsight.rule import OWN, POLICY, Context, Fix, Found, Rule, Severity
from iamsight.rules import RULES
from iamsight.syntax.tree import parse
from iamsight.text import Edit, Span, apply_edits

if TYPE_CHECKING:
    from iamsight.catalogue import Citation

__all__ = ["Document", "Finding", "Place", "Repair", "Settings", "check", "fix"]

_LOG = logging.getLogger(__name__)
_MOST_ROUNDS_OF_FIXES = 20
_MOST_TRIED = 50
_SEVERITIES = {
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "security-warning": Severity.WARNING,
    "suggestion": Severity.INFO,
}  # what the severities of Access Analyzer's checks are called here


class Place(NamedTuple):
    """Another place that explains a finding; `span` in offsets of the document."""

    span: Span
    pointer: str
    message: str


class Repair(NamedTuple):
    """A fix as edits of the document. `safe`: it cannot change what the policy grants."""

    title: str
    edits: tuple[Edit, ...]
    safe: bool


class Finding(NamedTuple):
    """What is wrong, where, and why. Plain data: it holds no node and pickles.

    Spans are code-point offsets in the document. `code` is the Access Analyzer check it corresponds to; `pointer` the
    JSON pointer of the element; `sid` that of the statement. `fixable` says that there are repairs; they are in `fixes`
    only if asked for.
    """

    rule: str
    code: str | None
    severity: Severity
    message: str
    span: Span
    pointer: str
    kind: Kind
    documentation: Citation | None
    related: tuple[Place, ...] = ()
    sid: str | None = None
    fixable: bool = False
    fixes: tuple[Repair, ...] = ()


class _Plan:
    """What to run on policies of one kind, Version and settings. Compared by identity: it is a key of facts."""

    __slots__ = ("context", "on_policies", "on_statements")

    def __init__(self, context: Context, rules: list[Rule]) -> None:
        self.context = context
        self.on_statements = tuple(one for one in rules if one.sees_statement)
        self.on_policies = tuple(one for one in rules if not one.sees_statement)


class _Result(NamedTuple):
    """What a rule yielded, of which severity; valid for its statement wherever that is."""

    rule: Rule
    found: Found
    severity: Severity


class _Located(NamedTuple):
    """A result in its policy. `placed` is None for a place outside of the statements."""

    policy: Policy
    placed: Placed | None
    result: _Result


class Document:
    """A text and what there is to say of it."""

    def __init__(
        self, text: str, catalogue: Catalogue, settings: Settings | None = None, rules: tuple[Rule, ...] = RULES
    ) -> None:
        """Read `text`; nothing is checked yet."""
        self.tree = parse(text)
        self.catalogue = catalogue
        self.settings = settings or Settings()
        self._rules = rules
        self._plans: dict[object, _Plan] = {}
        self._policies: list[Policy] | None = None
        self._results: list[_Located] | None = None

    @property
    def text(self) -> str:
        """The text as it is now."""
        return self.tree.text

    @property
    def policies(self) -> list[Policy]:
        """The policies of the document, in order. Finding them does not check them."""
        if self._policies is None:
            self._policies = find_policies(self.tree, self.settings.given)
        return self._policies

    def edit(self, edit: Edit) -> None:
        """Follow an edit of the text."""
        before, self.tree = self.tree, self.tree.edited(edit)
        self._results = None
        if self._policies is not None and not follow(self._policies, before, self.tree):
            self._policies = None

    def configure(self, settings: Settings) -> None:
        """Check under other settings from now on."""
        self.settings = settings
        self._plans = {}
        self._policies = self._results = None

    def policy_at(self, offset: int) -> tuple[Policy, Placed | None] | None:
        """The policy in which an offset lies, and the statement, if it lies in one. Both ends count."""
        for policy in self.policies:
            if policy.view.span(policy.segment, policy.node.span).touches(offset):
                return policy, policy.statement_at(offset)
        return None

    def work(self) -> Iterator[None]:
        """Check what has not been checked, in steps of a few milliseconds. Stop at any time; an edit makes it stale."""
        if self._results is not None:
            return
        tree, settings = self.tree, self.settings
        results: list[_Located] = []
        for policy in self.policies:
            plan = self._plan(policy)
            for placed in policy.statements:
                known = _known(plan, placed)
                if known is None:
                    known = self._check_statement(plan, placed)
                    yield
                if known:
                    results += [_Located(policy, placed, one) for one in known]
            for rule in plan.on_policies:
                found = self._run(rule, policy, plan.context)
                results += [_Located(policy, _statement_of(policy, one.found), one) for one in found]
                yield
        if tree is self.tree and settings is self.settings:
            self._results = results

    def findings(self, *, fixes: bool = False, at: Span | None = None) -> list[Finding]:
        """All findings, by place; those that touch the span `at`. Finishes the work first. `fixes`: with repairs."""
        accepted = self._accepted(at)
        if fixes:
            found = [finding._replace(fixes=_repairs(located)) for located, finding in accepted]
        else:
            found = [finding for _, finding in accepted]
        return sorted(found, key=_by_place)

    def has_safe_fix(self) -> bool:
        """Whether one of the first findings that can be fixed has a safe fix; of very many not all are tried."""
        fixable = (located for located, _ in self._accepted() if located.result.found.fixes)
        return any(repair.safe for located in islice(fixable, _MOST_TRIED) for repair in _repairs(located))

    def worst(self, limit: int) -> tuple[list[Finding], int]:
        """The `limit` worst findings, by place, and how many there are in all. Finishes the work first."""
        if self.settings.suppressions:
            found = self.findings()
            chosen = sorted(found, key=lambda one: one.severity.rank)[:limit]
            return sorted(chosen, key=_by_place), len(found)
        located = self._located()
        total = len(located)
        if total > limit:
            located = sorted(located, key=lambda one: one.result.severity.rank)[:limit]
        return sorted(map(_finding, located), key=_by_place), total

    def repairs(self, finding: Finding) -> tuple[Repair, ...]:
        """The fixes of a finding of the present text, the best first; none for one of an earlier text."""
        plain = finding._replace(fixes=())
        for located in self._located():
            found = located.result.found
            same = found.message == finding.message and _span(located) == finding.span
            if same and found.fixes and _finding(located) == plain:
                return _repairs(located)
        return ()

    def _located(self) -> list[_Located]:
        for _ in self.work():
            pass
        return self._results or []

    def _accepted(self, at: Span | None = None) -> Iterator[tuple[_Located, Finding]]:
        """The findings that no suppression covers; those that touch the span `at`."""
        for located in self._located():
            if at is not None and not _touch(at, _span(located)):
                continue
            finding = _finding(located)
            if not any(one.covers(finding.rule, finding.sid, finding.pointer) for one in self.settings.suppressions):
                yield located, finding

    # Running rules.

    def _plan(self, policy: Policy) -> _Plan:
        key = (policy.kind, policy.resource_type, policy.version, policy.template)
        plan = self._plans.get(key)
        if plan is None:
            context = Context(
                self.catalogue,
                kind=policy.kind,
                resource_type=policy.resource_type,
                version=policy.version,
                template=policy.template,
            )
            rules = [one for one in self._rules if policy.kind in one.kinds and self._is_on(one)]
            plan = self._plans[key] = _Plan(context, rules)
        return plan

    def _is_on(self, rule: Rule) -> bool:
        if rule.id in self.settings.severities:
            return self.settings.severities[rule.id] is not None
        return rule.on

    def _check_statement(self, plan: _Plan, placed: Placed) -> tuple[_Result, ...]:
        """What the statement rules find, kept with the statement."""
        statement = placed.statement
        found = tuple([one for rule in plan.on_statements for one in self._run(rule, statement, plan.context)])
        if placed.source:
            placed.source.facts[plan] = found
        return found

    def _run(self, rule: Rule, subject: Statement | Policy, context: Context) -> list[_Result]:
        """What a rule finds. A rule that fails is logged, and the others still answer."""
        try:
            return [_Result(rule, found, self._severity(rule, found)) for found in rule.check(subject, context)]
        except Exception:  # noqa: BLE001 - one broken rule must not silence the others
            _LOG.exception("the rule %s failed", rule.id)
            return []

    def _severity(self, rule: Rule, found: Found) -> Severity:
        """The project's, else the check's, else the rule's own."""
        given = self.settings.severities.get(rule.id)
        if given or found.severity:
            return given or found.severity or rule.severity
        return _SEVERITIES[checks()[found.code].severity] if found.code else rule.severity


def check(
    text: str, catalogue: Catalogue | None = None, settings: Settings | None = None, *, fixes: bool = False
) -> list[Finding]:
    """What is wrong with the policies of `text`, by place. Never raises, whatever the text."""
    return Document(text, catalogue or default_catalogue(), settings).findings(fixes=fixes)


def fix(
    text: str, catalogue: Catalogue | None = None, settings: Settings | None = None, *, unsafe: bool = False
) -> str:
    """`text` with the best fix of every finding applied, again and again until nothing changes.

    Only safe fixes, unless `unsafe`. Fixes that overlap wait for the next round. What would leave the text with more
    JSON problems than it had is not done: two fixes that are right alone may give an object the same name twice, and
    then the first goes alone.
    """
    catalogue = catalogue or default_catalogue()
    for _ in range(_MOST_ROUNDS_OF_FIXES):
        document = Document(text, catalogue, settings)
        repairs = [one for each in document.findings(fixes=True) for one in _first_allowed(each, unsafe=unsafe)]
        fixed = next(
            (one for one in (_applied(text, repairs), _applied(text, repairs[:1])) if _is_better(one, text)), text
        )
        if fixed == text:
            break
        text = fixed
    return text


def _first_allowed(finding: Finding, *, unsafe: bool) -> list[Repair]:
    return [one for one in finding.fixes if one.safe or unsafe][:1]


def _applied(text: str, repairs: list[Repair]) -> str:
    """The text after these fixes, without those that overlap an earlier one."""
    chosen: list[Edit] = []
    for repair in repairs:
        new = [edit for edit in repair.edits if edit not in chosen]
        if not any(_overlap(edit, other) for edit in new for other in chosen):
            chosen += new
    return apply_edits(text, chosen)


def _is_better(fixed: str, text: str) -> bool:
    return fixed != text and _broken(fixed) <= _broken(text)


def _overlap(one: Edit, other: Edit) -> bool:
    return one.start == other.start or (one.start < other.end and other.start < one.end)


def _broken(text: str) -> int:
    """How much of the JSON is wrong: problems, and names that an object has twice."""
    tree = parse(text)
    return len(tree.problems) + sum(
        len(source.problems) + sum(1 for _ in duplicates(source.node)) for source in tree.sources
    )


def _known(plan: _Plan, placed: Placed) -> tuple[_Result, ...] | None:
    known = placed.source.facts.get(plan) if placed.source else None
    return known if isinstance(known, tuple) else None


def _statement_of(policy: Policy, found: Found) -> Placed | None:
    return None if found.statement == OWN else policy.statements[found.statement]


def _meant(policy: Policy, placed: Placed | None, statement: int) -> Placed | None:
    """The statement in which a place beside a finding in `placed` lies; None for one outside of the statements."""
    if statement in (OWN, POLICY):
        return placed if statement == OWN else None
    return policy.statements[statement]


def _by_place(finding: Finding) -> tuple[int, int, int, str, str]:
    return (*finding.span, finding.severity.rank, finding.rule, finding.message)


def _span(located: _Located) -> Span:
    """Where a result lies, in offsets of the document."""
    policy, placed, result = located
    return policy.view.span(placed.segment if placed else policy.segment, result.found.span)


def _touch(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end


def _finding(located: _Located) -> Finding:
    """A result in offsets of the document."""
    policy, placed, (rule, found, severity) = located
    span, pointer = _place(policy, placed, found.span)
    related = []
    for one in found.related:
        there = _meant(policy, placed, one.statement)
        related.append(Place(*_place(policy, there, one.span), one.message))
    sid = placed.statement.sid if placed else None
    return Finding(
        rule.id,
        found.code,
        severity,
        found.message,
        span,
        pointer,
        policy.kind,
        found.citation or for_subject(rule.cites),
        tuple(related),
        sid.value if sid else None,
        found.fixes is not None,
    )


def _place(policy: Policy, placed: Placed | None, span: Span) -> tuple[Span, str]:
    """A span of a statement, or of the policy itself, as offsets of the document and as a JSON pointer."""
    if placed is None:
        path = (*policy.path, *path_to(policy.node, span))
        return policy.view.span(policy.segment, span), policy.view.pointer(path)
    path = (*policy.path, *placed.path, *path_to(placed.object, span))
    return policy.view.span(placed.segment, span), policy.view.pointer(path)


def _repairs(located: _Located) -> tuple[Repair, ...]:
    policy, placed, result = located
    fixes = result.found.fixes() if result.found.fixes else ()
    return tuple(Repair(one.title, tuple(_edits(policy, placed, one)), one.safe) for one in fixes)


def _edits(policy: Policy, placed: Placed | None, one: Fix) -> Iterator[Edit]:
    for change in one.changes:
        there = _meant(policy, placed, change.statement)
        segment = there.segment if there else policy.segment
        yield policy.view.edit(segment, Edit(change.start, change.end, change.text))
