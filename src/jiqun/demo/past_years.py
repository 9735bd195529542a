"""Three years of the recognised clusters in the demonstration: figures, goals and reports from paper, all invented.

The names of announced clusters are public; every figure beside them is invented and says so. What is amiss (a report
that is late, a term that is running out, a revocation) happens to invented clusters only.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime
from fractions import Fraction
from functools import cache
from random import Random
from typing import Any

from jiqun import facts
from jiqun.casework.models import Case
from jiqun.demo import rosters
from jiqun.demo.accounts import PROVINCE
from jiqun.demo.firms import INVENTED
from jiqun.demo.play import Stage
from jiqun.demo.prefecture import scan
from jiqun.facts import Facts
from jiqun.facts.rows import Roster
from jiqun.register.figures import figures_of
from jiqun.register.levels import PROVINCIAL
from jiqun.register.models import Cluster, Recognition
from jiqun.standards import divisions
from jiqun.supervision.backfill.kinds import KINDS

FIRST, LAST = 2022, 2024
WAN, TONNE = 10**6, 1000
SOURCE = f"运行监测汇编{INVENTED}"
BATCH = f"试点批次{INVENTED}"


@dataclass(frozen=True, slots=True)
class Pilot:
    """An invented cluster that was recognised before: where, in what, since when, and how far its report of 2024 is."""

    code: str
    place: str
    niche: str
    lead: str
    start: str
    end: str
    report: str

    @property
    def name(self) -> str:
        """The cluster's name, marked as invented."""
        return f"{self.place}{self.niche}产业集群{INVENTED}"


PILOTS = (
    Pilot("441323", "惠东县", "皮具", "192", "2022-07-01", "2025-06-30", "drafting"),
    Pilot("441302", "惠城区", "电池配件", "384", "2023-07-10", "2026-07-09", "received"),
    Pilot("441303", "惠阳区", "五金模具", "352", "2023-07-10", "2026-07-09", "forwarded"),
    Pilot("440606", "顺德区", "涂料", "264", "2023-07-10", "2026-07-09", "absent"),
    Pilot("441900119", "长安镇", "冲压件", "331", "2022-01-15", "2025-01-14", "paper"),
    Pilot("442000118", "小榄镇", "锁具配件", "335", "2022-04-10", "2025-04-09", "paper"),
    Pilot("441322", "博罗县", "音箱", "395", "2022-04-10", "2025-04-09", "paper"),
    Pilot("441302", "惠城区", "线束", "383", "2023-07-10", "2026-07-09", "paper"),
)
"""The last four live through what comes after three years: renewed, under renewal, 有效期满待复核, revoked."""
LEATHER, BATTERIES, MOULDS, COATINGS, STAMPINGS, LOCKS, SPEAKERS, HARNESSES = PILOTS
WITH_ROSTER = ("received", "forwarded")
GOALS = (
    ("集群总产值", "亿元", 120, 11),
    ("中小企业研发经费", "亿元", 6, 12),
    ("有效发明专利", "件", 380, 16),
    ("就业人数", "万人", 1, 3),
)
"""Indicator, unit, base and the growth a year in per cent."""


@dataclass
class Years:
    """What the demonstration knows of the years behind it."""

    stage: Stage
    chance: Random
    rosters: dict[str, Roster] = field(default_factory=dict)

    def enter(self, kind: str, source: str, lines: Sequence[Sequence[object]], now: datetime) -> None:
        """A table from paper, entered by the province's officer and confirmed by its approver."""
        names = columns(kind)
        text = "\n".join("\t".join(str(cell) for cell in row) for row in (names, *lines))
        payload = {
            "kind": kind,
            "source": source,
            "document": "",
            "dated_on": now.date().isoformat(),
            "file": scan(now, "来源文件（虚构）.pdf"),
            "lines": text,
        }
        case: Case = self.stage.open("past", self.stage.officer(PROVINCE), now, payload)
        self.stage.do_and_sign(case, "confirm_past", PROVINCE, now)

    def before(self, now: datetime) -> None:
        """The pilots' recognition, figures of three years, goals, and the reports on 2023: as of February 2025."""
        self.recognise(now)
        held = list(Recognition.objects.filter(level=PROVINCIAL, backfilled=True).select_related("cluster"))
        held.sort(key=lambda each: (each.cluster.path, each.cluster.name))
        self.enter("years", SOURCE, [line for each in held for line in self.years_of(each.cluster)], now)
        self.enter("goals", f"三年发展规划{INVENTED}", [line for each in held for line in self.goals_of(each)], now)
        since = [each for each in held if each.valid_from and each.valid_from < date(2024, 1, 1)]
        self.enter("reports", f"2023年度报告{INVENTED}", reported(since, 2023, "2024-03-26"), now)

    def recognise(self, now: datetime) -> None:
        """The list of the pilots, entered from paper like the announced ones."""
        lines = ["name\tplace\tlead_codes\tvalid_from\tvalid_to\tsource"]
        lines += ["\t".join((p.name, full(p), p.lead, p.start, p.end, SOURCE)) for p in PILOTS]
        payload = {
            "level": PROVINCIAL,
            "batch": BATCH,
            "title": f"试点集群名单{INVENTED}",
            "document": "",
            "source": SOURCE,
            "rows": "\n".join(lines),
        }
        case: Case = self.stage.open("backfill", self.stage.officer(PROVINCE), now, payload)
        self.stage.do_and_sign(case, "confirm", PROVINCE, now)
        Cluster.objects.filter(name__in=[p.name for p in PILOTS]).update(invented=True)

    def roster(self, pilot: Pilot) -> Roster:
        """The small roster of a pilot whose report is handed in."""
        if pilot.name not in self.rosters:
            self.rosters[pilot.name] = rosters.roster(
                self.chance,
                name=pilot.name,
                place=pilot.place,
                short=pilot.place,
                leads=(pilot.lead,),
                base_year=LAST,
                shape=rosters.Character(firms=14, output_yi=62, large=0),
            )
        return self.rosters[pilot.name]

    def years_of(self, of: Cluster) -> list[list[object]]:
        """A cluster's lines; a pilot hands in its last year by its report, those before come from its roster."""
        pilot = next((p for p in PILOTS if p.name == of.name), None)
        place = divisions.full_name(of.authority_id)
        if pilot is not None and pilot.report in WITH_ROSTER:
            kept = facts.build(self.roster(pilot), on=date(2025, 2, 1))
            return [[of.name, place, year, *from_facts(kept, year)] for year in range(FIRST, LAST)]
        last = LAST if pilot is None or pilot.report == "paper" else LAST - 1
        return [[of.name, place, year, *row] for year, row in invented_years(self.chance, FIRST, last)]

    def goals_of(self, of: Recognition) -> list[list[object]]:
        """Four goals with their yearly path."""
        place = divisions.full_name(of.cluster.authority_id)
        scale = self.chance.randint(70, 130)
        lines: list[list[object]] = []
        for indicator, unit, base, growth in GOALS:
            start = Fraction(base * scale, 100)
            path = [start * Fraction(100 + growth, 100) ** n for n in range(4)]
            digits = 0 if unit == "件" else 2
            told = [f"{float(value):.{digits}f}" for value in path]
            lines.append([of.cluster.name, place, of.batch, indicator, unit, *told, "集群运营管理机构（虚构）"])
        return lines


def reported(held: Sequence[Recognition], year: int, on: str) -> list[list[object]]:
    """Lines of reports that came in on paper."""
    return [
        [each.cluster.name, divisions.full_name(each.cluster.authority_id), each.batch, year, on, "纸质报送（虚构）"]
        for each in held
    ]


def full(pilot: Pilot) -> str:
    """The place in full."""
    return divisions.full_name(pilot.code)


@cache
def columns(kind: str) -> tuple[str, ...]:
    """The heads of a table from paper."""
    labels: list[Any] = [each.label for each in KINDS[kind].columns().values()]
    return tuple(label.zh for label in labels)


def invented_years(chance: Random, first: int, last: int) -> list[tuple[int, list[object]]]:
    """Figures of the shape public ones have, in the units of the table; shares grow a little every year."""
    firms, output = chance.randint(52, 110), chance.randint(700_000, 1_900_000)
    employees, patents = chance.randint(7_000, 15_000), chance.randint(230, 520)
    found = []
    for year in range(first, last + 1):
        share = chance.randint(76, 88)
        rd = output * chance.randint(48, 55) // 1000
        row: list[object] = [
            firms, firms - 2, employees, output, output * share // 100, output * (share + 4) // 100, output * 97 // 100,
            rd, rd * 8 // 10, patents, output * 9 // 100, output * 23 // 100, output * 21 // 100, firms * 4 // 10,
            firms * 6 // 10, 3 + firms // 20, firms * 2 // 3,
        ]  # fmt: skip
        found.append((year, row))
        firms, employees = firms + chance.randint(1, 5), employees * chance.randint(101, 104) // 100
        output, patents = output * chance.randint(108, 116) // 100, patents * chance.randint(112, 120) // 100
    return found


def from_facts(kept: Facts, year: int) -> list[object]:
    """The figures of a roster in the units of the table; blank where it has none."""
    units = {"energy": TONNE, "co2": TONNE} | dict.fromkeys(
        ("output", "output_sme", "output_lead", "revenue", "rd", "rd_sme", "exports"), WAN
    )
    figures, _ = figures_of(kept, year)
    return ["" if value is None else shown(value, units.get(name, 1)) for name, value in figures.items()]


def shown(value: int, unit: int) -> str:
    """A whole number in a larger unit, as a decimal."""
    whole, rest = divmod(value, unit)
    return f"{whole}.{rest:0{len(str(unit)) - 1}d}".rstrip("0").rstrip(".") if rest else str(whole)
