"""The experts of a round (Article 14(三)): the seed with the terms, the draw, the invitation."""

from __future__ import annotations

from collections import Counter
from datetime import date, datetime, time

from jiqun.authorities.hours import ZONE, closing_moment, deadline_phrase
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case
from jiqun.casework.refusals import Refusal
from jiqun.journal.canonical import canonical, digests
from jiqun.outgoing.drafting import draft
from jiqun.recognition.acts.computing import pin_computed
from jiqun.recognition.acts.drawing import draw_now
from jiqun.recognition.acts.panel_rule import fixed, witnessed
from jiqun.recognition.queries import experts as queries
from jiqun.review.draw import TooFewExperts, seed_digest
from jiqun.review.fields import field_of
from jiqun.review.models import Expert, Panel, Sheet

SEED_BYTES = 32


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
    """Draws, makes the sheets, and enters the seed in the journal, for the province and the supervisor to recompute."""
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
    invite(doing, panel, invitation["due_at"], due)
    panel.draw, panel.drawn_at = drawn.record, doing.now
    witnessed(doing, panel)
    panel.save(update_fields=["draw", "drawn_at", "witness"])
    doing.told |= {
        "seed": panel.seed,
        "seed_sha256": panel.seed_sha256,
        "draw_sha256": digests(canonical(drawn.record)).sha256,
        "computed_sha256": pin_computed(panel, doing.now),
    }
    # Every level reads the note while the panel works: the seed, by which it could be recomputed, is not in it.
    doing.note = Text(
        f"{len(drawn.panels)} 个集群各 {panel.per_case} 名专家；种子摘要（SHA-256）{panel.seed_sha256}",
        f"{panel.per_case} experts for each of {len(drawn.panels)} clusters; "
        f"digest of the seed (SHA-256) {panel.seed_sha256}",
    )


def invite(doing: Doing, panel: Panel, until: datetime | None, due: datetime | None) -> None:
    """Drafts the letter to the experts who were drawn: industries and dates, nobody's name or code."""
    fields = Counter(field_of(sheet.case.cluster).zh for sheet in panel.sheets.select_related("case__cluster"))
    case: Case = doing.subject
    context = {
        "issuer": case.authority.body,
        "round": case.title,
        "cases": panel.sheets.values("case").distinct().count(),
        "per_case": panel.per_case,
        "fields": [[name, n // panel.per_case] for name, n in sorted(fields.items())],
        "answer_by": "" if until is None else deadline_phrase(until).zh,
        "score_by": "" if due is None else deadline_phrase(due).zh,
        "invented": panel.sheets.filter(case__cluster__invented=True).exists(),
    }
    draft(doing, "expert_invitation", case, case.authority, context)


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
