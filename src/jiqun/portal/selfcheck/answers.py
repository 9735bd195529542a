"""The answer of a self-check: as a page, as JSON like that of `jiqun check --json`, or as PDF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from jiqun.authorities.requests import office_day
from jiqun.bilingual import language, pick
from jiqun.documents.findings import pdf
from jiqun.law import HEADING, Assessment, Measure
from jiqun.portal.measures import Offered
from jiqun.portal.selfcheck import results
from jiqun.portal.selfcheck.carrying import Carried, packed
from jiqun.portal.selfcheck.forms import CheckForm
from jiqun.web.exports import download


def answer(
    request: HttpRequest,
    offered: Sequence[Offered],
    measure: Measure,
    carried: Carried,
    on: date,
    readings: Mapping[str, str],
    *,
    kind: str = "",
) -> HttpResponse:
    """The assessment of what is carried; `kind` is `json`, `pdf` or, for anything else, the page, which lets
    another of the measures offered be taken.

    Raises `DocumentError` when this machine cannot typeset.
    """
    assessment = measure.assess(carried.facts, on=on, readings=readings)
    assessment = replace(assessment, warnings=(*carried.notices, *assessment.warnings))
    if kind == "json":
        return kept(assessment.to_json(language()).encode(), "json")
    if kind == "pdf":
        now = request.now  # type: ignore[attr-defined]
        made = pdf(assessment, measure, cluster=_name(carried), now=now, facts=carried.facts, language=language())
        return kept(made, "pdf")
    return render(request, "portal/selfcheck/result.html", _context(request, offered, measure, carried, assessment))


def _name(carried: Carried) -> str:
    return carried.facts.name or pick("未命名集群", "Unnamed cluster")


def kept(content: bytes, ending: str) -> HttpResponse:
    """The answer as a file of the visitor's own."""
    return download(content, pick("对标自测结果", "self-check") + f".{ending}")


def _context(
    request: HttpRequest,
    offered: Sequence[Offered],
    measure: Measure,
    carried: Carried,
    assessment: Assessment,
) -> dict[str, object]:
    fixed = measure.defaults(assessment.on)
    again = {"on": assessment.on} | {f"reading_{key}": value for key, value in assessment.receipt.readings.items()}
    return {
        "heading": HEADING,
        "measure": measure,
        "bases": measure.bases_on(assessment.on),
        "measures": offered,
        "facts": carried.facts,
        "assessment": assessment,
        "items": results.items(measure, assessment),
        "counts": results.counts(assessment),
        "missing": results.missing(assessment),
        "other_ways": results.other_ways(measure, assessment),
        "not_default": list(results.not_default(measure, assessment, fixed)),
        "carried": packed(carried),
        "form": CheckForm(measure=measure, fixed=fixed, today=office_day(request), initial=again),
        "typed": carried.typed,
    }
