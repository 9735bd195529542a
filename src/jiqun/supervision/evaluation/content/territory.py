"""The report on a territory: what stands there, how it grew, what the plans reached and what remains open."""

from __future__ import annotations

from collections import Counter
from fractions import Fraction

from jiqun.bilingual import Text
from jiqun.documents.report import charts
from jiqun.geography import tiles as grid
from jiqun.standards import divisions
from jiqun.supervision.evaluation.content import annexes, blocks, course
from jiqun.supervision.evaluation.content.facts import Facts, Member
from jiqun.supervision.evaluation.content.figures import FIGURES, points
from jiqun.supervision.evaluation.content.writing import Source, Writer, both

HUNDRED_YI = 100 * 100_000_000 * 100
"""一百亿元 in 分."""
SCALE = ("firms", "employees", "output", "output_lead", "revenue", "exports")
INNOVATION = ("rd", "rd_sme", "patents")


def written(facts: Facts, place: str, *, map_of_prefectures: bool) -> Writer:
    """The whole report on the territory called `place`; a map only where it has several prefectures."""
    writer = Writer(facts)
    stock(writer, place)
    if map_of_prefectures:
        spread(writer)
    scale(writer)
    innovation(writer)
    ladder(writer)
    green(writer)
    course.goals(writer)
    course.reports(writer)
    course.problems(writer)
    annexes.clusters(writer)
    return writer


def stock(writer: Writer, place: str) -> None:
    """How many clusters there are, of which batches, and what their terms stand at."""
    facts = writer.facts
    writer.chapter("stock", Text("总体情况", "Overview"))
    writer.paragraph()
    everybody = [member.id for member in facts.members]
    held = Text(f"{facts.year}年内认定有效的省级集群", f"provincial recognitions in force within {facts.year}")
    writer.say(
        "held",
        Text(
            f"{facts.year}年，{place}年内认定有效的省级中小企业特色产业集群共{{n}}。",
            f"In {facts.year} there were {{n}} provincial SME industrial clusters in {place} whose recognition was in "
            "force within the year.",
        ),
        n=writer.count(len(everybody), held, everybody),
    )
    for batch, n in sorted(Counter(member.batch for member in facts.members).items()):
        ids = [member.id for member in facts.members if member.batch == batch]
        how = Text(f"{batch}认定的集群", f"clusters of the batch {batch}")
        writer.say(
            f"batch.{batch}",
            Text("{batch}认定{n}。", "{n} were recognised in the batch {batch}."),
            {"batch": batch},
            n=writer.count(n, how, ids),
        )
    expired = [member.id for member in facts.members if member.standing.zh.startswith("有效期满")]
    if expired:
        writer.say(
            "expired",
            Text(
                "截至取数之日，{n}有效期满，待复核。",
                "On the day the data were drawn, the term of {n} was over and their renewal review pending.",
            ),
            n=writer.count(len(expired), Text("有效期满、待复核的集群", "clusters whose term is over"), expired),
        )
    for place_in_order, member in enumerate(member for member in facts.members if member.became):
        for number, change in enumerate(member.became):
            writer.say(
                f"became.{place_in_order}.{number}",
                Text(f"{member.name}：{change.zh}。", f"{member.name}: {change.en}."),
            )


def spread(writer: Writer) -> None:
    """Where the clusters are: a schematic of the prefectures, and their figures beside each other."""
    facts = writer.facts
    writer.chapter("spread", Text("区域分布", "Where they are"))
    found = facts.prefectures()
    writer.paragraph()
    how = Text("有集群的地级以上市", "prefectures with clusters")
    writer.say(
        "prefectures",
        Text("集群分布在{n}地级以上市。", "They are in {n} prefectures."),
        n=writer.count(len(found), how, [member.id for member in facts.members]),
    )
    most = max((len(members) for members in found.values()), default=0)
    top = [code for code, members in found.items() if len(members) == most]
    if top and len(found) > 1:
        ids = [member.id for code in top for member in found[code]]
        names = "、".join(divisions.full_name(code) for code in top)
        each, en = ("各", " each") if len(top) > 1 else ("有", "")
        writer.say(
            "most",
            Text(f"{names}最多，{each}{{n}}。", f"{names}: the most, {{n}}{en}."),
            n=writer.count(most, Text("集群数最多的地市", "the prefecture with the most clusters"), ids),
        )
    tiles = [
        {
            "column": column,
            "row": row,
            "name": divisions.spoken(code),
            "shown": str(len(found.get(code, ()))),
            "shade": charts.shade(Fraction(len(found.get(code, ()))), Fraction(most)),
        }
        for code, (column, row) in grid.prefectures().items()
    ]
    title = Text("集群数量分布示意（不表示行政区域界线）", "Clusters by prefecture (a schematic without boundaries)")
    source = Source(Text("各地市集群数", "clusters by prefecture"), clusters=tuple(m.id for m in facts.members))
    writer.add(kind="tiles", title=both(title), tiles=tiles, source=writer.place(source))
    by_prefecture(writer, found)


def by_prefecture(writer: Writer, found: dict[str, tuple[Member, ...]]) -> None:
    """A line for each prefecture."""
    facts = writer.facts
    names = ("firms", "output", "rd", "patents", "employees")
    head = [Text("地市", "Prefecture"), Text("集群（个）", "Clusters"), *(FIGURES[name].head for name in names)]
    head.insert(4, Text("产值增长", "Growth of output"))
    rows: list[list[Text | str]] = []
    for code, members in found.items():
        cells: list[Text | str] = [divisions.full_name(code), str(len(members))]
        for name in names:
            total = facts.total(name, among=members)
            number = blocks.NONE if total.value is None else FIGURES[name].written(total.value)
            cells.append(f"≥{number}" if total.blanks else number)
        grown = facts.growth("output", among=members).value
        cells.insert(4, blocks.NONE if grown is None else points(grown))
        rows.append(cells)
    everybody = tuple(member.id for member in facts.members)
    how = Text("各地市集群数据求和，增长只计两年可比集群", "sums by prefecture; growth on clusters with both years")
    source = Source(how, names, (facts.year - 1, facts.year), everybody, len(everybody))
    title = Text(f"{facts.year}年各地市集群主要指标", f"Main figures by prefecture, {facts.year}")
    writer.table(title, head, rows, source=source)


def scale(writer: Writer) -> None:
    """Firms, jobs, output and what the clusters sell abroad."""
    facts = writer.facts
    writer.chapter("scale", Text("发展规模", "Scale"))
    writer.paragraph()
    course.coverage(writer)
    course.told(writer, "firms", "firms", Text("集群企业{n}", "The clusters have {n}"))
    course.told(writer, "employees", "employees", Text("从业人员{n}", "They employ {n}"))
    course.told(writer, "output", "output", Text("实现产值{n}", "Their output was {n}"))
    course.told(writer, "revenue", "revenue", Text("营业收入{n}", "Their revenue was {n}"))
    course.told(writer, "exports", "exports", Text("出口额{n}", "Their exports were {n}"))
    lead = Text("主导产业产值占{n}", "The lead industry made {n} of output")
    course.rate(writer, "lead", "output_lead", "output", lead)
    course.rate(writer, "sme", "output_sme", "output", Text("中小企业产值占{n}", "SMEs made {n} of output"))
    large = [m.id for m in facts.members if (m.figure("output", facts.year) or 0) >= HUNDRED_YI]
    if facts.total("output").value is not None:
        how = Text("产值达到100亿元的集群", "clusters with an output of 10 billion yuan or more")
        writer.say(
            "hundred",
            Text("产值达到100亿元的集群{n}。", "{n} had an output of 10 billion yuan or more."),
            n=writer.count(len(large), how, large),
        )
    blocks.columns(writer, "output")
    blocks.years(writer, Text("规模指标历年情况", "Scale over the years"), SCALE)


def innovation(writer: Writer) -> None:
    """Research and patents."""
    writer.chapter("innovation", Text("创新能力", "Innovation"))
    writer.paragraph()
    course.told(writer, "rd", "rd", Text("集群研发经费{n}", "R&D spending was {n}"))
    course.rate(writer, "intensity", "rd", "revenue", Text("研发经费与营业收入之比为{n}", "R&D was {n} of revenue"))
    course.told(writer, "patents", "patents", Text("有效发明专利{n}", "There were {n} in force"))
    blocks.columns(writer, "rd")
    blocks.years(writer, Text("创新指标历年情况", "Innovation over the years"), INNOVATION)


def ladder(writer: Writer) -> None:
    """Firms with titles, and how digital they are."""
    writer.chapter("ladder", Text("优质企业与数字化转型", "Leading firms and digital change"))
    writer.paragraph()
    course.told(writer, "listed", "listed_firms", Text("获得梯度培育称号的企业{n}", "Firms with a gradient title: {n}"))
    course.told(writer, "top", "top_firms", Text("主导产业优质企业{n}", "Leading firms of the lead industry: {n}"))
    platform = Text("工业互联网平台应用普及率为{n}", "{n} of firms use a platform")
    course.rate(writer, "platform", "platform_users", "firms", platform)
    software = Text("工业软件应用率为{n}", "{n} of firms use industrial software")
    course.rate(writer, "software", "software_users", "firms", software)
    names = ("listed_firms", "top_firms", "platform_users", "software_users")
    blocks.years(writer, Text("优质企业与数字化历年情况", "Leading and digital firms over the years"), names)


def green(writer: Writer) -> None:
    """Energy and carbon dioxide."""
    writer.chapter("green", Text("绿色低碳", "Green development"))
    writer.paragraph()
    course.told(writer, "energy", "energy", Text("综合能耗{n}", "Energy use was {n}"))
    course.told(writer, "co2", "co2", Text("二氧化碳排放量{n}", "CO2 emitted: {n}"))
    blocks.years(writer, Text("绿色指标历年情况", "Green figures over the years"), ("energy", "co2"))
