"""A document: a text followed through its edits, its policies, and what the rules find in them.

What a rule finds in one statement is kept with the statement's `Source` for as long as the policy's kind, Version and
settings stay the same; rules that see a whole policy run anew, over facts that are kept with the statements.
"""

from __future__ import annotations

import logging
from collections.abc import Iterable, Iterator
from functools import lru_cache
from itertools import islice
from typing import Any, NamedTuple

from iamsight.analysis.findings import Finding, Located, Repair, Result, as_sentence, finding_at, repairs_at, span_at
from iamsight.analysis.leaving_out import LeftOut, unread
from iamsight.catalogue.catalogue import Catalogue
from iamsight.catalogue.checks import checks
from iamsight.config import FileSettings
from iamsight.limits import MOST_FINDINGS, MOST_OF_A_RULE, MOST_OF_A_RULE_IN_A_POLICY
from iamsight.policy.find import find_policies, follow
from iamsight.policy.model import STATEMENT_ELEMENTS, Kind, Placed, Policy, Statement
from iamsight.rule import Context, Found, Rule, Severity
from iamsight.rules import RULES
from iamsight.syntax.tree import parse
from iamsight.text import Edit, Span

_LOG = logging.getLogger(__name__)
_MOST_TRIED = 50
_ELEMENTS = frozenset(STATEMENT_ELEMENTS)
_SEVERITIES = {
    "error": Severity.ERROR,
    "warning": Severity.WARNING,
    "security-warning": Severity.WARNING,
    "suggestion": Severity.INFO,
}  # what the severities of Access Analyzer's checks are called here


class _Selection:
    """The rules that are on for policies of one kind."""

    __slots__ = ("_by_elements", "_on_statements", "on_policies")

    def __init__(self, rules: Iterable[Rule]) -> None:
        chosen = tuple(rules)
        self.on_policies = tuple(one for one in chosen if not one.sees_statement)
        self._on_statements = tuple(one for one in chosen if one.sees_statement)
        self._by_elements: dict[tuple[str, ...], list[Rule]] = {}

    def on(self, statement: Statement) -> list[Rule]:
        """The rules that may have something to say of a statement with these elements."""
        there = tuple([one for one in statement.elements if one in _ELEMENTS])
        found = self._by_elements.get(there)
        if found is None:
            found = [one for one in self._on_statements if not (one.needs and one.needs.isdisjoint(there))]
            self._by_elements[there] = found
        return found


class _Plan(NamedTuple):
    """What to run on policies of one kind, Version and settings."""

    context: Context
    rules: _Selection


class Document:
    """A text and what there is to say of it."""

    def __init__(
        self, text: str, catalogue: Catalogue, settings: FileSettings | None = None, rules: tuple[Rule, ...] = RULES
    ) -> None:
        """Read `text`; nothing is checked yet."""
        self.tree = parse(text)
        self.catalogue = catalogue
        self.settings = settings or FileSettings()
        self._rules = rules
        self._plans: dict[object, _Plan] = {}
        self._policies: list[Policy] | None = None
        self._results: list[Located] | None = None
        self._so_far: list[Located] = []
        self._left_out: tuple[str, ...] = ()

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
        self._results, self._so_far = None, []
        if self._policies is not None and not follow(self._policies, before, self.tree):
            self._policies = None

    def configure(self, settings: FileSettings) -> None:
        """Check under other settings from now on."""
        self.settings = settings
        self._plans = {}
        self._policies = self._results = None
        self._so_far = []

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
        results = self._so_far = []
        left_out = LeftOut()
        for policy in self.policies:
            plan = self._plan(policy)
            for placed in policy.statements:
                known: Any = placed.source.facts.get(plan) if placed.source else None
                if known is None:
                    known = self._check_statement(plan, placed)
                    yield
                if known:
                    results += [Located(policy, placed, one) for one in known]
                    left_out.look(known, len(results))
                    if left_out.is_full:
                        break
            for rule in () if left_out.is_full else plan.rules.on_policies:
                found = self._run((rule,), policy, plan.context)
                results += [Located(policy, _statement_of(policy, one.found), one) for one in found]
                left_out.look(found, len(results))
                yield
            if left_out.is_full:
                break
        if tree is self.tree and settings is self.settings:
            self._left_out = (*unread(tree, self.policies), *left_out.phrases())
            self._results, self._so_far = results[:MOST_FINDINGS], []

    def findings(self, *, fixes: bool = False, at: Span | None = None) -> list[Finding]:
        """All findings, by place; those that touch the span `at`. Finishes the work first. `fixes`: with repairs."""
        accepted = self._accepted(at)
        if fixes:
            found = [finding._replace(fixes=repairs_at(located)) for located, finding in accepted]
        else:
            found = [finding for _, finding in accepted]
        return sorted(found, key=_by_place)

    def has_safe_fix(self) -> bool:
        """Whether one of the first findings that can be fixed has a safe fix; of very many not all are tried."""
        fixable = (located for located, _ in self._accepted() if located.result.found.fixes)
        return any(repair.safe for located in islice(fixable, _MOST_TRIED) for repair in repairs_at(located))

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
        return sorted(map(finding_at, located), key=_by_place), total

    def so_far(self, limit: int) -> list[Finding]:
        """The `limit` worst findings, by place, of what was checked while the work is not finished. Does none of it."""
        found = sorted(self._so_far, key=lambda one: one.result.severity.rank)[:limit]
        return sorted([finding for _, finding in self._not_suppressed(found)], key=_by_place)

    def left_out(self, *, checked: bool = True) -> tuple[str, ...]:
        """What of the document was not checked since there is too much of it; finishes the work first.

        Each goes on after the name of the document: "is larger than 16 MB and was not checked". Without `checked`, only
        what no rule sees, and no work is done.
        """
        if not checked:
            return tuple(unread(self.tree, self.policies))
        self._located()
        return self._left_out

    def repairs(self, finding: Finding) -> tuple[Repair, ...]:
        """The fixes of a finding of the present text, the best first; none for one of an earlier text."""
        plain = finding._replace(fixes=())
        for located in self._located():
            found = located.result.found
            same = found.message == finding.message and span_at(located) == finding.span
            if same and found.fixes and finding_at(located) == plain:
                return repairs_at(located)
        return ()

    def _located(self) -> list[Located]:
        for _ in self.work():
            pass
        return self._results or []

    def _accepted(self, at: Span | None = None) -> Iterator[tuple[Located, Finding]]:
        """The findings that no suppression covers; those that touch the span `at`."""
        found = self._located()
        return self._not_suppressed(found if at is None else (one for one in found if _touch(at, span_at(one))))

    def _not_suppressed(self, found: Iterable[Located]) -> Iterator[tuple[Located, Finding]]:
        for located in found:
            finding = finding_at(located)
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
            plan = self._plans[key] = _Plan(context, self._selection(policy.kind))
        return plan

    def _selection(self, kind: Kind) -> _Selection:
        """The rules for a kind. Those of the product are chosen once for all documents that have the same settings."""
        changed = frozenset(self.settings.severities.items())
        return _of_product(kind, changed) if self._rules is RULES else _selected(self._rules, kind, changed)

    def _check_statement(self, plan: _Plan, placed: Placed) -> tuple[Result, ...]:
        """What the statement rules find, kept with the statement."""
        statement = placed.statement
        found = tuple(self._run(plan.rules.on(statement), statement, plan.context))
        if placed.source:
            placed.source.facts[plan] = found
        return found

    def _run(self, rules: Iterable[Rule], subject: Statement | Policy, context: Context) -> list[Result]:
        """What rules find. One that fails is logged, and the others still answer."""
        results: list[Result] = []
        for rule in rules:
            before = len(results)
            most = MOST_OF_A_RULE if rule.sees_statement else MOST_OF_A_RULE_IN_A_POLICY
            try:
                for one in rule.check(subject, context):
                    results.append(Result(rule, as_sentence(one), self._severity(rule, one)))
                    if len(results) - before == most:
                        break
            except Exception:  # noqa: BLE001 - one broken rule must not silence the others
                del results[before:]
                _LOG.exception("the rule %s failed", rule.id)
        return results

    def _severity(self, rule: Rule, found: Found) -> Severity:
        """The project's, else the check's, else the rule's own."""
        given = self.settings.severities.get(rule.id)
        if given or found.severity:
            return given or found.severity or rule.severity
        return _SEVERITIES[checks()[found.code].severity] if found.code else rule.severity


@lru_cache(maxsize=64)
def _of_product(kind: Kind, changed: frozenset[tuple[str, Severity | None]]) -> _Selection:
    return _selected(RULES, kind, changed)


def _selected(rules: Iterable[Rule], kind: Kind, changed: frozenset[tuple[str, Severity | None]]) -> _Selection:
    """The rules for a kind, of which settings have `changed` some: to another severity, which is on, or None, off."""
    given = dict(changed)
    return _Selection(one for one in rules if given.get(one.id, one.on) and kind in one.kinds)


def _statement_of(policy: Policy, found: Found) -> Placed | None:
    return policy.statements[found.statement] if found.statement >= 0 else None


def _by_place(finding: Finding) -> tuple[int, int, int, str, str]:
    return (*finding.span, finding.severity.rank, finding.rule, finding.message)


def _touch(one: Span, other: Span) -> bool:
    return one.start <= other.end and other.start <= one.end
