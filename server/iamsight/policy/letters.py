"""Characters that deceive whoever reads a policy: those that are not seen, and those that look like others.

AWS compares the characters themselves, so a name with one of these is another name. Names of AWS's are ASCII; names and
values of the user's may be in any language, and are left alone where they are.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple
from unicodedata import name as character_name
from unicodedata import normalize

from iamsight.catalogue.patterns import UNKNOWN
from iamsight.policy.editing import editable
from iamsight.policy.model import Statement
from iamsight.policy.text import Text
from iamsight.text import Span

_HIDDEN = re.compile(
    "[\x00-\x1f\x7f-\xa0\xad\u034f\u061c\u115f\u1160\u1680\u17b4\u17b5\u180b-\u180e\u2000-\u200f\u2028-\u202f"
    "\u205f-\u206f\u3000\u3164\ufe00-\ufe0f\ufeff\uffa0\ufff9-\ufffb\U0001d173-\U0001d17a\U000e0000-\U000e0fff]+"
)
"""Controls, marks of direction, and what takes a space or none: with plain letters around it nobody means it."""

_TURNING = re.compile("[\u202a-\u202e\u2066-\u2069]+")
"""Marks that turn the text around them: no name needs them, in whatever script it is."""

_ALIKE = {
    "A": "\u0391\u0410", "B": "\u0392\u0412", "C": "\u0421\u03f9", "E": "\u0395\u0415", "G": "\u050c",
    "H": "\u0397\u041d", "I": "\u0399\u0406", "J": "\u0408", "K": "\u039a\u041a\u212a", "M": "\u039c\u041c",
    "N": "\u039d", "O": "\u039f\u041e", "P": "\u03a1\u0420", "S": "\u0405", "T": "\u03a4\u0422", "X": "\u03a7\u0425",
    "Y": "\u03a5\u04ae", "Z": "\u0396", "a": "\u0430\u03b1", "c": "\u0441\u03f2", "d": "\u0501", "e": "\u0435",
    "g": "\u0261\u0581", "h": "\u04bb\u0570", "i": "\u0456\u0131\u03b9", "j": "\u0458\u03f3", "l": "\u04cf\u0196\u01c0",
    "n": "\u0578", "o": "\u043e\u03bf\u0585", "p": "\u0440\u03c1", "q": "\u051b", "s": "\u0455", "u": "\u057d\u03c5",
    "v": "\u03bd\u0475", "w": "\u051d\u0461", "x": "\u0445\u03c7", "y": "\u0443\u04af", "*": "\u2217", ".": "\u2024",
    "-": "\u2010\u2011\u2012\u2013\u2014\u2212", "/": "\u2044\u2215", ":": "\ua789\u2236\u02d0",
}  # fmt: skip
"""ASCII characters, and those of other alphabets that look like them in most typefaces."""

_LOOKS = {other: plain for plain, others in _ALIKE.items() for other in others}
_WIDE = re.compile("[\uff01-\uff5e\U0001d400-\U0001d7ff]")
"""ASCII in other widths and typefaces, which Unicode itself calls the same."""

_IN_NAMES = re.compile(r"[A-Za-z0-9:/*?._@=+,$-]")
_WORD = re.compile(r"[^\W\d_]+")
_ARN_HEAD = re.compile(r"(?:[^:]*:){5}")


class Odd(NamedTuple):
    """Characters that deceive, at `start` to `end` of a value. `meant` is what was probably meant to be there."""

    start: int
    end: int
    meant: str


class Named(NamedTuple):
    """A name in a statement. Up to `strict`, an index, it is AWS's; what follows is the user's."""

    text: Text
    strict: int


def is_plain(statement: Statement) -> bool:
    """Whether there is nothing but ASCII in a statement, as most are; cheap."""
    return bool(statement.written) and statement.written.isascii() and "\\" not in statement.written


def names(statement: Statement) -> Iterator[Named]:
    """The names in a statement, ARNs and principals included."""
    for member in statement.node.members:
        yield _of_aws(member.key)
    if statement.sid:
        yield Named(statement.sid, 0)
    for action in statement.actions:
        yield _of_aws(action.text)
    for resource in statement.resources:
        yield _arn(resource.text)
    for principal in statement.principals:
        yield _arn(principal.text)
    operator = None
    for condition in statement.conditions:
        if condition.operator_node is not operator:
            operator = condition.operator_node
            yield _of_aws(operator)
        slash = condition.key.value.find("/")
        yield Named(condition.key, slash if slash >= 0 else len(condition.key.value))


def hidden(value: str, *, is_name: bool) -> list[Odd]:
    """The characters that are not seen, if what is seen is plain; there is no telling what other scripts need."""
    if value.isascii() and value.isprintable():
        return []
    seen = _HIDDEN.sub("", value).replace(UNKNOWN, "")
    expression = _HIDDEN if seen.isascii() else _TURNING
    return [Odd(*match.span(), "") for match in expression.finditer(value)] if is_name or expression is _HIDDEN else []


def looking_alike(one: Named) -> list[Odd]:
    """The characters that only look like ASCII: all in a name of AWS's, elsewhere those in a word of ASCII letters."""
    value = one.text.value
    if value.isascii():
        return []
    found = [at for at in range(min(one.strict, len(value))) if not value[at].isascii() and _plain(value[at])]
    for word in _WORD.finditer(value, one.strict):
        letters = word.group()
        foreign = [letter for letter in letters if not letter.isascii()]
        if 0 < len(foreign) < len(letters) and all(map(_plain, foreign)):
            found += [word.start() + at for at, letter in enumerate(letters) if not letter.isascii()]
    return [Odd(at, at + 1, _plain(value[at])) for at in found]


def corrections(text: Text, odd: list[Odd]) -> list[tuple[Span, str]]:
    """The edits that put what was meant in the place of what deceives; none where any of it is not written as it is."""
    places = [editable(text, one.start, one.end) for one in odd]
    return [(place, one.meant) for place, one in zip(places, odd, strict=True) if place] if all(places) else []


def described(character: str) -> str:
    """A character by its number and name: `U+200B (ZERO WIDTH SPACE)`."""
    return f"U+{ord(character):04X} ({character_name(character, 'a control character')})"


def _plain(character: str) -> str:
    """The ASCII character of names that another one looks like; empty if it looks like none."""
    plain = normalize("NFKC", character) if _WIDE.match(character) else character
    return plain if plain.isascii() and _IN_NAMES.fullmatch(plain) else _LOOKS.get(plain, "")


def _of_aws(text: Text) -> Named:
    return Named(text, len(text.value))


def _arn(text: Text) -> Named:
    """An ARN, of which the last field is the user's; whatever is no ARN is AWS's."""
    head = _ARN_HEAD.match(text.value)
    return Named(text, head.end() if head else len(text.value))
