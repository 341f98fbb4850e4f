"""`iamsight rule`: the list of rules, a rule's page, or all pages; as Markdown, on a terminal rendered, or as JSON."""

from __future__ import annotations

import json
import sys
from argparse import Namespace

from iamsight.cli.names import named
from iamsight.cli.show import show
from iamsight.report.pages import page, page_data
from iamsight.rules import RULES


def run(options: Namespace) -> int:
    """Print what is asked for."""
    rules = (named(options.id),) if options.id else RULES
    if options.format == "json":
        data = [page_data(rule) for rule in rules]
        sys.stdout.write(json.dumps(data[0] if options.id else data, indent=2) + "\n")
    elif options.id or options.all:
        show("\n".join(page(rule) for rule in rules))
    else:
        widest = max((len(rule.id) for rule in rules), default=0)
        sys.stdout.write("".join(f"{rule.id:{widest}}  {rule.summary}\n" for rule in rules))
    return 0
