"""The JSON schemas of the repository's folder `schemas/`: the one reader, validators made of them, and what they say.

In an installed package the folder lies inside it; in a checkout that is installed as editable, two levels further up.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

if TYPE_CHECKING:
    from jsonschema.protocols import Validator

_PACKAGE = Path(__file__).parents[1]
_FOLDERS = (_PACKAGE / "schemas", _PACKAGE.parents[1] / "schemas")


class Snippet(NamedTuple):
    """A value to start an element with. `body` is JSON as Python has it, with tab stops such as `$1` in its strings."""

    label: str
    description: str
    body: Any


class Element(NamedTuple):
    """What the policy schema says of an element: in plain text, in Markdown, and what its value may look like."""

    name: str
    description: str
    markdown: str
    snippets: tuple[Snippet, ...]


@cache
def schema(name: str) -> Mapping[str, Any]:
    """The decoded file `schemas/NAME.schema.json`. Treat it as read-only: it is shared.

    Raises:
        FileNotFoundError: there is no such file; `name` comes from our code, never from the user.
    """
    folder = next((one for one in _FOLDERS if one.is_dir()), _FOLDERS[0])
    decoded: dict[str, Any] = json.loads((folder / f"{name}.schema.json").read_bytes())
    return decoded


@cache
def validator(name: str, definition: str | None = None) -> Validator:
    """What validates against a schema, or against one of its definitions. The first call loads jsonschema (0.1 s)."""
    from jsonschema import Draft202012Validator

    whole = schema(name)
    if definition is None:
        return Draft202012Validator(whole)
    return Draft202012Validator({"$ref": f"#/$defs/{definition}", "$defs": whole["$defs"]})


@cache
def elements(definition: str) -> Mapping[str, Element]:
    """The elements that a definition of the policy schema (`document`, `statement`, `principal`) names, by name."""
    properties = schema("policy")["$defs"][definition]["properties"]
    return {name: _element(name, said) for name, said in properties.items()}


@cache
def snippets(definition: str | None = None) -> tuple[Snippet, ...]:
    """What a whole policy may start with, or what one of the definitions of the policy schema (`statement`) may."""
    whole = schema("policy")
    said = whole if definition is None else whole["$defs"][definition]
    return tuple(Snippet(one["label"], one["description"], one["body"]) for one in said["defaultSnippets"])


def _element(name: str, said: Mapping[str, Any]) -> Element:
    shown = tuple(Snippet(one["label"], one["description"], one["body"]) for one in said["defaultSnippets"])
    return Element(name, said["description"], said["markdownDescription"], shown)
