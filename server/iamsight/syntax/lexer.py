"""The tokens of tolerant JSON: which piece of text comes next, and how a string reads.

A string never runs over its line's end. Where a closing quote was forgotten, the string ends before the punctuation
that was meant to follow it. This module knows tokens, not nesting.
"""

from __future__ import annotations

import re
from functools import cache
from typing import NamedTuple

from iamsight.limits import MOST_MISTAKES
from iamsight.syntax.node import Problem, String
from iamsight.text import Span

TRIVIA = r"[ \t\r\n]*"
_PAIR = r"u[dD][89abAB][0-9a-fA-F]{2}\\u[dD][c-fC-F][0-9a-fA-F]{2}"
_ESCAPE = rf'\\(?:["\\/bfnrt]|u(?![dD][89a-fA-F])[0-9a-fA-F]{{4}}|{_PAIR})'
_STRING = rf'"[^"\\\x00-\x1f]*(?:{_ESCAPE}[^"\\\x00-\x1f]*)*"'
NUMBER = r"-?(?:0|[1-9][0-9]*)(?:\.[0-9]+)?(?:[eE][+-]?[0-9]+)?"
_SCALAR = rf"(?:{_STRING}|{NUMBER}|true|false|null)"

_COMMON = re.compile(
    rf'{TRIVIA}(?:([{{}}\[\],:])|("[^"\\\x00-\x1f]*"(?=[ \t\r\n,:\]}}]|$))'
    rf"|({NUMBER})(?=[ \t\r\n,\]}}]|$)|(true|false|null)(?=[ \t\r\n,\]}}]|$))"
)
_BRACKET = re.compile(r'[\[\]{}]|"(?:[^"\\\r\n]|\\[^\r\n])*"?')
_SPACE = re.compile(r"[ \t\r\n]*")
NEXT_OBJECT = re.compile(rf"{TRIVIA}(,){TRIVIA}(?=\{{)")
_STRANGE_SPACE = re.compile(r"(?:[^\S \t\r\n]|\ufeff)+")
_COMMENT = re.compile(r"//[^\r\n]*|#[^\r\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/)?")
_ON_ONE_LINE = {quote: re.compile(rf"{quote}(?:[^{quote}\\\r\n]|\\[^\r\n])*{quote}") for quote in "\"'"}
_LINE = re.compile(r"[^\r\n]*")
_WORD = re.compile(r"""(?:\$\{[^\s,{}"']*\}|[^\s,\[\]{}"'])+""")
_NAME = re.compile(r"""(?:[a-z][a-z0-9-]*|ForA(?:ll|ny)Values?):[A-Za-z][\w./-]*(?="?[ \t]*:)|[^\s,:\[\]{}"']+""")
_MEMBER_NAME = re.compile(r"[A-Za-z]\w*(?=[ \t]*:(?:[\s\"\[{]|$))")
_WORD_FOLLOWS = re.compile(r"[^\s,:\]}\[{\"'/#]")
_COLON_FOLLOWS = re.compile(rf"{TRIVIA}:")
_QUOTE_ENDS = re.compile(r'"(?=[ \t]*(?:[,:\]}\r\n]|$))')
_DECODED_ESCAPE = re.compile(
    r"\\(?:u([dD][89abAB][0-9a-fA-F]{2})\\u([dD][c-fC-F][0-9a-fA-F]{2})|u([0-9a-fA-F]{4})|(.))|([\x00-\x1f])|(\\)",
    re.DOTALL,
)
_SHORT = {'"': '"', "\\": "\\", "/": "/", "b": "\b", "f": "\f", "n": "\n", "r": "\r", "t": "\t"}


class Token(NamedTuple):
    """A token: one of the punctuation characters, or `string`, `number`, `literal`, `word`; "" at the end of the text.

    `end` is where the next token may start. For a string, `content` is the end of what it says: the same place less
    the closing quote, if it has one.
    """

    kind: str
    start: int
    end: int
    content: int = -1
    quote: str = '"'
    closed: bool = True
    plain: bool = False


@cache
def valid_object_pattern(depth: int) -> re.Pattern[str]:
    """An expression that matches an object of valid JSON, up to `depth` levels of nesting, and nothing else.

    Every choice in it is made by the next character, so that it fails in linear time.
    """
    value = _SCALAR
    for level in range(depth):
        pair = rf"{_STRING}{TRIVIA}:{TRIVIA}{value}{TRIVIA}"
        members = rf"\{{{TRIVIA}(?:{pair}(?:,{TRIVIA}(?=\")|(?=\}})))*\}}"
        items = rf"\[{TRIVIA}(?:{value}{TRIVIA}(?:,{TRIVIA}(?!\])|(?=\])))*\]"
        value = members if level == depth - 1 else rf"(?:{_SCALAR}|{members}|{items})"
    return re.compile(value)


def skip_trivia(text: str, position: int, problems: list[tuple[int, int, str]]) -> int:
    """The place of the next token; what is skipped and should not be there is added to `problems` (start, end, why).

    No more of it than is worth saying; then the place is behind what has been looked at.
    """
    while len(problems) <= MOST_MISTAKES:
        position = _SPACE.match(text, position).end()  # type: ignore[union-attr]
        if strange := _STRANGE_SPACE.match(text, position):
            start, position = position, strange.end()
            if start == 0 and text[0] == "\ufeff":
                problems.append((0, 1, "the file starts with a byte order mark, which AWS does not accept; remove it"))
            else:
                problems.append((start, position, "this kind of white space is not allowed in JSON; use a space"))
        elif comment := _COMMENT.match(text, position):
            start, position = position, comment.end()
            problems.append((start, position, "JSON has no comments; remove this one"))
        else:
            break
    return position


def end_of_container(text: str, start: int) -> tuple[int, bool]:
    """Where the container that opens at `start` ends, by its brackets alone, and whether one closes it."""
    depth = 0
    for match in _BRACKET.finditer(text, start):
        bracket = text[match.start()]
        depth += 1 if bracket in "{[" else -1 if bracket in "}]" else 0
        if not depth:
            return match.end(), True
    return len(text), False


def is_blank(text: str, position: int) -> bool:
    """Whether nothing but white space follows."""
    return _SPACE.match(text, position).end() == len(text)  # type: ignore[union-attr]


def next_token(text: str, position: int, *, name: bool) -> Token:
    """The token at `position`, which is behind all trivia. `name` says that a member's name is expected."""
    if match := _COMMON.match(text, position):
        group = match.lastindex
        start, end = match.span(group)  # type: ignore[arg-type]
        if group == 1:
            return Token(text[start], start, end)
        if group == 2:
            return Token("string", start, end, end - 1, plain=True)
        return Token("number" if group == 3 else "literal", start, end)
    if position >= len(text):
        return Token("", len(text), len(text))
    if text[position] in "\"'":
        return _string_token(text, position, name=name)
    return _word_token(text, position, name=name)


def _string_token(text: str, start: int, *, name: bool) -> Token:
    quote = text[start]
    if match := _ON_ONE_LINE[quote].match(text, start):
        end = match.end()
        if _WORD_FOLLOWS.match(text, end):
            content = _forgotten_quote(text, start + 1, end - 1, name=name)
            if content < end - 1:  # that quote opens the next string
                return Token("string", start, content, content, quote, closed=False)
        return Token("string", start, end, end - 1, quote)
    content = _forgotten_quote(text, start + 1, _LINE.match(text, start).end(), name=name)  # type: ignore[union-attr]
    return Token("string", start, content, content, quote, closed=False)


def _forgotten_quote(text: str, start: int, end: int, *, name: bool) -> int:
    """Where a string that has no closing quote was meant to end: before trailing punctuation that closes or separates.

    A brace that closes a policy variable stays.
    """
    if name and (member := _MEMBER_NAME.match(text, start, end)):
        return member.end()
    trailing = " \t,[{:" if name else " \t,[{]}"
    variables = text.count("${", start, end) - text.count("}", start, end)
    while end > start and text[end - 1] in trailing:
        if text[end - 1] == "{" and end - 1 > start and text[end - 2] == "$":
            break
        if text[end - 1] == "}":
            if variables >= 0:
                break
            variables += 1
        end -= 1
    return end


def _word_token(text: str, start: int, *, name: bool) -> Token:
    expression = _NAME if name or _MEMBER_NAME.match(text, start) else _WORD
    match = expression.match(text, start) or _WORD.match(text, start)
    end = match.end() if match else start + 1
    closing = _QUOTE_ENDS.match(text, end)
    return Token("word", start, closing.end() if closing else end, end, quote="")


def is_member_name(text: str, token: Token) -> bool:
    """Whether a colon follows this string or word, so that it is a name whatever was expected."""
    return token.kind in ("string", "word") and _COLON_FOLLOWS.match(text, token.end) is not None


def read_string(text: str, token: Token, base: int) -> tuple[String, list[Problem]]:
    """The node of a string or word token, and what is wrong with it; offsets are relative to `base`."""
    problems: list[Problem] = []
    start = token.start + len(token.quote)
    raw = text[start : token.content]
    value = raw
    escapes: tuple[tuple[int, int], ...] = ()
    if not token.plain and token.quote and ("\\" in raw or min(raw, default=" ") < " "):
        value, escapes = _decode(raw, start - base, problems)
    if not token.closed:
        at = token.content - base
        problems.insert(0, _unclosed(token, base, at))
    elif token.quote == "'":
        fixed = '"' + raw.replace('"', '\\"') + '"'
        span = Span(token.start - base, token.end - base)
        problems.insert(0, Problem(span, "JSON strings take double quotes, not single ones", (*span, fixed)))
    return String(token.start - base, token.end - base, value, token.closed, token.quote, escapes), problems


def _unclosed(token: Token, base: int, at: int) -> Problem:
    return Problem(Span(token.start - base, at), "this string has no closing quote", (at, at, token.quote))


def _decode(raw: str, start: int, problems: list[Problem]) -> tuple[str, tuple[tuple[int, int], ...]]:
    """What `raw`, written at `start` between quotes, says, and where value and source drift apart."""
    pieces: list[str] = []
    escapes: list[tuple[int, int]] = []
    length = done = 0
    for match in _DECODED_ESCAPE.finditer(raw):
        piece, message = _decode_escape(match)
        span = Span(start + match.start(), start + match.end())
        if message and len(problems) <= MOST_MISTAKES:
            problems.append(Problem(span, message))
        length += match.start() - done
        pieces += (raw[done : match.start()], piece)
        done = match.end()
        escapes.append((length, span.start))
        length += len(piece)
        escapes.append((length, span.end))
    pieces.append(raw[done:])
    return "".join(pieces), tuple(escapes)


def _decode_escape(match: re.Match[str]) -> tuple[str, str | None]:
    """What one escape, or one character that should have been escaped, stands for; and what is wrong with it."""
    high, low, code, short, control, _ = match.groups()
    if high:
        return chr(0x10000 + ((int(high, 16) - 0xD800) << 10) + (int(low, 16) - 0xDC00)), None
    if code:
        character = chr(int(code, 16))
        lone = "\ud800" <= character <= "\udfff"
        return character, f"\\u{code} is half of a surrogate pair; its other half is missing" if lone else None
    if control:
        return control, f"a string cannot hold this control character; write \\u{ord(control):04x}"
    if short in _SHORT:
        return _SHORT[short], None
    if short == "u":
        return "u", "\\u takes four hexadecimal digits"
    if short is None:
        return "\\", 'a string cannot end in a single backslash; write "\\\\"'
    return short, f"\\{short} is no escape that JSON knows; for a backslash, write \\\\"
