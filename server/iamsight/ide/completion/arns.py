"""ARNs: whole formats with tab stops, and one field after the other of an ARN that has been begun."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from iamsight.catalogue import ArnFormat, ResourceType, split_arn
from iamsight.catalogue.partitions import partitions, regions_of, service_in_partition
from iamsight.ide.completion.ask import Ask, Offer, string
from iamsight.ide.completion.items import CompletionKind
from iamsight.ide.completion.template import Stop, Template, template, text

_STOP = re.compile(r"\0(\w+)\0")
_PART = re.compile(r"[/:]|(?:\$\{[^}]{0,200}\}|[^/:])+")
_PARTITION, _SERVICE, _REGION, _ACCOUNT, _RESOURCE = range(1, 6)
_BEFORE_CHOICES, _AFTER_CHOICES = -10, 40
"""Added to the rank of a format: one that leaves the field empty comes before the values that others may have there."""
_ACCOUNT_NAMES = ("Account", "AccountId")


class Known(NamedTuple):
    """A resource type to offer. `rank` sorts, `why` says in a phrase what it is to the statement."""

    type: ResourceType
    rank: int
    why: str


def whole(known: Iterable[Known], ask: Ask) -> Iterator[Offer]:
    """Every format of the types, to be filled in from the start."""
    for one in known:
        for form in one.type.formats:
            yield _offer(one, form, _filled(form.text, ask), ask)


def begun(before: str, value: str, known: Sequence[Known], ask: Ask, *, variables: bool) -> Iterator[Offer]:
    """What may stand in the field of `value` that the cursor is in, and the formats that agree with what is `before`.

    `variables` says that policy variables are replaced there.
    """
    arn = split_arn(before)
    parts = (arn.prefix, arn.partition, arn.service, arn.region, arn.account, arn.resource)
    at = arn.fields - 1
    field = parts[at]
    head, rest = before[: field.start], value[len(before) :]
    rest = rest[rest.find(":") :] if ":" in rest and at < _RESOURCE else ""
    fields = [one.text for one in parts[:at]]
    agreeing = [(one, form) for one in known for form in one.type.formats if _agrees(form, fields)]
    for content, label, detail, rank in _choices(at, fields, agreeing, ask, variables=variables):
        written = template(f"{head}{content}:$0") if not rest else text(head + content + rest)
        offer = string(label, written, CompletionKind.VALUE, detail, rank)
        yield offer._replace(again=not rest)
    if rest:
        return
    for one, form in agreeing:
        if at < _RESOURCE:
            tail = ":".join(form[at:])
            rank = one.rank + (_AFTER_CHOICES if form[at] else _BEFORE_CHOICES)
            yield _offer(one, form, text(head) + _filled(tail, ask), ask)._replace(rank=rank)
        elif (tail_of_resource := _continued(field.text, form.resource)) is not None:
            yield _offer(one, form, text(head) + _filled(tail_of_resource, ask), ask)


def _choices(
    at: int, fields: list[str], agreeing: Sequence[tuple[Known, ArnFormat]], ask: Ask, *, variables: bool
) -> Iterator[tuple[str, str, str, int]]:
    """Contents of field number `at`: content, label, detail, rank."""
    if at == _PARTITION:
        services = {one.type.service for one, _ in agreeing if one.rank < 2}
        for partition in partitions().values():
            if all(service_in_partition(service, partition.id) for service in services):
                yield partition.id, partition.id, partition.name, partition.id != ask.partition
    elif at == _SERVICE:
        first = {form.service for one, form in agreeing if one.rank < 2}
        for prefix in [*sorted(first), *(one for one in ask.catalogue.services if one not in first)]:
            yield prefix, prefix, ask.catalogue.service_name(prefix) or "", 0 if prefix in first else 1
    elif at == _REGION and (not agreeing or any(form.region for _, form in agreeing)):
        yield from _regions(fields[1], fields[2], ask)
    elif at == _ACCOUNT and (not agreeing or any("$" in form.account for _, form in agreeing)):
        for account in ask.accounts:
            yield account, account, "account in use here", 0
        if variables:
            yield "${aws:PrincipalAccount}", "${aws:PrincipalAccount}", "the caller's own account", 1
        yield "*", "*", "any account", 2


def _regions(partition: str, service: str, ask: Ask) -> Iterator[tuple[str, str, str, int]]:
    runs_in = regions_of(service, partition)
    known = partitions().get(partition)
    names = known.regions if known else {}
    for region in runs_in if runs_in is not None else tuple(names):
        yield region, region, names.get(region, ""), 0 if region in ask.regions else 1
    yield "*", "*", "any Region", 2


def _agrees(form: ArnFormat, fields: list[str]) -> bool:
    """Whether the format may go on from the fields that are complete: `arn`, the partition and so on."""
    if len(fields) > _SERVICE and form.service != fields[_SERVICE] and "$" not in form.service:
        return False
    return all(
        bool(written) == bool(wanted) if "$" in wanted or not wanted else written in (wanted, "*")
        for written, wanted in zip(fields[_REGION:], (form.region, form.account), strict=False)
    )


def _continued(typed: str, resource: str) -> str | None:
    """The resource part of a format with what is typed of it in place of its beginning; None if that is another.

    `project/demo/` goes on as `project/demo/version/${VersionName}/${CreationTimestamp}`. What is only begun is kept
    as the beginning of a name, unless the format ends with that name: then there is nothing to offer.
    """
    parts: list[str] = _PART.findall(typed)
    wanted: list[str] = _PART.findall(resource)
    if typed[-1:] in ("/", ":") or not typed:
        parts.append("")
    if len(parts) > len(wanted):
        return None
    for part, want in zip(parts[:-1], wanted, strict=False):
        if part != want and not ("$" in want and part not in ("/", ":")):
            return None
    last, want = parts[-1], wanted[len(parts) - 1]
    done, after = "".join(parts[:-1]), "".join(wanted[len(parts) :])
    if "$" not in want:
        return done + want + after if want.startswith(last) else None
    if not last:
        return done + want + after
    return done + last + after if after else None


def _filled(form: str, ask: Ask) -> Template:
    """(Part of) an ARN format with a tab stop for every placeholder but the partition, names in use filled in."""
    found = ArnFormat(form, "", "", "", "", "")
    marked = {name: f"\0{name}\0" for name in found.placeholders if name != "Partition"}
    stops: dict[str, int] = {}
    pieces: list[str | Stop] = []
    for index, piece in enumerate(_STOP.split(found.filled({**marked, "Partition": ask.partition}))):
        if index % 2:
            number = stops.setdefault(piece, len(stops) + 1)
            pieces.append(Stop(number, _in_use(piece, ask) or piece, "*"))
        elif piece:
            pieces.append(piece)
    return Template(tuple(pieces))


def _in_use(placeholder: str, ask: Ask) -> str | None:
    if placeholder in _ACCOUNT_NAMES:
        return ask.accounts[0] if ask.accounts else None
    return ask.regions[0] if placeholder == "Region" and ask.regions else None


def _offer(one: Known, form: ArnFormat, content: Template, ask: Ask) -> Offer:
    label = form.filled({name: "${" + name + "}" for name in form.placeholders if name != "Partition"}, ask.partition)
    key = f"resource:{one.type.service}:{one.type.name}"
    offer = string(label, content, CompletionKind.ARN, one.why, one.rank)
    return offer._replace(doc_key=key)
