"""Write what is generated: the pages of the rules, the schema of the configuration, and marked parts of docs/*.md.

In a page of docs/, `<!-- iamsight ARGUMENTS -->` before a fenced block makes the block that command's output, and
`<!-- keys -->` ... `<!-- end -->` the reference of the configuration. `make docs` runs this; a test compares.
"""

import contextlib
import io
import json
import os
import re
import shlex
import sys
from collections.abc import Iterator
from pathlib import Path

from iamsight.catalogue.checks import checks
from iamsight.cli import main
from iamsight.config.keys import schema
from iamsight.report.pages import page, severities
from iamsight.rules import RULES

ROOT = Path(__file__).parents[1]
PAGES = ROOT / "docs" / "rules"
NOTE = "<!-- written by tools/write_docs.py: run make docs -->\n"
COMMAND = re.compile(r"(<!-- iamsight (.*?) -->\n+```\w*\n).*?(^```$)", re.DOTALL | re.MULTILINE)
KEYS = re.compile(r"(<!-- keys -->\n).*?(<!-- end -->)", re.DOTALL)


def files() -> dict[Path, str]:
    """Every generated file and what belongs in it."""
    found = {PAGES / f"{rule.id}.md": NOTE + page(rule) for rule in RULES}
    found[PAGES / "README.md"] = NOTE + "\n".join(index()) + "\n"
    found[ROOT / "schemas" / "config.schema.json"] = json.dumps(schema(), indent=2) + "\n"
    for path in sorted((ROOT / "docs").glob("*.md")):
        before = path.read_text(encoding="utf-8")
        text = COMMAND.sub(lambda match: match[1] + output(match[2]) + match[3], before)
        text = KEYS.sub(lambda match: match[1] + "\n".join(keys()) + "\n" + match[2], text)
        if COMMAND.search(text) or KEYS.search(text):
            found[path] = text
    return found


def stale() -> list[Path]:
    """Pages of rules that are no more."""
    return sorted(set(PAGES.glob("*.md")) - files().keys())


def index() -> Iterator[str]:
    """The rules with their summaries, and the checks of Access Analyzer with the rules that cover them."""
    yield "# Rules\n"
    yield "What each rule is about is also to be had from `iamsight rule ID`.\n"
    yield "| rule | severity | what is wrong |"
    yield "| --- | --- | --- |"
    for rule in sorted(RULES):
        off = "" if rule.on else ", off unless selected"
        yield f"| [{rule.id}]({rule.id}.md) | {', '.join(severities(rule))}{off} | {rule.summary} |"
    yield "\n## By check of IAM Access Analyzer\n"
    yield "| check | severity there | rule |"
    yield "| --- | --- | --- |"
    for check in checks().values():
        if check.current:
            covering = [f"[{rule.id}]({rule.id}.md)" for rule in sorted(RULES) if check.id in rule.checks]
            yield f"| [{check.id}]({check.url}) | {check.severity} | {', '.join(covering) or 'none yet'} |"


def keys() -> Iterator[str]:
    """The keys of the configuration, as a table; those of a table in a table, as `table.key`."""
    yield "| key | value | what for |"
    yield "| --- | --- | --- |"
    for name, key in schema()["properties"].items():
        yield f"| `{name}` | {value(key)} | {key['description']} |"
        inner = key.get("items", {}).get("properties") or (key.get("properties") if name == "features" else None) or {}
        required = key.get("items", {}).get("required", ())
        for inner_name, inner_key in inner.items():
            must = " (required)" if inner_name in required else ""
            yield f"| `{name}.{inner_name}`{must} | {value(inner_key)} | {inner_key['description']} |"


def value(key: dict[str, object]) -> str:
    """What a key takes, in words."""
    if "default" in key:
        return f"true or false; {json.dumps(key['default'])} unless said otherwise"
    if "title" in key:
        many = key["type"] == ["array", "string"]
        return f"{key['title']}, or a list of them" if many else str(key["title"])
    if key["type"] == "array":
        items = key["items"]
        assert isinstance(items, dict)
        return "a list of tables" if items["type"] == "object" else f"a list, each {items.get('title', 'a rule')}"
    if key["type"] == "object":
        return "a table"
    choices = key.get("enum")
    short = isinstance(choices, list) and len(choices) < 10
    return ", ".join(f"`{one}`" for one in choices) if short else "a rule" if choices else "a text"


def output(arguments: str) -> str:
    """What a command prints, run in the root of the repository."""
    out = io.StringIO()
    here = Path.cwd()
    os.chdir(ROOT)
    os.environ.pop("FORCE_COLOR", None)
    try:
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(out):
            main(shlex.split(arguments))
    finally:
        os.chdir(here)
    return out.getvalue()


if __name__ == "__main__":
    PAGES.mkdir(exist_ok=True)
    for path in stale():
        path.unlink()
    for path, text in files().items():
        if not path.exists() or path.read_text(encoding="utf-8") != text:
            path.write_text(text, encoding="utf-8", newline="\n")
            sys.stdout.write(f"wrote {path.relative_to(ROOT)}\n")
