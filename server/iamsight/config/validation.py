"""What is wrong with a configuration, in sentences, by the schema of `keys`."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from iamsight.catalogue.nearest import nearest
from iamsight.config.keys import PATTERN_FORMAT, schema
from iamsight.config.patterns import is_pattern

_TYPES = {
    "array": "a list",
    "string": "a text in quotes",
    "object": "a table",
    "boolean": "true or false",
}


def problems(values: Mapping[str, Any]) -> list[tuple[tuple[str | int, ...], str]]:
    """The path of each value that cannot be used, and a sentence that names it. For an unknown key, the key's path."""
    from jsonschema import Draft202012Validator, FormatChecker  # 70 ms, which nobody pays who has no configuration

    formats = FormatChecker(["date"])
    formats.checks(PATTERN_FORMAT)(lambda value: not isinstance(value, str) or is_pattern(value))
    found = []
    for error in Draft202012Validator(schema(), format_checker=formats).iter_errors(values):
        found += list(_sentences(tuple(error.absolute_path), error.validator, error.validator_value, error))
    return sorted(dict.fromkeys(found), key=lambda one: [str(step) for step in one[0]])


def _sentences(path: tuple[str | int, ...], keyword: str, wanted: Any, error: Any) -> Iterator[tuple[Any, str]]:
    where = spelled(path)
    if keyword == "additionalProperties":
        known = error.schema["properties"]
        for name in error.instance:
            if name not in known:
                sort = "rule" if path == ("severity",) else "key"
                yield (*path, name), f'there is no {sort} "{name}"{_in(path)}{_meant(name, known)}'
    elif keyword == "enum" and isinstance(error.instance, str):
        sort = "rule" if path[0] in ("select", "ignore") or path[-1] == "rule" else f"value for {where}"
        listed = "" if sort == "rule" else f"; write one of {', '.join(wanted)}"
        yield path, f'"{error.instance}" is no {sort}{_meant(error.instance, wanted) or listed}'
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


def _meant(name: object, known: Iterable[str]) -> str:
    near = nearest(str(name), known, 1)
    return f'; did you mean "{near[0]}"?' if near else ""
