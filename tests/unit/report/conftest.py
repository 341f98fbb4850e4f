"""Reports to render: two files with findings of every severity, one with trouble, one with nothing."""

from __future__ import annotations

from collections import Counter

from iamsight.analysis import Finding, Place, Repair
from iamsight.catalogue.documentation import Citation
from iamsight.policy.model import Kind
from iamsight.report.model import FileReport, Run, entries_of
from iamsight.rule import Severity
from iamsight.text import Edit, Span

TEXT = '{\n  "Action": "s3:Lisst",\n  "Resource": "*"\n}\n'
CITED = Citation("Guide", "Page", "Section", "https://docs.aws.amazon.com/page.html#section")
LISST = Span(17, 22)
RUN = Run("1.2.3")


def finding(
    severity: str = "error",
    span: Span = LISST,
    message: str = 'there is no action "Lisst"',
    *,
    rule: str = "unknown-action",
    fixes: tuple[Repair, ...] = (),
    related: tuple[Place, ...] = (),
) -> Finding:
    return Finding(
        rule, "invalid-action", Severity(severity), message, span, "/Action", Kind.IDENTITY, CITED, related,
        fixable=bool(fixes), fixes=fixes,
    )  # fmt: skip


def report(*findings: Finding, path: str = "policies/a.json", text: str = TEXT) -> FileReport:
    return FileReport(path, entries_of(findings, text, Counter()), policies=1)


FIXED = finding(
    fixes=(Repair('Change it to "List"', (Edit(17, 22, "List"),), safe=False),),
    related=(Place(Span(28, 38), "/Resource", "this resource"),),
)
REPORTS = (
    report(FIXED, finding("warning", Span(27, 42)), finding("info", Span(0, 45)), finding("hint", Span(46, 46))),
    report(finding(), path="b, c: 100%.json"),
    FileReport("broken.json", trouble="is a binary file"),
    FileReport("clean.json", policies=2),
)
