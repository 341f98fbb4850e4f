"""Text from a policy as it may be shown: on one line, without characters that do something, and no longer than is read.

What terminals, editors and browsers do with text is theirs; this module knows which characters make them do it.
"""

from __future__ import annotations

import re

LONGEST_SENTENCE = 500
_LONGEST_LABEL = 120
_ELLIPSIS = " … "

_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\x9f\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180e\u200b\u200e\u200f\u2028-\u202e"
    "\u2060-\u206f\u3164\ufeff\uffa0\ufff9-\ufffb\ufffe\uffff\ud800-\udfff\U0001d173-\U0001d17a\U000e0000-\U000e0fff]"
)


def visible(text: str) -> str:
    """`text` on one line, each character that is not to be seen shown as one that is; a tab becomes a blank."""
    return text if text.isascii() and text.isprintable() else _HIDDEN.sub(_visible, text)


def brief(text: str, most: int = LONGEST_SENTENCE) -> str:
    """`text` for a sentence, visible; what is too long loses its middle."""
    if len(text) > most:
        end = most // 3
        text = text[: most - end - len(_ELLIPSIS)] + _ELLIPSIS + text[-end:]
    return visible(text)


def label(text: str) -> str:
    """`text` for a title or a name in a list, visible and short; what VS Code would take for an icon loses its sign."""
    text = text if len(text) <= _LONGEST_LABEL else text[: _LONGEST_LABEL - 1] + "…"
    return visible(text).replace("$(", "$ (")


def _visible(match: re.Match[str]) -> str:
    character = match.group()
    if character == "\t":
        return " "
    return chr(0x2400 + ord(character)) if character < " " else "\ufffd"
