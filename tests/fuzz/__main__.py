"""`make fuzz`: try texts, edits, configurations, arguments and messages at random, for a while.

What breaks something is written to `.fuzz/`, with the seed; `python -m tests.fuzz --only NAME --seed N` finds it again.
"""

from __future__ import annotations

import argparse
import sys
import time


def main() -> int:
    """Returns 0 if nothing broke."""
    from tests.fuzz.campaign import Target, load_profile, run

    parser = argparse.ArgumentParser(prog="python -m tests.fuzz")
    parser.add_argument("--seconds", type=float, default=600, help="how long in all")
    parser.add_argument("--only", metavar="NAME", action="append", help="only this target")
    parser.add_argument("--seed", type=int, default=int(time.time()), help="where to begin; the time unless said")
    options = parser.parse_args()
    load_profile()

    from tests.fuzz import cli, configuration, server, texts

    targets = [
        *texts.targets(),
        Target("configuration", [configuration.a_file_is_used, configuration.settings_are_used], 2),
        Target("arguments", [cli.the_command_ends_with_a_sentence], 3),
        Target("messages", [server.the_server_goes_on], 5),
    ]
    chosen = [target for target in targets if not options.only or target.name in options.only]
    sys.stdout.write(f"seed {options.seed}\n")
    return 1 if run(chosen, options.seconds, options.seed) else 0


if __name__ == "__main__":
    sys.exit(main())
