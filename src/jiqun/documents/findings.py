"""The findings of one cluster as a document: what the assessment says, laid out to be read and written on."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from datetime import datetime
from itertools import groupby
from typing import Any

from jiqun import law
from jiqun.bilingual import pick, speaking
from jiqun.documents import said
from jiqun.documents.typesetting import pages, typeset
from jiqun.documents.words import labels
from jiqun.facts import Facts
from jiqun.law.citation import cite
from jiqun.law.conditions import Condition, Several

_LAYOUT = "findings"


def pdf(
    assessment: law.Assessment,
    measure: law.Measure,
    *,
    cluster: str,
    now: datetime,
    facts: Facts | None = None,
    language: str = "zh",
) -> bytes:
    """The assessment of a cluster as PDF/A; the same arguments give the same bytes.

    With `facts` the head also says where the cluster lies, its lead industry and base year. Raises `DocumentError`
    without a typesetter or a Chinese font.
    """
    return typeset(
        _LAYOUT, filled(assessment, measure, cluster=cluster, now=now, facts=facts, language=language), now=now
    )


def pictures(
    assessment: law.Assessment,
    measure: law.Measure,
    *,
    cluster: str,
    now: datetime,
    facts: Facts | None = None,
    language: str = "zh",
) -> list[bytes]:
    """The same pages as pictures (PNG), for a look on a screen. Raises as `pdf`."""
    return pages(
        _LAYOUT, filled(assessment, measure, cluster=cluster, now=now, facts=facts, language=language), now=now
    )


def filled(
    assessment: law.Assessment,
    measure: law.Measure,
    *,
    cluster: str,
    now: datetime,
    facts: Facts | None = None,
    language: str = "zh",
) -> dict[str, Any]:
    """All that the layout prints, as JSON can hold it, in one language."""
    with speaking(language):
        computed = [f for f in assessment.findings if measure.norm(f.id).computed]
        judged = [f for f in assessment.findings if not measure.norm(f.id).computed]
        return {
            "lang": language,
            "words": labels(),
            "title": f"{cluster} · {pick('对标预审测算结果', 'Findings')}",
            "heading": str(law.HEADING),
            "cluster": cluster,
            "subtitle": pick(
                "中小企业特色产业集群认定条件 · 对标预审测算结果", "Findings on the conditions of recognition"
            ),
            "foot": f"《{measure.title}》（{measure.number}）",
            "head": [list(line) for line in _head(assessment, measure, facts, now)],
            "overall": said.verdict(assessment.verdict),
            "counts": _counts(assessment),
            "groups": [
                {"clause": clause, "rows": [row for f in found for row in _rows(f, measure.norm(f.id).condition)]}
                for clause, found in _by_clause(computed)
            ],
            "needed": [f"{f.title}{pick('：', ': ')}{need}" for f in computed for need in f.needs],
            "norms": [_norm(finding, measure) for finding in computed],
            "judgement": [{**_quoted(finding, measure), "title": str(finding.title)} for finding in judged],
            "notices": [str(warning) for warning in assessment.warnings],
            "readings": [_reading(reading, assessment) for reading in measure.readings.values()],
            "record": [list(line) for line in _record(assessment)],
        }


def _head(
    assessment: law.Assessment, measure: law.Measure, facts: Facts | None, now: datetime
) -> Iterator[tuple[str, str]]:
    if facts:
        yield pick("所在地", "Place"), facts.place
        yield pick("主导产业", "Lead industry"), pick("、", ", ").join(said.industry(code) for code in facts.lead_codes)
        yield pick("基准年", "Base year"), str(facts.base_year)
    yield pick("办法", "Measure"), f"《{measure.title}》（{measure.number}）"
    for remark in measure.remarks:
        yield pick("文本", "Its text"), str(remark)
    yield pick("适用日期", "Legal date"), assessment.on.isoformat()
    for basis in measure.bases_on(assessment.on):
        yield pick("依据", "Basis"), str(basis.text)
    for answer in measure.interpretations_on(assessment.on).values():
        yield pick("解释", "Reading"), str(answer.text)
    yield pick("生成时间", "Printed"), f"{now:%Y-%m-%d %H:%M}"


def _counts(assessment: law.Assessment) -> list[dict[str, str | int]]:
    found = Counter(finding.verdict for finding in assessment.findings)
    return [{**said.verdict(verdict), "number": found[verdict]} for verdict in law.Verdict if found[verdict]]


def _by_clause(found: Iterable[law.Finding]) -> Iterator[tuple[str, list[law.Finding]]]:
    for clause, group in groupby(found, key=lambda finding: finding.clause):
        yield str(cite(clause)), list(group)


def _rows(finding: law.Finding, condition: Condition) -> Iterator[dict[str, Any]]:
    """One line of the table, and one for each branch where the branches have limits of their own."""
    yield {**_line(finding, condition), "inner": False, "flips": bool(finding.flips_under)}
    if finding.limit is None and isinstance(condition, Several):
        for part, branch in zip(finding.parts, condition.branches, strict=False):
            yield {**_line(part, branch.condition), "inner": True, "flips": False}


def _line(finding: law.Finding, condition: Condition) -> dict[str, str]:
    return {"title": str(finding.title), **said.verdict(finding.verdict), **said.comparison(finding, condition)}


def _norm(finding: law.Finding, measure: law.Measure) -> dict[str, Any]:
    parts = [
        {"title": str(p.title), **said.verdict(p.verdict), "story": said.typeset(str(p.text))} for p in finding.parts
    ]
    story = "" if parts else said.story(finding)
    told = "".join([story, *(part["story"] for part in parts)])
    return {
        "id": finding.id,
        "title": str(finding.title),
        **_quoted(finding, measure),
        **said.verdict(finding.verdict),
        "story": story,
        "parts": parts,
        "inputs": said.inputs(finding.inputs if len(finding.inputs) > 1 else ()),
        "flips": [
            {
                "reading": pick("“{}”取“{}”", "“{}” read as “{}”").format(
                    measure.readings[flip.reading].phrase, measure.readings[flip.reading].values[flip.value]
                ),
                **said.verdict(flip.verdict),
            }
            for flip in finding.flips_under
        ],
        "needs": [str(need) for need in finding.needs if str(need) not in told],
        "basis": [str(basis.text) for basis in finding.basis],
    }


def _quoted(finding: law.Finding, measure: law.Measure) -> dict[str, str]:
    return {
        "clause": str(cite(finding.clause)),
        "quote": finding.quote,
        "source": said.source(measure, finding.clause),
    }


def _reading(reading: law.Reading, assessment: law.Assessment) -> dict[str, Any]:
    value = assessment.receipt.readings[reading.key]
    return {
        "phrase": str(reading.phrase),
        "value": str(reading.values[value]),
        "chosen": value != reading.default,
    }


def _record(assessment: law.Assessment) -> Iterator[tuple[str, str]]:
    receipt = assessment.receipt
    yield pick("办法 SHA-256", "Measure, SHA-256"), receipt.measure_sha256
    yield pick("事实数据 SHA-256", "Facts, SHA-256"), receipt.facts_sha256
    yield pick("程序版本", "Code"), receipt.code
