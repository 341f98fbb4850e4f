"""`iamsight check`: find the files, check each, write the report, and say by the exit code how it went."""

from __future__ import annotations

import os
import sys
from argparse import Namespace
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from iamsight import __version__
from iamsight.cli.files import STDIN, Finder, Target
from iamsight.cli.job import Job, Task
from iamsight.cli.logs import as_lines
from iamsight.cli.names import named
from iamsight.cli.output import color_wanted, write
from iamsight.cli.pool import perform, workers_for
from iamsight.cli.progress import Progress
from iamsight.cli.saying import for_stream, say
from iamsight.cli.suppressions import Suppressions
from iamsight.cli.tally import Tally
from iamsight.cli.trouble import CannotRun
from iamsight.config import Configurations, FileSettings
from iamsight.garbage import look_rarely
from iamsight.policy.find import Given
from iamsight.policy.model import Kind
from iamsight.report import WITH_FINGERPRINTS, WITH_FIXES, renderer
from iamsight.report.model import FileReport, Run

if TYPE_CHECKING:
    from iamsight.cli.baseline import Baseline


def run(options: Namespace) -> int:
    """Check what the options say. Returns the exit code."""
    _refuse_contradictions(options)
    look_rarely()
    chosen = {"select": _rules(options.select), "ignore": _rules(options.ignore)}
    configurations = Configurations(options=chosen, file=options.config, isolated=options.isolated)
    finder = Finder(configurations, git=not options.no_gitignore, strict=options.force_exclude)
    targets = _without_own(finder.find(options.paths), options)
    workers, progress = workers_for(len(targets), options.jobs), Progress(targets)
    reports = progress.watch(perform(_jobs(targets, configurations, options), workers, progress.tick))
    baseline = _baseline(options)
    if baseline:
        reports = baseline.filter(reports)
    tally = Tally(options)
    reports = tally.watch(Suppressions(configurations, options.paths).watch(reports))
    with as_lines():
        _write(reports, options)
    if baseline:
        baseline.finish()
    if options.diff and not tally.changes and not options.quiet:
        more = "fixed" if options.unsafe_fixes else "fixed safely; --unsafe-fixes may do more"
        say(f"nothing here can be {more}.")
    return tally.code()


def _without_own(targets: list[Target], options: Namespace) -> list[Target]:
    """The targets without the files that this run writes, if they lie in a folder that is checked."""
    own = {os.path.realpath(path) for path in (options.baseline, options.output) if path}
    return [one for one in targets if one.outright or os.path.realpath(one.path) not in own] if own else targets


def _baseline(options: Namespace) -> Baseline | None:
    if not options.baseline:
        return None
    from iamsight.cli.baseline import Baseline

    return Baseline(options.baseline, update=options.update_baseline)


def _write(reports: Iterator[FileReport], options: Namespace) -> None:
    """The report to where it should go. What stdin holds, mended, has stdout for itself."""
    if options.diff:
        changes = (report.diff for report in reports)
        write(changes if options.output else for_stream(changes, sys.stdout), options.output)
        return
    if options.statistics:
        from iamsight.report import statistics

        pieces = statistics.render(reports, as_json=options.format == "json")
    else:
        color = not options.output and color_wanted(options.color)
        run = Run(__version__, color, options.fail_on, only_new=bool(options.baseline))
        pieces = renderer(options.format)(_print_mended(reports), run)
    mended = options.fix and options.paths == [STDIN]
    write(pieces, options.output, sys.stderr if mended else sys.stdout)


def _print_mended(reports: Iterable[FileReport]) -> Iterator[FileReport]:
    for report in reports:
        if report.fixed_text is not None:
            write(for_stream([report.fixed_text], sys.stdout))
        yield report


def _refuse_contradictions(options: Namespace) -> None:
    if options.unsafe_fixes and not (options.fix or options.diff):
        raise CannotRun("--unsafe-fixes goes with --fix or --diff.")
    if options.update_baseline and not options.baseline:
        raise CannotRun("--update-baseline goes with --baseline FILE.")
    if options.statistics and options.format not in ("text", "concise", "json"):
        raise CannotRun("--statistics goes with --format text or json.")
    if STDIN in options.paths and len(options.paths) > 1:
        raise CannotRun('"-" (stdin) cannot be checked together with files.')
    if options.config and not Path(options.config).is_file():
        raise CannotRun(f'the configuration file "{options.config}" does not exist.')


def _jobs(targets: Iterable[Target], configurations: Configurations, options: Namespace) -> Iterator[Job]:
    task = Task(
        show_fixes=options.format in WITH_FIXES,
        fingerprints=options.format in WITH_FINGERPRINTS or bool(options.baseline),
        fix=options.fix or options.diff,
        unsafe=options.unsafe_fixes,
        diff=options.diff,
    )
    given = _given(options)
    for path, outright, trouble in targets:
        name = (options.stdin_filename or "<stdin>") if path == STDIN else path
        settings = FileSettings() if trouble else configurations.of(name).settings_for(name)
        if given:
            settings = settings._replace(given=given._replace(is_policy=outright and given.kind is not None))
        yield Job(path, name.replace(os.sep, "/"), settings, task, outright, trouble)


def _given(options: Namespace) -> Given | None:
    """What the command line says of all files; where a template tells the kind itself, that goes first."""
    if not options.kind and not options.resource_type:
        return None
    kind = Kind(options.kind) if options.kind else None
    return Given(kind, options.resource_type, "the command line says so")


def _rules(values: Iterable[str]) -> list[str]:
    """The rules of options such as `--select a,b --select c`."""
    return [named(part.strip()).id for value in values for part in value.split(",") if part.strip()]
