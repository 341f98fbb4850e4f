"""A short page of help, written once and shown as Markdown or as plain text, whichever the editor takes.

The methods that return text give a piece of a line, ready for this page; those that return nothing add a block.
What comes from the user's document goes through `code`, which no content can break out of.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from iamsight.catalogue.documentation import Citation
from iamsight.showing import brief, visible

_LONGEST_CODE = 120
_LONGEST_PROSE = 2_000
_WHITE = re.compile(r"\s")
_MARKUP = re.compile(
    r"([\\`*_\[\]<>#|~]|&(?=#?\w+;)|:(?=//)|(?<=\bwww)\.|(?<=\w)@(?=\w)|^[-+=](?=[-+= ]|$)|(?<=^\d)[.)])"
)
"""What Markdown or a dialect of it takes for more than it says; entities, and addresses that become links, too."""


class Page:
    """The blocks of a page, in order."""

    def __init__(self, *, markdown: bool) -> None:
        """`markdown` says how the pieces and the text are written."""
        self._markdown = markdown
        self._blocks: list[str] = []

    @property
    def text(self) -> str:
        """The page; blocks are set apart by an empty line."""
        return "\n\n".join(self._blocks)

    def code(self, text: str) -> str:
        """A name or value as it is written in a policy; line breaks become spaces, a very long one is cut."""
        if len(text) > _LONGEST_CODE:
            text = text[: _LONGEST_CODE - 1] + "…"
        text = visible(_WHITE.sub(" ", text))
        if not self._markdown:
            return text
        runs = [len(run) for run in re.findall("`+", text)]
        fence = "`" * (max(runs, default=0) + 1)
        pad = " " if runs or not text.strip() else ""
        return f"{fence}{pad}{text}{pad}{fence}"

    def codes(self, names: Iterable[str], limit: int = 12) -> str:
        """Names as code, with commas; those past `limit` are only counted."""
        named = list(names)
        shown = ", ".join(self.code(name) for name in named[:limit])
        return f"{shown} and {len(named) - limit} more" if len(named) > limit else shown

    def bold(self, text: str) -> str:
        """Words that stand out. `text` is prose or a piece of this page."""
        return f"**{text}**" if self._markdown else text

    def prose(self, text: str) -> str:
        """Words in which nothing is markup, wherever they are from."""
        text = brief(_WHITE.sub(" ", text), _LONGEST_PROSE)
        return _MARKUP.sub(r"\\\1", text) if self._markdown else text

    def sentence(self, text: str) -> str:
        """A sentence of the catalogue, which may lack its full stop."""
        return self.prose(text if not text or text.endswith((".", "!", "?")) else f"{text}.")

    def link(self, text: str, url: str | None) -> str:
        """A link, or the bare words where there is no address."""
        if not url:
            return self.prose(text)
        return f"[{self.prose(text)}]({_address(url)})" if self._markdown else f"{text}: {url}"

    def add(self, *pieces: str) -> None:
        """A paragraph: sentences of this page's pieces; empty ones are left out."""
        said = " ".join(piece for piece in pieces if piece)
        if said:
            self._blocks.append(said)

    def items(self, items: Iterable[str], heading: str = "") -> None:
        """A list under an optional heading; nothing for an empty one."""
        lines = [f"- {item}" for item in items]
        if lines and heading:
            # Markdown needs the empty line between the two, plain text reads better without.
            lines[:0] = [self.bold(heading), ""] if self._markdown else [f"{heading}:"]
        if lines:
            self._blocks.append("\n".join(lines))

    def example(self, text: str) -> None:
        """A piece of JSON on lines of its own."""
        self._blocks.append(f"```json\n{text}\n```" if self._markdown else text)

    def cite(self, citation: Citation) -> None:
        """End the page with the section it rests on: guide, page, section and link."""
        where = f"{citation.page}, {citation.section}" if citation.section != citation.page else citation.page
        line = f"{self.prose(citation.guide)}: {self.link(where, citation.url)}"
        self._blocks.append(f"---\n{line}" if self._markdown else line)


def _address(url: str) -> str:
    return url.replace("(", "%28").replace(")", "%29").replace(" ", "%20").replace("<", "%3C").replace(">", "%3E")
