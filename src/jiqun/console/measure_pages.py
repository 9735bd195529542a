"""A measure as text on a terminal."""

from __future__ import annotations

from datetime import date

from jiqun.bilingual import listing, pick
from jiqun.law import Measure
from jiqun.law.citation import cite
from jiqun.law.demand_text import demand
from jiqun.law.sources import STATUSES


def line(measure: Measure) -> str:
    """A measure in one line: id, status, title, number, days in force."""
    status = STATUSES[measure.status]
    return f"{measure.id:<16}[{status}]  《{measure.title}》（{measure.number}）  {_in_force(measure)}"


def page(measure: Measure) -> None:
    """Prints what a measure is: where its text comes from, parameters, readings, norms."""
    print(f"《{measure.title}》（{measure.number}）")
    print(f"{measure.issuer} · {_in_force(measure)} · {STATUSES[measure.status]}")
    for remark in measure.remarks:
        print(remark)
    print(f"sha256 {measure.sha256}")
    print(pick("\n条文出处", "\nWhere the text comes from"))
    for source in measure.sources:
        covered = str(listing(sorted(source.clauses))) or pick("其余各条", "all other clauses")
        print(f"  {covered}  {source.text}")
    print(pick("\n参数", "\nParameters"))
    for parameter in measure.all_parameters:
        print(f"  {parameter.id:<22}{parameter.title}  {parameter.value} {parameter.unit}  “{parameter.quote}”")
    print(pick("\n口径（默认值在前）", "\nReadings (default first)"))
    for key, reading in measure.readings.items():
        values = [reading.default, *(value for value in reading.values if value != reading.default)]
        print(f"  {key}  {' | '.join(f'{value} {reading.values[value]}' for value in values)}")
    print()
    norms(measure)


def norms(measure: Measure) -> None:
    """Prints the norms by clause: id, demand, title."""
    clause = ""
    for norm in measure.norms:
        if norm.clause != clause:
            clause = norm.clause
            print(f"{cite(clause)}  [{measure.source(clause).kind}]")
        print(f"  {norm.id:<22}{demand(norm)}  {norm.title}")


def _in_force(measure: Measure) -> str:
    if measure.until == date.max:
        return pick(f"自 {measure.start} 起", f"from {measure.start} on")
    return f"{measure.start} — {measure.until}"
