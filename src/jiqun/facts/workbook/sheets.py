"""The roster workbook as a table: sheets, columns, what each cell holds, and the note a clerk reads.

One declaration serves the reader, the template and the page 填报说明. Headers are exact, units included.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from jiqun.bilingual import Text
from jiqun.facts.rows import (
    INCIDENT_KINDS,
    TITLES,
    BelowSize,
    ClusterSheet,
    Efficiency,
    FirmYear,
    Honour,
    Incident,
    RegisterSearch,
)
from jiqun.facts.workbook.cells import Choice, Grade, Kind, Words, YesNo
from jiqun.facts.workbook.codes import Coverage, CreditCode, IndustryCode, LeadCodes
from jiqun.facts.workbook.days import Day
from jiqun.facts.workbook.figures import Figure, Ratio, Year

SIZES = ("中型", "小型", "微型")
EFFICIENCY_KINDS = ("能效", "水效")
INSTRUCTIONS = "填报说明"
FIELD, VALUE = "字段", "值"


@dataclass(frozen=True, slots=True)
class Column:
    """One column (in 集群: one line). `blank` is the value of an empty cell unless the cell must be filled."""

    header: str
    field: str
    kind: Kind
    note: Text
    must_exist: bool = True
    must_fill: bool = False
    blank: Any = None


@dataclass(frozen=True, slots=True)
class Sheet:
    """One sheet; `row` is the dataclass a line becomes, `roster_field` where the lines go in `Roster`."""

    name: str
    row: type
    roster_field: str
    columns: tuple[Column, ...]
    note: Text
    must_exist: bool = True
    headers: tuple[str, ...] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "headers", tuple(column.header for column in self.columns))


_MONEY = Figure(Text("万元", "10,000 yuan"), 1_000_000, Text("分", "one fen"))
_PEOPLE = Figure(Text("人", "persons"))
_FIRMS = Figure(Text("家", "firms"))
_PATENTS = Figure(Text("件", "patents"))
_ENERGY = Figure(Text("吨标准煤", "tonnes of coal equivalent"), 1_000, Text("千克标准煤", "one kilogram"))
_MASS = Figure(Text("吨", "tonnes"), 1_000, Text("千克", "one kilogram"))
_AREA = Figure(Text("平方公里", "square kilometres"), 1_000_000, Text("平方米", "one square metre"))


def _uscc(note: Text) -> Column:
    return Column("统一社会信用代码", "uscc", CreditCode(), note, must_fill=True)


def _text(header: str, name: str, zh: str, en: str, *, exist: bool = True, fill: bool = False) -> Column:
    return Column(header, name, Words(), Text(zh, en), must_exist=exist, must_fill=fill, blank="")


_IN_ROSTER = Text("与“企业年度数据”中的代码一致，文本格式。", "The same code as in 企业年度数据, as text.")

CLUSTER = Sheet(
    "集群",
    ClusterSheet,
    "cluster",
    (
        _text(
            "集群名称",
            "name",
            "县（市、区、镇街、功能区）名＋主导产业＋产业集群。",
            "Place, lead industry, 产业集群.",
            fill=True,
        ),
        _text(
            "所在地",
            "place",
            "县（市、区）、镇街或功能区的名称或代码。",
            "Name or code of county, town or zone.",
            fill=True,
        ),
        Column(
            "主导产业代码",
            "lead_codes",
            LeadCodes(),
            Text("GB/T 4754-2017，2 至 4 位，多个以“、”分隔。", "GB/T 4754-2017, 2 to 4 digits, several with 、."),
            must_fill=True,
        ),
        Column("占地面积（平方公里）", "area_m2", _AREA, Text("集群四至范围内的面积。", "Area within the boundary.")),
        Column(
            "常住人口（人）",
            "population",
            _PEOPLE,
            Text("可不填；按人口计算每万人指标时使用。", "May be left out; used for densities per resident."),
            must_exist=False,
        ),
        Column(
            "基准年",
            "base_year",
            Year(),
            Text("最近一个完整年度，决定考察年度。", "The latest complete year; it decides the observation years."),
            must_fill=True,
        ),
    ),
    Text("集群的基本情况，一项一行。", "The cluster itself, one line an item."),
)

FIRM_YEARS = Sheet(
    "企业年度数据",
    FirmYear,
    "firm_years",
    (
        _uscc(Text("18 位，文本格式。同一企业同一年度只填一行。", "18 characters, as text. One line a firm and year.")),
        _text("企业名称", "name", "与营业执照一致。", "As on the business licence.", fill=True),
        Column(
            "行业代码",
            "industry",
            IndustryCode(),
            Text("GB/T 4754-2017，一般填 4 位小类代码。", "GB/T 4754-2017, normally the 4-digit class."),
            must_fill=True,
        ),
        Column("年度", "year", Year(), Text("数据所属年度。", "The year the figures belong to."), must_fill=True),
        Column("从业人员（人）", "employees", _PEOPLE, Text("期末人数。", "Persons at the end of the year.")),
        Column("营业收入（万元）", "revenue", _MONEY, Text("全年营业收入。", "Revenue of the year.")),
        Column("资产总额（万元）", "assets", _MONEY, Text("期末资产总计。", "Total assets at the end of the year.")),
        Column(
            "产值（万元）", "output", _MONEY, Text("全年总产值，企业自行确认。", "Gross output, confirmed by the firm.")
        ),
        Column("研发经费（万元）", "rd", _MONEY, Text("全年研发经费支出。", "Spending on research and development.")),
        Column("有效发明专利（件）", "patents", _PATENTS, Text("期末有效数。", "Valid at the end of the year.")),
        Column(
            "综合能源消费量（吨标准煤）", "energy", _ENERGY, Text("全年，折标准煤。", "The year's, in coal equivalent.")
        ),
        Column("二氧化碳排放量（吨）", "co2", _MASS, Text("全年。", "The year's.")),
        Column(
            "应用工业互联网平台", "platform", YesNo(), Text("是、否，不掌握的留空。", "是 or 否, blank if not known.")
        ),
        Column("应用工业软件", "software", YesNo(), Text("是、否，不掌握的留空。", "是 or 否, blank if not known.")),
        Column("出口额（万元）", "exports", _MONEY, Text("全年，折人民币。", "The year's, in renminbi.")),
        Column(
            "增加值（万元）",
            "value_added",
            _MONEY,
            Text("可不填；按增加值计算强度时使用。", "May be left out; used for intensities per value added."),
            must_exist=False,
        ),
    ),
    Text(
        "企业本身填报并确认的数据，一家企业一个年度一行；空白表示未提供，不等于零。",
        "Figures the firms gave and confirmed, one line a firm and year; blank is “not given”, never zero.",
    ),
)

BELOW_SIZE = Sheet(
    "规下汇总",
    BelowSize,
    "below_size",
    (
        Column("年度", "year", Year(), Text("数据所属年度。", "The year the figures belong to."), must_fill=True),
        Column("企业类型", "size", Choice(SIZES), Text("划型：中型、小型、微型。", "Size class."), must_fill=True),
        Column(
            "是否主导产业",
            "lead",
            YesNo(may_be_blank=False),
            Text("是否属于主导产业。", "Whether of the lead industry."),
            must_fill=True,
        ),
        Column("企业数（家）", "firms", _FIRMS, Text("规模以下企业数。", "Firms below the statistical size.")),
        Column("产值（万元）", "output", _MONEY, Text("合计。", "In all.")),
        Column("研发经费（万元）", "rd", _MONEY, Text("合计。", "In all.")),
        Column("从业人员（人）", "employees", _PEOPLE, Text("合计。", "In all.")),
        _text("核定单位", "authority", "加盖公章的核定单位。", "The office that stamped it."),
        _text("文号", "document", "核定文件的文号。", "Number of its document."),
    ),
    Text("规模以下企业的盖章汇总数，可无此表。", "Stamped aggregates of firms below size; the sheet may be missing."),
    must_exist=False,
)

HONOURS = Sheet(
    "荣誉资质",
    Honour,
    "honours",
    (
        _uscc(_IN_ROSTER),
        Column("称号", "title", Choice(TITLES), Text("从列表中选择。", "Pick it from the list."), must_fill=True),
        _text("级别", "level", "如国家级、省级。", "Such as 国家级, 省级.", exist=False),
        _text("认定机关", "issuer", "认定文件的发文机关。", "Who recognised it.", exist=False),
        _text("批次", "batch", "如第五批。", "Such as 第五批.", exist=False),
        Column("有效期起", "valid_from", Day(), Text("有效期第一天。", "First day of validity."), must_fill=True),
        Column("有效期止", "valid_to", Day(), Text("有效期最后一天，长期有效留空。", "Last day; blank if open.")),
    ),
    Text("企业获得的称号，一个称号一行。", "Titles the firms hold, one line a title."),
)

INCIDENTS = Sheet(
    "重大事项",
    Incident,
    "incidents",
    (
        _uscc(_IN_ROSTER),
        Column(
            "类别", "kind", Choice(INCIDENT_KINDS), Text("从列表中选择。", "Pick it from the list."), must_fill=True
        ),
        Column("等级", "grade", Grade(), Text("有关部门认定的等级；未定的留空。", "As decided; blank if undecided.")),
        Column("发生日期", "on", Day(), Text("事件发生之日。", "The day it happened."), must_fill=True),
        _text("认定机关", "authority", "作出认定的部门。", "Who decided it."),
        _text("文号", "document", "认定文件的文号。", "Number of its document."),
    ),
    Text("企业发生的事故、违法和失信等事项，没有则只留表头。", "Accidents and violations; only the header if none."),
)

SEARCHES = Sheet(
    "查询登记",
    RegisterSearch,
    "searches",
    (
        _text("登记库", "register", "查询的系统或名单。", "The register searched.", fill=True),
        Column("查询日期", "on", Day(), Text("查询之日。", "The day of the search."), must_fill=True),
        Column(
            "覆盖类别",
            "kinds",
            Coverage(),
            Text("重大事项的类别，多个以“、”分隔，留空即全部。", "Kinds of 重大事项, several with 、; blank is all."),
            must_exist=False,
            blank=frozenset(INCIDENT_KINDS),
        ),
    ),
    Text("只有查询过的类别才能认定为“没有”。", "Only kinds that were searched can be found absent."),
)

EFFICIENCY = Sheet(
    "能效水效",
    Efficiency,
    "efficiency",
    (
        _uscc(_IN_ROSTER),
        _text("产品或工序", "product", "单耗所对应的产品或工序。", "Product or process.", fill=True),
        Column("年度", "year", Year(), Text("数据所属年度。", "The year the figures belong to."), must_fill=True),
        Column("种类", "kind", Choice(EFFICIENCY_KINDS), Text("能效或水效。", "Energy or water."), must_fill=True),
        Column("单耗", "used", Ratio(), Text("单位产品消耗量。", "Consumption a unit of product."), must_fill=True),
        _text("单位", "unit", "单耗与行业基准值共用的单位。", "Unit of both numbers.", fill=True),
        Column(
            "行业基准值", "benchmark", Ratio(), Text("单耗低于它即优于基准。", "Below it is better."), must_fill=True
        ),
        _text("依据", "basis", "标准号或文件名称。", "The standard or document."),
    ),
    Text("单位产品能耗、水耗与行业基准值，可无此表。", "Unit consumption and benchmark; the sheet may be missing."),
    must_exist=False,
)

LISTS = (FIRM_YEARS, BELOW_SIZE, HONOURS, INCIDENTS, SEARCHES, EFFICIENCY)
SHEETS = (CLUSTER, *LISTS)
