"""The shape of a rule: what it is given, what it yields, and how it is declared.

A rule is a function in a module of `rules/`, made a `Rule` by the decorator `rule`. It sees one `statement` or the
whole `policy`, whichever its first parameter is called, and a `Context`. Its docstring is its documentation. The few
that are about the project's own configuration see a `suppression` of it.
This module knows no rule and no document.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from enum import Enum
from typing import TYPE_CHECKING, Any, NamedTuple

from iamsight.policy.model import Kind

if TYPE_CHECKING:
    from iamsight.catalogue import Catalogue, Citation
    from iamsight.text import Span


class Severity(str, Enum):
    """How bad: AWS rejects it; dangerous or not what was meant; superfluous; there is a better way."""

    ERROR = "error"
    WARNING = "warning"
    INFO = "info"
    HINT = "hint"

    @property
    def rank(self) -> int:
        """0 for the worst."""
        return _RANKS[self.value]


_RANKS = {"error": 0, "warning": 1, "info": 2, "hint": 3}
OWN = -1
"""In a statement rule, "this statement"; in a policy rule, the policy's own elements outside of its statements."""
POLICY = -2
"""For what belongs to a finding in a statement but lies outside of the statements: the policy's own elements."""
DOCUMENT = -3
"""For what lies outside of the policy, with offsets of the document. For policy rules, which run after each edit."""


class Change(NamedTuple):
    """Replace `start` to `end` by `text`; the offsets count where the policy's nodes of statement `statement` do."""

    start: int
    end: int
    text: str
    statement: int = OWN


class Fix(NamedTuple):
    """A repair. `title` says what it does, in the imperative. `safe`: it cannot change what the policy grants."""

    title: str
    changes: tuple[Change, ...]
    safe: bool = False


class Related(NamedTuple):
    """Another place that explains a finding."""

    span: Span
    message: str
    statement: int = OWN


class Found(NamedTuple):
    """What a rule yields.

    `span` is the smallest element that is wrong, in the coordinates of its statement (`statement` is the index in the
    policy; OWN in a statement rule and for the policy's own elements, DOCUMENT outside of it). `code` is the Access
    Analyzer check it corresponds to; it decides the severity. `citation` is the documentation it rests on, where the
    rule knows better than its default. `fixes` is called only when somebody wants the fixes.
    """

    span: Span
    message: str
    code: str | None = None
    statement: int = OWN
    related: tuple[Related, ...] = ()
    fixes: Callable[[], Iterable[Fix]] | None = None
    citation: Citation | None = None
    severity: Severity | None = None


def rewrites(
    place: Span | None, texts: Iterable[str], title: str = 'Change it to "{}"', *, safe: bool = False
) -> Callable[[], list[Fix]] | None:
    """Fixes for a `Found` that put one of `texts` at `place`, the likeliest first; None where that cannot be done.

    Each is named by `title`, with the text in the place of `{}`.
    """
    offered = tuple(texts)
    if place is None or not offered:
        return None
    change = place
    return lambda: [Fix(title.format(text), (Change(change.start, change.end, text),), safe) for text in offered]


def mends(title: str, edits: Iterable[tuple[Span, str]], *, safe: bool = False) -> Callable[[], list[Fix]] | None:
    """The one fix for a `Found` that puts each text in the place of its span; None if there is nothing to change."""
    changes = tuple(Change(span.start, span.end, text) for span, text in edits)
    return (lambda: [Fix(title, changes, safe)]) if changes else None


class Suppressed(NamedTuple):
    """A table `[[suppress]]` of a configuration file, to the rules about these.

    `span` is where it starts in the file. `rule` is what it suppresses. `expired` is the ISO 8601 day on which it did,
    if it has. `is_unused`: everything it could concern was checked, and it suppressed nothing.
    """

    span: Span
    rule: str
    expired: str | None
    is_unused: bool


class Context:
    """What a rule may know besides the statement or policy: AWS's catalogue, and of what kind the policy is.

    `version` is the policy's Version as written. A context is made for a policy and never changed.
    """

    __slots__ = ("catalogue", "kind", "resource_type", "template", "version")

    def __init__(
        self,
        catalogue: Catalogue,
        *,
        kind: Kind = Kind.IDENTITY,
        resource_type: str | None = None,
        version: str | None = "2012-10-17",
        template: bool = False,
    ) -> None:
        self.catalogue = catalogue
        self.kind = kind
        self.resource_type = resource_type
        self.version = version
        self.template = template


Check = Callable[[Any, Context], Iterator[Found]]


class Rule(NamedTuple):
    """A rule. `checks` are the Access Analyzer checks it covers, `severity` is for what it finds beyond those.

    `sees_statement` tells statement rules apart. `cites` is the documentation it rests on, where a finding names none:
    an element or a topic, as `catalogue.documentation.for_subject` knows them. `kinds` limits it to kinds of policy,
    all by default; a rule about the configuration has none. A statement that has none of the elements that it `needs`
    gives it nothing to say. `on` is False for a rule that configuration must select.
    """

    id: str
    check: Check
    since: str
    checks: tuple[str, ...]
    severity: Severity
    sees_statement: bool
    cites: str
    kinds: frozenset[Kind]
    needs: frozenset[str]
    on: bool

    @property
    def doc(self) -> str:
        """The docstring, unindented: its page in Markdown, the first line being what is wrong."""
        import inspect

        return inspect.cleandoc(self.check.__doc__ or "")

    @property
    def summary(self) -> str:
        """The first line of its page."""
        return self.doc.partition("\n")[0]


def rule(  # noqa: PLR0913 - what a rule says of itself
    identifier: str,
    *,
    since: str,
    cites: str,
    checks: Iterable[str] = (),
    severity: Severity = Severity.WARNING,
    kinds: Iterable[Kind] = tuple(Kind),
    needs: Iterable[str] = (),
    on: bool = True,
) -> Callable[[Check], Rule]:
    """Declare the function below a rule. Its first parameter is called what it sees: statement, policy, suppression."""

    def declare(check: Check) -> Rule:
        first = check.__code__.co_varnames[0]
        if first not in ("statement", "policy", "suppression"):
            msg = f"the first parameter of rule {identifier} is {first}, not statement, policy or suppression"
            raise TypeError(msg)
        return Rule(
            identifier,
            check,
            since,
            tuple(checks),
            severity,
            first == "statement",
            cites,
            frozenset(kinds),
            frozenset(needs),
            on,
        )

    return declare
