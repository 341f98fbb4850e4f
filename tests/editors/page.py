"""The lines that docs/editors.md prints for each editor: the tests run these, so that the page stays right."""

from __future__ import annotations

import re
from pathlib import Path

ROOT = Path(__file__).parents[2]
PAGE = ROOT / "docs/editors.md"
_HEADING = re.compile(r"^## (.+)$", re.MULTILINE)
_BLOCK = re.compile(r"^```(\w+)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def section(editor: str) -> str:
    """What the page says about an editor."""
    _, *parts = _HEADING.split(PAGE.read_text("utf-8"))
    return dict(zip(parts[::2], parts[1::2], strict=True))[editor]


def blocks(editor: str, language: str) -> list[str]:
    """The blocks of code for an editor, in their order."""
    found = [code for written_in, code in _BLOCK.findall(section(editor)) if written_in == language]
    assert found, f"docs/editors.md has no {language} for {editor}"
    return found
