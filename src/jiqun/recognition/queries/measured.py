"""What an application's score rules are computed from: the findings on its facts, and its ledgers as handed in."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from fractions import Fraction

from jiqun.bilingual import Text
from jiqun.forms.definitions import Field
from jiqun.law.arithmetic import Growth
from jiqun.law.errors import LawError
from jiqun.law.findings import Assessment, Finding
from jiqun.law.units import UNITS
from jiqun.law.verdicts import Verdict
from jiqun.ledgers import counting
from jiqun.ledgers.counting import Row
from jiqun.recognition.models import Application
from jiqun.recognition.queries.filing import ledger_slice, precheck
from jiqun.recognition.queries.filing.application import form_for
from jiqun.review import computed
from jiqun.review.computed import Given
from jiqun.review.models import ComputedScores, Sheet
from jiqun.review.rubrics import rubric_of
from jiqun.review.rubrics.scoring import Measured
from jiqun.review.rubrics.sources import FIELD, MET

NOT_SETTLED = Text("核验结论为“待核”", "the finding is still open")
NOT_APPLICABLE = Text("本条件不适用", "the norm does not apply")
LOWER_BOUND = Text("有企业未填报，数值只是界限", "some firms gave no figure, so the value is only a bound")
NO_LEDGER = Text("台账中没有可计数的条目", "no entry of the ledger counts")
NOTHING_SHOWN = Text("—", "—")
_OPEN = (Verdict.UNDETERMINED, Verdict.JUDGEMENT)


def given(application: Application) -> Given:
    """Everything measured of one application under its round's measure and readings, and what it rests on."""
    found: dict[str, Measured] = {}
    facts, basis = precheck.facts_of(application), {"measure": application.case.measure}
    if facts is not None:
        try:
            assessment = precheck.assess(facts, application.round)
        except LawError:
            assessment = None
        if assessment is not None:
            found.update(_findings(assessment))
            receipt = assessment.receipt
            basis |= {"on": assessment.on.isoformat(), "code": receipt.code}
            basis |= {"measure_sha256": receipt.measure_sha256, "facts_sha256": receipt.facts_sha256}
    ledgers = ledger_slice.frozen(application)
    if application.snapshot_sha256:
        basis["snapshot_sha256"] = application.snapshot_sha256
    rows = [entry.row for entry in ledgers.entries]
    for field in form_for(application).fields():
        measured = of_field(field, rows, application)
        if measured is not None:
            found[f"{FIELD}{field.id}"] = measured
    return Given(basis, found)


def _findings(assessment: Assessment) -> Iterator[tuple[str, Measured]]:
    for finding in assessment.findings:
        if finding.verdict is Verdict.JUDGEMENT:
            continue
        yield finding.id, of_finding(finding)
        yield f"{finding.id}{MET}", met_of(finding)
        if finding.result.check is None:
            for branch in finding.parts:
                yield branch.id, of_finding(branch)


def of_finding(finding: Finding) -> Measured:
    """The value of a finding where it is one exact number; else why there is none."""
    if (why := _why_not(finding)) is not None:
        return Measured(NOTHING_SHOWN, None, why=why)
    check, value = finding.result.check, finding.value
    if check is None or value is None or finding.exact is None:
        return Measured(NOTHING_SHOWN, None, why=NOT_SETTLED)
    amount = UNITS[finding.unit or "%"].amount(value)
    checks = [part.result.check for part in finding.parts] or [check]
    if not all(each is not None and each.value.certain for each in checks):
        return Measured(amount, None, why=LOWER_BOUND)
    root = check.value.intervals if isinstance(check.value, Growth) else 0
    return Measured(amount, Fraction(finding.exact), root)


def met_of(finding: Finding) -> Measured:
    """The share of a finding's years or branches that are met; all or nothing where it has none."""
    if (why := _why_not(finding)) is not None:
        return Measured(NOTHING_SHOWN, None, why=why)
    verdicts = [part.verdict for part in finding.parts] or [finding.verdict]
    if any(verdict in _OPEN for verdict in verdicts):
        return Measured(NOTHING_SHOWN, None, why=NOT_SETTLED)
    met = sum(verdict is Verdict.MET for verdict in verdicts)
    shown = Text(f"{met}/{len(verdicts)}", f"{met} of {len(verdicts)}")
    return Measured(shown, Fraction(met, len(verdicts)))


def _why_not(finding: Finding) -> Text | None:
    if finding.verdict is Verdict.NOT_APPLICABLE:
        return NOT_APPLICABLE
    return NOT_SETTLED if finding.verdict in _OPEN else None


def of_field(field: Field, rows: Iterable[Row], application: Application) -> Measured | None:
    """What the ledgers say of a field that can be scored: kinds covered, or a second count over the first."""
    base_year, on = application.round.base_year, application.round.closes_on
    kept = tuple(rows)
    tallies = [counting.tally(count, kept, base_year=base_year, on=on) for count in field.ledger]
    if len(tallies) == 1 and tallies[0].count.every:
        if not tallies[0].entries:
            return Measured(NOTHING_SHOWN, None, why=NO_LEDGER)
        covered = len(tallies[0].shares)
        return Measured(Text(f"{covered} 类", f"{covered} kinds"), Fraction(covered))
    if len(tallies) == 2 and all(tally.count.measure == "number" for tally in tallies):
        whole, part = (tally.total for tally in tallies)
        if not whole:
            return Measured(NOTHING_SHOWN, None, why=NO_LEDGER)
        return Measured(Text(f"{part}/{whole}", f"{part} of {whole}"), min(Fraction(part, whole), Fraction(1)))
    return None


def still_computed(sheet: Sheet, row: ComputedScores) -> bool:
    """Whether a pinned record comes out the same today, from the facts and ledgers as they were handed in."""
    found = Application.objects.select_related("case", "round__case", "round__form", "cluster", "built_facts")
    now = given(found.get(pk=sheet.case_id))
    rubric = sheet.panel.rubric
    same: bool = computed.record_of(rubric_of(rubric), rubric.sha256, now) == row.record
    return same
