"""The year's figures of a report: from the newest roster, beside those of the year before."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from jiqun import facts
from jiqun.bilingual import Text
from jiqun.facts import Facts
from jiqun.register.figures import figures_of
from jiqun.register.models import FIGURES, Cluster, ClusterYear, RosterRevision
from jiqun.register.rosters import to_roster
from jiqun.web import figures as printed

TITLES = {
    "firms": (Text("企业", "Firms"), 1, Text("家", "")),
    "firms_sme": (Text("中小企业", "SMEs"), 1, Text("家", "")),
    "employees": (Text("从业人员", "Employees"), 1, Text("人", "")),
    "output": (Text("总产值", "Output"), 10**10, Text("亿元", "100 m yuan")),
    "output_sme": (Text("中小企业产值", "Output of SMEs"), 10**10, Text("亿元", "100 m yuan")),
    "output_lead": (Text("主导产业产值", "Output of the lead industry"), 10**10, Text("亿元", "100 m yuan")),
    "revenue": (Text("营业收入", "Revenue"), 10**10, Text("亿元", "100 m yuan")),
    "rd": (Text("研发经费", "R&D"), 10**10, Text("亿元", "100 m yuan")),
    "rd_sme": (Text("中小企业研发经费", "R&D of SMEs"), 10**10, Text("亿元", "100 m yuan")),
    "patents": (Text("有效发明专利", "Valid invention patents"), 1, Text("件", "")),
    "energy": (Text("综合能源消费量", "Energy"), 10**7, Text("万吨标准煤", "10,000 tce")),
    "co2": (Text("二氧化碳排放量", "Carbon dioxide"), 10**7, Text("万吨", "10,000 t")),
    "exports": (Text("出口额", "Exports"), 10**10, Text("亿元", "100 m yuan")),
    "platform_users": (Text("应用工业互联网平台企业", "Firms on industrial internet platforms"), 1, Text("家", "")),
    "software_users": (Text("应用工业软件企业", "Firms using industrial software"), 1, Text("家", "")),
    "top_firms": (Text("主导产业单项冠军、“小巨人”企业", "Champions and little giants"), 1, Text("家", "")),
    "listed_firms": (Text("第（三）项所列称号企业", "Firms with a title of item (3)"), 1, Text("家", "")),
}
"""Title, how many whole units make the shown one, and the shown unit."""
FELL = Fraction(1, 10)
"""A figure at or below this part of last year's asks for an explanation."""


@dataclass(frozen=True, slots=True)
class Line:
    """One figure: this year's and last year's, shown, with how many firms left it out."""

    name: str
    title: Text
    unit: Text
    now: str
    before: str
    blanks: int
    fell: bool


def newest(cluster: Cluster) -> RosterRevision | None:
    """The newest roster revision; one query."""
    return RosterRevision.objects.filter(cluster=cluster).order_by("-number").first()


def counted(roster: RosterRevision, on: date) -> Facts:
    """The facts of a roster for a day. Raises `facts.FactError`."""
    return facts.build(to_roster(roster), on=on)


def year_of(kept: Facts, year: int) -> tuple[dict[str, int | None], dict[str, int]]:
    """The figures of a year with their blanks; both empty where the roster has no line of it."""
    return figures_of(kept, year) if year in kept.years else ({}, {})


def before(cluster: Cluster, year: int) -> dict[str, int | None]:
    """What was kept of the year before; one query, empty when nothing was."""
    row = ClusterYear.objects.filter(cluster=cluster, year=year - 1).values(*FIGURES).first()
    return dict(row) if row else {}


def lines(now: dict[str, int | None], blanks: dict[str, int], last: dict[str, int | None]) -> list[Line]:
    """Every figure as a page shows it."""
    found = []
    for name in FIGURES:
        title, each, unit = TITLES[name]
        this, that = now.get(name), last.get(name)
        found.append(
            Line(name, title, unit, shown(this, each), shown(that, each), blanks.get(name, 0), fell(this, that))
        )
    return found


def shown(value: int | None, each: int) -> str:
    """A whole number in the shown unit; a dash for what is not known."""
    if value is None:
        return "—"
    return printed.shown(Fraction(value, each), 2 if each > 1 else "exact")


def fell(now: int | None, last: int | None) -> bool:
    """Whether a figure fell by nine tenths or more."""
    return now is not None and last is not None and last > 0 and now <= last * FELL
