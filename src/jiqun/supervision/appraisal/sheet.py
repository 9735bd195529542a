"""One cluster's sheet: marked, graded by a person, objected to once, answered with reasons (Article 16)."""

from __future__ import annotations

from datetime import date

from jiqun.authorities.hours import day_of
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Refusal, naming
from jiqun.outgoing.drafting import draft
from jiqun.outgoing.models import REACHED
from jiqun.standards.workdays import CalendarUnknown, add_workdays
from jiqun.supervision.appraisal import measures
from jiqun.supervision.appraisal.grading import proposed, rubric_of, scored, total
from jiqun.supervision.appraisal.matter import CLAUSE, refuse
from jiqun.supervision.models import Appraised
from jiqun.supervision.reports.queries import prefecture_of

NOT_OPEN = Text(
    "本年度考核已提请定级或已定级，考核表不能再改；需要修改的，请先撤回提请。",
    "The year's grades were laid before the approver or are settled; recall them before a sheet is changed.",
)


# ── what must hold ───────────────────────────────────────────────────────────────────────────────────────


def still_open(doing: Doing) -> None:
    """The year is not settled, and its grades are not before the approver. Raises `Refusal`."""
    case = doing.subject.appraisal.case
    if case.state != "marking" or case.pending:
        raise Refusal(NOT_OPEN, clause=CLAUSE)


def everything_marked(doing: Doing) -> None:
    """Every item has its points; those wanting are named at once. Raises `Refusal`."""
    sheet: Appraised = doing.subject
    wanting = [str(line.item.title) for line in scored(sheet, rubric_of(sheet)) if line.points is None]
    if wanting:
        named = naming(wanting, "项")
        raise refuse(
            f"还有 {len(wanting)} 项没有评分：{named.zh}。请先办理“逐项评分”。",
            f"{len(wanting)} items have no points: {named.en}. Mark them first.",
        )


def own_letter(doing: Doing) -> None:
    """It is the county's own grade, and its letter has reached it. Raises `Refusal`."""
    sheet: Appraised = doing.subject
    authority = doing.preparer.authority
    if authority is None or sheet.county_id != authority.pk:
        raise refuse(
            "复核意见由集群所在地的县级经办提出。", "The officer of the cluster's own county objects to its grade."
        )
    if sheet.letter is None or sheet.letter.state not in REACHED:
        raise refuse("反馈函尚未送达。", "The letter has not arrived.")


def in_time(doing: Doing) -> None:
    """Within the working days the letter names. Raises `Refusal`."""
    last = last_day(doing.subject)
    if last is not None and doing.today > last:
        raise refuse(f"提出复核意见的期限（{last}）已过。", f"The time to object ended on {last}.")


# ── what is read ─────────────────────────────────────────────────────────────────────────────────────────


def last_day(sheet: Appraised) -> date | None:
    """The last day to object: the working days of the letter from the day after it arrived; `None` before it did, and
    where the calendar of working days is not out yet (then nobody is late)."""
    letter, days = sheet.letter, sheet.objection_days
    if letter is None or letter.delivered_at is None or days is None:
        return None
    try:
        return add_workdays(day_of(letter.delivered_at), days)
    except CalendarUnknown:
        return None


# ── what is done ─────────────────────────────────────────────────────────────────────────────────────────


def mark(doing: Doing) -> None:
    """Keeps the points a person gave, each with its reason; what was given before and is left blank stays."""
    sheet: Appraised = doing.subject
    sheet.marks = {**sheet.marks, **doing.payload["marks"]}
    sheet.total = total(scored(sheet, rubric_of(sheet)))
    sheet.save(update_fields=["marks", "total"])
    n = len(doing.payload["marks"])
    doing.note = Text(f"评分 {n} 项", f"{n} items marked")


def confirm(doing: Doing) -> None:
    """Keeps the grade a person gives, why it differs from the proposal, and what the letter says and asks."""
    sheet, told = doing.subject, doing.payload
    sheet.grade, sheet.grade_reason = told["grade"], told["grade_reason"]
    sheet.summary, sheet.measures = told["summary"], measures.rows(told["measures"])
    sheet.save(update_fields=["grade", "grade_reason", "summary", "measures"])
    rubric = rubric_of(sheet)
    doing.told |= {"total": sheet.total, "proposed": getattr(proposed(sheet, rubric), "name", "")}
    title = rubric.title(sheet.grade)
    more = f"：{sheet.grade_reason}" if sheet.grade_reason else ""
    doing.note = Text(f"{title.zh}{more}", f"{title.en}{more}")


def take_back(doing: Doing) -> None:
    """To be marked again."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])


def object_(doing: Doing) -> None:
    """The county's view of its grade, once."""
    sheet: Appraised = doing.subject
    sheet.objection, sheet.objected_at = doing.payload["objection"], doing.now
    sheet.save(update_fields=["objection", "objected_at"])
    doing.note = Text(sheet.objection, sheet.objection)


def answer(doing: Doing) -> None:
    """The province keeps the grade or gives another, with its reasons; a letter tells the county."""
    sheet, told = doing.subject, doing.payload
    rubric = rubric_of(sheet)
    sheet.answer, sheet.answered_at = told["answer"], doing.now
    sheet.regrade = told["grade"] if told["grade"] != sheet.grade else ""
    sheet.save(update_fields=["answer", "answered_at", "regrade"])
    authority, case = sheet.appraisal.case.authority, sheet.appraisal.case
    code = prefecture_of(sheet.county.path)
    through = type(authority).objects.filter(pk=code).exclude(pk=sheet.county_id).first()
    context = {
        "issuer": authority.body,
        "to": sheet.county.body,
        "cluster": sheet.cluster.name,
        "year": sheet.appraisal.year,
        "answer": sheet.answer,
        "grade": rubric.title(sheet.standing).zh,
        "changed": bool(sheet.regrade),
        "invented": sheet.cluster.invented,
    }
    draft(doing, "appraisal_answer", case, authority, context, addressee=sheet.county, through=through)
    title = rubric.title(sheet.standing)
    how = Text("改为", "changed to") if sheet.regrade else Text("维持", "kept at")
    doing.note = Text(f"{how.zh}{title.zh}：{sheet.answer}", f"{how.en} {title.en}: {sheet.answer}")
