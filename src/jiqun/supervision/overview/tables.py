"""The tables of the dashboard, as pages and files show them: heads and rows of words and figures."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.utils.html import format_html_join
from django.utils.safestring import SafeString

from jiqun.bilingual import Text
from jiqun.standards import divisions
from jiqun.supervision.overview.flow import Quarter, Target, YearFlow
from jiqun.supervision.overview.indicators import Line
from jiqun.supervision.overview.reported import Place
from jiqun.web.figures import figure

Cell = Text | str | int


@dataclass(frozen=True, slots=True)
class Table:
    """One table: its name in addresses, title, heads and rows; the first column names the row."""

    name: str
    title: Text
    heads: tuple[Text, ...]
    rows: tuple[tuple[Cell, ...], ...]

    @property
    def shown(self) -> list[tuple[Cell, SafeString]]:
        """Row by row: what it is called, and its other cells as HTML, each with the name of its column for phones."""
        return [
            (
                row[0],
                format_html_join(
                    "",
                    '<td class="num" data-name="{}">{}</td>',
                    (
                        (head, figure(cell) if isinstance(cell, int) else cell)
                        for head, cell in zip(self.heads[1:], row[1:], strict=True)
                    ),
                ),
            )
            for row in self.rows
        ]


def flow(rows: Sequence[YearFlow]) -> Table:
    """What came and went each year, and what stood at its end; the latest year first."""
    return Table(
        "flow",
        Text("认定存量和变动", "Recognitions: stock and flow"),
        (
            Text("年份", "Year"),
            Text("首次认定", "First recognised"),
            Text("国家级自动认定", "Recognised with the national batch"),
            Text("复核通过", "Renewed"),
            Text("复核未通过", "Not renewed"),
            Text("撤销", "Revoked"),
            Text("撤回撤销", "Revocation withdrawn"),
            Text("年末有效", "In force at its end"),
            Text("年末待复核", "Term over at its end"),
            Text("年末国家级", "National level at its end"),
        ),
        tuple(
            (
                Text(f"{row.year}（至今）", f"{row.year} (to date)") if row.running else str(row.year),
                row.first,
                row.automatic,
                row.renewed,
                row.not_renewed,
                row.revoked,
                row.restored,
                row.valid,
                row.expired,
                row.national,
            )
            for row in reversed(rows)
        ),
    )


def target(found: Target) -> Table:
    """The about-100 target by year."""
    return Table(
        "target",
        Text("“十四五”认定进度", "First recognised within the plan"),
        (Text("年份", "Year"), Text("首次认定集群", "First recognised")),
        (*((str(year), n) for year, n in found.years), (Text("合计", "Total"), found.total)),
    )


def wave(rows: Sequence[Quarter]) -> Table:
    """How many terms end in each quarter."""
    return Table(
        "wave",
        Text("有效期届满分布", "Terms that end, by quarter"),
        (Text("季度", "Quarter"), Text("届满集群", "Terms that end"), Text("有效期满，待复核", "Over, to be renewed")),
        tuple((row.title, len(row.ends), row.waiting) for row in rows),
    )


def reports(rows: Sequence[Place], year: int) -> Table:
    """How far the reports of a year are, by prefecture, with their sum."""
    lines: list[tuple[Cell, ...]] = [
        (divisions.full_name(row.code), row.due, row.missing, row.at_prefecture, row.at_province, row.received)
        for row in rows
    ]
    if len(rows) > 1:
        sums = [sum(int(str(line[at])) for line in lines) for at in range(1, 6)]
        lines.append((Text("合计", "Total"), *sums))
    return Table(
        "reports",
        Text(f"{year} 年度报告报送情况", f"Reports on {year}"),
        (
            Text("地市", "Prefecture"),
            Text("应报", "Due"),
            Text("未报送", "Not handed in"),
            Text("市级审核", "At the prefecture"),
            Text("待省级接收", "At the province"),
            Text("已接收", "Received"),
        ),
        tuple(lines),
    )


def indicators(lines: Sequence[Line]) -> Table:
    """Every figure by year, and its last growth on comparable clusters."""
    years = [cell.year for cell in lines[0].cells] if lines else []
    return Table(
        "indicators",
        Text("历年指标", "Figures by year"),
        (
            Text("指标", "Figure"),
            *(Text(f"{year}年", f"{year}") for year in years),
            Text("同口径比上年", "On the year before"),
            Text("同口径集群", "Comparable clusters"),
        ),
        tuple(
            (
                Text(f"{line.title.zh}（{line.unit.zh}）", f"{line.title.en} ({line.unit.en or 'number'})"),
                *(("≥" if cell.bounded else "") + cell.shown for cell in line.cells),
                line.cells[-1].grown,
                line.cells[-1].both,
            )
            for line in lines
        ),
    )
