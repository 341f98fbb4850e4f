"""What is generated from the code is up to date, and the examples in the documentation are right."""

from __future__ import annotations

import importlib.util
import json
import re
from pathlib import Path
from types import ModuleType

import pytest
from jsonschema import Draft202012Validator

from iamsight.config import resolve
from iamsight.config.keys import schema

ROOT = Path(__file__).parents[3]
TOML = re.compile(r"^```toml\n(.*?)^```$", re.DOTALL | re.MULTILINE)


@pytest.fixture(scope="module")
def write_docs() -> ModuleType:
    spec = importlib.util.spec_from_file_location("write_docs", ROOT / "tools" / "write_docs.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_generated_files_are_up_to_date(write_docs: ModuleType):
    old = [
        path.relative_to(ROOT).as_posix()
        for path, text in write_docs.files().items()
        if not path.exists() or path.read_text(encoding="utf-8") != text
    ]
    assert not old, f"run make docs, these are out of date: {', '.join(old)}"


def test_no_page_is_left_of_a_rule_that_is_gone(write_docs: ModuleType):
    assert write_docs.stale() == []


def test_the_schema_is_a_schema():
    Draft202012Validator.check_schema(schema())
    published = json.loads((ROOT / "schemas" / "config.schema.json").read_text(encoding="utf-8"))
    assert published == schema()


@pytest.mark.parametrize("page", ["README.md", "docs/configuration.md", "docs/ci.md"])
def test_the_configurations_in_the_documentation_are_valid(page: str, tmp_path: Path):
    blocks = TOML.findall((ROOT / page).read_text(encoding="utf-8"))
    for number, block in enumerate(blocks):
        folder = tmp_path / str(number)
        folder.mkdir()
        (folder / "iamsight.toml").write_text(block, encoding="utf-8")

        assert resolve(folder / "a.json").problems == (), block
