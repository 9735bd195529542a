"""Why the county may not do something now."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from jiqun.authorities.hours import deadline_phrase
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.casework.models import Case
from jiqun.casework.refusals import Refusal
from jiqun.recognition.acts.filing.late import TooLate
from jiqun.recognition.models import Application, Round
from jiqun.recognition.queries import forwarding
from jiqun.recognition.queries.filing.application import application_of, closes_at, lacks, read_anew

NO_ROUND = Text(
    "现在没有开放申报的批次；省级印发认定工作通知后即可开始申报。",
    "No round is open for applications; one opens when the province issues its call.",
)


def open_rounds(now: datetime) -> list[Round]:
    """The rounds a county may start an application in, the one closing first at the top."""
    rows = Round.objects.filter(case__state="open", county_deadline__gt=now)
    return list(rows.select_related("case").order_by("county_deadline"))


def any_open(now: datetime) -> bool:
    """Whether there is such a round at all."""
    return Round.objects.filter(case__state="open", county_deadline__gt=now).exists()


def round_is_open(doing: Doing) -> None:
    """The round takes applications and the county's deadline has not passed (Articles 12, 14(一))."""
    chosen = doing.payload.get("round")
    if not chosen:
        if not any_open(doing.now):
            raise Refusal(NO_ROUND, clause="A12")
        return
    found = Round.objects.filter(case=chosen).select_related("case").first()
    if found is None or found.case.state != "open":
        raise Refusal(NO_ROUND, clause="A12")
    authority = doing.by.authority
    own = forwarding.current(found.pk, forwarding.prefecture_of(authority)) if authority is not None else None
    last = found.county_deadline if own is None else own.county_deadline
    if doing.now >= last:
        closed = deadline_phrase(last)
        raise Refusal(
            Text(
                f"“{found.case.title}”的县级申报截止时间（{closed.zh}）已过，不能再开始申报。",
                f"The counties' deadline of this round ({closed.en}) has passed.",
            ),
            clause="A14.1",
        )


def first_of_cluster(doing: Doing) -> None:
    """A cluster applies once in a round (Article 12)."""
    cluster, chosen = doing.payload.get("cluster"), doing.payload.get("round")
    if not cluster or not chosen:
        return
    there = Case.objects.filter(application__round=chosen, application__cluster=cluster).first()
    if there is not None:
        state = there.procedure.by_state[there.state].title
        raise Refusal(
            Text(
                f"该集群在本批次已有申报 {there.number}（{state.zh}），同一批次只能申报一次。",
                f"The cluster has application {there.number} in this round ({state.en}); it may apply once a round.",
            ),
            clause="A12",
        )


def own_authority(doing: Doing) -> None:
    """Only the applicant itself changes its application."""
    subject: Case = doing.subject
    if doing.by.authority is None or subject.authority_id != doing.by.authority.code:
        raise Refusal(
            Text("申报由申报单位自己办理。", "Only the applicant itself handles its application."), clause="A14.1"
        )


def as_it_stands(doing: Doing) -> None:
    """Refuses nothing: what the act read before it claimed the case is read anew, as a forwarded call may have been
    revised or a boundary filed since (Articles 5, 13(二))."""
    if doing.claimed:
        read_anew(doing.subject)


def in_time(doing: Doing) -> None:
    """A first submission by the county's deadline, a correction by the prefecture's; late, the draft is kept."""
    application: Application = application_of(doing.subject)
    last = closes_at(application, doing.subject.state)
    if doing.now >= last:
        closed = deadline_phrase(last)
        if doing.subject.state == "correcting":
            what = Text("补正截止时间", "The deadline for corrections")
        elif application.forwarded is not None:
            what = Text("市级转发通知规定的县级申报截止时间", "The counties' deadline of the forwarded call")
        else:
            what = Text("县级申报截止时间", "The counties' deadline")
        raise TooLate(
            Text(
                f"{what.zh}（{closed.zh}）已过，不能提交。已填内容全部保留为草稿，可供下一批次参考；"
                "如因系统故障未能提交，请联系所在地级以上市主管部门。",
                f"{what.en} ({closed.en}) has passed and it cannot be handed in. Everything entered is kept as a "
                "draft. If a fault of the system was the cause, turn to your prefecture.",
            ),
            last,
            clause="A14.1",
        )


def complete(doing: Doing) -> None:
    """Names everything that is missing at once."""
    if missing := lacks(doing.subject):
        raise Refusal(missing.sentence, clause="A14.1")


def roster_is_current(doing: Doing) -> None:
    """The roster ends with the year the round looks at."""
    application = application_of(doing.subject)
    roster: Any = application.roster
    wanted = application.round.base_year
    if roster is not None and roster.base_year != wanted:
        raise Refusal(
            Text(
                f"企业名册的基准年是 {roster.base_year} 年，本批次为 {wanted} 年，请重新导入名册。",
                f"The roster's base year is {roster.base_year}, the round's {wanted}; import it anew.",
            ),
            clause="A13.2",
        )
