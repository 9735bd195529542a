"""An assessment as text on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from jiqun import law
from jiqun.bilingual import pick


def findings(assessment: law.Assessment, measure: law.Measure, cluster: str) -> None:
    """Prints an assessment in the language in force: heading, findings by clause, notices, record."""
    print(law.HEADING)
    print(f"{cluster} · 《{measure.title}》（{measure.number}）· {assessment.on}")
    for basis in measure.bases_on(assessment.on):
        print(basis.text)
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
        yield f"  {finding.clause} “{finding.quote}”"
        yield f"  {finding.text}"
    yield pick("\n定性条件，待人工判断", "\nFor a person to judge, on evidence")
    for finding in assessment.findings:
        if not measure.norm(finding.id).computed:
            yield f"  {finding.id}  “{finding.quote}”"
