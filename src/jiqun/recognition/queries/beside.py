"""What an expert sees of an application beside the score sheet: no rank, no opinion, no names of people."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from jiqun import law
from jiqun.bilingual import Text
from jiqun.facts.facts import Facts
from jiqun.law.errors import LawError
from jiqun.recognition.models import Application
from jiqun.register.models import Goal
from jiqun.review.models import Sheet

KEY_FIGURES = (
    ("firms", Text("企业数（家）", "Firms"), "figure"),
    ("employees", Text("从业人员（人）", "Employees"), "figure"),
    ("output", Text("产值（亿元）", "Output (100 million yuan)"), "yi"),
    ("output_lead", Text("主导产业产值（亿元）", "Output of the lead industry (100 million yuan)"), "yi"),
    ("patents", Text("有效发明专利（件）", "Invention patents in force"), "figure"),
)


@dataclass(frozen=True, slots=True)
class Series:
    """One key figure by year; `kind` says how it is shown (yi: 分 as 亿元), `lacking` that rows gave no figure."""

    title: Text
    kind: str
    values: tuple[tuple[int | None, bool], ...]


@dataclass(frozen=True, slots=True)
class Aspect:
    """The findings under one clause of Article 13."""

    clause: str
    findings: tuple[law.Finding, ...]


def context(sheet: Sheet) -> dict[str, Any]:
    """The application beside a sheet (two queries): key figures by year, findings by clause, goals."""
    application = Application.objects.select_related("round", "cluster", "prefecture").get(pk=sheet.case_id)
    goals = Goal.objects.filter(case_id=sheet.case_id).order_by("number")
    facts = None if application.facts is None else Facts.from_json(json.dumps(application.facts))
    years = () if facts is None else tuple(sorted(facts.years))[-4:]
    return {
        "cluster": application.cluster,
        "prefecture": application.prefecture.name,
        "facts": facts,
        "years": years,
        "series": () if facts is None else series(facts, years),
        "heading": law.HEADING,
        "aspects": () if facts is None else aspects(sheet.case.measure, facts, application.round.readings),
        "goals": list(goals.values_list("number", "indicator", "unit", "base", "targets", "owner")),
    }


def series(facts: Facts, years: Iterable[int]) -> tuple[Series, ...]:
    """The key figures of some years."""
    known = [facts.years.get(year, {}) for year in years]
    return tuple(
        Series(title, kind, tuple((sums.get(name), bool(sums.get(f"{name}__na"))) for sums in known))
        for name, title, kind in KEY_FIGURES
    )


def aspects(measure: str, facts: Facts, readings: Mapping[str, str]) -> tuple[Aspect, ...]:
    """The computed findings by clause, in the order of the articles; none where the measure cannot be applied."""
    try:
        found = law.load(measure).assess(facts, on=facts.on, readings=readings).findings
    except LawError:
        return ()
    clauses: dict[str, list[law.Finding]] = {}
    for finding in found:
        clauses.setdefault(finding.clause, []).append(finding)
    return tuple(Aspect(clause, tuple(findings)) for clause, findings in clauses.items())
