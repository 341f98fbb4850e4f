"""Whole statements, and whole policies made of them, with tab stops for what is the user's own."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from functools import cache
from typing import NamedTuple

from iamsight.catalogue.facts import facts
from iamsight.ide.completion.ask import Ask, Offer, Offers
from iamsight.ide.completion.items import CompletionKind
from iamsight.ide.completion.template import Stop, Template, template, text
from iamsight.policy import places
from iamsight.policy.model import VERSIONS, Kind

_SAMPLE_ACCOUNT, _SAMPLE_REGION = "111122223333", "us-east-1"


class Skeleton(NamedTuple):
    """A statement or policy to start from. `resource_type` is what a resource policy is attached to, if one type."""

    label: str
    about: str
    kind: Kind
    resource_type: str | None
    lines: tuple[str, ...]


def policies(_: places.EmptyDocument, ask: Ask) -> Offers:
    """Policies for an empty document that is known to hold one; of the kind that is given, if any is."""
    given = ask.document.settings.given
    if not (given.is_policy or given.kind):
        return Offers()
    fitting = [one for one in _policies() if _fits(one, given.kind, given.resource_type)]
    return Offers([_offer(one, _document(one), ask, rank) for rank, one in enumerate(fitting)])


def statements(place: places.StatementStart, ask: Ask) -> Offers:
    """Statements for the policy's kind, in a list if there is none yet."""
    policy = place.here.policy
    kind = None if ask.is_guess(policy) and not policy.statements else policy.kind
    fitting = [one for one in _statements().values() if _fits(one, kind, policy.resource_type)]
    found = []
    for rank, one in enumerate(fitting):
        content = template("\n".join(one.lines))
        found.append(_offer(one, content if place.here.in_list else _listed([content]), ask, rank))
    return Offers(found)


def all_policies() -> Iterator[tuple[Skeleton, str]]:
    """Every policy to start from, with its text as it is without tab stops."""
    for one in _policies():
        yield one, _document(one).mapped(lambda piece: piece.replace("\t", "  ")).plain()


def _fits(one: Skeleton, kind: Kind | None, resource_type: str | None) -> bool:
    if kind is Kind.BOUNDARY:
        kind = Kind.IDENTITY
    if kind and one.kind is not kind:
        return False
    return not resource_type or not one.resource_type or one.resource_type == resource_type


@cache
def _statements() -> dict[str, Skeleton]:
    return {name: _read(entry) for name, entry in facts("skeletons")["statements"].items()}


@cache
def _policies() -> tuple[Skeleton, ...]:
    return tuple(_read(entry) for entry in facts("skeletons")["policies"])


def _read(entry: dict[str, object]) -> Skeleton:
    lines = entry["statements"] if "statements" in entry else entry["lines"]
    resource_type = entry.get("resource_type")
    return Skeleton(
        str(entry["label"]),
        str(entry["about"]),
        Kind(entry["kind"]),
        str(resource_type) if resource_type else None,
        tuple(map(str, lines)) if isinstance(lines, list) else (),
    )


def _document(policy: Skeleton) -> Template:
    """A policy of the statements that its lines name."""
    bodies = [template("\n".join(_statements()[name].lines)) for name in policy.lines]
    start = text(f'{{\n\t"Version": "{VERSIONS[0]}",\n\t"Statement": ')
    return start + _indented(_listed(bodies)) + text("\n}\n")


def _listed(bodies: Iterable[Template]) -> Template:
    """A list of statements, their tab stops numbered on."""
    whole, used, separator = Template(()), 0, "[\n\t"
    for body in bodies:
        whole = whole + text(separator) + _indented(_numbered(body, used))
        used += body.last_stop
        separator = ",\n\t"
    return whole + text("\n]")


def _indented(body: Template) -> Template:
    return body.mapped(lambda piece: piece.replace("\n", "\n\t"))


def _numbered(body: Template, used: int) -> Template:
    return Template(
        tuple(one._replace(number=one.number + used) if isinstance(one, Stop) else one for one in body.pieces)
    )


def _offer(one: Skeleton, content: Template, ask: Ask, rank: int) -> Offer:
    known = {_SAMPLE_ACCOUNT: ask.accounts, _SAMPLE_REGION: ask.regions}

    def in_use(piece: str) -> str:
        for sample, preferred in known.items():
            piece = piece.replace(sample, preferred[0]) if preferred else piece
        return piece

    return Offer(one.label, CompletionKind.SNIPPET, content.mapped(in_use), one.about, rank, match=one.label)
