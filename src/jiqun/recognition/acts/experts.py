"""The experts of a round (Article 14(三)): the seed, the draw, substitutes."""

from __future__ import annotations

from datetime import date, datetime, time

from django.db.models import F

from jiqun.authorities.hours import ZONE, closing_moment
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case
from jiqun.casework.refusals import Conflict, Refusal
from jiqun.journal.canonical import canonical, digests
from jiqun.recognition.acts.computing import pin_computed
from jiqun.recognition.acts.drawing import draw_now, terms_of
from jiqun.recognition.acts.panel_rule import fixed, witnessed
from jiqun.recognition.queries import experts as queries
from jiqun.recognition.queries.scoring import standing
from jiqun.review import pool
from jiqun.review.acts import dismiss
from jiqun.review.draw import Next, TooFewExperts, next_in_line, seed_digest
from jiqun.review.models import Expert, Panel, Sheet
from jiqun.review.pool.seen import SERVING

SEED_BYTES = 32
OVERDUE = "逾期未提交 · not handed in in time"
UNANSWERED = "逾期未答复邀请 · the invitation was not answered in time"


def refuse(zh: str, en: str) -> Refusal:
    """A refusal under the article this part serves."""
    return Refusal(Text(zh, en), clause="A14.3")


def panel_of(doing: Doing) -> Panel:
    """The round's panel. Raises `Refusal` before its seed was committed."""
    panel = queries.panel_of(doing.subject)
    if panel is None:
        raise refuse("尚未公布抽取种子的摘要，请先办理“承诺抽取种子”。", "Commit to a seed for the draw first.")
    return panel


def not_committed(doing: Doing) -> None:
    """A seed is committed to once."""
    if queries.panel_of(doing.subject) is not None:
        raise refuse("抽取种子已经承诺，不能重新生成。", "The seed is committed to already; it is not made anew.")


def candidates(doing: Doing) -> queries.Candidates:
    """Where the round's applications stand."""
    return queries.candidates(doing.subject.pk, doing.subject.round.prefecture_deadline, doing.now)


def candidates_known(doing: Doing) -> None:
    """The prefectures' deadline has passed, or everything that was put forward is through the qualification check."""
    if doing.now >= doing.subject.round.prefecture_deadline:
        return
    found = candidates(doing)
    if not found.review or found.recommended or found.coming:
        raise refuse(
            "市级推荐截止时间未到，且仍有申报未办结；截止后或全部申报进入专家评审后再办理。",
            "The prefectures' deadline has not passed and applications are still under way; "
            "wait for the deadline, or until all of them have reached the expert review.",
        )


def commit_seed(doing: Doing) -> None:
    """Makes the seed; only its digest goes into the journal before the draw."""
    seed = doing.chance.randbytes(SEED_BYTES).hex()
    panel = Panel.objects.create(
        round=doing.subject,
        rubric_id=doing.subject.round.rubric_id,
        per_case=doing.payload["per_case"],
        seed=seed,
        seed_sha256=seed_digest(seed),
        committed_at=doing.now,
        terms=doing.payload["terms"],
        **fixed(doing),
    )
    doing.subject.panel = panel
    doing.told |= {"seed_sha256": panel.seed_sha256, "terms": panel.terms}
    doing.note = Text(f"种子摘要（SHA-256）{panel.seed_sha256}", f"Digest of the seed (SHA-256) {panel.seed_sha256}")


def applications_ready(doing: Doing) -> None:
    """The seed is committed to, and no application can still join the review."""
    panel_of(doing)
    found = candidates(doing)
    if n := found.recommended:
        raise refuse(
            f"还有 {n} 个推荐的集群未作资格初审，请先办结。",
            f"{n} recommended clusters still wait for the qualification check; decide on them first.",
        )
    if n := found.coming:
        raise refuse(
            f"还有 {n} 件申报未办结且推荐期限未到，不能抽取专家。",
            f"{n} applications are still under way and may yet be recommended in time; the draw waits for them.",
        )
    if not found.review:
        raise refuse("没有进入专家评审的集群，无需抽取专家。", "No cluster has reached the expert review.")


def draw_panel(doing: Doing) -> None:
    """Draws, makes the sheets, and reveals the seed."""
    panel = panel_of(doing)
    try:
        drawn = draw_now(panel)
    except TooFewExperts as short:
        raise Refusal(short.text, clause="A14.3") from short
    cases = dict(Case.objects.filter(number__in=drawn.panels).values_list("number", "pk"))
    experts = dict(Expert.objects.values_list("code", "pk"))
    due = doing.subject.round.review_deadline
    invitation = {"panel": panel, "state": "invited", "score_by": due, "due_at": answer_by(doing, due)}
    sheets = [
        Sheet(id=doing.new_id(), case_id=cases[number], expert_id=experts[code], seat=seat, **invitation)
        for number, seated in sorted(drawn.record["seated"].items())
        for code, seat in sorted(seated.items())
    ]
    Sheet.objects.bulk_create(sheets)
    panel.draw, panel.drawn_at = drawn.record, doing.now
    witnessed(doing, panel)
    panel.save(update_fields=["draw", "drawn_at", "witness"])
    doing.told |= {
        "seed": panel.seed,
        "seed_sha256": panel.seed_sha256,
        "draw_sha256": digests(canonical(drawn.record)).sha256,
        "computed_sha256": pin_computed(panel, doing.now),
    }
    doing.note = Text(
        f"{len(drawn.panels)} 个集群各 {panel.per_case} 名专家；种子 {panel.seed}",
        f"{panel.per_case} experts for each of {len(drawn.panels)} clusters; seed {panel.seed}",
    )


def answer_by(doing: Doing, score_by: datetime | None) -> datetime | None:
    """When invitations are to be answered: the closing time of the day entered, not after the scores are due, or that
    date itself. Raises `Refusal` for a past day or one after it."""
    day = doing.payload["answer_on"]
    if day is None:
        return score_by
    due = closing(doing, day)
    if due <= doing.now or (score_by is not None and due > score_by):
        raise refuse(
            "邀请答复期限应在今天之后、评审完成时间之前。",
            "Invitations are answered after today and before the scores are due.",
        )
    return due


def closing(doing: Doing, day: date) -> datetime:
    """The closing time of a day at the province."""
    authority = doing.by.authority
    return closing_moment(day, authority) if authority else datetime.combine(day, time(17, 30), ZONE)


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
        Sheet.objects.filter(
            panel=panel_of(doing), case__state="review", state__in=queries.OPEN_SHEETS, due_at__lt=doing.now
        )
        .select_related("case", "expert")
        .order_by("case__number", "expert__code")
    )
    freed: list[dict[str, str]] = []
    for sheet in overdue:
        changed = Sheet.objects.filter(pk=sheet.pk, version=sheet.version).update(
            state="recused",
            version=F("version") + 1,
            reason=UNANSWERED if sheet.state == "invited" else OVERDUE,
            draft={},
            saved_at=None,
        )
        if changed:
            dismiss(doing.now, case=sheet.case_id, account=sheet.expert_id)
            freed.append({"case": sheet.case.number, "expert": sheet.expert.code})
    doing.told["relieved"] = freed
    n = len(freed)
    doing.note = Text(f"{n} 份评审表逾期，另行补抽", f"{n} overdue sheets to be given to substitutes")
