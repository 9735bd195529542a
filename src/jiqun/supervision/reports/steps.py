"""What the acts on a report must find, and what they do (Article 16). Called by the one door only."""

from __future__ import annotations

from typing import Any

from jiqun.authorities.hours import ZONE
from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience, Case
from jiqun.casework.refusals import Conflict, Refusal
from jiqun.evidence import attachments, store
from jiqun.facts.errors import FactError
from jiqun.forms.answers import missing, values, write
from jiqun.forms.revisions import current, form_of
from jiqun.journal.canonical import canonical
from jiqun.register.figures import keep, line_of
from jiqun.register.models import Cluster, Recognition
from jiqun.standards import province
from jiqun.supervision.models import AnnualReport, GoalProgress, ReportOrder
from jiqun.supervision.reports import figures, goals
from jiqun.supervision.reports.deadline import due_day, due_moment
from jiqun.supervision.tracking import problems

CLAUSE = "A16"
FORM = "年度"
SNAPSHOT = "report_snapshot"
PROBLEMS = "problems"
"""The table of the form whose lines are followed until each is closed: 问题 · 改进措施 · 责任单位 · 期限."""
EXPLAINED = "figure_reasons"
"""The field in which figures that fell steeply are explained."""


def report_of(case: Case) -> AnnualReport:
    """The report of a matter, read once with what its pages need."""
    found: AnnualReport | None = getattr(case, "_report", None)
    if found is None:
        rows = AnnualReport.objects.select_related("cluster", "recognition", "form", "roster")
        found = rows.get(pk=case.pk)
        case._report = found  # type: ignore[attr-defined]
    return found


# ── what must hold ───────────────────────────────────────────────────────────────────────────────────────


def own(doing: Doing) -> None:
    """The steps of the county whose cluster it is."""
    if doing.clerk.authority_id != doing.subject.authority_id:
        raise Refusal(Text("由集群所在县级主管部门办理。", "This is for the cluster's own county."), clause=CLAUSE)


def own_prefecture(doing: Doing) -> None:
    """The steps of the prefecture it goes through."""
    if doing.clerk.authority_id != report_of(doing.subject).prefecture_id:
        raise Refusal(Text("由集群所在地级以上市办理。", "This is for the cluster's own prefecture."), clause=CLAUSE)


def not_returned_before(doing: Doing) -> None:
    """Each level returns a report once."""
    report = report_of(doing.subject)
    before = report.returned_by_prefecture if doing.act.name == "return_to_county" else report.returned_by_province
    if before:
        raise Refusal(
            Text(
                "本级已退回过一次。请予转报或接收，仍有问题的写入意见，由持续跟踪办理。",
                "Your level has returned it once; pass it on and put what is still open into the opinion.",
            ),
            clause=CLAUSE,
        )


def whole(doing: Doing) -> None:
    """Everything that is asked is there; every fault at once."""
    faults = faults_of(doing.subject, doing)
    if faults:
        zh, en = "；".join(each.zh for each in faults), "; ".join(each.en for each in faults)
        raise Refusal(Text(f"还不能报送：{zh}。", f"It cannot be handed in yet: {en}."), clause=CLAUSE)


def faults_of(case: Case, doing: Doing) -> list[Text]:
    """What keeps a report from being handed in."""
    report, given = report_of(case), values(case)
    form = form_of(report.form)
    found = [
        Text(f"“{field.label.zh}”未填", f"“{field.label.en}” is blank")
        for field in missing(form, given, report.year)
        if field.id != goals.FIELD
    ]
    found += goals.amiss(goals.lines(goals.goals_of(report), report.year, given.get(goals.FIELD)))
    roster = figures.newest(report.cluster)
    if roster is None:
        found.append(Text("集群还没有企业名册", "the cluster has no roster"))
        return found
    try:
        now, _ = figures.year_of(figures.counted(roster, doing.today), report.year)
    except FactError as said:
        found.append(said.text)
        return found
    if not now:
        found.append(
            Text(
                f"现行名册没有 {report.year} 年的企业数据，请先更新名册", f"the roster has no figures of {report.year}"
            )
        )
    fallen = [
        figures.TITLES[each.name][0]
        for each in figures.lines(now, {}, figures.before(report.cluster, report.year))
        if each.fell
    ]
    if fallen and not given.get(EXPLAINED):
        names = "、".join(each.zh for each in fallen), ", ".join(each.en for each in fallen)
        found.append(
            Text(
                f"{names[0]}比上年下降 90% 以上，请核对单位，或在“差异说明”中写明原因",
                f"{names[1]} fell by 90 % or more: look at the unit, or explain it",
            )
        )
    return found


# ── what is done ─────────────────────────────────────────────────────────────────────────────────────────


def begin(doing: Doing) -> None:
    """Opens the report of a cluster and year, its goals with the year's targets filled in."""
    by, told = doing.clerk, doing.payload
    assert by.authority is not None
    recognition = Recognition.objects.select_related("cluster").get(pk=told["recognition"])
    cluster, year = recognition.cluster, told["year"]
    refuse_second(cluster, year)
    number = f"NB-{year}-{next_number(f'report/{year}'):04d}"
    case = open_case(
        doing,
        number=number,
        title=f"{cluster.name}{year}年度报告",
        authority=by.authority,
        measure=province.here().measure,
        state="drafting",
        cluster=cluster,
    )
    report = AnnualReport.objects.create(
        case=case,
        cluster=cluster,
        recognition=recognition,
        year=year,
        prefecture_id=by.authority.prefecture_code or by.authority.pk,
        form=current(FORM, doing.now),
    )
    planned = goals.prefilled(goals.goals_of(report), year)
    if planned:
        write(case, {goals.FIELD: (planned, None)}, by, doing.now, "认定时冻结的规划目标")
    doing.subject = case
    doing.note = Text(f"{year} 年度，{len(planned)} 项规划目标", f"{year}, {len(planned)} goals of the plan")


def refuse_second(cluster: Cluster, year: int) -> None:
    """One report a cluster and year. Raises `Conflict` with the one there is."""
    there = AnnualReport.objects.filter(cluster=cluster, year=year).select_related("case").first()
    if there is not None:
        raise Conflict(
            Text(
                f"{cluster.name}{year}年度报告已在办（{there.case.number}），请继续办理该件。",
                f"The report on {year} is there already ({there.case.number}); go on with that one.",
            ),
            clause=CLAUSE,
        )


def hand_in(doing: Doing) -> None:
    """Freezes the report: figures of the newest roster, answers and goals, in a snapshot that names it whole."""
    case = doing.subject
    report, roster = report_of(case), figures.newest(report_of(case).cluster)
    assert roster is not None  # `whole` has refused it otherwise
    kept, blanks = figures.year_of(figures.counted(roster, doing.today), report.year)
    content = {
        "format": "jiqun-report-1",
        "number": case.number,
        "cluster": {"id": str(report.cluster_id), "name": report.cluster.name},
        "year": report.year,
        "form": {"number": report.form.number, "sha256": report.form.sha256},
        "answers": values(case),
        "roster": {"number": roster.number, "sha256": roster.sha256},
        "figures": kept,
        "blanks": blanks,
    }
    file = store.keep(canonical(content), "application/json", doing.now)
    name = f"{case.number}-{doing.now.astimezone(ZONE):%Y%m%d%H%M%S}.json"
    by = doing.preparer if isinstance(doing.preparer, Account) else None
    told = {"sha256": file.sha256, "name": name}
    attachments.attach(case, SNAPSHOT, told, id=doing.new_id(), by=by, now=doing.now)
    AnnualReport.objects.filter(pk=case.pk).update(
        roster=roster, figures=kept, blanks=blanks, snapshot_sha256=file.sha256, submitted_at=doing.now, notes=""
    )
    Case.objects.filter(pk=case.pk).update(audience=Audience.CHAIN)
    case.audience = Audience.CHAIN
    doing.told |= {"sha256": file.sha256, "roster": roster.number}
    doing.note = Text(f"名册第 {roster.number} 版", f"Roster revision {roster.number}")


def forward(doing: Doing) -> None:
    """The prefecture has looked at it and passes it on with its opinion."""
    AnnualReport.objects.filter(pk=doing.subject.pk).update(
        opinion=doing.payload["opinion"], forwarded_at=doing.now, notes=""
    )


def send_back(doing: Doing) -> None:
    """Returns it to the county with what is to be mended."""
    flag = "returned_by_prefecture" if doing.act.name == "return_to_county" else "returned_by_province"
    notes: str = doing.payload["notes"]
    AnnualReport.objects.filter(pk=doing.subject.pk).update(notes=notes, **{flag: True})
    doing.note = Text(notes, notes)


def receive(doing: Doing) -> None:
    """The province has it: its figures and problems are kept, its goals' results entered, an open order is met."""
    case = doing.subject
    report, given = report_of(case), values(case)
    source = f"年度报告 {case.number}"
    kept: dict[str, Any] = report.figures
    keep([line_of(report.cluster, report.year, kept, report.blanks, source, doing.now, report.roster_id, case.pk)])
    written = goals.lines(goals.goals_of(report), report.year, given.get(goals.FIELD))
    GoalProgress.objects.bulk_create(
        GoalProgress(report=report, goal=line.goal, actual=line.actual, reason=line.reason) for line in written
    )
    followed = problems.keep(doing, report.cluster, given.get(PROBLEMS) or (), report)
    doing.note = Text(
        f"{len(written)} 项目标进展，{followed} 个问题转入持续跟踪",
        f"Results of {len(written)} goals; {followed} problems to be followed",
    )
    AnnualReport.objects.filter(pk=case.pk).update(received_at=doing.now)
    orders = ReportOrder.objects.filter(
        cluster=report.cluster_id, year=report.year, case__state__in=("ordered", "missed")
    )
    for order in orders.select_related("case"):
        doing.move(order.case, "met", Text(f"报告 {case.number} 已接收", f"Report {case.number} was received"))


def received_of(case: Case) -> Text:
    """What receiving does, for the preview of several at once."""
    return Text(
        f"接收{case.authority.body}报送的《{case.title}》，指标和目标进展记入集群档案",
        f"{case.authority.body}’s “{case.title}” is received; figures and results enter the cluster's file",
    )


# ── orders ───────────────────────────────────────────────────────────────────────────────────────────────


def draft_order(doing: Doing) -> None:
    """Drafts the order; only the province sees it until it is signed."""
    told, by = doing.payload, doing.clerk
    assert by.authority is not None
    recognition = Recognition.objects.select_related("cluster").get(pk=told["recognition"])
    year = told["year"]
    number = f"ZL-{doing.now.astimezone(ZONE).year}-{next_number(f'order/{doing.now.astimezone(ZONE).year}'):03d}"
    doing.subject = open_case(
        doing,
        number=number,
        title=f"责令限期报送：{recognition.cluster.name}{year}年度报告",
        authority=by.authority,
        measure=province.here().measure,
        state="drafted",
        cluster=recognition.cluster,
    )
    ReportOrder.objects.create(
        case=doing.subject,
        cluster=recognition.cluster,
        year=year,
        due_on=told["due_on"],
        reason=told["reason"],
        ordered_at=doing.now,
    )


def still_owed(doing: Doing) -> None:
    """The report's day has passed and it is not there."""
    order = ReportOrder.objects.get(pk=doing.subject.pk)
    province = doing.subject.authority
    if doing.now <= due_moment(order.year, province):
        raise Refusal(
            Text(
                f"{order.year} 年度报告的期限为 {due_day(order.year)}，期限未过，不能责令。",
                f"The report on {order.year} is due on {due_day(order.year)}; there is nothing to order before.",
            ),
            clause=CLAUSE,
        )
    if AnnualReport.objects.filter(cluster=order.cluster_id, year=order.year, received_at__isnull=False).exists():
        raise Refusal(Text("该年度报告已接收，无需责令。", "The report has been received."), clause=CLAUSE)
    if AnnualReport.objects.filter(cluster=order.cluster_id, year=order.year, case__state="forwarded").exists():
        raise Refusal(
            Text("该年度报告已报送到省，请予接收或退回。", "The report lies with the province: receive or return it."),
            clause=CLAUSE,
        )
    if order.due_on <= doing.today:
        raise Refusal(
            Text("限期须在签发日之后，请作废后重拟。", "The time set has passed; discard it and draft anew."),
            clause=CLAUSE,
        )


def time_set_is_over(doing: Doing) -> None:
    """Nobody has missed a day that is still to come."""
    order = ReportOrder.objects.get(pk=doing.subject.pk)
    if doing.today <= order.due_on:
        raise Refusal(
            Text(f"限期为 {order.due_on}，尚未届满。", f"The time set runs to {order.due_on}."), clause="A17.3"
        )


def say_why(doing: Doing) -> None:
    """The reason stands in the history."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])
