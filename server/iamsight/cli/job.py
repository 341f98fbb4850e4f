"""What `iamsight check` does with one file: read it, check it, report. A function of plain data, for any process."""

from __future__ import annotations

from typing import NamedTuple

from iamsight.analysis import Document
from iamsight.catalogue.catalogue import default_catalogue
from iamsight.cli.read import Unreadable, read_stdin, read_text
from iamsight.config import FileSettings
from iamsight.report.model import FileReport, entries_of
from iamsight.syntax.node import Array, Object
from iamsight.syntax.tree import Tree

STDIN = "-"


class Job(NamedTuple):
    """A file to check. `path` is where it is (STDIN for stdin), `shown` what it is called in the report.

    `outright`: the user named the file itself, so it is worth saying that it holds no policy. `fixes`: the report shows
    the fixes.
    """

    path: str
    shown: str
    settings: FileSettings
    outright: bool = False
    fixes: bool = False


def do(job: Job) -> FileReport:
    """The report of a file. Whatever the file is, the answer is a report."""
    try:
        text = read_stdin() if job.path == STDIN else read_text(job.path)
    except Unreadable as error:
        return FileReport(job.shown, trouble=str(error))
    document = Document(text, default_catalogue(), job.settings)
    if not document.policies:
        return _without_policy(job, document.tree)
    findings = document.findings(fixes=job.fixes)
    return FileReport(job.shown, entries_of(findings, text), len(document.policies))


def _without_policy(job: Job, tree: Tree) -> FileReport:
    if not tree.text.strip():
        return FileReport(job.shown, remark="is empty" if job.outright else None)
    if not isinstance(tree.root, Array | Object):
        return FileReport(job.shown, trouble="is not JSON")
    return FileReport(job.shown, remark="holds no policy" if job.outright else None)
