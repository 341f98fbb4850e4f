"""`iamsight rule`: the list of rules, a rule's page, or all pages; as Markdown, on a terminal rendered, or as JSON."""

from __future__ import annotations

import json
import sys
from argparse import Namespace

from iamsight.cli.trouble import CannotRun
from iamsight.report.pages import page, page_data
from iamsight.rule import Rule
from iamsight.rules import RULES


def run(options: Namespace) -> int:
    """Print what is asked for."""
    rules = (named(options.id),) if options.id else RULES
    if options.format == "json":
        data = [page_data(rule) for rule in rules]
        sys.stdout.write(json.dumps(data[0] if options.id else data, indent=2) + "\n")
    elif options.id or options.all:
        _show("\n".join(page(rule) for rule in rules))
    else:
        widest = max((len(rule.id) for rule in rules), default=0)
        sys.stdout.write("".join(f"{rule.id:{widest}}  {rule.summary}\n" for rule in rules))
    return 0


def named(rule_id: str) -> Rule:
    """The rule of this id.

    Raises:
        CannotRun: there is none; the message names the nearest.
    """
    from iamsight.catalogue.nearest import nearest

    for rule in RULES:
        if rule.id == rule_id:
            return rule
    near = nearest(rule_id, [rule.id for rule in RULES], 1)
    hint = f'did you mean "{near[0]}"?' if near else "iamsight rule lists them."
    raise CannotRun(f'there is no rule "{rule_id}"; {hint}')


def _show(markdown: str) -> None:
    """Markdown as it is for a pipe, rendered for a terminal."""
    if not sys.stdout.isatty():
        sys.stdout.write(markdown)
        return
    from rich.console import Console
    from rich.markdown import Markdown

    Console(width=min(Console().width, 100)).print(Markdown(markdown))
