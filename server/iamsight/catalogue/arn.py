"""ARNs: splitting a `Resource` string into fields with their offsets, and comparing it with the ARN format of a type.

An ARN is `arn:partition:service:region:account:resource`; only the resource part may hold further colons.

IAM matches a resource field by field: `*` and `?` stand for characters within a field. The IAM User Guide (page
reference_policies_elements_resource, section on wildcards in resource ARNs) adds that a `*` that ends a field may run
on over colons, and advises against relying on it. `arn_meets` compares field by field, since only so a wrong type word
(`collections/` for `collection/`) shows under an account of `*`. From the first field on that may hold colons (the
last one, where there are too few: `arn:aws:s3:*`; or one with a value that is not known) it compares the rest as one.

A placeholder of a format (`${Account}`) stands for at least one character: an empty Region or account in the user's
ARN never meets a format that has one, and a concrete one never meets a format that leaves it empty.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from functools import lru_cache
from itertools import islice
from typing import NamedTuple

from iamsight.catalogue.formats import PLACEHOLDER, Alphabets, fits_format, meets_format
from iamsight.catalogue.patterns import UNKNOWN, is_everything

_POLICY_VARIABLE = re.compile(r"[A-Za-z][\w.-]*:[^:{}]+")
_SAMPLES = {"Partition": "aws", "Region": "us-east-1", "Account": "111122223333", "AccountId": "111122223333"}


class Field(NamedTuple):
    """A field of an ARN: its text, and where it lies in the string (half open). A missing one is empty, at the end."""

    text: str
    start: int
    end: int


class Arn(NamedTuple):
    """A `Resource` string taken apart. `fields` says how many of the six fields are present (`"*"` has one)."""

    text: str
    prefix: Field
    partition: Field
    service: Field
    region: Field
    account: Field
    resource: Field
    fields: int

    @property
    def is_everything(self) -> bool:
        """Whether the string is `*` (or a value that may be anything)."""
        return is_everything(self.text)

    @property
    def complete(self) -> bool:
        """Whether all six fields are there and the first is the literal `arn`."""
        return self.fields == 6 and self.prefix.text == "arn"


class ArnFormat(NamedTuple):
    """The ARN format of a resource type, its fields with placeholders such as `${Region}`."""

    text: str
    partition: str
    service: str
    region: str
    account: str
    resource: str

    @property
    def pattern(self) -> str:
        """The format with `*` for every placeholder: `arn:*:rekognition:*:*:collection/*`."""
        return PLACEHOLDER.sub("*", self.text)

    @property
    def placeholders(self) -> tuple[str, ...]:
        """The names of the placeholders, in order, repeated ones once."""
        return tuple(dict.fromkeys(one or other for one, other in PLACEHOLDER.findall(self.text)))

    def filled(self, values: Mapping[str, str], default: str = "*") -> str:
        """The format with `values` by placeholder name, and `default` for the others."""
        return PLACEHOLDER.sub(lambda found: values.get(found[1] or found[2], default), self.text)

    def example(self, values: Mapping[str, str] | None = None) -> str:
        """An ARN of this format with invented values, or with those given."""
        samples = {name: "my-" + _kebab(name) for name in self.placeholders}
        return self.filled({**samples, **_SAMPLES, **(values or {})})

    def snippet(self, values: Mapping[str, str] | None = None, first: int = 1) -> str:
        """The format as an LSP snippet: a tab stop for every placeholder not in `values`, numbered from `first`."""
        known = values or {}
        stops: dict[str, int] = {}
        parts, at = [], 0
        for found in PLACEHOLDER.finditer(self.text):
            name = found[1] or found[2]
            parts.append(_escaped(self.text[at : found.start()]))
            if name in known:
                parts.append(_escaped(known[name]))
            else:
                stop = stops.setdefault(name, first + len(stops))
                parts.append(f"${{{stop}:{_escaped(name)}}}")
            at = found.end()
        return "".join([*parts, _escaped(self.text[at:])])


@lru_cache(maxsize=4096)
def split_arn(text: str) -> Arn:
    """The fields of `text`. Never raises; colons within `${...}` do not split, an unclosed `${` runs to the end."""
    if "$" not in text and text.count(":") >= 5:
        return Arn(text, *_six_fields(text), 6)
    starts = [0, *(colon + 1 for colon in islice(_colons(text), 5))]
    ends = [*(start - 1 for start in starts[1:]), len(text)]
    found = [Field(text[start:end], start, end) for start, end in zip(starts, ends, strict=True)]
    prefix, partition, service, region, account, resource = found + [Field("", len(text), len(text))] * (6 - len(found))
    return Arn(text, prefix, partition, service, region, account, resource, len(found))


def arn_format(text: str) -> ArnFormat | None:
    """The format written as `text`; None if it has no six fields."""
    parts = PLACEHOLDER.sub(lambda found: found[0].replace(":", "\0"), text).split(":", 5)
    if len(parts) < 6:
        return None
    return ArnFormat(text, *(part.replace("\0", ":") for part in parts[1:]))


def arn_meets(arn: Arn | str, form: ArnFormat, alphabets: Alphabets = ()) -> bool:
    """Whether there is an ARN that both `arn`, the user's pattern, and the format match.

    `alphabets` gives the characters that a placeholder may hold, by its name; without an entry it holds any. Exact
    field by field, see the module's docstring. Service and resource are compared case-sensitively, as IAM does.
    """
    if isinstance(arn, str):
        arn = split_arn(arn)
    if arn.fields == 6 and not may_span(arn.text):
        return meets_format(arn.resource.text, form.resource, alphabets) and head_meets(arn, form, alphabets)
    fields = (arn.prefix, arn.partition, arn.service, arn.region, arn.account, arn.resource)[: arn.fields]
    wanted = ("arn", *form[1:])
    last = next((at for at, field in enumerate(fields[:5]) if may_span(field.text)), arn.fields - 1)
    for field, text in zip(fields[:last], wanted, strict=False):
        if not meets_format(field.text, text, alphabets):
            return False
    return meets_format(arn.text[fields[last].start :], ":".join(wanted[last:]), alphabets)


def head_meets(arn: Arn, form: ArnFormat, alphabets: Alphabets = ()) -> bool:
    """Whether the five fields before the resource can meet, each by itself."""
    return _head_meets(
        arn.prefix.text, arn.partition.text, arn.service.text, arn.region.text, arn.account.text, form, alphabets
    )


@lru_cache(maxsize=4096)
def _head_meets(
    prefix: str, partition: str, service: str, region: str, account: str, form: ArnFormat, alphabets: Alphabets
) -> bool:
    pairs = ((service, form.service), (region, form.region), (account, form.account), (partition, form.partition))
    return meets_format(prefix, "arn") and all(meets_format(text, wanted, alphabets) for text, wanted in pairs)


def resource_part_meets(arn: Arn, form: ArnFormat, alphabets: Alphabets = ()) -> bool:
    """Whether the parts behind the account can meet, whatever the other fields say. As exact as `arn_meets`."""
    return meets_format(arn.resource.text, form.resource, alphabets)


def may_span(text: str) -> bool:
    """Whether a field may hold colons: a template's value may, a policy variable such as `${aws:username}` does not."""
    if UNKNOWN in text:
        return True
    at = text.find("${")
    while at >= 0:
        end = text.find("}", at)
        if end < 0 or not (text[at + 2 : end] in "*?$" or _POLICY_VARIABLE.fullmatch(text, at + 2, end)):
            return True
        at = text.find("${", end)
    return False


def _six_fields(text: str) -> tuple[Field, Field, Field, Field, Field, Field]:
    """The fields of a text with five colons or more, none of them in a variable."""
    found, at = [], 0
    for part in text.split(":", 5):
        found.append(Field(part, at, at + len(part)))
        at += len(part) + 1
    prefix, partition, service, region, account, resource = found
    return prefix, partition, service, region, account, resource


def _colons(text: str) -> Iterator[int]:
    at = 0
    while at < len(text):
        if text[at] == ":":
            yield at
        elif text.startswith("${", at):
            at = text.find("}", at)
            if at < 0:
                return
        at += 1


def _kebab(name: str) -> str:
    return re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "-", name).lower()


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("$", "\\$").replace("}", "\\}")


def key_matches(template: str, name: str) -> bool:
    """Whether `name`, a condition key, is `template` with its placeholders filled in, at least one character each."""
    found = PLACEHOLDER.search(template)
    if found is None or not name.lower().startswith(template[: found.start()].lower()):
        return template.lower() == name.lower()
    return fits_format(name.lower(), template.lower())
