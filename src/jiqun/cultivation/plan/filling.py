"""Where a plan is filled in: the form's desk, a section a direction, with the named tasks and offered goals put in
beforehand."""

from __future__ import annotations

from functools import cache
from typing import Any

from jiqun.authorities.models import Account, Level, Role
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.cultivation.models import Plan
from jiqun.cultivation.plan.content import YEARS
from jiqun.cultivation.plan.directions import Direction, directions
from jiqun.cultivation.plan.reading import GENERAL, OUTLINE, SAFEGUARDS, goal_field, left_field, task_field
from jiqun.forms.definitions import Field, Form, Section
from jiqun.forms.desk import Desk, Known, register
from jiqun.law.citation import citing
from jiqun.register.models import FIGURES, Cluster, ClusterYear
from jiqun.web.figures import shown

CLAUSE = "A7"
OPEN = ("drafting", "amending")
OFFERED = citing("本产品按{A7}拟出，可以修改", "The product's offer from {A7}; it may be changed")
NOT_YOURS = Text("培育方案由集群所在县级主管部门的经办填写。", "The county's officer fills in the plan.")
SHUT = Text("方案已经印发，不能直接修改；需要调整的，请先办理“修订”。", "It is adopted; amend it to change anything.")
AWAITS = Text(
    "“印发”正待审核岗签批，期间不能修改；需要修改的，请先撤回提请。",
    "It waits for the approver's signature; recall it before you change anything.",
)
_NONE = Text("", "")
TASK_COLUMNS = (
    Text("任务（序号）", "Task (number)"),
    Text("措施", "Measure"),
    Text("责任单位", "Unit responsible"),
    Text("开始（年-月）", "From (year-month)"),
    Text("完成（年-月）", "To (year-month)"),
    Text("计划投入（万元）", "Money (10,000 yuan)"),
)
LEFT_COLUMNS = (Text("任务（序号）", "Task (number)"), Text("不适用的理由", "Why it does not apply"))


def plan_of(case: Case) -> Plan:
    """The plan of a matter, read once."""
    found: Plan | None = getattr(case, "_plan", None)
    if found is None:
        found = Plan.objects.select_related("cluster__authority").get(pk=case.pk)
        case._plan = found  # type: ignore[attr-defined]
    return found


@cache
def form(first_year: int) -> Form:
    """The form of a plan for three years: eight directions, then outline and safeguards."""
    general = Section(
        GENERAL,
        Text("总体思路和保障措施", "Outline and safeguards"),
        (
            _field(
                OUTLINE, "总体思路", "Outline", "发展定位、总体目标和工作思路。", "Where it is to go.", required=True
            ),
            _field(SAFEGUARDS, "保障措施", "Safeguards", "组织领导、资金和考核安排。", "Who sees to it, and how."),
        ),
    )
    return Form("培育方案", (*(_section(of, first_year) for of in directions()), general))


def _section(of: Direction, first_year: int) -> Section:
    named_zh = "；".join(f"{each.code} {each.words}（佐证：{each.evidence.zh}）" for each in of.topics)
    named_en = "; ".join(f"{each.code} {each.title.en} (proof: {each.evidence.en})" for each in of.topics)
    years = tuple(Text(f"{year} 年目标", f"Target {year}") for year in range(first_year, first_year + YEARS))
    goals = (
        Text("指标", "Indicator"),
        Text("单位", "Unit"),
        Text(f"{first_year - 1} 年基值", f"Base {first_year - 1}"),
        *years,
        Text("责任单位", "Unit responsible"),
        Text("向好（升/降）", "Better (升 up/降 down)"),
    )
    return Section(
        of.number,
        of.title,
        (
            _field(
                task_field(of.number),
                "工作措施",
                "Measures",
                f"任务名称已预填，每项任务至少写一条措施；同一任务有多条的，另起一行写同一序号。{named_zh}。",
                f"The tasks stand there; give a measure for each, more in further lines. {named_en}.",
                columns=TASK_COLUMNS,
                required=True,
                clause=of.clause,
            ),
            _field(
                left_field(of.number),
                "不适用的任务",
                "Tasks that do not apply",
                "集群确不适用的任务写序号和理由；其余任务须有措施。",
                "The number of a task that does not apply to the cluster, and why.",
                columns=LEFT_COLUMNS,
                clause=of.clause,
            ),
            _field(
                goal_field(of.number),
                "目标",
                "Goals",
                "目标要清晰、可考核：有单位、基值和逐年目标。已预填可参考的指标，没有填目标值的行不计。",
                "Clear and measurable: unit, base, a target for each year. Offered lines without targets do not count.",
                columns=goals,
                clause="A13.9",
            ),
        ),
    )


def _field(
    name: str,
    zh: str,
    en: str,
    told_zh: str,
    told_en: str,
    *,
    columns: tuple[Text, ...] = (),
    clause: str = CLAUSE,
    required: bool = False,
) -> Field:
    return Field(
        id=name,
        label=Text(zh, en),
        unit=_NONE,
        years="",
        source="declared",
        clause=clause,
        definition=Text(told_zh, told_en),
        evidence=_NONE,
        ask="table" if columns else "area",
        required=required,
        shows=(),
        parts=(),
        columns=columns,
    )


def begun(cluster: Cluster, first_year: int) -> dict[str, Any]:
    """The answers a new plan begins with: the named tasks, and the goals offered with last year's figures as their
    base where the register has them. One query."""
    row = ClusterYear.objects.filter(cluster=cluster, year=first_year - 1).values(*FIGURES).first()
    year: dict[str, int | None] = dict(row) if row else {}
    found: dict[str, Any] = {}
    for of in directions():
        found[task_field(of.number)] = [[f"{topic.code} {topic.title.zh}", *[""] * 5] for topic in of.topics]
        goals = []
        for each in of.goals:
            value = each.value(year)
            base = "" if value is None else shown(value, each.digits).replace(",", "")
            goals.append([each.indicator.zh, each.unit, base, *[""] * YEARS, "", "升" if each.rising else "降"])
        found[goal_field(of.number)] = goals
    return found


def refusal(case: Case, by: Account) -> Text | None:
    """Why an account that sees a plan may not fill it in now."""
    if by.role != Role.OFFICER or by.level != Level.COUNTY or by.authority_id != case.authority_id:
        return NOT_YOURS
    if case.state not in OPEN:
        return SHUT
    return AWAITS if case.pending else None


def known(case: Case, section: Section) -> Known:
    """Where the bases of offered goals are from."""
    if section.number == GENERAL:
        return {}
    plan = plan_of(case)
    said = Text(
        f"已预填的基值取自登记的 {plan.first_year - 1} 年数据；没有数据的请填写。",
        f"Bases put in beforehand are the register's figures of {plan.first_year - 1}.",
    )
    return {goal_field(section.number): (str(said),)}


register(
    Desk(
        procedure="cultivation_plan",
        form=lambda case: form(plan_of(case).first_year),
        base_year=lambda case: plan_of(case).first_year - 1,
        refusal=refusal,
        page="cultivation:plan",
        list_page="cultivation:plans",
        list_title=Text("培育方案", "Plans"),
        clause=CLAUSE,
        known=known,
    )
)
