"""The figures a self-check asks for, with unit, topic and what to enter; kinds are those of the roster workbook."""

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
    """A figure asked for: its field, title, kind, the topic of the norm that needs it and what to enter.

    Topics are those of `Norm.topic`: which clause it is depends on the measure chosen.
    """

    name: str
    title: Text
    kind: Figure
    topic: str
    note: Text = NOTHING


YEARLY = (
    Entry(
        "output",
        Text("产值", "Output"),
        _MONEY,
        "13.2.output",
        Text("现价，含规下企业。", "Current prices, small firms too."),
    ),
    Entry("output_sme", Text("其中：中小企业产值", "of which SMEs"), _MONEY, "13.2.sme_share"),
    Entry("output_lead", Text("其中：主导产业产值", "of which the lead industry"), _MONEY, "13.2.lead_share"),
    Entry("rd_sme", Text("中小企业研发经费", "SMEs' R&D spending"), _MONEY, "13.5.rd_growth"),
    Entry(
        "patents",
        Text("有效发明专利", "Valid invention patents"),
        _PATENTS,
        "13.5.patent_growth",
        Text("年末有效数。", "At year's end."),
    ),
    Entry("software_users", Text("应用工业软件的企业", "Firms using industrial software"), _FIRMS, "13.6.software"),
    Entry("software_answered", Text("答复工业软件情况的企业", "Firms that answered about it"), _FIRMS, "13.6.software"),
    Entry("co2", Text("二氧化碳排放量", "Carbon dioxide emitted"), _MASS, "13.7.co2_intensity"),
    Entry(
        "output_reported",
        Text("填报排放量企业的产值", "Output of the firms whose emissions these are"),
        _MONEY,
        "13.7.co2_intensity",
    ),
)
LATEST = (
    Entry("employees", Text("从业人员", "Employees"), _PEOPLE, "13.5.patent_density"),
    Entry(
        "firms",
        Text("企业总数", "All firms"),
        _FIRMS,
        "13.6.platform",
        Text(
            "含规下企业；只在按全部企业计算普及率时使用。",
            "Small firms too; used only when platform use is counted over all firms.",
        ),
    ),
    Entry(
        "platform_users",
        Text("应用工业互联网平台的企业", "Firms using an industrial internet platform"),
        _FIRMS,
        "13.6.platform",
    ),
    Entry(
        "platform_answered",
        Text("答复平台应用情况的企业", "Firms that answered about a platform"),
        _FIRMS,
        "13.6.platform",
    ),
    Entry(
        "top_firms",
        Text(
            "主导产业的国家级单项冠军、专精特新“小巨人”企业",
            "National champions and little giants of the lead industry",
        ),
        _FIRMS,
        "13.3.firms",
        Text("一家企业多项称号只计一次。", "A firm with several titles counts once."),
    ),
    Entry(
        "listed_firms",
        Text(
            "国家级高新、省级专精特新、创新型、链主、单项冠军企业",
            "High-tech, specialised, innovative, chain-leading and champion firms",
        ),
        _FIRMS,
        "13.3.firms",
        Text(
            "一家企业多项称号只计一次；链主企业须有认定机关和级别。",
            "A firm with several titles counts once; a chain leader needs issuer and level.",
        ),
    ),
)
OF_CLUSTER = (
    Entry("area_m2", Text("占地面积", "Area"), _KINDS["area_m2"], "13.2.area"),
    Entry(
        "population",
        Text("所在县域常住人口", "Residents of the county"),
        _PEOPLE,
        "13.5.patent_density",
        Text("只在按人口计算每万人专利时使用。", "Used only when patents are counted per resident."),
    ),
)
GRADES = ("一般", "较大", "重大", "特别重大")
GRADES_EN = ("ordinary", "larger", "major", "extreme")
