"""`iamsight explain`: what the policies of files grant, in plain words and a table, or as JSON."""

from __future__ import annotations

import json
import sys
from argparse import Namespace
from typing import Any

from iamsight.analysis import Document
from iamsight.catalogue import default_catalogue
from iamsight.cli.files import STDIN
from iamsight.cli.read import AT_ONCE, Unreadable, read_stdin, read_text, size_of
from iamsight.cli.saying import say
from iamsight.cli.show import show
from iamsight.config import Configurations, FileSettings
from iamsight.ide.explain import Explanation, Row, explain, explanations
from iamsight.ide.page import Page


def run(options: Namespace) -> int:
    """Print what the files grant. 1 if one could not be read or holds no policy, 2 if that holds for all."""
    configurations = Configurations()
    found: list[dict[str, Any]] = []
    failed = 0
    for path in options.paths:
        name = (options.stdin_filename or "<stdin>") if path == STDIN else path
        try:
            document = _document(path, configurations.of(name).settings_for(name))
        except Unreadable as error:
            say(f"{name}: {error}")
            failed += 1
            continue
        for said in document.left_out(checked=False):
            say(f"{name}: {said}")
        if options.format == "json":
            found += [_data(name, one) for one in explanations(document)]
        else:
            show(f"{_heading(name, options)}{explain(document)}")
    if options.format == "json":
        sys.stdout.write(json.dumps(found, indent=2) + "\n")
    return 0 if not failed else 2 if failed == len(options.paths) else 1


def _document(path: str, settings: FileSettings) -> Document:
    if path != STDIN and size_of(path) > AT_ONCE:
        raise Unreadable(f"is larger than {AT_ONCE >> 20} MB")
    text = read_stdin() if path == STDIN else read_text(path)
    document = Document(text, default_catalogue(), settings)
    if not document.policies:
        raise Unreadable("holds no policy")
    return document


def _heading(name: str, options: Namespace) -> str:
    return f"{Page(markdown=True).code(name)}\n\n" if len(options.paths) > 1 else ""


def _data(path: str, one: Explanation) -> dict[str, Any]:
    return {
        "path": path,
        "pointer": one.pointer,
        "kind": one.kind,
        "reason": one.reason,
        "statements": [said._asdict() for said in one.statements],
        "allowed": list(map(_row, one.allowed)),
        "denied": list(map(_row, one.denied)),
        "unlimited": list(one.unlimited),
    }


def _row(row: Row) -> dict[str, Any]:
    return {"service": row.prefix, "name": row.service, "levels": row.levels}
