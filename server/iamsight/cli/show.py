"""Showing Markdown: as it is to a pipe, rendered on a terminal."""

from __future__ import annotations

import sys

_WIDEST = 100


def show(markdown: str) -> None:
    """Print Markdown."""
    if not sys.stdout.isatty():
        sys.stdout.write(markdown)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console(width=min(Console().width, _WIDEST)).print(Markdown(markdown))
