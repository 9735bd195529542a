"""An assessment as text on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from jiqun import law
from jiqun.bilingual import pick
from jiqun.law.sources import KINDS


def findings(assessment: law.Assessment, measure: law.Measure, cluster: str) -> None:
    """Prints an assessment in the language in force: heading, findings by clause, notices, record."""
    print(law.HEADING)
    print(f"{cluster} · 《{measure.title}》（{measure.number}）· {assessment.on}")
    resting_on = [basis.text for basis in measure.bases_on(assessment.on)]
    read_by = [answer.text for answer in measure.interpretations_on(assessment.on).values()]
    for said in (*measure.remarks, *resting_on, *read_by):
        print(said)
    print(pick("总体（仅测算条件）：", "Overall (computed norms only): ") + str(assessment.verdict.text))
    for line in _lines(assessment, measure):
        print(line)
    if assessment.warnings:
        print(pick("\n提示", "\nNotices"))
        for warning in assessment.warnings:
            print(f"  {warning}")
    receipt = assessment.receipt
    print(pick("\n测算记录", "\nRecord"))
    print(f"  measure {receipt.measure_sha256}\n  facts   {receipt.facts_sha256}\n  code    {receipt.code}")


def _lines(assessment: law.Assessment, measure: law.Measure) -> Iterator[str]:
    """Computed findings with their explanation, each under its clause; then what a person has to judge."""
    computed = [finding for finding in assessment.findings if measure.norm(finding.id).computed]
    for finding in computed:
        yield f"\n[{finding.verdict.text}] {finding.title}  {finding.id}"
        yield f"  {finding.clause} {_quoted(finding, measure)}"
        yield f"  {finding.text}"
        yield from (f"  {basis.text}" for basis in finding.basis if not basis.general)
    judged = [finding for finding in assessment.findings if not measure.norm(finding.id).computed]
    if judged:
        yield pick("\n定性条件，待人工判断", "\nFor a person to judge, on evidence")
    for finding in judged:
        yield f"  {finding.id}  {_quoted(finding, measure)}"


def _quoted(finding: law.Finding, measure: law.Measure) -> str:
    """The quote, and how far it is to be trusted where its clause is not official text."""
    kind = measure.source(finding.clause).kind
    return f"“{finding.quote}”" if kind == "official" else f"“{finding.quote}”（{KINDS[kind]}）"
