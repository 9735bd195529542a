"""The figures a report speaks of: how each is called, in which unit it is written, and where it stands."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from jiqun.bilingual import Text
from jiqun.web.figures import FEN_PER_YI, rounded

_KG_PER_WAN_TONNES = 10_000 * 1000


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure of `register.ClusterYear`: `per` of the kept unit make one of the unit written."""

    name: str
    title: Text
    unit: Text
    per: int = 1
    digits: int = 0

    def written(self, value: Fraction | int) -> str:
        """The value in the unit written, without the unit's name."""
        return rounded(Fraction(value) / self.per, self.digits)

    def said(self, value: Fraction | int) -> Text:
        """The value with its unit."""
        number = self.written(value)
        return Text(f"{number}{self.unit.zh}", f"{number} {self.unit.en}")

    @property
    def head(self) -> Text:
        """What stands above its column."""
        return Text(f"{self.title.zh}（{self.unit.zh}）", f"{self.title.en} ({self.unit.en})")


_YI = Text("亿元", "hundred million yuan")
_FIRMS = Text("家", "firms")

FIGURES = {
    figure.name: figure
    for figure in (
        Figure("firms", Text("集群企业", "Firms"), _FIRMS),
        Figure("firms_sme", Text("中小企业", "SMEs"), _FIRMS),
        Figure("employees", Text("从业人员", "Jobs"), Text("万人", "ten thousand people"), 10_000, 2),
        Figure("output", Text("产值", "Output"), _YI, FEN_PER_YI, 2),
        Figure("output_sme", Text("中小企业产值", "SMEs' output"), _YI, FEN_PER_YI, 2),
        Figure("output_lead", Text("主导产业产值", "Output of the lead industry"), _YI, FEN_PER_YI, 2),
        Figure("revenue", Text("营业收入", "Revenue"), _YI, FEN_PER_YI, 2),
        Figure("rd", Text("研发经费", "R&D spending"), _YI, FEN_PER_YI, 2),
        Figure("rd_sme", Text("中小企业研发经费", "SMEs' R&D spending"), _YI, FEN_PER_YI, 2),
        Figure("patents", Text("有效发明专利", "Valid invention patents"), Text("件", "patents")),
        Figure("energy", Text("综合能耗", "Energy use"), Text("万吨标准煤", "ten thousand tce"), _KG_PER_WAN_TONNES, 2),
        Figure("co2", Text("二氧化碳排放量", "CO2 emitted"), Text("万吨", "ten thousand t"), _KG_PER_WAN_TONNES, 2),
        Figure("exports", Text("出口额", "Exports"), _YI, FEN_PER_YI, 2),
        Figure("platform_users", Text("应用工业互联网平台的企业", "Firms using a platform"), _FIRMS),
        Figure("software_users", Text("应用工业软件的企业", "Firms using industrial software"), _FIRMS),
        Figure("top_firms", Text("优质企业", "Leading firms"), _FIRMS),
        Figure("listed_firms", Text("梯度培育企业", "Firms with a gradient title"), _FIRMS),
    )
}
"""In the order of a table."""


def percent(share: Fraction) -> Text:
    """A share as a percentage with two decimals."""
    said = f"{rounded(share * 100, 2)}%"
    return Text(said, said)


def grown(change: Fraction) -> Text:
    """A change in a rate as a sentence says it: 增长12.87%, 下降3.00%."""
    said = rounded(abs(change) * 100, 2)
    if not change:
        return Text("持平", "unchanged")
    return Text(f"{'增长' if change > 0 else '下降'}{said}%", f"{'up' if change > 0 else 'down'} {said}%")


def points(change: Fraction) -> Text:
    """A change in a rate as a signed percentage: `+12.87%`, `-3.00%`."""
    said = rounded(change * 100, 2)
    signed = said if said.startswith("-") else f"+{said}"
    return Text(f"{signed}%", f"{signed}%")
