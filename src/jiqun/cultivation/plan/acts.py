"""What is done to a plan: begun, adopted by signature, amended, followed, commented on (Articles 7, 13(九), 16)."""

from __future__ import annotations

from typing import Any

from django.db.models import Q

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing, next_number, open_case
from jiqun.casework.models import Audience, Case
from jiqun.casework.refusals import Refusal
from jiqun.cultivation.models import Plan, PlanNote, PlanResult, PlanRevision, PlanTask
from jiqun.cultivation.plan import checking
from jiqun.cultivation.plan.content import YEARS, Content
from jiqun.cultivation.plan.filling import CLAUSE, begun, plan_of
from jiqun.cultivation.plan.reading import read
from jiqun.forms.answers import answers, values, write
from jiqun.journal.canonical import canonical, digests
from jiqun.law.citation import here
from jiqun.register.models import Cluster
from jiqun.standards import province

MEASURE = province.here().measure
OFFERED = f"按{here('A7').zh}任务和登记数据预填"
RESTORED = "撤销修订，恢复为已印发的内容"
NOT_OWN = Text("培育方案由集群所在县级主管部门办理。", "This is for the cluster's own county.")


def own(doing: Doing) -> None:
    """Only the county whose cluster it is. Raises `Refusal`."""
    if doing.clerk.authority_id != doing.subject.authority_id:
        raise Refusal(NOT_OWN, clause=CLAUSE)


def free(doing: Doing) -> None:
    """The cluster is the county's, and none of the years has a plan already. Raises `Refusal`."""
    payload = doing.payload
    if not payload:
        return  # asked before anything was entered
    cluster = Cluster.objects.filter(pk=payload["cluster"], authority=doing.clerk.authority_id).first()
    if cluster is None:
        raise Refusal(NOT_OWN, clause=CLAUSE)
    first = payload["first_year"]
    there = (
        Plan.objects.filter(
            Q(first_year__gt=first - YEARS, first_year__lt=first + YEARS), cluster=cluster, dropped=False
        )
        .select_related("case")
        .first()
    )
    if there is not None:
        years = f"{there.first_year}–{there.first_year + YEARS - 1}"
        raise Refusal(
            Text(
                f"该集群已有 {years} 年培育方案（{there.case.number}），年份重叠；请修订该方案，或作废未印发的草稿。",
                f"There is a plan for {years} already ({there.case.number}); amend it, or drop its draft.",
            ),
            clause=CLAUSE,
        )


def sound(doing: Doing) -> None:
    """Nothing is wrong with what was entered; every fault at once. Raises `Refusal`."""
    found = checking.faults(values(doing.subject), plan_of(doing.subject).first_year)
    if found:
        zh, en = "；".join(each.text.zh for each in found), "; ".join(each.text.en for each in found)
        raise Refusal(Text(f"还不能印发：{zh}。", f"It cannot be adopted yet: {en}."), clause="A13.9")


def content_of(case: Case) -> Content:
    """What the draft says now; one query."""
    return read(values(case), plan_of(case).first_year)[0]


def begin(doing: Doing) -> None:
    """Opens the plan with the named tasks and the goals on offer."""
    cluster, first = Cluster.objects.get(pk=doing.payload["cluster"]), doing.payload["first_year"]
    case = open_case(
        doing,
        number=f"PF-{first}-{next_number(f'plan/{first}'):04d}",
        title=f"{cluster.name}{first}–{first + YEARS - 1}年培育方案"[:120],
        authority=doing.clerk.authority,
        measure=MEASURE,
        state="drafting",
        cluster=cluster,
    )
    Plan.objects.create(case=case, cluster=cluster, first_year=first)
    offered = begun(cluster, first)
    write(case, {name: (value, None) for name, value in offered.items()}, doing.clerk, doing.now, OFFERED)
    doing.subject = case


def adopt(doing: Doing) -> None:
    """印发: the draft becomes a revision that never changes; its measures are followed from now on."""
    case, plan = doing.subject, plan_of(doing.subject)
    given = values(case)
    content = read(given, plan.first_year)[0]
    number, plain = plan.revision + 1, content.plain()
    sha256 = digests(canonical(plain)).sha256
    PlanRevision.objects.create(
        plan=plan,
        number=number,
        content=plain,
        answers=given,
        sha256=sha256,
        reason=doing.payload["reason"],
        adopted_on=doing.today,
        adopted_at=doing.now,
    )
    follow(doing, plan, content)
    Plan.objects.filter(pk=plan.pk).update(revision=number)
    Case.objects.filter(pk=case.pk).update(audience=Audience.CHAIN)
    case.audience = Audience.CHAIN
    doing.told |= {"revision": number, "sha256": sha256}
    doing.note = Text(
        f"第 {number} 版：{len(content.tasks)} 条措施，{len(content.goals)} 项目标",
        f"revision {number}: {len(content.tasks)} measures, {len(content.goals)} goals",
    )


def follow(doing: Doing, plan: Plan, content: Content) -> None:
    """Brings the measures that are followed in line with a revision. One that stays (same task, same words) keeps its
    status and notes; one that is gone is ended."""
    there: dict[tuple[str, str], list[PlanTask]] = {}
    for row in PlanTask.objects.filter(plan=plan, ended=False):
        there.setdefault((row.topic, row.title), []).append(row)
    fresh: list[PlanTask] = []
    for number, each in enumerate(content.tasks, start=1):
        if known := there.get((each.topic, each.title)):
            row = known.pop(0)
        else:
            row = PlanTask(id=doing.new_id(), plan=plan, topic=each.topic, title=each.title)
            fresh.append(row)
        row.number, row.owner, row.start, row.end, row.planned = number, each.owner, each.start, each.end, each.planned
        if row.until is not None and row.until <= each.end:
            row.until = None  # the plan itself now gives it that long
        if not row._state.adding:
            row.save()
    PlanTask.objects.bulk_create(fresh)
    PlanTask.objects.filter(pk__in=[row.pk for rows in there.values() for row in rows]).update(ended=True)


def say_why(doing: Doing) -> None:
    """Keeps the reason."""
    doing.note = Text(doing.payload["reason"], doing.payload["reason"])


def drop(doing: Doing) -> None:
    """作废: the draft was never adopted; its years are free again."""
    Plan.objects.filter(pk=doing.subject.pk).update(dropped=True)
    say_why(doing)


def undo(doing: Doing) -> None:
    """Takes the draft back to the revision in force; what was typed stays in the history of the answers."""
    case, plan = doing.subject, plan_of(doing.subject)
    kept = PlanRevision.objects.get(plan=plan, number=plan.revision).answers
    standing = answers(case)
    changed = {
        name: (kept.get(name, ""), standing.get(name))
        for name in {*kept, *standing}
        if (standing[name].value if name in standing else "") != kept.get(name, "")
    }
    write(case, changed, doing.clerk, doing.now, RESTORED)
    say_why(doing)


def consult(doing: Doing) -> None:
    """The prefecture sees the draft from now on."""
    Case.objects.filter(pk=doing.subject.pk).update(audience=Audience.CHAIN)
    doing.subject.audience = Audience.CHAIN


def advise(doing: Doing) -> None:
    """The prefecture's opinion; it decides nothing."""
    said = doing.payload["opinion"]
    Plan.objects.filter(pk=doing.subject.pk).update(opinion=said)
    doing.note = Text(said, said)


def note(doing: Doing) -> None:
    """进展: a dated note on a measure, with proof where there is any."""
    payload: Any = doing.payload
    task = PlanTask.objects.get(pk=payload["task"], plan=doing.subject.pk)
    file = payload["file"] or {}
    PlanNote.objects.create(
        id=doing.new_id(),
        task=task,
        on=payload["on"],
        status=payload["status"],
        text=payload["text"],
        spent=payload["spent"],
        until=payload["until"],
        file_id=file.get("sha256"),
        file_name=file.get("name", ""),
        by=doing.clerk,
        at=doing.now,
    )
    spent = task.spent if payload["spent"] is None else payload["spent"]
    PlanTask.objects.filter(pk=task.pk).update(status=payload["status"], until=payload["until"], spent=spent)
    said = f"{task.topic} {task.title}：{payload['text']}"
    doing.note = Text(said, said)


def result(doing: Doing) -> None:
    """A goal's result of a year, where no figure of the register tells it."""
    payload = doing.payload
    indicator = payload["goal"]
    PlanResult.objects.update_or_create(
        plan_id=doing.subject.pk,
        indicator=indicator,
        year=payload["year"],
        defaults={"value": payload["value"], "source": payload["source"], "at": doing.now},
    )
    said = f"{indicator} {payload['year']} 年：{payload['value']}（{payload['source']}）"
    doing.note = Text(said, said)
