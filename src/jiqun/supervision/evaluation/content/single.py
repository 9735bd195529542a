"""The report on one cluster: its figures over the years, goal by goal, and what remains open."""

from __future__ import annotations

from jiqun.bilingual import Text
from jiqun.supervision.evaluation.content import blocks, course, territory
from jiqun.supervision.evaluation.content.facts import Facts
from jiqun.supervision.evaluation.content.goals import reached
from jiqun.supervision.evaluation.content.writing import Source, Writer


def written(facts: Facts) -> Writer:
    """The whole report on the one member of the facts."""
    writer = Writer(facts)
    about(writer)
    scale(writer)
    territory.innovation(writer)
    territory.ladder(writer)
    territory.green(writer)
    goals(writer)
    course.reports(writer)
    course.problems(writer)
    return writer


def about(writer: Writer) -> None:
    """Whose report it is: place, industry, recognition and term."""
    (member,) = writer.facts.members
    writer.chapter("about", Text("集群概况", "The cluster"))
    writer.paragraph()
    writer.say(
        "place",
        Text(
            f"{member.name}位于{member.place}，主导产业为{member.leads}（GB/T 4754—2017）。",
            f"{member.name} is in {member.place}; its lead industry is {member.leads} (GB/T 4754-2017).",
        ),
    )
    writer.say(
        "term",
        Text(
            f"集群由省工业和信息化厅在{member.batch}认定，有效期{member.term}，取数之日状态为{member.standing.zh}。",
            f"It was recognised by the province in the batch {member.batch} for the term {member.term}; on the day the "
            f"data were drawn it stood as: {member.standing.en}.",
        ),
    )
    for number, change in enumerate(member.became):
        writer.say(f"became.{number}", Text(f"{change.zh}。", f"{change.en}."))


def scale(writer: Writer) -> None:
    """Firms, jobs and output."""
    writer.chapter("scale", Text("发展规模", "Scale"))
    writer.paragraph()
    course.told(writer, "firms", "firms", Text("集群企业{n}", "The cluster has {n}"))
    course.told(writer, "employees", "employees", Text("从业人员{n}", "It employs {n}"))
    course.told(writer, "output", "output", Text("实现产值{n}", "Its output was {n}"))
    course.told(writer, "revenue", "revenue", Text("营业收入{n}", "Its revenue was {n}"))
    course.told(writer, "exports", "exports", Text("出口额{n}", "Its exports were {n}"))
    lead = Text("主导产业产值占{n}", "The lead industry made {n} of output")
    course.rate(writer, "lead", "output_lead", "output", lead)
    course.rate(writer, "sme", "output_sme", "output", Text("中小企业产值占{n}", "SMEs made {n} of output"))
    blocks.columns(writer, "output")
    blocks.years(writer, Text("规模指标历年情况", "Scale over the years"), territory.SCALE)


def goals(writer: Writer) -> None:
    """Goal by goal: base, target of the year, result."""
    (member,), year = writer.facts.members, writer.facts.year
    course.goals(writer)
    if not member.goals:
        return
    writer.chapters[-1]["blocks"].pop()  # one cluster's goals stand one by one instead
    head = [
        Text("目标", "Goal"),
        Text("单位", "Unit"),
        Text("基数", "Base"),
        Text(f"{year}年目标", f"Target of {year}"),
        Text(f"{year}年完成", f"Result of {year}"),
        Text("进展", "Progress"),
    ]
    rows: list[list[Text | str]] = [
        [
            goal.indicator,
            goal.unit,
            goal.base or blocks.NONE,
            goal.target or blocks.NONE,
            goal.actual or blocks.NONE,
            reached(goal).title,
        ]
        for goal in member.goals
    ]
    how = Text("认定时固定的目标与年度情况中的完成值", "goals frozen at recognition and results as reported")
    source = Source(how, (), (year,), (member.id,), 1)
    title = Text(f"{year}年规划目标逐项进展", f"Goal by goal, {year}")
    writer.table(title, head, rows, words=2, source=source, widths=(30, 12, 13, 15, 15, 15))
