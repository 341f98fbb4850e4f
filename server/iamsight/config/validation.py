"""What is wrong with a configuration, in sentences, by the schema of `keys`."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import partial
from typing import Any, TypeAlias

from iamsight.catalogue.nearest import nearest
from iamsight.config.keys import PATTERN_FORMAT, schema
from iamsight.config.patterns import is_pattern

_MOST = 50
"""Sentences about one configuration."""

_Late: TypeAlias = "Callable[[], str]"
_TYPES = {
    "array": "a list",
    "string": "a text in quotes",
    "object": "a table",
    "boolean": "true or false",
}


def problems(values: Mapping[str, Any]) -> list[tuple[tuple[str | int, ...], str]]:
    """The path of each value that cannot be used, and a sentence that names it. For an unknown key, the key's path.

    Of very many the last have no sentence; how many those are is said at the end, under the path of all.
    """
    from jsonschema import Draft202012Validator, FormatChecker  # 70 ms, which nobody pays who has no configuration

    formats = FormatChecker(["date"])
    formats.checks(PATTERN_FORMAT)(lambda value: not isinstance(value, str) or is_pattern(value))
    found: dict[tuple[tuple[str | int, ...], str], None] = {}
    for error in Draft202012Validator(schema(), format_checker=formats).iter_errors(values):
        for path, said in _sentences(tuple(error.absolute_path), error.validator, error.validator_value, error):
            found[path, "" if len(found) >= _MOST else said if isinstance(said, str) else said()] = None
    ordered = sorted(found, key=lambda one: [str(step) for step in one[0]])
    more = len(found) - _MOST
    return [*ordered, ((), f"{more} more values cannot be used")] if more > 0 else ordered


def _sentences(path: tuple[str | int, ...], keyword: str, wanted: Any, error: Any) -> Iterator[tuple[Any, str | _Late]]:
    where = spelled(path)
    if keyword == "additionalProperties":
        known = error.schema["properties"]
        for name in error.instance:
            if name not in known:
                sort = "rule" if path == ("severity",) else "key"
                yield (*path, name), partial(_near, f'there is no {sort} "{name}"{_in(path)}', name, known)
    elif keyword == "enum" and isinstance(error.instance, str):
        sort = "rule" if path[0] in ("select", "ignore") or path[-1] == "rule" else f"value for {where}"
        listed = "" if sort == "rule" else f"; write one of {', '.join(wanted)}"
        yield path, partial(_near, f'"{error.instance}" is no {sort}', error.instance, wanted, listed)
    elif keyword == "required":
        for name in wanted:
            if name not in error.instance:
                yield path, f'{where} has no "{name}"'
    elif keyword == "type":
        types = [wanted] if isinstance(wanted, str) else wanted
        yield path, f"{where} must be {' or '.join(_TYPES[name] for name in types)}"
    elif keyword in ("pattern", "format"):
        yield path, f"{where} must be {error.schema['title']}"
    elif keyword == "minItems":
        yield path, f"{where} is empty"


def spelled(path: Iterable[str | int]) -> str:
    """A path as people say it: `suppress[1].rule`, counted from 1."""
    text = ""
    for step in path:
        text += f"[{step + 1}]" if isinstance(step, int) else f".{step}" if text else step
    return text or "the configuration"


def _in(path: tuple[str | int, ...]) -> str:
    return f" in {spelled(path)}" if path and path != ("severity",) else ""


def _near(said: str, name: object, known: Iterable[str], otherwise: str = "") -> str:
    """A sentence that goes on with the nearest known name, if any is near."""
    near = nearest(str(name), known, 1)
    return said + (f'; did you mean "{near[0]}"?' if near else otherwise)
