"""What `iamsight check` does with one file: read, check, mend, report. Plain data in and out, for any process."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from iamsight.analysis import Document, Finding, fix
from iamsight.catalogue.catalogue import default_catalogue
from iamsight.cli.atomic import replacing
from iamsight.cli.files import STDIN
from iamsight.cli.read import AT_ONCE, Unreadable, read_stdin, read_text, size_of
from iamsight.config import FileSettings
from iamsight.report.model import Entry, FileReport, entries_of
from iamsight.syntax.node import Array, Object
from iamsight.syntax.tree import Tree

_BLANK = "\ufeff \t\r\n"
_MOST_TROUBLES = 20
_PART = 1000
"""How many findings of a large file are reported at a time; each takes 1 to 2 KB."""


class Task(NamedTuple):
    """What to do with every file. `show_fixes` and `fingerprints`: the report needs them.

    `fix` applies safe fixes, with `unsafe` all, and writes the file, or with `diff` shows what would change.
    """

    show_fixes: bool = False
    fingerprints: bool = False
    fix: bool = False
    unsafe: bool = False
    diff: bool = False


class Job(NamedTuple):
    """A file to check. `path` is where it is (STDIN for stdin), `shown` what it is called in the report.

    `outright`: the user named the file itself, so it is worth saying that it holds no policy. `trouble` says why it
    cannot be checked, if that is known already.
    """

    path: str
    shown: str
    settings: FileSettings
    task: Task = Task()
    outright: bool = False
    trouble: str | None = None


def _unseen() -> None:
    """Nobody looks on."""


def do(job: Job, tick: Callable[[], None] = _unseen) -> Iterator[FileReport]:
    """The report of a file, whatever the file is. Large ones are reported in parts; `tick` is called as they go by."""
    if job.trouble:
        yield FileReport(job.shown, trouble=job.trouble)
        return
    try:
        if job.path == STDIN:
            yield _report(job, read_stdin())
        elif size_of(job.path) > AT_ONCE:
            yield from _report_large(job, tick)
        else:
            yield _report(job, read_text(job.path))
    except Unreadable as error:
        yield FileReport(job.shown, trouble=str(error))


def is_large(job: Job) -> bool:
    """Whether the file of a job is one that is reported in parts."""
    try:
        return job.path != STDIN and size_of(job.path) > AT_ONCE
    except Unreadable:
        return False


def _report(job: Job, text: str) -> FileReport:
    document = _document(text, job)
    if not document.policies:
        return _without_policy(job, document.tree)
    found = document.findings(fixes=job.task.show_fixes or job.task.fix)
    # what a folder holds may lead anywhere, and what was not named is not written
    is_link = job.task.fix and not job.outright and Path(job.path).is_symlink()
    if job.task.fix and (job.task.diff or not is_link):
        return _fixed(job, document, found)
    accepted, used = _accepted(found, job.settings)
    entries = _entries(accepted, text, job)
    remark = "is a link, which was not followed to be fixed; name it to have that done" if is_link else None
    return FileReport(job.shown, entries, len(document.policies), _left_out(document), remark, used)


def _left_out(document: Document) -> str | None:
    return _listed(document.left_out())


def _listed(troubles: Sequence[str]) -> str | None:
    """Troubles as one; None if there is none. Of very many the first."""
    more = [f"and {len(troubles) - _MOST_TROUBLES} more"] if len(troubles) > _MOST_TROUBLES else []
    return "; ".join([*troubles[:_MOST_TROUBLES], *more]) or None


def _entries(found: list[Finding], text: str, job: Job) -> tuple[Entry, ...]:
    return entries_of(found, text, Counter() if job.task.fingerprints else None)


def _report_large(job: Job, tick: Callable[[], None]) -> Iterator[FileReport]:
    from iamsight.cli.large import LargeFile

    file = LargeFile(job.path, job.settings, fixes=job.task.show_fixes, fingerprints=job.task.fingerprints)
    used: dict[tuple[str, int], None] = {}

    def accept(found: list[Finding]) -> list[Finding]:
        accepted, needed = _accepted(found, job.settings)
        used.update(dict.fromkeys(needed))
        return accepted

    part: list[Entry] = []
    try:
        for entry in file.entries(accept, tick):
            if len(part) == _PART:
                yield FileReport(job.shown, tuple(part), more=True)
                part = []
            part.append(entry)
    except OSError as error:
        raise Unreadable(f"cannot be read: {error.strerror}") from None
    if job.task.fix:
        file.troubles.append("is too large to be fixed")
    remark = "holds no policy" if job.outright and not file.policies else None
    yield FileReport(job.shown, tuple(part), file.policies, _listed(file.troubles), remark, tuple(used))


def _fixed(job: Job, document: Document, found: list[Finding]) -> FileReport:
    """Apply fixes, and report what is left; with `diff` nothing is written, and everything is left."""
    text = document.text
    after = fix(text, default_catalogue(), job.settings, unsafe=job.task.unsafe)
    accepted, used = _accepted(found, job.settings)
    if job.task.diff:
        changes = _diff(job.shown, text, after) if after != text else ""
        return FileReport(
            job.shown,
            policies=len(document.policies),
            trouble=_left_out(document),
            fixed=len(accepted) if changes else 0,
            diff=changes,
        )
    if after != text and job.path != STDIN:
        try:
            with replacing(job.path) as file:
                file.write(after.encode())
        except OSError as error:
            raise Unreadable(f"cannot be written: {error.strerror}") from None
    if after != text:
        document = _document(after, job)
        left, used = _accepted(document.findings(fixes=True), job.settings)
    else:
        left = accepted
    return FileReport(
        job.shown,
        _entries(left, after, job),
        len(document.policies),
        _left_out(document),
        used=used,
        remark="keeps a problem whose fix would break it"
        if any(one.safe for two in left for one in two.fixes)
        else None,
        fixed=max(0, len(accepted) - len(left)),
        fixed_text=after if job.path == STDIN else None,
    )


def _diff(path: str, before: str, after: str) -> str:
    from difflib import unified_diff

    lines = unified_diff(_lines(before), _lines(after), path, path)
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _lines(text: str) -> list[str]:
    """The lines with their ends, as other tools count them."""
    return [f"{line}\n" for line in text.split("\n")[:-1]] + ([last] if (last := text.rpartition("\n")[2]) else [])


def _document(text: str, job: Job) -> Document:
    """The document with all its findings: the suppressions are applied here, to see which are used."""
    return Document(text, default_catalogue(), job.settings._replace(suppressions=()))


def _accepted(found: list[Finding], settings: FileSettings) -> tuple[list[Finding], tuple[tuple[str, int], ...]]:
    """The findings that no suppression covers, and the suppressions that cover any: their file and number."""
    accepted, used = [], {}
    for finding in found:
        covering = [one for one in settings.suppressions if one.covers(finding.rule, finding.sid, finding.pointer)]
        used.update(dict.fromkeys((one.origin, one.number) for one in covering))
        if not covering:
            accepted.append(finding)
    return accepted, tuple(used)


def _without_policy(job: Job, tree: Tree) -> FileReport:
    if not tree.text.strip(_BLANK):
        return FileReport(job.shown, remark="is empty" if job.outright else None)
    if tree.left_out:
        return FileReport(job.shown, trouble=tree.left_out)
    if not isinstance(tree.root, (Array, Object)):
        return FileReport(job.shown, trouble="is not JSON")
    return FileReport(job.shown, remark="holds no policy" if job.outright else None)
