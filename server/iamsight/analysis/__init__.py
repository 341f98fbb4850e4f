"""Check a document: run the rules over its policies, keep what does not change, and say what was found where.

`Document` follows a text through its edits; `check` and `fix` are for a text that does not change. Nothing here knows
files or editors, or does I/O.
"""

from __future__ import annotations

from iamsight.analysis.document import Document
from iamsight.analysis.findings import Finding, Place, Repair
from iamsight.analysis.fixing import fix
from iamsight.catalogue.catalogue import Catalogue, default_catalogue
from iamsight.config import FileSettings as Settings
from iamsight.garbage import no_collection

__all__ = ["Document", "Finding", "Place", "Repair", "Settings", "check", "fix"]


def check(
    text: str, catalogue: Catalogue | None = None, settings: Settings | None = None, *, fixes: bool = False
) -> list[Finding]:
    """What is wrong with the policies of `text`, by place. Never raises, whatever the text."""
    with no_collection():
        return Document(text, catalogue or default_catalogue(), settings).findings(fixes=fixes)
