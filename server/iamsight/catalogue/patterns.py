"""IAM string patterns: `*` stands for any characters, `?` for exactly one.

Three questions are answered without a regular expression, since patterns come from the user:
`matches` (pattern and text), `intersects` (is there a text both match?), `includes` (does one cover the other?).

Besides the two wildcards a pattern may hold policy variables. `${aws:username}` stands for a text that is known only
when the request is made; `${*}`, `${?}` and `${$}` are the literal characters; a `${` that is never closed is treated
as a variable that runs to the end. `UNKNOWN` marks a value that a template keeps from us. For `matches` and
`intersects` a variable and `UNKNOWN` match anything, so that a "no" is certain; for `includes` they are what they
are, some one text, so that a "yes" is certain.

This module knows nothing of ARNs (see `arn`) or of actions.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import lru_cache
from itertools import groupby
from typing import TypeAlias

UNKNOWN = "\ufffc"
"""Stands in a pattern for a value that cannot be known (U+FFFC, OBJECT REPLACEMENT CHARACTER)."""

MANY = "*any*"
"""Token: any characters, also none. A literal character is a token of length one, so longer tokens are free."""
ONE = "?one?"
"""Token: exactly one character."""

Token: TypeAlias = "str | frozenset[str]"
"""A literal character, `MANY`, `ONE`, or a set: one or more characters out of it."""

SPECIAL = frozenset(("*", "?", "$", UNKNOWN))
"""The characters without which a pattern is just a text."""
_OPEN = ("*", "$", UNKNOWN)
_ESCAPES = {"${*}": "*", "${?}": "?", "${$}": "$"}
_STATES_TO_FOLLOW = 256


def has_wildcard(pattern: str) -> bool:
    """Whether `pattern` can match more than one text: it holds a wildcard, a variable or `UNKNOWN`."""
    return not SPECIAL.isdisjoint(pattern) and any(len(token) > 1 or token == UNKNOWN for token in _scan(pattern))


def is_everything(pattern: str) -> bool:
    """Whether `pattern` is `*`, or a value that may be anything."""
    return pattern == "*" or (pattern[:1] in _OPEN and tokens(pattern) == (MANY,))


def literal_prefix(pattern: str) -> str:
    """The characters every match of `pattern` starts with."""
    prefix = []
    for token in _scan(pattern):
        if len(token) > 1 or token == UNKNOWN:
            break
        prefix.append(token)
    return "".join(prefix)


def matches(pattern: str, text: str, *, case_sensitive: bool = True) -> bool:
    """Whether `pattern` matches the whole of `text`, which is taken literally. Exact, a variable being any text."""
    if not case_sensitive:
        pattern, text = pattern.lower(), text.lower()
    if SPECIAL.isdisjoint(pattern):
        return pattern == text
    pieces = _pieces(pattern)
    if pieces is None:
        # most texts lack some literal part of the pattern, which is cheaper to see than to follow
        return all(run in text for run in _literals(pattern)) and tokens_meet(tuple(text), tokens(pattern))
    first, last = pieces[0], pieces[-1]
    if len(pieces) == 1:
        return first == text
    at, end = len(first), len(text) - len(last)
    if at > end or not text.startswith(first) or not text.endswith(last):
        return False
    for piece in pieces[1:-1]:
        at = text.find(piece, at, end)
        if at < 0:
            return False
        at += len(piece)
    return True


def intersects(a: str, b: str, *, case_sensitive: bool = True) -> bool:
    """Whether some text is matched by both patterns. Exact, variables and `UNKNOWN` being any text."""
    if not case_sensitive:
        a, b = a.lower(), b.lower()
    return tokens_meet(tokens(a), tokens(b))


def includes(a: str, b: str, *, case_sensitive: bool = True) -> bool:
    """Whether `a` matches every text that `b` matches.

    Exact for patterns of literals and wildcards, except that it says no where more than 256 different situations
    would have to be followed. A variable is covered by the same variable or by `*`; `UNKNOWN` is covered by `*` alone.
    """
    if not case_sensitive:
        a, b = a.lower(), b.lower()
    if "$" not in a and UNKNOWN not in a:
        if a == b:
            return True
        if SPECIAL.isdisjoint(b):
            return matches(a, b)
    return (a == b and UNKNOWN not in a) or _Cover(tuple(_scan(a))).holds(tuple(_scan(b)))


@lru_cache(maxsize=4096)
def tokens(pattern: str) -> tuple[Token, ...]:
    """`pattern` as tokens: characters, `ONE` and `MANY`; variables and `UNKNOWN` become `MANY`, runs of it one."""
    found: list[Token] = []
    for scanned in _scan(pattern):
        token = scanned if scanned == ONE or (len(scanned) == 1 and scanned != UNKNOWN) else MANY
        if token != MANY or not found or found[-1] != MANY:
            found.append(token)
    return tuple(found)


def tokens_meet(a: tuple[Token, ...], b: tuple[Token, ...]) -> bool:
    """Whether some text fits both token sequences. Only `b` may hold character sets.

    The work is bounded by `len(a)` operations on integers of `len(b)` bits: bit j of `here` says that some text takes
    `a` to the token at hand and `b` to its token j.
    """
    automaton = _automaton(b)
    here = automaton.skip(1)
    for token in a:
        if token == MANY:
            here = automaton.from_lowest(here)  # whatever `b` asks for, `*` gives
        else:
            here = automaton.step(here, token)
            if not here:
                return False
    return bool(here >> automaton.size)


def _scan(pattern: str) -> Iterator[str]:
    """The tokens of `pattern` with its variables whole (`${aws:username}`, lower-cased) and `UNKNOWN` kept."""
    at = 0
    while at < len(pattern):
        char = pattern[at]
        if char == "$" and pattern.startswith("${", at):
            end = pattern.find("}", at) + 1 or len(pattern)
            variable = pattern[at:end]
            yield _ESCAPES.get(variable) or variable.lower()
            at = end
            continue
        yield MANY if char == "*" else ONE if char == "?" else char
        at += 1


@lru_cache(maxsize=4096)
def _pieces(pattern: str) -> tuple[str, ...] | None:
    """The literal texts between the `*` of `pattern`; None if it has a `?`."""
    pieces = [""]
    for token in tokens(pattern):
        if token == ONE:
            return None
        if token == MANY:
            pieces.append("")
        else:
            pieces[-1] += str(token)
    return tuple(pieces)


@lru_cache(maxsize=4096)
def _literals(pattern: str) -> tuple[str, ...]:
    """The literal texts between the wildcards of `pattern`."""
    runs = groupby(tokens(pattern), key=lambda token: token in (MANY, ONE))
    return tuple("".join(map(str, run)) for wild, run in runs if not wild)


class _Automaton:
    """A token sequence ready to be followed: bit j of a state set stands for "the tokens before j are done"."""

    __slots__ = ("_any", "_literals", "_loops", "_sets", "size")

    def __init__(self, sequence: tuple[Token, ...]) -> None:
        self._any = self._loops = 0
        self._literals: dict[str, int] = {}
        self._sets: list[tuple[frozenset[str], int]] = []
        at = 0
        for token in sequence:
            if isinstance(token, frozenset):
                # one or more of the set: one of it, then a loop over it
                self._sets.append((token, 3 << at))
                self._loops |= 2 << at
                at += 1
            elif token in (MANY, ONE):
                self._any |= 1 << at
                self._loops |= (token == MANY) << at
            else:
                self._literals[token] = self._literals.get(token, 0) | 1 << at
            at += 1
        self.size = at

    def skip(self, states: int) -> int:
        """`states` and those reached from them by leaving loops."""
        while True:
            further = states | (states & self._loops) << 1
            if further == states:
                return states
            states = further

    def from_lowest(self, states: int) -> int:
        """Every state from the first of `states` (not none) on."""
        return ((2 << self.size) - 1) & -(states & -states)

    def step(self, states: int, token: Token) -> int:
        """The states after one more character: a literal one, or any (`ONE`)."""
        taking = (1 << self.size) - 1
        if token != ONE:
            taking = self._literals.get(str(token), 0) | self._any
            for characters, bits in self._sets:
                if token in characters:
                    taking |= bits
        states &= taking
        return self.skip((states & ~self._loops) << 1 | states & self._loops)


@lru_cache(maxsize=2048)
def _automaton(sequence: tuple[Token, ...]) -> _Automaton:
    return _Automaton(sequence)


class _Cover:
    """Whether a pattern covers others.

    The other pattern's wildcards are played by a character that the covering pattern does not name, which only `?`
    and `*` can take: what takes it takes any. A `*` is played by every number of them, so that a family of state sets
    is followed, of which only the smallest matter (a set of states accepts whatever a part of it accepts).
    """

    __slots__ = ("_literals", "_loops", "_ones", "_size")

    def __init__(self, sequence: tuple[str, ...]) -> None:
        self._literals: dict[str, int] = {}
        self._loops = self._ones = 0
        self._size = len(sequence)
        for at, token in enumerate(sequence):
            if token == MANY:
                self._loops |= 1 << at
            elif token == ONE:
                self._ones |= 1 << at
            elif token != UNKNOWN:
                self._literals[token] = self._literals.get(token, 0) | 1 << at

    def holds(self, covered: tuple[str, ...]) -> bool:
        """Whether every text of `covered` is matched; False also where following it would take too long."""
        family = {self._skip(1)}
        for token in covered:
            family = self._repeated(family) if token == MANY else {self._step(states, token) for states in family}
            family = _smallest(family)
            if 0 in family or len(family) > _STATES_TO_FOLLOW:
                return False
        return all(states >> self._size for states in family)

    def _repeated(self, family: set[int]) -> set[int]:
        reached: set[int] = set()
        for start in family:
            states = start
            while states not in reached and len(reached) <= _STATES_TO_FOLLOW:
                reached.add(states)
                states = self._step(states, ONE)
        return reached

    def _step(self, states: int, token: str) -> int:
        taking = self._literals.get(token, 0)
        if token == ONE or (len(token) == 1 and token != UNKNOWN):
            taking |= self._ones
        return self._skip((states & taking) << 1 | states & self._loops)

    def _skip(self, states: int) -> int:
        while True:
            further = states | (states & self._loops) << 1
            if further == states:
                return states
            states = further


def _smallest(family: set[int]) -> set[int]:
    """The sets of `family` that have no other of it as a part."""
    if len(family) == 1 or len(family) > _STATES_TO_FOLLOW:
        return family
    return {one for one in family if not any(other != one and other & one == other for other in family)}
