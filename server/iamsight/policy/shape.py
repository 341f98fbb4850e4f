"""The shape of an object of a policy: the names and JSON types in it, and the few words that the schema lists.

Statements of one shape have the same structure, so it is enough to judge each shape once. Where names and numbers do
not matter (the items of a list, the keys of a Condition) a shape keeps one of each different child.

What cannot be judged is `UNKNOWN`: values that are still being typed, and values that a template computes.
"""

from __future__ import annotations

from collections.abc import Iterable
from functools import cache
from typing import Any, TypeAlias

from iamsight.policy.model import POLICY_ELEMENTS, STATEMENT_ELEMENTS
from iamsight.policy.schema import schema
from iamsight.policy.text import intrinsic_of
from iamsight.syntax.node import Array, Island, Literal, Member, Missing, Node, Number, Object, String

Shape: TypeAlias = "str | tuple[Any, ...]"
Path: TypeAlias = "tuple[str | int, ...]"

UNKNOWN = "unknown"
OBJECT, OPEN_OBJECT, LIST = "{", "{...", "["  # an open object may yet get more members
_DEEPEST = 4  # where the values in a list of a condition key stand; what is deeper is wrong at any depth
_WITH_NAMES = ("Principal", "NotPrincipal")  # elements whose own members have names that the schema lists
_ELEMENTS = frozenset((*STATEMENT_ELEMENTS, *POLICY_ELEMENTS))
_STRINGS = (LIST, "string")
_SAMPLES = {"string": "", "number": 0, "boolean": True, "null": None, UNKNOWN: None}
_TYPES: dict[type, str] = {
    Array: "array",
    Island: "object",
    Missing: UNKNOWN,
    Number: "number",
    Object: "object",
    String: "string",
}


def shape_of(node: Node, *, template: bool, element: str = "", depth: int = 0) -> Shape:
    """The shape of a node that stands `depth` levels inside a statement or document, below `element` of it."""
    if isinstance(node, String):
        if not node.closed:
            return UNKNOWN
        return f"={node.value}" if depth <= 1 and node.value in _words() else "string"
    if isinstance(node, Array):
        if 0 < depth < _DEEPEST and node.items and all(isinstance(one, String) and one.closed for one in node.items):
            return _STRINGS
        return (LIST, *_distinct(node.items, element, depth, template=template)) if depth < _DEEPEST else (LIST,)
    if not isinstance(node, Object):
        return (OBJECT,) if isinstance(node, Island) else json_type(node)
    if template and intrinsic_of(node):
        return UNKNOWN
    if depth >= _DEEPEST:
        return (OBJECT,)
    if not _has_names(element, depth):
        values = [member.value for member in node.members]
        return (OBJECT, *enumerate(_distinct(values, element, depth, template=template)))
    return _named_shape(node, element, depth, template=template)


def sample(shape: Shape) -> Any:
    """The plainest JSON value of a shape, as Python has it."""
    if isinstance(shape, str):
        return shape[1:] if shape.startswith("=") else _SAMPLES[shape]
    if shape[0] == LIST:
        return [sample(one) for one in shape[1:]]
    return {str(name): sample(one) for name, one in shape[1:]}


def part(shape: Shape, path: Path) -> Shape:
    """The part of a shape at a path through its sample; UNKNOWN if the path leads into what is unknown."""
    for step in path:
        if isinstance(shape, str):
            return UNKNOWN
        shape = shape[1 + step] if isinstance(step, int) else {str(name): one for name, one in shape[1:]}[step]
    return shape


class Look:
    """Looks up in the nodes of one object what is said of its sample. What it has met it knows: there may be much."""

    def __init__(self, *, template: bool) -> None:
        self._template = template
        self._named: dict[int, dict[str, Node]] = {}
        self._shaped: dict[int, tuple[list[Shape], dict[Shape, list[tuple[str | int, Node]]]]] = {}

    def nodes_at(self, node: Node, path: Path) -> list[tuple[Path, Node]]:
        """The nodes that a path through the sample of a node's shape stands for, each with its path from the node."""
        element = str(path[0]) if path else ""
        places: list[tuple[Path, Node]] = [((), node)]
        for depth, step in enumerate(path):
            places = [
                ((*so_far, name), child)
                for so_far, one in places
                for name, child in self._at(one, step, element, depth)
            ]
        return places

    def _at(self, node: Node, step: str | int, element: str, depth: int) -> list[tuple[str | int, Node]]:
        """The children of a node at `depth` for which one step in the sample of its shape stands, and their steps."""
        if isinstance(node, Object) and _has_names(element, depth):
            if id(node) not in self._named:
                self._named[id(node)] = {one.key.value: one.value for one in reversed(node.members)}
            value = self._named[id(node)].get(str(step))
            return [] if value is None else [(step, value)]
        if id(node) not in self._shaped:
            by_shape: dict[Shape, list[tuple[str | int, Node]]] = {}
            for name, child in _children(node):
                shape = shape_of(child, template=self._template, element=element, depth=depth + 1)
                by_shape.setdefault(shape, []).append((name, child))
            self._shaped[id(node)] = list(by_shape), by_shape
        shapes, by_shape = self._shaped[id(node)]
        return by_shape[shapes[int(step)]]


def is_written(member: Member) -> bool:
    """Whether a member is complete enough to be judged: a name without a value may yet become another name."""
    if not member.key.closed or not member.key.value:
        return False
    return not isinstance(member.value, Missing) or member.key.value in _ELEMENTS


def is_open(node: Object, *, template: bool) -> bool:
    """Whether an object may yet get members: it is not closed, a name is being typed, or a template computes some."""
    return not node.closed or any(
        not is_written(member) or (template and member.key.value.startswith("Fn::")) for member in node.members
    )


def json_type(node: Node) -> str:
    """The JSON type of a value, as JSON Schema calls it; UNKNOWN where the value is missing."""
    if isinstance(node, Literal):
        return "null" if node.value is None else "boolean"
    return _TYPES[type(node)]


def _has_names(element: str, depth: int) -> bool:
    """Whether the schema tells the members of an object at this place apart by name."""
    return depth == 0 or (depth == 1 and element in _WITH_NAMES)


def _named_shape(node: Object, element: str, depth: int, *, template: bool) -> Shape:
    named: dict[str, Shape] = {}
    is_complete = node.closed
    for member in node.members:
        name = member.key.value
        if not is_written(member) or (template and name.startswith("Fn::")):
            is_complete = False
        elif name not in named:
            named[name] = shape_of(member.value, template=template, element=element or name, depth=depth + 1)
    return (OBJECT if is_complete else OPEN_OBJECT, *sorted(named.items()))


def _distinct(nodes: Iterable[Node], element: str, depth: int, *, template: bool) -> list[Shape]:
    """The different shapes of the children of a node that stands at `depth`, in order."""
    shapes = [shape_of(one, template=template, element=element, depth=depth + 1) for one in nodes]
    return list(dict.fromkeys(shapes))


def _children(node: Node) -> list[tuple[str | int, Node]]:
    if isinstance(node, Array):
        return list(enumerate(node.items))
    return [(member.key.value, member.value) for member in node.members] if isinstance(node, Object) else []


@cache
def _words() -> frozenset[str]:
    """The values that the schema lists for some element."""
    words = {"*"}
    for definition in ("document", "statement"):
        for said in schema("policy")["$defs"][definition]["properties"].values():
            words.update(said.get("enum", ()))
    return frozenset(words)
