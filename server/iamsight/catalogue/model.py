"""What AWS defines, as plain values: services, actions, resource types, condition keys.

The values know nothing of where they come from (see `source`) nor how they are found (see `catalogue`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any, Generic, NamedTuple, TypeVar

from iamsight.catalogue.arn import ArnFormat

T = TypeVar("T")

ACCESS_LEVELS = ("List", "Read", "Write", "Tagging", "Permissions management")
"""The access levels of the Service Authorization Reference, from harmless to far-reaching."""


class ActionResource(NamedTuple):
    """A resource type that an action can be limited to; `required` types must be granted for the action to succeed."""

    type: str
    required: bool
    condition_keys: tuple[str, ...]


class Action(NamedTuple):
    """An IAM action. `resources` is empty if it supports only `"*"`; `condition_keys` are the action's own."""

    service: str
    name: str
    levels: tuple[str, ...]
    description: str
    resources: tuple[ActionResource, ...]
    condition_keys: tuple[str, ...]
    permission_only: bool
    api_url: str | None

    @property
    def full(self) -> str:
        """The action as policies spell it, such as `rekognition:DetectLabels`."""
        return f"{self.service}:{self.name}"

    @property
    def level(self) -> str:
        """The telling one of its access levels: Tagging and Permissions management say more than Write."""
        return next((level for level in self.levels if level in ("Tagging", "Permissions management")), self.levels[0])

    @property
    def required_types(self) -> tuple[str, ...]:
        """The resource types without which the action fails."""
        return tuple(resource.type for resource in self.resources if resource.required)

    @property
    def optional_types(self) -> tuple[str, ...]:
        """The resource types that it can be limited to but does not always need."""
        return tuple(resource.type for resource in self.resources if not resource.required)

    @property
    def takes_only_star(self) -> bool:
        """Whether the action cannot be limited to resources, so that `Resource` must be `"*"`."""
        return not self.resources

    def all_condition_keys(self) -> tuple[str, ...]:
        """The keys that can be tested with the action: its own and those of its resource types, each once."""
        keys = list(self.condition_keys)
        for resource in self.resources:
            keys += resource.condition_keys
        return tuple(dict.fromkeys(keys))


class ResourceType(NamedTuple):
    """A resource type of a service; most have one ARN format, some two. `url` describes it, where we know a page."""

    service: str
    name: str
    formats: tuple[ArnFormat, ...]
    condition_keys: tuple[str, ...]
    url: str | None


class ConditionKey(NamedTuple):
    """A condition key, possibly with a placeholder (`aws:ResourceTag/${TagKey}`).

    `type` is String, Bool, Numeric, Date, ARN, IPAddress or Binary; a key that is `multivalued` needs a set operator.
    `scope` says what it describes: principal, session, network, resource, request, or service for a service's own.
    """

    name: str
    type: str
    multivalued: bool
    description: str
    url: str | None
    scope: str


class LazyMapping(Mapping[str, T], Generic[T]):
    """Raw records by key, each turned into a value when it is first asked for."""

    __slots__ = ("_build", "_made", "_raw")

    def __init__(self, raw: Mapping[str, Any], build: Callable[[Any], T]) -> None:
        self._raw = raw
        self._build = build
        self._made: dict[str, T] = {}

    def __getitem__(self, key: str) -> T:
        made = self._made.get(key)
        if made is None:
            made = self._made[key] = self._build(self._raw[key])
        return made

    def __iter__(self) -> Iterator[str]:
        return iter(self._raw)

    def __len__(self) -> int:
        return len(self._raw)

    def __contains__(self, key: object) -> bool:
        return key in self._raw


class Service:
    """A service: its prefix, its name, and three mappings filled on demand.

    `actions` and `condition_keys` are keyed by lower-case name (IAM ignores case in both), `resource_types` by the
    name as AWS spells it.
    """

    __slots__ = ("actions", "condition_keys", "name", "prefix", "resource_types", "url")

    def __init__(
        self,
        prefix: str,
        name: str,
        url: str | None,
        actions: Mapping[str, Action],
        resource_types: Mapping[str, ResourceType],
        condition_keys: Mapping[str, ConditionKey],
    ) -> None:
        self.prefix = prefix
        self.name = name
        self.url = url
        self.actions = actions
        self.resource_types = resource_types
        self.condition_keys = condition_keys

    def __repr__(self) -> str:
        return f"Service({self.prefix!r})"
