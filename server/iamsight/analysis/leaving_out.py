"""What is left out of a document that is too much to be checked, in phrases that go on after its name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from iamsight.analysis.findings import Result
from iamsight.limits import LARGEST_STATEMENT, MOST_FINDINGS, MOST_OF_A_RULE, MOST_OF_A_RULE_IN_A_POLICY, MOST_POLICIES
from iamsight.policy.model import Policy
from iamsight.syntax.tree import Tree
from iamsight.text import LineIndex


class LeftOut:
    """Takes notes while a document is checked."""

    def __init__(self) -> None:
        self._of_statements: dict[str, None] = {}
        self._of_policies: dict[str, None] = {}
        self.is_full = False

    def look(self, results: Sequence[Result], total: int) -> None:
        """See whether rules had more to say of a statement or policy than was heard; `total` findings there are now."""
        self.is_full = total > MOST_FINDINGS
        if len(results) < MOST_OF_A_RULE:
            return
        for rule, count in Counter(one.rule for one in results).items():
            if rule.sees_statement and count >= MOST_OF_A_RULE:
                self._of_statements[rule.id] = None
            elif count >= MOST_OF_A_RULE_IN_A_POLICY:
                self._of_policies[rule.id] = None

    def phrases(self) -> Iterator[str]:
        """What was not looked for any more."""
        for rules, most, where in (
            (self._of_statements, MOST_OF_A_RULE, "statement"),
            (self._of_policies, MOST_OF_A_RULE_IN_A_POLICY, "policy"),
        ):
            if rules:
                named = ", ".join(f'"{one}"' for one in rules)
                yield f"has a {where} in which {named} stopped after {most:,} findings"
        if self.is_full:
            yield f"has more than {MOST_FINDINGS:,} findings; the others were not looked for"


def unread(tree: Tree, policies: Sequence[Policy]) -> Iterator[str]:
    """What no rule sees of a document."""
    if policies:
        yield from policies[0].view.left_out
    elif tree.left_out:
        yield tree.left_out
    if len(policies) >= MOST_POLICIES:
        yield f"has more than {MOST_POLICIES - 1:,} policies; no more were checked"
    large = [policy.view.span(policy.segment, span) for policy in policies for span in policy.too_large]
    if large:
        line = LineIndex(tree.text).position(large[0].start).line + 1
        more = f" (nor were {len(large) - 1} others)" if len(large) > 1 else ""
        size = f"more than {LARGEST_STATEMENT:,} characters"
        yield f"has {size} in the statement on line {line}, which was not checked{more}"
