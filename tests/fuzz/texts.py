"""Texts and edits: all property tests of `make test`, with more examples and other ones."""

from __future__ import annotations

from importlib.util import module_from_spec, spec_from_file_location
from pathlib import Path
from types import ModuleType

from tests.fuzz.campaign import Target, Test

_PROPERTIES = Path(__file__).parents[1] / "properties"
_OTHERS = "test_anything.py"
"""Tests of what is no text, which `make fuzz` has for itself."""

_PARSER = ("syntax", "text", "slices", "structure")


def targets() -> list[Target]:
    """The parser, what is made of its trees, and somebody who edits."""
    parser: list[Test] = []
    analysis: list[Test] = []
    for path in sorted(set(_PROPERTIES.glob("test_*.py")) - {_PROPERTIES / _OTHERS}):
        tests = [one for one in vars(_loaded(path)).values() if hasattr(one, "hypothesis")]
        (parser if path.stem.removeprefix("test_") in _PARSER else analysis).extend(tests)
    editing: list[Test] = [_loaded(_PROPERTIES / "test_editing.py").Editing]
    return [Target("parser", parser, 2), Target("analysis", analysis, 2), Target("editing", editing, 6)]


def _loaded(path: Path) -> ModuleType:
    spec = spec_from_file_location(path.stem, path)
    assert spec
    assert spec.loader
    module = module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
