"""The policy schema, and what is made of what it says."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

from iamsight.analysis import Document
from iamsight.catalogue import default_catalogue
from iamsight.policy import structure
from iamsight.policy.find import find_policies
from iamsight.policy.model import STATEMENT_ELEMENTS, Kind
from iamsight.policy.schema import elements, schema, snippets
from iamsight.policy.structure import What, document_faults, statement_faults
from iamsight.syntax.tree import parse

ROOT = Path(__file__).parents[3]
SCHEMA = ROOT / "schemas" / "policy.schema.json"


def faults(statement: str, kind: Kind = Kind.IDENTITY) -> list[tuple[What, str]]:
    (policy,) = find_policies(parse(f'{{"Statement": {statement}}}'))
    return [(fault.what, fault.name) for fault in statement_faults(policy.statements[0].statement, kind)]


def validate(*files: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "check_jsonschema", "--schemafile", str(SCHEMA), *map(str, files)]
    return subprocess.run(command, capture_output=True, text=True, check=False)


def test_the_schema_is_one_and_validates_policies_on_its_own(tmp_path: Path) -> None:
    wrong = tmp_path / "wrong.json"
    wrong.write_text('{"Version": "2012-10-17", "Statement": {"Effect": "allow", "Action": 1}}')
    meta = [sys.executable, "-m", "check_jsonschema", "--check-metaschema", str(SCHEMA)]

    assert subprocess.run(meta, check=False).returncode == 0
    assert (
        validate(ROOT / "examples" / "s3-read.json", ROOT / "examples" / "rekognition-image-analysis.json").returncode
        == 0
    )
    assert validate(wrong).returncode == 1


def test_every_element_is_described_and_has_a_value_to_start_with() -> None:
    assert set(elements("statement")) == set(STATEMENT_ELEMENTS)
    for name, element in {**elements("document"), **elements("statement")}.items():
        assert element.description.endswith("."), name
        assert element.markdown, name
        assert element.snippets, name
    assert snippets()
    assert snippets("statement")


@pytest.mark.parametrize("kind", Kind)
def test_every_kind_has_its_definition(kind: Kind) -> None:
    definitions = schema("policy")["$defs"]

    assert {kind.value, f"{kind.value}Statement"} <= definitions.keys()


@pytest.mark.parametrize(
    "statement, expected",
    [
        ('{"Effect": "Allow", "Action": "a:b", "Resource": "*"}', []),
        ('{"Effect": "Allow", "Action": [], "Resource": ["*", ["x"]]}', [(What.TYPE, "Resource")]),
        ('{"Effect": "Allow", "Action": "a:b", "Resource": "*", "Condition": {"X": {"y": [[1]]}}}', [(What.TYPE, "y")]),
        ('{"Effect": "No", "Action": "a:b", "Resource": "*"}', [(What.VALUE, "Effect")]),
        ('{"Effect": null, "Action": "a:b", "Resource": "*"}', [(What.TYPE, "Effect"), (What.VALUE, "Effect")]),
        ('{"Effect": "Al\n, "Action": "a:b", "Resource": "*"}', []),
        ('{"Effect": , "Action": , "Resource": "x"}', []),
        ('{"": 1, "Effect": "Allow", "Action": "a:b", "Resource": "*"}', []),
    ],
)
def test_what_is_wrong_with_a_statement(statement: str, expected: list[tuple[What, str]]) -> None:
    assert faults(statement) == expected


def test_a_statement_is_judged_however_deep_it_is() -> None:
    deep = "[" * 5000 + "]" * 5000
    statement = f'{{"Effect": "Allow", "Action": "a:b", "Resource": "*", "Condition": {{"A": {{"b": {deep}}}}}}}'

    assert faults(statement) == [(What.TYPE, "b")]


def test_each_shape_is_validated_once() -> None:
    statements = [
        {"Effect": "Allow", "Action": [f"a:{number}"] * (number % 3 + 1), "Resource": "*", "Sid": f"S{number}"}
        for number in range(60)
    ]
    document = Document(json.dumps({"Version": "2012-10-17", "Statement": statements}), default_catalogue())
    structure._errors.cache_clear()
    document.findings()

    assert structure._errors.cache_info().misses == 2


def test_the_outermost_object() -> None:
    (policy,) = find_policies(parse('{"Version": "2012", "Statment": [], "Statement": 5, "Id": 5}'))

    assert {(fault.what, fault.name) for fault in document_faults(policy)} == {
        (What.UNKNOWN, "Statment"),
        (What.TYPE, "Id"),
        (What.TYPE, "Statement"),
        (What.VALUE, "Version"),
    }
