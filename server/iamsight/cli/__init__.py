"""The command line. `main` is the command `iamsight`; each subcommand is a module, loaded when it is asked for.

Exit codes: 0 clean, 1 findings, 2 could not run; 130 after Ctrl-C.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

from iamsight.cli.saying import say
from iamsight.cli.trouble import CannotRun

INTERRUPTED = 130
PIPE_CLOSED = 141  # what a shell says of a program that SIGPIPE ended


def main(arguments: Sequence[str] | None = None) -> int:
    """Run the command with these arguments, by default those of the process. Returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a test may have put something simpler in its place
            stream.reconfigure(errors="backslashreplace")
    try:
        code = _run(sys.argv[1:] if arguments is None else arguments)
        sys.stdout.flush()
    except CannotRun as error:
        say(*error.args)
        return 2
    except KeyboardInterrupt:
        return INTERRUPTED
    except BrokenPipeError:
        _give_up_stdout()
        return PIPE_CLOSED
    except OSError as error:  # files have sentences of their own; what is left is a full disk behind stdout
        _give_up_stdout()
        say(f"{error.filename or 'stdout'} cannot be written: {error.strerror}.")
        return 2
    return code


def _give_up_stdout() -> None:
    """The interpreter flushes once more when it ends, which must not fail again."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def _run(arguments: Sequence[str]) -> int:
    from importlib import import_module

    from iamsight.catalogue.source import IamdataError
    from iamsight.cli.arguments import parse

    try:
        options = parse(arguments)
        code: int = import_module(f"iamsight.cli.{options.module}").run(options)
    except IamdataError as error:
        raise CannotRun(str(error)) from None
    return code
