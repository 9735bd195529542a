"""The public notice of those proposed to pass, and the decision that renews them (Articles 14(三), 15).

The end of a period unlocks the decision and performs nothing; an open objection holds its cluster back.
"""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from jiqun.authorities.hours import day_of
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.refusals import Conflict, Refusal, naming
from jiqun.documents.official import written_day
from jiqun.forms.answers import values
from jiqun.law.citation import here
from jiqun.notices import making, wording
from jiqun.notices.models import Notice
from jiqun.notices.queries import held_back
from jiqun.outgoing.drafting import draft
from jiqun.register import becoming
from jiqun.register.models import Goal
from jiqun.register.terms import term_end
from jiqun.standards import province
from jiqun.supervision.models import GoalResult, Renewal, RenewalRound, Revocation
from jiqun.supervision.renewal import lines, resting
from jiqun.supervision.renewal.goals import PLAN, RESULTS, plan, plan_years

STEM = "renewal_notice"
CLAUSE = "A15 A14.3"


def refuse(zh: str, en: str) -> Refusal:
    """A refusal under Article 15."""
    return Refusal(Text(zh, en), clause="A15")


def template(of: RenewalRound, number: int) -> dict[str, Any]:
    """The template of the notice filled in for a round, as a notice keeps it."""
    call = f"和复核工作通知（{of.document}）" if of.document else ""
    told = {
        "designation": province.here().designation.zh,
        "year": resting.legal_day(of).year,
        "basis": f"{resting.cited(of)}{here('A15').zh}规定{call}",
        "number": number,
        "days": resting.notice_days(of),
    }
    return wording.current(STEM).filled(told)


def results_text(of: RenewalRound, number: int) -> tuple[str, str]:
    """Title and text of the announced results, as they usually read."""
    year = resting.legal_day(of).year
    return (
        f"关于公布{year}年{province.here().designation.zh}复核通过名单的通告",
        f"根据{resting.cited(of)}{here('A15').zh}规定，经复核和公示，现公布复核通过的{province.here().designation.zh}{number}个，"
        "有效期自原有效期届满次日起延长三年。",
    )


# ── the notice ───────────────────────────────────────────────────────────────────────────────────────────


def notices(doing: Doing) -> list[Notice]:
    """The notices of a round, read once for a version of it."""
    case = doing.subject
    kept: tuple[int, list[Notice]] | None = case.__dict__.get("_renewal_notices")
    if kept is not None and kept[0] == case.version:
        return kept[1]
    found = list(Notice.objects.filter(round=case).order_by("number"))
    case.__dict__["_renewal_notices"] = (case.version, found)
    return found


def something_proposed(doing: Doing) -> None:
    """There is somebody proposed to pass who is not on notice."""
    if not Renewal.objects.filter(round=doing.subject.pk, case__state="proposed", live=True).exists():
        raise refuse("没有拟通过复核、待公示的集群。", "Nobody is proposed to pass and waits for the notice.")


def something_unpublished(doing: Doing) -> None:
    """There is an edition whose publication is not on record."""
    making.some_unpublished(notices(doing))


def something_published(doing: Doing) -> None:
    """There is a notice that stands on the official website."""
    making.some_published(notices(doing))


def something_to_correct(doing: Doing) -> None:
    """There is a published notice of which no other edition waits."""
    making.some_to_correct(notices(doing))


def something_running(doing: Doing) -> None:
    """There is a notice whose period can still be extended."""
    making.some_running(notices(doing), doing.today)


def calendar_corrected(doing: Doing) -> None:
    """The calendar of today counts a notice otherwise than it was announced."""
    making.some_calendar_corrected(notices(doing))


def make_notice(doing: Doing) -> None:
    """The notice of all that are proposed to pass, by place."""
    of = RenewalRound.objects.select_related("case").get(pk=doing.subject.pk)
    rows = lines.in_state(of, "proposed")
    notice = making.make(
        doing,
        [lines.item(row) for row in rows],
        required_days=resting.notice_days(of),
        template=template(of, len(rows)),
    )
    for row in rows:
        doing.move(row.case, "listed", Text(notice.title, notice.title))
    doing.told["notice"] = {"id": str(notice.pk), "items": notice.items}
    doing.note = Text(f"{len(rows)} 个集群", f"{len(rows)} clusters")


def correct_notice(doing: Doing) -> None:
    """A correction, with the lines as the register has them now."""
    making.correct(doing, lines.items_now(doing.subject))


# ── the decision ─────────────────────────────────────────────────────────────────────────────────────────


def ready(of: RenewalRound, now: datetime) -> list[Renewal]:
    """Those on notice whose latest notice stood its days and whom no open objection holds back; three queries."""
    today = day_of(now)
    latest: dict[str, Notice] = {}
    for each in Notice.objects.filter(round=of.pk).order_by("number"):
        latest |= {item["case"]: each for item in each.items}
    held = held_back(of.case)
    return [
        row
        for row in lines.in_state(of, "listed")
        if row.pk not in held
        and (notice := latest.get(str(row.pk))) is not None
        and making.not_over(notice, today) is None
    ]


def somebody_ready(doing: Doing) -> None:
    """A notice is over and somebody on it is not held back. Raises `Refusal` with what has to come first."""
    of = RenewalRound.objects.select_related("case").get(pk=doing.subject.pk)
    if ready(of, doing.now):
        return
    if not lines.in_state(of, "listed"):
        raise refuse("没有在公示的集群。", "Nobody is on notice.")
    making.all_over(notices(doing), doing.today)
    numbers = naming(sorted({number for each in held_back(doing.subject).values() for number in each}))
    raise refuse(
        f"公示的集群都有未办结的异议（{numbers.zh}），先答复再作决定。",
        f"Everybody on notice has an open objection ({numbers.en}); answer them first.",
    )


def announce(doing: Doing) -> None:
    """The decision on all that are ready: their terms are extended, the goals of their next plans frozen, and the
    letters drafted. Raises `Conflict` when others are ready now than when it was prepared."""
    list(Notice.objects.filter(round=doing.subject).held())
    of = RenewalRound.objects.select_related("case").get(pk=doing.subject.pk)
    rows = ready(of, doing.now)
    told = doing.payload
    if told["announced"] != " ".join(str(row.pk) for row in rows):
        raise Conflict(
            Text(
                "提请之后名单有变化（收到新的异议、有异议办结，或有集群退回重新考核），请退回经办，核对后重新提请。",
                "The list has changed since this was prepared; send it back and prepare it anew.",
            ),
            clause="A15",
        )
    for row in rows:
        renew(doing, row)
    context = {
        "issuer": doing.subject.authority.body,
        "title": told["title"],
        "text": told["text"],
        "rows": [[*lines.row_of(row), *term(row)] for row in rows],
        "invented": any(row.cluster.invented for row in rows),
    }
    draft(doing, "renewal_results", doing.subject, doing.subject.authority, context)
    doing.note = Text(f"{told['document']}，复核通过 {len(rows)} 个", f"{told['document']}, {len(rows)} renewed")


def term(renewal: Renewal) -> tuple[str, str]:
    """First and last day of the term a renewal adds, in words; before or after it was added."""
    end = renewal.ends_on
    start = end + timedelta(days=1)
    return written_day(start), written_day(term_end(start))


def renew(doing: Doing, renewal: Renewal) -> None:
    """One renewal: three years from the day after the old end, its goals frozen, its letter. Raises `Refusal` for a
    recognition that was revoked meanwhile, or whose term is another than the one that was reviewed."""
    recognition, told = renewal.recognition, doing.payload
    revoked = Revocation.objects.filter(recognition=recognition, live=True, change__isnull=False)
    if recognition.revoked_from is not None or recognition.valid_to != renewal.ends_on or revoked.exists():
        raise refuse(
            f"{recognition.cluster.name}的认定在复核期间已撤销或有效期已变更，请先办理“退回重新考核”。",
            f"The recognition of {recognition.cluster.name} was revoked or its term changed meanwhile; take it back.",
        )
    became, of = told["announced_on"], doing.subject
    start, end = term(renewal)
    reason = f"复核通过。{summary(renewal)}"
    decided = becoming.Decided(became, told["document"], reason, renewal.pk, renewal.case.number, told["title"])
    becoming.renew(recognition, decided, doing.new_id())
    rows, _ = plan(values(renewal.case).get(PLAN), plan_years(renewal.ends_on))
    Goal.objects.bulk_create(
        Goal(cluster=renewal.cluster, case_id=renewal.pk, number=n, recognition=recognition, **row)
        for n, row in enumerate(rows, 1)
    )
    context = {
        "issuer": of.authority.body,
        "to": renewal.case.authority.body,
        "cluster": renewal.cluster.name,
        "number": renewal.case.number,
        "document": told["document"],
        "announced": written_day(became),
        "summary": summary(renewal),
        "reasons": renewal.reasons,
        "valid_from": start,
        "valid_to": end,
        "goals": [[row["indicator"], row["unit"], row["base"], *row["targets"].values()] for row in rows],
        "years": list(plan_years(renewal.ends_on)),
        "invented": renewal.cluster.invented,
    }
    through = None if renewal.prefecture_id == renewal.case.authority_id else renewal.prefecture
    letter = ("renewal_letter", renewal.case, of.authority, context)
    draft(doing, *letter, addressee=renewal.case.authority, through=through)
    doing.move(renewal.case, "renewed", Text(told["document"], told["document"]))


def summary(renewal: Renewal) -> str:
    """How many goals were met, in the words of a paper; one query."""
    counted = Counter(GoalResult.objects.filter(renewal=renewal).values_list("result", flat=True))
    if not counted:
        return "认定时未固定规划目标。"
    said = "，".join(f"{title.zh}{counted[key]}项" for key, title in RESULTS.items() if counted[key])
    return f"三年发展规划目标共{counted.total()}项：{said}。"
