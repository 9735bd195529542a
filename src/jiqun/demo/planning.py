"""A plan in eight directions in the demonstration (Articles 7, 13(九)): an invented cluster's, adopted and followed."""

from __future__ import annotations

from collections.abc import Iterator
from csv import DictReader
from datetime import timedelta
from decimal import Decimal
from importlib.resources import files
from io import StringIO
from typing import Any

from jiqun.casework.models import Case
from jiqun.cultivation.models import PlanTask
from jiqun.cultivation.plan.directions import directions, templates
from jiqun.cultivation.plan.reading import OUTLINE, SAFEGUARDS, goal_field, left_field, task_field
from jiqun.demo.cultivating import ENTRIES
from jiqun.demo.firms import INVENTED
from jiqun.demo.play import Stage, at
from jiqun.forms import desk
from jiqun.forms.answers import values
from jiqun.register.models import Cluster

OF = ENTRIES[0]
FIRST_YEAR = 2025
BEGIN, ADOPTED = at("2025-03-13 09:20"), at("2025-03-17 10:00")
RESULTS = {"集体商标和地理标志": ("0", "1", "1", "2"), "公共服务活动服务企业": ("120", "180", "240", "320")}
GROWTH = (112, 125, 140)
"""Targets of the three years in hundredths of the base; where less is better, the inverse."""
LEFT_OUT = "本集群企业规模小、暂无此类需求，方案中期评估时再议"


def plan(stage: Stage) -> None:
    """Drawn up and adopted in March 2025 for 2025 to 2027; some measures are done, some late."""
    county, cluster = stage.officer(OF.code), Cluster.objects.get(name=OF.name)
    case: Case = stage.open("cultivation_plan", county, BEGIN, {"cluster": str(cluster.pk), "first_year": FIRST_YEAR})
    told = answers(case)
    for section in desk.desk_of(case).form(case).sections:
        sent = {field.id: told[field.id] for field in section.fields if field.id in told}
        saved = desk.save(case.pk, section.number, sent, by=county, now=BEGIN + timedelta(minutes=20 * section.number))
        if not saved.whole:
            raise ValueError(f"the demonstration's plan does not hold: {saved.faults}")
    case.refresh_from_db()
    stage.do_and_sign(case, "adopt_plan", OF.code, ADOPTED)
    rows = {row.topic: row for row in PlanTask.objects.filter(plan=case.pk)}
    for number, line in enumerate(each for each in measures() if each["note"]):
        noted = {
            "task": str(rows[line["topic"]].pk),
            "on": "2025-03-19",
            "status": line["status"],
            "text": line["note"] + INVENTED,
            "spent": "",
        }
        stage.do(case, "note_plan_progress", county, at("2025-03-20 14:00") + timedelta(minutes=7 * number), noted)


def measures() -> Iterator[dict[str, str]]:
    """The measures of the plan, and how far some of them are."""
    yield from DictReader(StringIO(files("jiqun.demo").joinpath("data/plan_huidong.csv").read_text("utf-8")))


def answers(case: Case) -> dict[str, Any]:
    """What is typed at the desk, by field; goals keep the base that the register put in."""
    said = {line["topic"]: line for line in measures()}
    offered = values(case)
    told: dict[str, Any] = {
        OUTLINE: "立足鞋机与鞋材配套优势，三年内建成省级中小企业特色产业集群（虚构）。",
        SAFEGUARDS: "县领导小组统筹，逐项明确责任单位，每季度通报进展（虚构）。",
    }
    for of in directions():
        have, lack = [], []
        for topic in of.topics:
            if line := said.get(topic.code):
                cells = [line["measure"] + INVENTED, line["owner"], line["start"], line["end"], line["money"]]
                have.append([f"{topic.code} {topic.title.zh}", *cells])
            else:
                lack.append([f"{topic.code} {topic.title.zh}", LEFT_OUT + INVENTED])
        told[task_field(of.number)], told[left_field(of.number)] = have, lack
        goals = offered.get(goal_field(of.number)) or ()
        told[goal_field(of.number)] = [goal(line) for line in goals if line[2] or line[0] in RESULTS]
    return told


def goal(line: list[str]) -> list[str]:
    """An offered goal with its three targets; one that no figure tells has results of the county's own."""
    indicator, unit, base, *_ = line
    better = "降" if not templates()[indicator, unit].rising else ""
    if indicator in RESULTS:
        return [indicator, unit, *RESULTS[indicator], "惠东县工业和信息化局", better]
    ahead = [Decimal(base) * (200 - share if better else share) / 100 for share in GROWTH]
    targets = [f"{each.quantize(Decimal(base)):f}" for each in ahead]
    return [indicator, unit, base, *targets, "惠东县工业和信息化局", better]
