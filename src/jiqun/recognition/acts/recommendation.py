"""What the prefecture does with an application (Article 14(二))."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import Any

from django.db import IntegrityError, connection, transaction
from django.db.models import F

from jiqun.authorities.hours import ZONE, deadline_phrase
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case
from jiqun.casework.refusals import Conflict, Refusal
from jiqun.outgoing.drafting import draft
from jiqun.recognition.acts import conclusion_drafts
from jiqun.recognition.models import Application, Conclusion, Quota
from jiqun.recognition.papers.letters import acceptance, refusal
from jiqun.recognition.papers.letters import not_recommended as not_recommended_letter
from jiqun.recognition.papers.letters.about import about
from jiqun.recognition.queries import niches, readiness
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.recommending import opening

QUOTA_FULL = Text(
    "本市推荐名额已用完（名额是上限，超额不予受理）。如需调整，请先撤回已推荐的集群。",
    "The prefecture's quota is used up, and it is a ceiling; withdraw another recommendation first.",
)


def deadline_of(application: Application) -> datetime:
    """Until when the prefecture may recommend: the round's date, or the one the province's return gave."""
    return application.returned_until or application.round.prefecture_deadline


# ── guards ───────────────────────────────────────────────────────────────────────────────────────────────────────


def round_still_open(doing: Doing) -> None:
    """The round has not gone on to the experts. Raises `Refusal` when it has.

    Inside the act the round's row is held to its end: no draw comes between, and those who recommend in one round
    see what the one before them did.
    """
    of_round = application_of(doing.subject).round.case
    if connection.in_atomic_block:
        of_round = Case.objects.select_for_update(no_key=True).get(pk=of_round.pk)
    if of_round.state != "open":
        raise Refusal(
            Text(
                "本批次已转入专家评审，不能再推荐或通过资格初审；请作出其他结论。",
                "The round has passed on to expert review; nothing is recommended or qualified any more. "
                "Conclude otherwise.",
            ),
            clause=doing.act.clause,
        )


def in_time(doing: Doing) -> None:
    """Raises `Refusal` once the prefecture's deadline has passed."""
    closes = deadline_of(application_of(doing.subject))
    if doing.now >= closes:
        when = deadline_phrase(closes)
        raise Refusal(
            Text(
                f"市级推荐截止时间（{when.zh}）已过。",
                f"The prefecture's deadline ({when.en}) has passed.",
            ),
            clause="A14.2",
        )


def correction_in_time(doing: Doing) -> None:
    """The county answers before the prefectures' deadline, whatever the province gave the prefecture afterwards."""
    closes = application_of(doing.subject).round.prefecture_deadline
    if doing.now >= closes:
        when = deadline_phrase(closes)
        raise Refusal(
            Text(
                f"市级推荐截止时间（{when.zh}）已过，县级来不及补正；请作出初审结论、不予受理或不予推荐。",
                f"The prefecture's deadline ({when.en}) has passed, too late for the county to correct; conclude, "
                "decline, or do not recommend.",
            ),
            clause="A14.2",
        )


def quota_left(doing: Doing) -> None:
    """The prefecture has a place left in the round."""
    application = application_of(doing.subject)
    free = Quota.objects.filter(round=application.round_id, prefecture=application.prefecture_id, used__lt=F("ceiling"))
    if not free.exists():
        raise Refusal(QUOTA_FULL, clause="A14.2")


def everything_concluded(doing: Doing) -> None:
    """Every condition concluded and none 不符合, the site check recorded and passed; all that is open at once."""
    points = readiness.open_points(application_of(doing.subject))
    if points:
        raise Refusal(
            Text("；".join(p.zh for p in points) + "。", "; ".join(p.en for p in points) + "."), clause="A14.2"
        )


# ── effects ──────────────────────────────────────────────────────────────────────────────────────────────────────


def accept(doing: Doing) -> None:
    """Taken in for review; the notice of acceptance is drafted."""
    application = application_of(doing.subject)
    doing.note = Text("予以受理，进入市级初审", "Accepted for the prefecture's review")
    assert application.submitted_at is not None
    handed_in = f"{application.submitted_at.astimezone(ZONE):%Y年%-m月%-d日}"
    letter(doing, acceptance.ACCEPTANCE.slug, application, handed_in=handed_in)


def letter(doing: Doing, slug: str, application: Application, **more: Any) -> None:
    """Drafts a letter of the prefecture to the county that applied, with the act."""
    context = about(application, **more)
    draft(doing, slug, doing.subject, application.prefecture, context, addressee=application.case.authority)


def close_with_reason(doing: Doing) -> None:
    """Ends the application with the reason as the applicant reads it."""
    reason = doing.payload["reason"]
    Application.objects.filter(pk=doing.subject.pk).update(outcome_reason=reason)
    doing.note = Text(reason, reason)


def decline(doing: Doing) -> None:
    """Not taken in: ends with the reasons, and their letter with the remedy is drafted."""
    close_with_reason(doing)
    letter(doing, refusal.REFUSAL.slug, application_of(doing.subject), reason=doing.payload["reason"])
    opening.left_letter(doing, application_of(doing.subject), Text("不予受理", "declined"))


def not_recommended(doing: Doing) -> None:
    """Reviewed and not recommended: ends with the reasons, and their letter with the remedy is drafted."""
    close_with_reason(doing)
    letter(
        doing,
        not_recommended_letter.NOT_RECOMMENDED.slug,
        application_of(doing.subject),
        reason=doing.payload["reason"],
    )
    opening.left_letter(doing, application_of(doing.subject), Text("不予推荐", "not recommended"))


def conclude(doing: Doing) -> None:
    """Stores the officer's own conclusion on each condition that was answered; the rest stay as they were."""
    made = doing.payload["conclusions"]
    keep(doing, made)
    conclusion_drafts.take(doing.subject, made)
    differing = sum(
        told["verdict"] != told["computed"] and told["computed"] in readiness.DECIDED for told in made.values()
    )
    doing.note = Text(
        f"作出 {len(made)} 项结论" + (f"，其中 {differing} 项与系统测算不同" if differing else ""),
        f"{len(made)} conclusions" + (f", {differing} other than computed" if differing else ""),
    )


def confirm_computed(doing: Doing) -> None:
    """Concludes 符合 on every condition listed, as it was computed: the officer's own act, never the system's."""
    norms = doing.payload["norms"]
    told = {"verdict": "met", "computed": "met", "reason": "", "document": "", "file_id": None, "file_name": ""}
    keep(doing, dict.fromkeys(norms, told))
    doing.note = Text(
        f"逐条核对后确认系统测算为符合的 {len(norms)} 项：{'、'.join(norms)}",
        f"{len(norms)} conditions computed as met were looked at and confirmed: {', '.join(norms)}",
    )


def keep(doing: Doing, made: Mapping[str, Mapping[str, Any]]) -> None:
    """Writes conclusions by condition; each names who made it and when."""
    assert doing.by.pk is not None
    for norm, told in made.items():
        Conclusion.objects.update_or_create(
            application_id=doing.subject.pk,
            norm=norm,
            defaults={**told, "by_id": doing.by.pk, "at": doing.now},
        )


def recommend(doing: Doing) -> None:
    """Takes a place of the quota by a conditional UPDATE, then the rank; both or neither.

    Raises `Refusal` without a place or for a sub-sector that is taken, `Conflict` when the rank has just gone.
    """
    application = application_of(doing.subject)
    taken = Quota.objects.filter(
        round=application.round_id, prefecture=application.prefecture_id, used__lt=F("ceiling")
    ).update(used=F("used") + 1)
    if not taken:
        raise Refusal(QUOTA_FULL, clause="A14.2")
    payload = doing.payload
    # Looked at anew: `round_still_open` holds the round, so another prefecture's recommendation is seen.
    if not payload["niche_reason"] and (said := niches.taken(application)) is not None:
        raise Refusal(said, clause="A14.2")
    try:
        with transaction.atomic():
            Application.objects.filter(pk=application.pk).update(
                rank=payload["rank"],
                opinion=payload["opinion"],
                niche_reason=payload["niche_reason"],
                recommended_at=doing.now,
            )
    except IntegrityError as gone:
        raise Conflict(
            Text(
                f"排序第 {payload['rank']} 位刚刚已被另一集群使用，请改用其他位次。",
                f"Rank {payload['rank']} has just been given to another cluster; take another one.",
            )
        ) from gone
    opening.taken_along(doing, application, Text("新增推荐", "recommended anew"))
    doing.note = Text("择优推荐，列入本市推荐函", "Recommended; it goes into the prefecture's letter")


def withdraw_recommendation(doing: Doing) -> None:
    """The prefecture takes its recommendation back: the place and the rank are free again."""
    application = application_of(doing.subject)
    release_quota(application)
    opening.taken_along(doing, application, Text("撤回推荐", "taken back"))
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])


def release_quota(application: Application) -> None:
    """Gives back the place in the quota and the rank of a recommended application, inside the act that ends it.

    Does nothing for an application that holds none, so that a place is never given back twice.
    """
    held = Application.objects.filter(pk=application.pk, recommended_at__isnull=False).update(
        rank=None, recommended_at=None
    )
    if held:
        Quota.objects.filter(round=application.round_id, prefecture=application.prefecture_id, used__gt=0).update(
            used=F("used") - 1
        )
    application.rank = application.recommended_at = None
