"""Setting the order of the candidates, sending the letter of recommendation, correcting it (Article 14(二))."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.db import connection

from jiqun.authorities.hours import closing_moment, deadline_phrase
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case
from jiqun.casework.refusals import Refusal
from jiqun.evidence import store
from jiqun.journal.canonical import canonical
from jiqun.outgoing.drafting import draft
from jiqun.recognition.acts.filing.late import TooLate
from jiqun.recognition.models import Application, Quota, Recommendation, RecommendationLetter, Round
from jiqun.recognition.papers.letters.recommendation import RECOMMENDATION
from jiqun.recognition.recommending import content, files, opening

FORMAT = "jiqun-recommendation-1"
CLOSED = Text(
    "本批次已转入专家评审，推荐不能再变动。", "The round has passed on to expert review; recommendations stand."
)
LATE = Text(
    "市级推荐截止时间（{when}）已过，推荐函不能再报送；拟报送的内容已留存，请联系省工业和信息化厅。",
    "The prefecture's deadline ({when}) has passed and the letter is not taken; what it would say is kept. Ask the "
    "province.",
)


def recommendation_of(case: Case) -> Recommendation:
    """What is particular to a recommendation's case; one query, read once."""
    held: Any = case
    if "recommendation" not in held._state.fields_cache:
        held.recommendation = Recommendation.objects.select_related("round__case", "prefecture__parent").get(pk=case.pk)
    found: Recommendation = held.recommendation
    return found


def ceiling(recommendation: Recommendation) -> int:
    """How many the prefecture may recommend; one query."""
    rows = Quota.objects.filter(round=recommendation.round_id, prefecture=recommendation.prefecture_id)
    return rows.values_list("ceiling", flat=True).first() or 0


def letters(case: Case) -> list[RecommendationLetter]:
    """Every letter sent, the latest first; one query."""
    return list(RecommendationLetter.objects.filter(recommendation=case.pk).order_by("-number"))


def closes_at(recommendation: Recommendation) -> datetime:
    """Until when the first letter is taken: the round's date, or the later one the province allowed."""
    until = recommendation.round.prefecture_deadline
    return max(until, recommendation.late_until or until)


def due(doing: Doing) -> datetime:
    """What a recommendation that is prepared waits for."""
    return closes_at(recommendation_of(doing.subject))


# ── guards ───────────────────────────────────────────────────────────────────────────────────────────────────────


def round_open(doing: Doing) -> None:
    """The round has not gone on to the experts. Raises `Refusal` when it has; inside the act the round is held."""
    chosen = doing.payload.get("round") if doing.subject is None else recommendation_of(doing.subject).round_id
    if not chosen:
        return
    rows = Case.objects.filter(pk=chosen)
    found = (rows.select_for_update(no_key=True) if connection.in_atomic_block else rows).first()
    if found is None or found.state != "open":
        raise Refusal(CLOSED, clause="A14.2")


def in_time(doing: Doing) -> None:
    """A first letter comes before the prefecture's deadline; a corrected one may follow while the round is open."""
    recommendation = recommendation_of(doing.subject)
    closes = closes_at(recommendation)
    if doing.now >= closes and not RecommendationLetter.objects.filter(recommendation=recommendation).exists():
        when = deadline_phrase(closes)
        raise TooLate(LATE.format(when=when), closes, clause="A14.2")


def too_late_now(doing: Doing) -> None:
    """There is a deadline to be late for (guard of the province's permission)."""
    if doing.now < closes_at(recommendation_of(doing.subject)):
        raise Refusal(
            Text(
                "市级推荐截止时间未到，无需同意逾期报送。", "The deadline has not passed; there is nothing to permit."
            ),
            clause="A14.2",
        )


# ── effects ──────────────────────────────────────────────────────────────────────────────────────────────────────


def begin(doing: Doing) -> None:
    """Opens the prefecture's matter in a round, once."""
    by: Any = doing.by
    row = Round.objects.select_related("case").get(pk=doing.payload["round"])
    if Recommendation.objects.filter(round=row, prefecture=by.authority).exists():
        raise Refusal(opening.OPENED, clause="A14.2")
    doing.subject = opening.opened(doing, row, by.authority).case


def set_order(doing: Doing) -> None:
    """Keeps the order of all candidates; those recommended already take their ranks from it."""
    recommendation, order = recommendation_of(doing.subject), doing.payload["order"]
    Recommendation.objects.filter(pk=recommendation.pk).update(order=order)
    changed = give_ranks(content.ranked(held := content.held(recommendation), order), held)
    doing.note = Text(
        f"排定 {len(order)} 个候选集群的顺序" + (f"，{changed} 个已推荐集群的位次随之调整" if changed else ""),
        f"{len(order)} candidates in order" + (f", {changed} ranks follow" if changed else ""),
    )


def give_ranks(ranks: dict[Any, int], applications: list[Application]) -> int:
    """Writes ranks that differ from those given, and says how many: first freed, then given, as each is given once."""
    moved = [each.pk for each in applications if each.rank != ranks[each.pk]]
    Application.objects.filter(pk__in=moved).update(rank=None)
    for key in moved:
        Application.objects.filter(pk=key).update(rank=ranks[key])
    return len(moved)


def send(doing: Doing) -> None:
    """The letter goes to the province: ranks without gaps, the table frozen with its digests, a number of its own."""
    recommendation, payload = recommendation_of(doing.subject), doing.payload
    applications = content.held(recommendation)
    give_ranks(content.ranked(applications), applications)
    found = content.lines(recommendation)
    before = RecommendationLetter.objects.filter(recommendation=recommendation).order_by("-number").first()
    number, places = (before.number if before else 0) + 1, ceiling(recommendation)
    body = canonical(
        {
            "format": FORMAT,
            "round": recommendation.round.case.number,
            "prefecture": recommendation.prefecture_id,
            "number": number,
            "at": doing.now,
            "ceiling": places,
            "opinion": payload["opinion"],
            "explanation": payload["explanation"],
            "reason": payload["reason"],
            "rows": [each.plain() for each in found],
        }
    )
    file = store.keep(body, "application/json", doing.now)
    RecommendationLetter.objects.create(
        recommendation=recommendation,
        number=number,
        sent_at=doing.now,
        opinion=payload["opinion"],
        explanation=payload["explanation"],
        reason=payload["reason"],
        ceiling=places,
        rows=[each.plain() for each in found],
        content=file,
    )
    province = recommendation.prefecture.parent
    assert province is not None
    context = {
        "issuer": recommendation.prefecture.body,
        "to": province.body,
        "year": recommendation.round.year,
        "letter": number,
        "opinion": payload["opinion"],
        "explanation": payload["explanation"],
        "reason": payload["reason"],
        "heads": files.heads(content.columns(recommendation)),
        "widths": files.widths(len(content.columns(recommendation))),
        "rows": [files.cells(each) for each in found],
        "invented": any(each.cluster.invented for each in applications),
    }
    draft(doing, RECOMMENDATION.slug, doing.subject, recommendation.prefecture, context, addressee=province)
    doing.told |= {"letter": number, "clusters": len(found), "sha256": file.sha256, "sm3": file.sm3}
    doing.note = Text(
        f"第 {number} 份推荐函，推荐 {len(found)} 个集群（名额上限 {places} 个）",
        f"letter {number}, {len(found)} clusters recommended (ceiling {places})",
    )


def reopen(doing: Doing) -> None:
    """The letter that was sent stays; a corrected one is prepared beside it."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])


def allow_late(doing: Doing) -> None:
    """The province takes a first letter until the day it gives."""
    recommendation, payload = recommendation_of(doing.subject), doing.payload
    until = closing_moment(payload["until"], recommendation.prefecture)
    Recommendation.objects.filter(pk=recommendation.pk).update(late_until=until)
    Case.objects.filter(pk=doing.subject.pk).update(due_at=until)
    doing.subject.due_at = until
    when = deadline_phrase(until)
    doing.note = Text(f"{payload['reason']}；可于{when.zh}报送", f"{payload['reason']}; it may be sent by {when.en}")
