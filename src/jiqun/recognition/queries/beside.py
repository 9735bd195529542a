"""What an expert sees of an application beside the score sheet: no rank, no opinion, no names of people."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from fractions import Fraction
from typing import Any

from jiqun.bilingual import Text
from jiqun.facts import Facts
from jiqun.law import HEADING
from jiqun.recognition.models import Application
from jiqun.recognition.queries.filing import precheck
from jiqun.register.models import Goal
from jiqun.review.models import Sheet
from jiqun.standards import strategic

KEY_FIGURES = (
    ("firms", Text("企业数（家）", "Firms"), "figure"),
    ("employees", Text("从业人员（人）", "Employees"), "figure"),
    ("output", Text("产值（亿元）", "Output (100 million yuan)"), "yi"),
    ("output_lead", Text("主导产业产值（亿元）", "Output of the lead industry (100 million yuan)"), "yi"),
    ("patents", Text("有效发明专利（件）", "Invention patents in force"), "figure"),
)
YEARS = 4
SQUARE_KILOMETRE = 1_000_000


@dataclass(frozen=True, slots=True)
class Series:
    """One key figure by year; `kind` says how it is shown (yi: 分 as 亿元), the flag that rows gave no figure."""

    title: Text
    kind: str
    values: tuple[tuple[int | None, bool], ...]


def context(sheet: Sheet) -> dict[str, Any]:
    """The application beside a sheet (three queries): key figures by year, findings by clause, goals of the plan."""
    application = Application.objects.select_related("round__case", "cluster", "prefecture", "built_facts").get(
        pk=sheet.case_id
    )
    sheet.case.application = application
    goals = Goal.objects.filter(case_id=sheet.case_id).order_by("number")
    facts = precheck.facts_of(application)
    years = () if facts is None else tuple(sorted(facts.years))[-YEARS:]
    return {
        "cluster": application.cluster,
        "strategic": named(application.cluster.strategic),
        "area": None if facts is None or facts.area_m2 is None else Fraction(facts.area_m2, SQUARE_KILOMETRE),
        "prefecture": application.prefecture.name,
        "facts": facts,
        "years": years,
        "series": () if facts is None else series(facts, years),
        "heading": HEADING,
        "aspects": by_clause(precheck.findings(sheet.case)),
        "goals": list(goals.values_list("indicator", "unit", "base", "targets")),
    }


def named(key: str) -> Text | None:
    """The strategic cluster or future industry of Article 4 behind a key."""
    found = strategic.find(key) if key else None
    return found.name if found else None


def series(facts: Facts, years: Iterable[int]) -> tuple[Series, ...]:
    """The key figures of some years."""
    known = [facts.years.get(year, {}) for year in years]
    return tuple(
        Series(title, kind, tuple((sums.get(name), bool(sums.get(f"{name}__na"))) for sums in known))
        for name, title, kind in KEY_FIGURES
    )


def by_clause(assessment: dict[str, Any] | None) -> list[tuple[str, list[dict[str, Any]]]]:
    """The computed findings by clause, in the order of the articles; none without a roster."""
    clauses: dict[str, list[dict[str, Any]]] = {}
    for finding in [] if assessment is None else assessment["findings"]:
        clauses.setdefault(finding["clause"], []).append(finding)
    return list(clauses.items())
