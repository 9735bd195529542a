"""Places left empty on a panel (Article 14(三)): substitutes in the draw's order, overdue sheets taken back."""

from __future__ import annotations

from datetime import datetime

from django.db.models import F

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Conflict
from jiqun.recognition.acts.drawing import terms_of
from jiqun.recognition.acts.experts import answer_by, closing, panel_of, refuse
from jiqun.recognition.queries import experts as queries
from jiqun.recognition.queries.scoring import standing
from jiqun.review import drafts, pool
from jiqun.review.acts import dismiss
from jiqun.review.draw import Next, next_in_line
from jiqun.review.models import OPEN_SHEETS, Expert, Panel, Sheet
from jiqun.review.pool.seen import SERVING

OVERDUE = "逾期未提交 · not handed in in time"
UNANSWERED = "逾期未答复邀请 · the invitation was not answered in time"


def some_recused(doing: Doing) -> None:
    """There is a place to fill."""
    if not queries.to_replace(panel_of(doing)):
        raise refuse("没有需要补抽专家的评审表。", "No sheet needs a substitute.")


def substitute(doing: Doing) -> None:
    """Gives the sheet of an expert who stepped aside to the next in the draw's order."""
    panel = panel_of(doing)
    sheet = Sheet.objects.select_related("case", "expert").get(pk=doing.payload["sheet"], panel=panel)
    due = due_of_substitute(doing)
    until = answer_by(doing, due)
    chosen, joined = next_eligible(panel, sheet)
    changed = Sheet.objects.filter(pk=sheet.pk, state="recused", version=sheet.version).update(
        state="replaced", version=F("version") + 1
    )
    if not changed:
        raise Conflict(Text("这份评审表刚刚有变化，请刷新。", "This sheet has just changed; reload."))
    Sheet.objects.create(
        id=doing.new_id(),
        panel=panel,
        case=sheet.case,
        expert=Expert.objects.get(code=chosen.code),
        state="invited",
        score_by=due,
        due_at=until,
        seat=sheet.seat,
    )
    change = {
        "case": sheet.case.number,
        "out": sheet.expert.code,
        "in": chosen.code,
        "at": doing.now.isoformat(),
        "passed": chosen.passed,
        "joined": joined,
    }
    panel.draw = {**panel.draw, "substitutions": [*panel.draw.get("substitutions", []), change]}
    panel.save(update_fields=["draw"])
    doing.told["substitution"] = change


def due_of_substitute(doing: Doing) -> datetime | None:
    """The day entered, at the province's closing time, or the round's own date. Raises `Refusal` for a past one."""
    day = doing.payload["due_on"]
    due: datetime | None = doing.subject.round.review_deadline
    if day is not None:
        due = closing(doing, day)
    if due is not None and due <= doing.now:
        raise refuse(
            "提交期限已过，请为替补专家另定期限。", "That date has passed; set another one for the substitute."
        )
    return due


def next_eligible(panel: Panel, sheet: Sheet) -> tuple[Next, list[str]]:
    """The next expert in the draw's order, and who joined the pool since; conflicts, days and conditions are looked at
    as they stand now. Raises `Refusal` when nobody is left."""
    terms = terms_of(panel)
    case = queries.case_ties(panel.round_id, [sheet.case_id])[sheet.case_id]
    there = list(Sheet.objects.filter(case=sheet.case_id).values_list("expert__code", "state"))
    pool_now = {expert.code: expert for expert in pool.ties(terms.last_rounds, without=panel.round_id)}
    found = next_in_line(
        panel.draw,
        case,
        pool_now,
        staying=[code for code, state in there if state in SERVING],
        seated_before=frozenset(code for code, _ in there),
        load=queries.load(panel),
    )
    if found.code is None:
        raise refuse(
            f"{case.code} 没有可以替补的专家，还缺 1 名；请补充专家库后再办理。",
            f"Nobody is left to take the place at {case.code}, 1 is missing; add experts to the pool first.",
        )
    return found, sorted(set(pool_now) - set(panel.draw["experts"]))


def some_overdue(doing: Doing) -> None:
    """There are sheets whose date has passed; how many, not whose."""
    if not standing(panel_of(doing), doing.now).overdue:
        raise refuse("没有逾期未提交的评审表。", "No sheet is overdue.")


def relieve(doing: Doing) -> None:
    """Takes overdue sheets from their experts, so that substitutes can be drawn; one handed in meanwhile stays.

    The journal keeps which; what everybody reads is how many.
    """
    overdue = list(
        Sheet.objects.filter(panel=panel_of(doing), case__state="review", state__in=OPEN_SHEETS, due_at__lt=doing.now)
        .select_related("case", "expert")
        .order_by("case__number", "expert__code")
    )
    freed: list[dict[str, str]] = []
    for sheet in overdue:
        changed = Sheet.objects.filter(pk=sheet.pk, version=sheet.version).update(
            state="recused",
            version=F("version") + 1,
            reason=UNANSWERED if sheet.state == "invited" else OVERDUE,
        )
        if changed:
            drafts.forget(pk=sheet.pk)
            dismiss(doing.now, case=sheet.case_id, account=sheet.expert_id)
            freed.append({"case": sheet.case.number, "expert": sheet.expert.code})
    doing.told["relieved"] = freed
    n = len(freed)
    doing.note = Text(f"{n} 份评审表逾期，另行补抽", f"{n} overdue sheets to be given to substitutes")
