"""Judging shapes instead of statements loses nothing: what the validator says of the JSON itself is found, no more."""

from __future__ import annotations

import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from iamsight.policy.find import Given, find_policies
from iamsight.policy.model import STATEMENT_ELEMENTS, Kind
from iamsight.policy.schema import validator
from iamsight.policy.structure import What, document_faults, statement_faults
from iamsight.syntax.tree import parse

_SCALARS = st.sampled_from(["*", "Allow", "Deny", "2012-10-17", "s3:GetObject", 7, True, None])
_NAMES = st.sampled_from(["AWS", "Service", "Aws", "Bool", "aws:x", "Effect"])
_VALUES = st.recursive(
    _SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(_NAMES, inner, max_size=2), max_leaves=6
)
_PROPER = {
    "Effect": st.sampled_from(["Allow", "Deny"]),
    "Principal": st.just("*") | st.fixed_dictionaries({"AWS": _SCALARS}),
    "Condition": st.dictionaries(
        _NAMES, st.dictionaries(_NAMES, _SCALARS | st.lists(_SCALARS, max_size=3), max_size=2)
    ),
}
_STATEMENTS = st.fixed_dictionaries(
    {},
    optional={name: _PROPER.get(name, st.just("*")) | _VALUES for name in (*STATEMENT_ELEMENTS, "Actions", "Version")},
)
_DOCUMENTS = st.fixed_dictionaries(
    {"Statement": _VALUES | st.lists(_STATEMENTS, max_size=2)},
    optional=dict.fromkeys(("Version", "Id", "version", "Effect"), _VALUES),
)


@given(_STATEMENTS, st.sampled_from(Kind))
def test_a_statement_has_the_faults_that_its_json_has(statement: dict[str, Any], kind: Kind) -> None:
    (policy,) = find_policies(parse(json.dumps({"Statement": [statement]})), Given(kind=kind))

    faults = statement_faults(policy.statements[0].statement, kind)

    assert _places(faults) == _errors(statement, f"{kind.value}Statement")


@given(_DOCUMENTS)
def test_a_document_has_the_faults_that_its_json_has(document: dict[str, Any]) -> None:
    (policy,) = find_policies(parse(json.dumps(document)))

    assert _places(document_faults(policy)) == _errors(document, "document")


def _places(faults: Any) -> set[tuple[object, ...]]:
    """Where the faults lie: the object in which something is missing or has no place, the value that is wrong."""
    return {fault.path[:-1] if fault.what is What.UNKNOWN else fault.path for fault in faults}


def _errors(value: object, definition: str) -> set[tuple[object, ...]]:
    return {tuple(error.absolute_path) for error in validator("policy", definition).iter_errors(value)}
