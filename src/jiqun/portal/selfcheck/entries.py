"""The figures a self-check asks for, with unit, clause and what to enter; kinds are those of the roster workbook."""

from __future__ import annotations

from dataclasses import dataclass

from jiqun.bilingual import Text
from jiqun.facts.workbook.figures import Figure
from jiqun.facts.workbook.sheets import CLUSTER, FIRM_YEARS

_KINDS = {c.field: c.kind for c in (*CLUSTER.columns, *FIRM_YEARS.columns) if isinstance(c.kind, Figure)}
NOTHING = Text("", "")
_FIRMS = Figure(Text("家", "firms"))
_MONEY, _PEOPLE, _PATENTS, _MASS = (_KINDS[name] for name in ("output", "employees", "patents", "co2"))


@dataclass(frozen=True, slots=True)
class Entry:
    """A figure asked for: its field, title, kind, the clause that needs it and what to enter."""

    name: str
    title: Text
    kind: Figure
    clause: str
    note: Text = NOTHING


YEARLY = (
    Entry(
        "output",
        Text("产值", "Output"),
        _MONEY,
        "A13.2",
        Text("现价，含规下企业。", "Current prices, small firms too."),
    ),
    Entry("output_sme", Text("其中：中小企业产值", "of which SMEs"), _MONEY, "A13.2"),
    Entry("output_lead", Text("其中：主导产业产值", "of which the lead industry"), _MONEY, "A13.2"),
    Entry("rd_sme", Text("中小企业研发经费", "SMEs' R&D spending"), _MONEY, "A13.5"),
    Entry(
        "patents",
        Text("有效发明专利", "Valid invention patents"),
        _PATENTS,
        "A13.5",
        Text("年末有效数。", "At year's end."),
    ),
    Entry("software_users", Text("应用工业软件的企业", "Firms using industrial software"), _FIRMS, "A13.6"),
    Entry("software_answered", Text("答复工业软件情况的企业", "Firms that answered about it"), _FIRMS, "A13.6"),
    Entry("co2", Text("二氧化碳排放量", "Carbon dioxide emitted"), _MASS, "A13.7"),
    Entry(
        "output_reported",
        Text("填报排放量企业的产值", "Output of the firms whose emissions these are"),
        _MONEY,
        "A13.7",
    ),
)
LATEST = (
    Entry("employees", Text("从业人员", "Employees"), _PEOPLE, "A13.5"),
    Entry(
        "firms",
        Text("企业总数", "All firms"),
        _FIRMS,
        "A13.6",
        Text(
            "含规下企业；只在按全部企业计算普及率时使用。",
            "Small firms too; used only when platform use is counted over all firms.",
        ),
    ),
    Entry(
        "platform_users",
        Text("应用工业互联网平台的企业", "Firms using an industrial internet platform"),
        _FIRMS,
        "A13.6",
    ),
    Entry("platform_answered", Text("答复平台应用情况的企业", "Firms that answered about a platform"), _FIRMS, "A13.6"),
    Entry(
        "top_firms",
        Text(
            "主导产业的国家级单项冠军、专精特新“小巨人”企业",
            "National champions and little giants of the lead industry",
        ),
        _FIRMS,
        "A13.3",
        Text("一家企业多项称号只计一次。", "A firm with several titles counts once."),
    ),
    Entry(
        "listed_firms",
        Text(
            "国家级高新、省级专精特新、创新型、链主、单项冠军企业",
            "High-tech, specialised, innovative, chain-leading and champion firms",
        ),
        _FIRMS,
        "A13.3",
        Text(
            "一家企业多项称号只计一次；链主企业须有认定机关和级别。",
            "A firm with several titles counts once; a chain leader needs issuer and level.",
        ),
    ),
)
OF_CLUSTER = (
    Entry("area_m2", Text("占地面积", "Area"), _KINDS["area_m2"], "A13.2"),
    Entry(
        "population",
        Text("所在县域常住人口", "Residents of the county"),
        _PEOPLE,
        "A13.5",
        Text("只在按人口计算每万人专利时使用。", "Used only when patents are counted per resident."),
    ),
)
GRADES = ("一般", "较大", "重大", "特别重大")
GRADES_EN = ("ordinary", "larger", "major", "extreme")
INCIDENT_KINDS_EN = (
    "safety accident", "quality accident", "pollution accident", "network incident", "data incident", "tax offence",
    "serious breach of trust", "other grave matter",
)  # fmt: skip
