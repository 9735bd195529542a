"""The golden records: one assessment for each measure and situation, kept as `jiqun check --receipt` writes it.

    .venv/bin/python -m tests.law.golden.write

writes them anew. Do so on purpose only: after a change of a measure's file or of what a finding says, when every
difference that `test_golden.py` names is meant. A difference nobody can explain is a fault, not a reason to write.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from jiqun import facts, law
from jiqun.facts.rows import FirmYear, Roster
from jiqun.law import receipts
from tests.law.rosters import (
    ON,
    WAN,
    YEARS,
    YI,
    below,
    bent,
    energy,
    incident,
    of_year,
    roster,
    with_cluster,
    without_year,
)

FOLDER = Path(__file__).parent
OWN = "gd_2023_4"


@dataclass(frozen=True)
class Situation:
    """What is assessed, and under what besides the measure."""

    roster: Callable[[], Roster]
    on: date = ON
    readings: Mapping[str, str] = field(default_factory=dict)
    language: str = "zh"
    bases: tuple[law.Basis, ...] = ()
    demands: tuple[law.Demand, ...] = ()


def at_the_limits() -> Roster:
    """Exactly 100 km² and 40 亿元, growth of exactly 10 % (output, R&D) and 15 % (patents), ten titles short of one."""
    output = {2021: 40 * YI, 2022: 40 * YI, 2023: 45 * YI, 2024: 5_324 * YI // 100}
    rd = {2021: 1_000 * WAN, 2022: 1_100 * WAN, 2023: 1_210 * WAN, 2024: 1_331 * WAN}
    patents = {2021: 8_000, 2022: 9_200, 2023: 10_580, 2024: 12_167}

    def change(line: FirmYear) -> FirmYear:
        if line.uscc != "A":
            return line
        return replace(line, output=output[line.year], rd=rd[line.year], patents=patents[line.year])

    base = bent(change)
    return replace(base, cluster=replace(base.cluster, area_m2=100 * 10**6))


def high_energy() -> Roster:
    """Steel: on the list of high consumption, with one product better and one worse than its benchmark."""
    return replace(with_cluster(lead_codes=("31",)), efficiency=(energy("3", "4"), energy("5", "4")))


def with_incidents() -> Roster:
    """One accident of a grade named, one event nobody has graded yet."""
    return roster(incidents=(incident("安全事故", "重大"), incident("环境污染事故", None)))


def with_small_firms() -> Roster:
    """Stamped lines of firms below size for every year."""
    return roster(below_size=tuple(below(year, output=3 * YI, rd=3 * WAN) for year in YEARS))


SITUATIONS = {
    "met": Situation(roster),
    "met_in_english": Situation(roster, language="en"),
    "at_the_limits": Situation(at_the_limits),
    "missing_year": Situation(lambda: without_year(2023)),
    "missing_figure": Situation(lambda: of_year("output", {2022: None})),
    "high_energy": Situation(high_energy),
    "incidents": Situation(with_incidents),
    "small_firms": Situation(with_small_firms),
}
"""Under every measure."""

_ISSUER = "广东省工业和信息化厅"
_EXTENSION = law.Basis(
    "extension",
    "粤工信函〔2026〕1号",
    date(2026, 2, 1),
    _ISSUER,
    date(2026, 2, 28),
    date(2027, 2, 27),
    "新办法制定期间",
    OWN,
)
_OVERRIDE = law.Basis(
    "override", "粤工信函〔2025〕2号", date(2025, 1, 1), _ISSUER, date(2025, 1, 1), None, "提高产值要求", OWN,
    norm="13.2.output", limit="60", unit="亿元",
)  # fmt: skip
_DEMANDS = (
    law.Demand("D1", "集群已编制三年发展规划", date(2025, 1, 1), "粤工信服务函〔2025〕1号"),
    law.Demand("D2", "产值均在50亿元以上", date(2025, 1, 1), "粤工信服务函〔2025〕1号", "output", "以上", "50", "亿元"),
)
OWN_SITUATIONS = {
    "readings": Situation(roster, readings={"年均": "every_year", "每万人": "population", "稳步提升": "ends"}),
    "extended": Situation(roster, on=date(2026, 3, 20), bases=(_EXTENSION,)),
    "changed_by_document": Situation(roster, bases=(_OVERRIDE,)),
    "notice_demands_more": Situation(roster, demands=_DEMANDS),
}
"""Under the province's own measure besides: other readings, registered bases, demands of a round's notice."""


def records() -> Iterator[tuple[str, str, str]]:
    """(measure, situation, text of the record) for every measure of the library."""
    for measure_id in law.library():
        situations = {**SITUATIONS, **(OWN_SITUATIONS if measure_id == OWN else {})}
        for name, situation in situations.items():
            yield measure_id, name, record(measure_id, situation)


def record(measure_id: str, situation: Situation) -> str:
    """The record of one situation under one measure."""
    measure = law.load(measure_id).under(situation.bases).with_demands(situation.demands)
    on = situation.on if measure.in_force(situation.on) else measure.start + timedelta(days=30)
    known = facts.build(situation.roster(), on=on)
    assessment = measure.assess(known, on=on, readings=situation.readings)
    return receipts.write(assessment, measure, known, language=situation.language)


def main() -> None:
    """Writes every record and takes away those no situation stands for any more."""
    written = set()
    for measure_id, name, text in records():
        file = FOLDER / measure_id / f"{name}.json"
        file.parent.mkdir(exist_ok=True)
        file.write_text(text, "utf-8")
        written.add(file)
    for old in set(FOLDER.glob("*/*.json")) - written:
        old.unlink()
    print(f"{len(written)} records")


if __name__ == "__main__":
    main()
