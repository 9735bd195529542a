"""How the panel scored, for the discipline supervisor alone and only once the round is over."""

from __future__ import annotations

from fractions import Fraction
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from jiqun.authorities.models import Role
from jiqun.bilingual import Text, pick
from jiqun.casework.models import Case
from jiqun.recognition.queries import diagnostics as queries
from jiqun.recognition.queries.experts import OVER
from jiqun.recognition.views.experts import provincial
from jiqun.review.diagnostics import ABOUT
from jiqun.review.models import Panel
from jiqun.review.ranking import two_decimals
from jiqun.web.tables import exported

HEADS: dict[str, tuple[Text, ...]] = {
    "spread": (
        Text("申报编号", "Application"),
        Text("集群", "Cluster"),
        Text("最低（分）", "Lowest (points)"),
        Text("最高（分）", "Highest (points)"),
        Text("极差（分）", "Spread (points)"),
        Text("中位数（分）", "Median (points)"),
        Text("偏离中位数较大的评审表", "Far from the median"),
    ),
    "leniency": (
        Text("专家", "Expert"),
        Text("评审表（份）", "Sheets"),
        Text("平均偏差（分）", "Mean deviation (points)"),
    ),
    "weight": (
        Text("去掉的专家", "Without"),
        Text("名次变动的集群（个）", "Clusters that move"),
        Text("最大变动（位）", "Furthest move"),
        Text("将进入名单的", "Would enter"),
        Text("将退出名单的", "Would leave"),
        Text("保持原状（个）", "Could not be scored anew"),
    ),
    "contradiction": (
        Text("申报编号", "Application"),
        Text("集群", "Cluster"),
        Text("测算得分率（%）", "Computed share (%)"),
        Text("专家得分率（%）", "Experts’ share (%)"),
        Text("相差（百分点）", "Apart (points)"),
    ),
}
WORDS = {"spread": (0, 1, 6), "leniency": (0,), "weight": (0, 3, 4), "contradiction": (0, 1)}
"""The columns that hold words; all others are figures."""


def announced(request: HttpRequest, pk: UUID) -> tuple[Case, Panel]:
    """Round and panel for the discipline supervisor once the round is over; 404 for everybody else and before."""
    case, panel = provincial(request, pk, roles=(Role.SUPERVISOR,))
    if case.state not in OVER or panel.opened_at is None:
        raise Http404
    return case, panel


def signed(value: Fraction) -> str:
    """A difference with its sign, two decimals."""
    return ("+" if value > 0 else "−" if value < 0 else "") + two_decimals(abs(value))


def tables(found: queries.Diagnosed) -> dict[str, list[list[Any]]]:
    """Every table as rows of words, for the page and the exports alike."""
    comma = pick("、", ", ")
    return {
        "spread": [
            [
                each.number,
                each.cluster,
                two_decimals(each.lowest),
                two_decimals(each.highest),
                two_decimals(each.spread),
                two_decimals(each.median),
                comma.join(f"{code} {signed(apart)}" for code, apart in each.outliers),
            ]
            for each in found.spreads
        ],
        "leniency": [[each.code, each.sheets, signed(each.deviation)] for each in found.leniencies],
        "weight": [
            [each.code, each.moved, each.furthest, comma.join(each.enter), comma.join(each.leave), each.kept]
            for each in found.weights
        ],
        "contradiction": [
            [
                each.number,
                each.cluster,
                two_decimals(each.computed),
                two_decimals(each.expert),
                signed(each.apart),
            ]
            for each in found.contradictions
        ],
    }


@login_required
def diagnostics(request: HttpRequest, pk: UUID) -> HttpResponse:
    """All four tables, each with what its numbers are."""
    case, panel = announced(request, pk)
    found = queries.diagnosed(panel)
    rows = tables(found)
    shown = [
        (
            name,
            title,
            ABOUT[name],
            [(head, number not in WORDS[name]) for number, head in enumerate(HEADS[name])],
            [[(value, HEADS[name][n], n not in WORDS[name]) for n, value in enumerate(row)] for row in rows[name]],
        )
        for name, title in queries.TITLES.items()
    ]
    context = {"case": case, "found": found, "tables": shown, "unmasked": queries.unmasked(panel)}
    return render(request, "recognition/diagnostics.html", context)


@login_required
def export(request: HttpRequest, pk: UUID, table: str) -> HttpResponse:
    """Exactly one of the tables, for spreadsheets."""
    case, panel = announced(request, pk)
    if table not in HEADS:
        raise Http404
    rows = tables(queries.diagnosed(panel))[table]
    told = (
        [value if n in WORDS[table] else str(value).replace("−", "-") for n, value in enumerate(row)] for row in rows
    )
    return exported("csv", f"{table}-{case.number}", HEADS[table], told)
