"""`iamsight expand`: the actions that patterns match, one a line."""

from __future__ import annotations

import sys
from argparse import Namespace

from iamsight.catalogue import default_catalogue
from iamsight.cli.saying import say


def run(options: Namespace) -> int:
    """Print the actions. 1 if a pattern matches none."""
    catalogue = default_catalogue()
    code = 0
    for pattern in options.patterns:
        actions = catalogue.expand(pattern)
        if not actions:
            near = catalogue.nearest_actions(pattern)
            hint = f'; did you mean "{near[0]}"?' if near else ""
            say(f'no action matches "{pattern}"{hint}')
            code = 1
        sys.stdout.write("".join(f"{action.full}\n" for action in actions))
    return code
