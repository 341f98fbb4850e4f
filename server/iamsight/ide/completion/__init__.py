"""What may be written at a cursor: actions, ARNs, elements, principals, conditions, variables, whole policies.

`complete` is plain data in, plain data out. It looks at the document's text and policies only and never waits for
checks. Where nothing is right it offers nothing.
"""

from __future__ import annotations

from iamsight.ide.completion.dispatch import complete
from iamsight.ide.completion.items import Completion, CompletionKind, CompletionList, CompletionOptions

__all__ = ["Completion", "CompletionKind", "CompletionList", "CompletionOptions", "complete"]
