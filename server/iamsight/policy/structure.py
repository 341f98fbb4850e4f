"""What `schemas/policy.schema.json` finds wrong with a statement, or with the outermost object of a policy, and where.

Each distinct shape (see `policy/shape.py`) is validated once, so that the thousands of statements of a large document
cost a few hundred validations. What a shape gets wrong is then looked up in the nodes.
"""

from __future__ import annotations

from collections.abc import Iterator
from enum import Enum
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

from iamsight.policy.model import EXCLUSIVE_ELEMENTS, Kind, Policy, Statement
from iamsight.policy.schema import validator
from iamsight.policy.shape import (
    OPEN_OBJECT,
    UNKNOWN,
    Look,
    Path,
    Shape,
    is_written,
    json_type,
    part,
    sample,
    shape_of,
)
from iamsight.syntax.node import Array, Member, Node, Object

if TYPE_CHECKING:
    from jsonschema import ValidationError

_SHAPES_KEPT = 4096
_A_TYPE = {
    "string": "a string",
    "array": "a list",
    "object": "an object",
    "number": "a number",
    "boolean": "a Boolean",
    "null": "null",
}


class What(Enum):
    """How something breaks the schema."""

    MISSING = "an element is missing"
    UNKNOWN = "no such element"
    TYPE = "another JSON type"
    VALUE = "none of the values listed"
    CONFLICT = "an element that excludes one already there"
    UNSUPPORTED = "an element that this kind of policy does not have"


class Fault(NamedTuple):
    """One thing wrong with the structure.

    `path` leads to the value that is wrong, `node`, by names and indexes; to the object, where an element is missing.
    `name` is the last name on the path, or that of the missing element. `member` is the element of the statement or
    document that it is about, None for a missing one. `expected` lists what the schema takes there: names for UNKNOWN,
    JSON types for TYPE, values for VALUE.
    """

    what: What
    name: str
    path: Path
    node: Node
    member: Member | None
    expected: tuple[str, ...] = ()


class _Error(NamedTuple):
    """What is wrong with the sample of a shape. `missing` is the name of a missing element."""

    what: What
    path: Path
    missing: str = ""
    expected: tuple[str, ...] = ()


@lru_cache(maxsize=16)  # rules ask for the same statement one after the other
def statement_faults(statement: Statement, kind: Kind) -> tuple[Fault, ...]:
    """What is wrong with the structure of a statement in a policy of this kind."""
    return _faults(statement.node, f"{kind.value}Statement", template=statement.template)


def document_faults(policy: Policy) -> tuple[Fault, ...]:
    """What is wrong with the structure of the outermost object of a policy, its statements left aside."""
    known = policy.facts.get("structure")  # of its own elements, which stay the same as long as the policy does
    if not isinstance(known, tuple):
        known = policy.facts["structure"] = _faults(policy.node, "document", template=policy.template)
    return known


def duplicates(node: Object) -> Iterator[tuple[Member, Member]]:
    """The members, at any depth, that repeat a name of their object: pairs of the first of that name and the other."""
    stack: list[Node] = [node]
    while stack:
        one = stack.pop()
        if isinstance(one, Array):
            stack += [item for item in one.items if isinstance(item, (Array, Object))]
        elif isinstance(one, Object):  # not an Island: what stands in a statement is the statement's
            seen: dict[str, Member] = {}
            for member in one.members:
                first = seen.setdefault(member.key.value, member)
                if first is not member and is_written(member):
                    yield first, member
                stack.append(member.value)


def wrong_type_message(fault: Fault) -> str:
    """A fault of What.TYPE in a sentence: what must stand there, and what does."""
    takes = [_A_TYPE[one] for one in fault.expected]
    listed = takes[0] if len(takes) == 1 else f"{', '.join(takes[:-1])} or {takes[-1]}"
    subject = f'An entry of "{fault.name}"' if isinstance(fault.path[-1], int) else f'"{fault.name}"'
    return f"{subject} must be {listed}, not {_A_TYPE[json_type(fault.node)]}"


def _faults(node: Object, definition: str, *, template: bool) -> tuple[Fault, ...]:
    found: list[Fault] = []
    members: dict[str, Member] = {}
    look = Look(template=template)
    for error in _errors(shape_of(node, template=template), definition):
        members = members or {one.key.value: one for one in reversed(node.members)}
        member = members.get(str(error.path[0])) if error.path else None
        for path, one in look.nodes_at(node, error.path):
            name = error.missing or next((str(step) for step in reversed(path) if isinstance(step, str)), "")
            found.append(Fault(error.what, name, path, one, member, error.expected))
    return tuple(found)


@lru_cache(maxsize=_SHAPES_KEPT)
def _errors(shape: Shape, definition: str) -> tuple[_Error, ...]:
    """What is wrong with a shape, save for what may be due to its being unknown or unfinished."""
    if isinstance(shape, str):
        return ()
    errors = validator("policy", definition).iter_errors(sample(shape))
    found = [one for error in errors for one in _classified(error) if not _is_excused(shape, one)]
    return tuple(dict.fromkeys(found))


def _classified(error: ValidationError) -> Iterator[_Error]:
    """What an error of the validator comes to. Its message is not read: it quotes all that it complains of."""
    path: Path = tuple(error.absolute_path)
    instance: Any = error.instance
    stated: Any = error.validator_value
    around: Any = error.schema
    listed = (stated,) if isinstance(stated, str) else tuple(stated or ())  # a keyword's names, types or values
    if error.validator == "required":
        yield from [_Error(What.MISSING, path, name) for name in listed if name not in instance]
    elif error.validator == "additionalProperties":
        known = tuple(around["properties"])
        yield from [_Error(What.UNKNOWN, (*path, name), expected=known) for name in instance if name not in known]
    elif error.validator == "type":
        yield _Error(What.TYPE, path, expected=listed)
    elif error.validator in ("enum", "const"):
        yield _Error(What.VALUE, path, expected=listed)
    elif "dependentSchemas" in error.absolute_schema_path:
        yield _Error(What.CONFLICT, path)
    else:
        yield _Error(What.UNSUPPORTED, path)


def _is_excused(shape: Shape, error: _Error) -> bool:
    """Whether there is nothing to say yet: a template may leave out an element whose value it computes."""
    if error.what is What.UNKNOWN:
        return False
    there = part(shape, error.path)
    if error.what is What.CONFLICT and part(shape, (EXCLUSIVE_ELEMENTS[str(error.path[0])],)) == UNKNOWN:
        return True
    return there == UNKNOWN or (error.what is What.MISSING and there[0] == OPEN_OBJECT)
