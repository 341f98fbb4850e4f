"""How much of a document is looked at, so that no document takes all the time and memory there is.

Nothing that AWS takes comes near these bounds: the longest policy it accepts has some 40,000 characters. What is left
out is said: `Tree.left_out` and `Document.left_out` have the sentences.
"""

from __future__ import annotations

LARGEST_TEXT = 16 << 20
"""Characters of a document. The command line looks at larger files value by value."""

LARGEST_STATEMENT = 250_000
"""Characters of a statement."""

DEEPEST = 256
"""Brackets around a value."""

MOST_MISTAKES = 10_000
"""Mistakes in the JSON of a document."""

MOST_STATEMENTS = 200_000
"""Statements of a document."""

MOST_POLICIES = 50_000
"""Policies of a document."""

MOST_OF_A_RULE = 5_000
"""Findings of one rule in one statement."""

MOST_OF_A_RULE_IN_A_POLICY = 10_000
"""Findings of one rule that looks at whole policies, in one of them."""

MOST_FINDINGS = 100_000
"""Findings in a document."""
