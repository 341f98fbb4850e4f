"""Configuration files and editor settings: whatever they say, what can be used is, and the rest is a sentence."""

from __future__ import annotations

import tempfile
from pathlib import Path
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from iamsight.analysis import check
from iamsight.config import Configuration, Configurations
from iamsight.config.keys import FEATURES, schema
from iamsight.lsp.preferences import Preferences
from iamsight.rules import RULES
from tests.support.tinkering import UNUSUAL

POLICY = '{"Version": "2012-10-17", "Statement": {"Effect": "Alow", "Action": "rekognition:X", "Resource": "*"}}'
_RULES = [rule.id for rule in RULES]
_WORDS = [
    *("*", "**", "!a", "[", "[z-a]", "a/**/b", "../x", "/", "/etc", "", " ", "#", "\\", "a\\", "**/*.json", "{a,b}"),
    *("error", "warning", "off", "hint", "identity", "scp", "trust", "resource", "AWS::S3::Bucket", "S3", "::"),
    *(
        "2026-12-31",
        "2026-02-30",
        "0000-00-00",
        "9999-12-31",
        "/Statement/0",
        "/Statement/0#/a",
        "#",
        "~1",
        "Statement",
    ),
    *("111122223333", "1", "eu-west-1", "us", "because", "Sid1", *_RULES[:5], "unknown-actoin"),
    *UNUSUAL,
]
_SCALARS = (
    st.sampled_from(_WORDS)
    | st.text(max_size=6)
    | st.booleans()
    | st.integers(-(10**20), 10**20)
    | st.floats(allow_nan=False)
)
_JSON = st.recursive(
    _SCALARS | st.none(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(_WORDS), inner, max_size=3),
    max_leaves=6,
)


def _fitting(wanted: dict[str, Any]) -> st.SearchStrategy[Any]:
    """Values of a type that a schema asks for, most of them fitting."""
    kinds = wanted.get("type")
    kind = kinds[0] if isinstance(kinds, list) else kinds
    if "enum" in wanted:
        return st.sampled_from(wanted["enum"])
    if kind == "array":
        return st.lists(_almost(wanted["items"]), max_size=3)
    if kind == "object":
        properties = wanted["properties"]
        names = [*properties][:8]
        needed = {name: _almost(properties[name]) for name in wanted.get("required", ())}
        return st.fixed_dictionaries(
            needed, optional={name: _almost(properties[name]) for name in names if name not in needed}
        )
    return st.booleans() if kind == "boolean" else st.sampled_from(_WORDS)


def _almost(wanted: dict[str, Any]) -> st.SearchStrategy[Any]:
    fitting = _fitting(wanted)
    return st.one_of(*[fitting] * 9, _JSON)


SETTINGS = _almost(schema()) | st.dictionaries(st.sampled_from([*schema()["properties"], *_WORDS]), _JSON, max_size=4)


def _toml(value: Any) -> str:
    """A value as TOML, inline; what TOML does not have comes out wrong, which is welcome."""
    if isinstance(value, dict):
        return "{" + ", ".join(f"{_toml(str(name))} = {_toml(one)}" for name, one in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return str(value)


def _file(values: Any) -> bytes:
    lines = (
        [f"{_toml(str(name))} = {_toml(value)}" for name, value in values.items()]
        if isinstance(values, dict)
        else [_toml(values)]
    )
    return "\n".join(lines).encode("utf-8", "surrogatepass")


def _damaged(content: bytes, at: int, removed: int, put: bytes) -> bytes:
    at = at % (len(content) + 1)
    return content[:at] + put + content[at + removed :]


_FILES = SETTINGS.map(_file)
CONFIGURATIONS = st.one_of(
    _FILES,
    _FILES,
    st.builds(_damaged, _FILES, st.integers(0, 500), st.integers(0, 5), st.binary(max_size=3)),
    st.binary(max_size=40),
    st.integers(0, 3_000).map(lambda depth: b"x = " + b"[" * depth),
    st.sampled_from([b"select = 1979-05-27T07:32:00Z", b"\xef\xbb\xbfselect = []", b"[[files]]\nmatch = 07:32:00"]),
)
PATHS = ["a.json", "scp/a.json", "x/../../b.json", "über/\u2028.json", "a", ""]


@given(CONFIGURATIONS, st.sampled_from(PATHS))
def a_file_is_used(content: bytes, path: str) -> None:
    with tempfile.TemporaryDirectory() as folder:
        Path(folder, "iamsight.toml").write_bytes(content)
        _assert_usable(Configurations(root=folder).of(Path(folder, path)), Path(folder, path))


@given(SETTINGS | _JSON, SETTINGS | _JSON, st.sampled_from(["file:///w/a.json", "untitled:a", "", "file:///w/%00"]))
def settings_are_used(values: Any, others: Any, uri: str) -> None:
    preferences = Preferences()
    for said in (values, {"iamsight": others}):
        preferences.use(said, {"/w": others})
        wanted = preferences.of(uri)
        assert wanted.features <= FEATURES.keys()
        check(POLICY, None, wanted.settings)
        assert isinstance(preferences.wanting("workspace_symbols"), list)
        assert all(sentence for found in preferences.problems.values() for sentence in found)


def _assert_usable(configuration: Configuration, path: Path) -> None:
    for problem in configuration.problems:
        assert problem.sentence.strip()
        assert problem.origin
    configuration.excludes(path)
    configuration.claims(path)
    assert all(isinstance(configuration.has(feature), bool) for feature in FEATURES)
    settings = configuration.settings_for(path)
    for finding in check(POLICY, None, settings):
        assert settings.severities.get(finding.rule, finding.severity) is finding.severity
