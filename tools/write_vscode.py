"""Write the settings of the VS Code extension into its package.json: its own, and those of schemas/config.schema.json.

`make docs` runs this; a test compares. The other parts of package.json are kept as they are.
"""

import json
import sys
from pathlib import Path
from typing import Any

import iamsight

ROOT = Path(__file__).parents[1]
PACKAGE = ROOT / "editors" / "vscode" / "package.json"
SCHEMA = ROOT / "schemas" / "config.schema.json"

OWN: dict[str, dict[str, Any]] = {
    "iamsight.interpreter": {
        "type": ["string", "array"],
        "items": {"type": "string"},
        "default": "",
        "scope": "machine-overridable",
        "markdownDescription": "The Python (3.10 to 3.14) that runs the server: a path, or a list of a path and"
        " arguments. Left empty, it is the one chosen in the Python extension, else `python3` or `py` of this machine.",
    },
    "iamsight.path": {
        "type": "string",
        "default": "",
        "scope": "machine-overridable",
        "markdownDescription": "An installed `iamsight` to run instead of the server that comes with this extension."
        " `~` and `${workspaceFolder}` may stand in it.",
    },
    "iamsight.trace.server": {
        "type": "string",
        "enum": ["messages", "verbose"],
        "default": "messages",
        "scope": "window",
        "markdownDescription": "How much of the talk with the server is logged while the log is at the level _Trace_.",
    },
}
OTHERWISE = {"document_links": False}  # VS Code underlines every link, which hides what is underlined as wrong
LEFT_TO_EDITOR = {"document_symbols", "folding", "formatting"}  # it does these for JSON itself: src/overlap.ts
NOTE = " What `iamsight.toml` or `pyproject.toml` says goes first."
DROPPED = ("title", "format", "description")


def package() -> str:
    """What belongs in package.json."""
    made = json.loads(PACKAGE.read_text(encoding="utf-8"))
    made["version"] = iamsight.__version__
    made["contributes"]["configuration"]["properties"] = dict(settings())
    return json.dumps(made, indent=2, ensure_ascii=False) + "\n"


def settings() -> dict[str, dict[str, Any]]:
    """All settings by name."""
    found = dict(OWN)
    for name, key in json.loads(SCHEMA.read_text(encoding="utf-8"))["properties"].items():
        if name == "features":  # each its own checkbox
            for feature, one in key["properties"].items():
                if feature in LEFT_TO_EDITOR:
                    continue
                wanted = OTHERWISE.get(feature, one["default"])
                found[f"iamsight.features.{feature}"] = setting({**one, "default": wanted})
        else:
            found[f"iamsight.{name}"] = setting(key)
    return found


def setting(key: dict[str, Any]) -> dict[str, Any]:
    """A key of the configuration as a setting. What is unset by default is null, which the server is not told."""
    made = {name: value for name, value in key.items() if name not in DROPPED}
    if "default" not in made:
        types = made["type"] if isinstance(made["type"], list) else [made["type"]]
        made["type"] = [*types, "null"]
        made["default"] = None
    description = key["description"]
    made["markdownDescription"] = description[0].upper() + description[1:].removesuffix(".") + "." + NOTE
    return {**made, "scope": "resource"}  # each folder of a workspace may have its own


if __name__ == "__main__":
    wanted = package()
    if PACKAGE.read_text(encoding="utf-8") != wanted:
        PACKAGE.write_text(wanted, encoding="utf-8", newline="\n")
        sys.stdout.write(f"wrote {PACKAGE.relative_to(ROOT)}\n")
