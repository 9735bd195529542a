"""开放数据: the directory for machines, with its schema; only while the province has it open, after a secrecy review.

Places are codes of GB/T 2260, never coordinates; industries are names of GB/T 4754; money is in 分.
"""

from __future__ import annotations

import json
from collections.abc import Iterable
from datetime import date
from functools import lru_cache
from importlib.resources import files
from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import office_day
from jiqun.notices.disclosure import queries as disclosed
from jiqun.notices.disclosure.contents import OFFERED
from jiqun.portal import queries
from jiqun.portal.views import for_everybody
from jiqun.web.tables import exported

SCHEMA_NAME = "clusters.schema.json"
HEADS = (
    "集群编号", "集群名称", "所在地", "所在地代码", "地市", "主导产业", "战略性产业集群", "级别", "批次", "发文字号",
    "公布日期", "有效期起", "有效期止", "状态", "撤销起始日", "补录", "演示数据",
)  # fmt: skip
YEAR_HEADS = (
    "集群编号",
    "集群名称",
    "年度",
    "演示数据",
    *(title.zh.replace("亿元", "分") for title, _ in OFFERED.values()),
)


@require_safe
@for_everybody
def about(request: HttpRequest) -> HttpResponse:
    """What can be fetched, or that nothing is open."""
    found = disclosed.opened()
    context = {"open": found.open_data, "years": sorted(found.figures), "columns": HEADS, "figures": YEAR_HEADS}
    return render(request, "portal/open_data.html", context)


@require_safe
@for_everybody
def as_json(request: HttpRequest) -> HttpResponse:
    """Every recognised cluster with its recognitions and open figures, as the schema says."""
    found = opened_or_404()
    on = office_day(request)
    told: dict[str, dict[str, dict[str, int]]] = {}
    for year in disclosed.years(found):
        values = {name: value for name, value in year.values.items() if value is not None}
        told.setdefault(str(year.cluster), {})[str(year.year)] = values
    lines = queries.clusters(on)
    body = {
        "$schema": request.build_absolute_uri(reverse("portal:open-schema")),
        "as_of": on.isoformat(),
        "demonstration": bool(settings.JIQUN_DEMO),
        "clusters": [plain(line) | {"figures": told.get(str(line.pk), {})} for line in lines],
    }
    return JsonResponse(body, json_dumps_params={"ensure_ascii": False})


@require_safe
@for_everybody
def as_csv(request: HttpRequest) -> HttpResponse:
    """One line a recognition, for a spreadsheet."""
    opened_or_404()
    lines = queries.clusters(office_day(request))
    return exported("csv", "clusters", HEADS, rows(lines))


@require_safe
@for_everybody
def figures_csv(request: HttpRequest) -> HttpResponse:
    """One line a cluster and year; money in 分; blank where it is not known or fewer than three firms gave it."""
    found = opened_or_404()
    names = {line.pk: line.name for line in queries.clusters(office_day(request))}
    made_up = "是" if settings.JIQUN_DEMO else ""
    body = (
        (year.cluster, names[year.cluster], year.year, made_up, *("" if v is None else v for v in year.values.values()))
        for year in disclosed.years(found)
    )
    return exported("csv", "figures", YEAR_HEADS, body)


@require_safe
@for_everybody
def schema(request: HttpRequest) -> HttpResponse:
    """What the JSON holds (JSON Schema 2020-12)."""
    opened_or_404()
    return JsonResponse(the_schema(), json_dumps_params={"ensure_ascii": False})


def opened_or_404() -> disclosed.Opened:
    """What is open. Raises `Http404` while the directory is not."""
    found = disclosed.opened()
    if not found.open_data:
        raise Http404
    return found


@lru_cache(maxsize=1)
def the_schema() -> dict[str, Any]:
    """The schema as it is shipped."""
    found: dict[str, Any] = json.loads(files("jiqun.portal").joinpath(f"data/{SCHEMA_NAME}").read_text("utf-8"))
    return found


def day(value: date | None) -> str | None:
    """A day as machines write it."""
    return value.isoformat() if value else None


def plain(line: queries.ClusterLine) -> dict[str, Any]:
    """A cluster as the schema says, without its figures."""
    return {
        "id": str(line.pk),
        "name": line.name,
        "place": line.place,
        "place_code": line.place_code,
        "prefecture": line.prefecture,
        "lead_industries": list(line.industries),
        "strategic_cluster": line.industry or None,
        "demonstration": line.invented,
        "recognitions": [
            {
                "id": str(held.pk),
                "level": held.level,
                "batch": held.batch,
                "document": held.document,
                "announced_on": day(held.announced_on),
                "valid_from": day(held.valid_from),
                "valid_to": day(held.valid_to),
                "standing": held.standing.value,
                "revoked_from": day(held.revoked_from),
                "from_paper": held.backfilled,
            }
            for held in line.held
        ],
    }


def rows(lines: Iterable[queries.ClusterLine]) -> Iterable[tuple[object, ...]]:
    """One row a recognition."""
    for line in lines:
        for held in line.held:
            yield (
                line.pk, line.name, line.place, line.place_code, line.prefecture, "、".join(line.industries),
                line.strategic.zh if line.strategic else "", held.level, held.batch, held.document,
                day(held.announced_on) or "", day(held.valid_from) or "", day(held.valid_to) or "",
                held.standing.title.zh, day(held.revoked_from) or "",
                "是" if held.backfilled else "", "是" if line.invented else "",
            )  # fmt: skip
