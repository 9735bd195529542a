"""A plan to take away: 培育方案 as PDF, and the measures and goals as a workbook."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date, datetime

from jiqun.bilingual import pick
from jiqun.cultivation.models import Plan
from jiqun.cultivation.plan.content import YEARS
from jiqun.cultivation.plan.queries import DirectionShown, Overview
from jiqun.cultivation.plan.reading import FEN
from jiqun.documents import report as documents
from jiqun.documents.report import Chapter, Cover, Prose, Report, Table
from jiqun.web.exports import cell
from jiqun.web.figures import money


def pdf(plan: Plan, shown: Overview, on: date, now: datetime, language: str) -> bytes:
    """The plan as PDF/A. Raises `DocumentError`."""
    name, years = plan.cluster.name, f"{plan.first_year}–{plan.first_year + YEARS - 1}"
    edition = pick(f"第 {plan.revision} 版", f"revision {plan.revision}") if plan.revision else pick("草稿", "draft")
    general = [Prose(line) for line in shown.content.outline.splitlines() if line]
    chapters = [Chapter(pick("总体思路", "Outline"), tuple(general))]
    for of in shown.directions:
        blocks: list[Prose | Table] = [
            Table(
                (pick("任务", "Task"), pick("措施", "Measure"), pick("责任单位", "Unit"), pick("起止", "From–to"),
                 pick("状态", "Status"), pick("资金（万元）", "Money")),
                tuple(_measures(of)),
                words=5,
                widths=(1.6, 2.2, 1.4, 1.5, 0.9, 1.0),
                long=True,
            )
        ]  # fmt: skip
        if of.goals:
            head = (pick("目标", "Goal"), pick("单位", "Unit"), pick("基值", "Base"), *shown.content.years)
            rows = tuple(
                (each.goal.indicator, each.goal.unit, each.goal.base, *(one.target for one in each.years))
                for each in of.goals
            )
            blocks.append(Table(head, rows, words=2))
        chapters.append(Chapter(str(of.direction.title), tuple(blocks)))
    if shown.content.safeguards:
        lines = tuple(Prose(line) for line in shown.content.safeguards.splitlines() if line)
        chapters.append(Chapter(pick("保障措施", "Safeguards"), lines))
    made = Report(
        language,
        pick(f"{name}培育方案", f"Plan of {name}"),
        Cover(
            name,
            pick(f"培育方案（{years} 年）", f"Plan of cultivation {years}"),
            (
                (pick("编制单位", "Drawn up by"), plan.cluster.authority.body),
                (pick("编号", "Number"), plan.case.number),
                (pick("进展截至", "Progress as of"), on.isoformat()),
            ),
            (plan.cluster.authority.body,),
        ),
        tuple(chapters),
        edition=edition,
        draft=not plan.revision,
    )
    return documents.pdf(made, now=now)


def _measures(of: DirectionShown) -> Iterator[tuple[str, ...]]:
    for topic in of.topics:
        title = f"{topic.topic.code} {topic.topic.title}"
        for each in topic.tasks:
            row = each.row
            yield (
                title, row.title, row.owner, f"{row.start:%Y-%m} – {row.end:%Y-%m}", str(each.standing.title),
                money(row.planned, FEN, "exact"),
            )  # fmt: skip
        if topic.left_out:
            yield title, pick("不适用：", "Does not apply: ") + topic.left_out, "—", "—", "—", "—"
        elif topic.bare:
            yield title, pick("未填", "blank"), "—", "—", "—", "—"


def workbook(plan: Plan, shown: Overview) -> bytes:
    """Two sheets: measures with their status and money, goals with targets and results."""
    from xlsxwriter import Workbook

    target = io.BytesIO()
    with Workbook(target, {"in_memory": True}) as book:
        bold = book.add_format({"bold": True, "border": 1})
        tasks = book.add_worksheet(pick("措施", "Measures"))
        heads = (
            pick("方向", "Direction"), pick("任务", "Task"), pick("措施", "Measure"), pick("责任单位", "Unit"),
            pick("开始", "From"), pick("完成", "To"), pick("状态", "Status"), pick("计划投入（万元）", "Planned"),
            pick("累计投入（万元）", "Spent"), pick("不适用的理由", "Why it does not apply"),
        )  # fmt: skip
        lines: list[tuple[str, ...]] = []
        for of in shown.directions:
            for topic in of.topics:
                start = (str(of.direction.title), f"{topic.topic.code} {topic.topic.title}")
                for each in topic.tasks:
                    row = each.row
                    lines.append(
                        (*start, row.title, row.owner, row.start.isoformat(), row.end.isoformat(),
                         str(each.standing.title), money(row.planned, FEN, "exact"), money(row.spent, FEN, "exact"), "")
                    )  # fmt: skip
                if not topic.tasks:
                    lines.append((*start, *[""] * 7, topic.left_out))
        for number, line in enumerate([heads, *lines]):
            for column, value in enumerate(line):
                tasks.write_string(number, column, cell(value) if number else value, bold if not number else None)
        tasks.set_column(0, 3, 26)
        goals = book.add_worksheet(pick("目标", "Goals"))
        years = shown.content.years
        head = [pick("方向", "Direction"), pick("指标", "Indicator"), pick("单位", "Unit"), pick("基值", "Base")]
        head += [
            name for year in years for name in (f"{year} {pick('目标', 'target')}", f"{year} {pick('实际', 'result')}")
        ]
        for column, value in enumerate(head):
            goals.write_string(0, column, value, bold)
        number = 1
        for of in shown.directions:
            for one in of.goals:
                values = [str(of.direction.title), one.goal.indicator, one.goal.unit, one.goal.base]
                values += [value for year in one.years for value in (year.target, year.actual)]
                for column, value in enumerate(values):
                    goals.write_string(number, column, cell(value))
                number += 1
        goals.set_column(0, 1, 26)
    return target.getvalue()
