"""The dashboard of a territory: everything computed from one reading, for the page and for its files."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from fractions import Fraction

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.documents.report.charts import Column, columns
from jiqun.register.terms import Standing
from jiqun.standards import divisions, industries
from jiqun.supervision.overview import flow, indicators, reported, tables
from jiqun.supervision.overview.flow import Quarter, Target, YearFlow
from jiqun.supervision.overview.reading import Read, read
from jiqun.supervision.overview.tables import Table

CHARTED = ("output", "rd", "patents", "employees")
"""Figures that may be drawn; the first unless another is asked for."""


@dataclass(frozen=True, slots=True)
class Dashboard:
    """What the page shows. `places` and `divisions` are what it may be narrowed to."""

    standings: tuple[tuple[Standing, int], ...]
    clusters: int
    flow: tuple[YearFlow, ...]
    target: Target
    wave: tuple[Quarter, ...]
    places: tuple[reported.Place, ...]
    report_year: int
    lines: tuple[indicators.Line, ...]
    prefectures: tuple[tuple[str, str], ...]
    divisions: tuple[tuple[str, str], ...]

    @property
    def tables(self) -> tuple[Table, ...]:
        """Every table by the order of the page."""
        return (
            tables.flow(self.flow),
            tables.target(self.target),
            tables.wave(self.wave),
            tables.reports(self.places, self.report_year),
            tables.indicators(self.lines),
        )

    def table(self, name: str) -> Table:
        """One table by its name. Raises `LookupError`."""
        for each in self.tables:
            if each.name == name:
                return each
        raise LookupError(name)


def dashboard(user: Account, on: date, prefecture: str = "", division: str = "") -> Dashboard:
    """The dashboard of the account's territory, narrowed to a prefecture or a division of industry; four queries."""
    everything = read(user, on, reported.last_due(on))
    return computed(everything, on, prefecture, division)


def computed(everything: Read, on: date, prefecture: str = "", division: str = "") -> Dashboard:
    """The same from what was read; no query."""
    part = everything.within(prefecture, division)
    counted = flow.standings(part.held, on)
    return Dashboard(
        tuple((each, counted[each]) for each in Standing if counted.get(each)),
        len({each.cluster for each in part.held}),
        tuple(flow.by_year(part.held, part.changes, on)),
        flow.target(part.held),
        tuple(flow.wave(part.held, on)),
        tuple(reported.by_place(part.held, part.reports, part.report_year)),
        part.report_year,
        tuple(indicators.table(part.years)) if part.years else (),
        tuple((code, place_name(code)) for code in dict.fromkeys(each.prefecture for each in everything.held)),
        tuple(
            (code, f"{code} {industries.name(code)}")
            for code in sorted({code for each in everything.held for code in each.divisions})
        ),
    )


def place_name(code: str) -> str:
    """A prefecture's name."""
    return divisions.full_name(code)


def stock_chart(rows: Sequence[YearFlow]) -> str:
    """How many recognitions were in force at the end of each year, as SVG; nothing without years."""
    title = Text("年末有效的省级认定", "Provincial recognitions in force at the end of the year")
    drawn = [Column(str(row.year), Fraction(row.valid), str(row.valid)) for row in rows[-10:]]
    return columns(drawn, said=said(title, drawn)) if drawn else ""


def wave_chart(rows: Sequence[Quarter]) -> str:
    """How many terms end in each quarter, as SVG; nothing without terms."""
    title = Text("各季度届满的省级认定", "Provincial terms that end, by quarter")
    drawn = [
        Column(
            f"{row.year % 100}Q{row.quarter}",
            Fraction(len(row.ends)),
            str(len(row.ends)) if row.ends else "",
            str(Text(f"待复核{row.waiting}", f"{row.waiting} over")) if row.waiting else "",
        )
        for row in rows[-16:]
    ]
    return columns(drawn, said=said(title, drawn)) if drawn else ""


def figure_chart(line: indicators.Line) -> str:
    """One figure by year, as SVG; a lower bound is marked as such."""
    drawn = [
        Column(
            str(cell.year),
            None if cell.value is None else Fraction(cell.value),
            ("≥" if cell.bounded else "") + cell.shown,
            str(Text(f"{cell.clusters} 个集群", f"{cell.clusters} clusters")) if cell.clusters else "",
        )
        for cell in line.cells
    ]
    title = Text(f"{line.title.zh}（{line.unit.zh}）", f"{line.title.en} ({line.unit.en or 'number'})")
    return columns(drawn, said=said(title, drawn))


def said(title: Text, drawn: Sequence[Column]) -> str:
    """A drawing in words, for who cannot see it."""
    told = "；".join(f"{each.label} {each.shown} {each.note}".strip() for each in drawn if each.shown)
    return f"{title}：{told}"
