"""Pages of a round's ranking."""

from __future__ import annotations

import csv
from collections.abc import Iterable
from io import StringIO
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from jiqun.authorities.models import OFFICE
from jiqun.bilingual import pick
from jiqun.casework.models import Case
from jiqun.recognition.queries import scoring as queries
from jiqun.recognition.views.experts import provincial
from jiqun.review.rubrics import points
from jiqun.web.exports import cell
from jiqun.web.markup import markup, markup_join

ROW = (
    '<tr><td class="num">{{}}</td><td data-name="{cluster}"><a href="{before}{{}}{after}">{{}}</a></td>'
    '<td data-name="{place}">{{}}{{}}</td><td class="num" data-name="{mean}">{{}}</td>'
    '<td class="num" data-name="{spread}">{{}}</td><td data-name="{totals}">{{}}</td></tr>\n'
)


def opened(request: HttpRequest, pk: UUID) -> tuple[Case, list[queries.RankedCase]]:
    """The ranking for the province's office; before the opening it is absent like anything that does not exist."""
    case, found = provincial(request, pk, roles=OFFICE)
    if found.opened_at is None:
        raise Http404
    return case, queries.ranking(case)


@login_required
def ranking(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The ranking after the scores were opened."""
    case, lines = opened(request, pk)
    return render(request, "recognition/ranking.html", {"case": case, "count": len(lines), "body": table_rows(lines)})


def table_rows(lines: Iterable[queries.RankedCase]) -> SafeString:
    """The lines of the ranking, printed straight from plain values: a template would cost three times as much."""
    before, after = reverse("recognition:application", args=[UUID(int=0)]).split(str(UUID(int=0)))
    row = markup(
        ROW,
        before=before,
        after=after,
        cluster=pick("集群", "Cluster"),
        place=pick("所在地", "Place"),
        mean=pick("平均分（分）", "Mean (points)"),
        spread=pick("极差（分）", "Spread (points)"),
        totals=pick("各专家总分（分）", "Totals by expert (points)"),
    )
    comma = pick("、", ", ")
    return markup_join(
        "",
        row,
        (
            (
                line.rank,
                str(line.pk),
                line.cluster,
                line.prefecture,
                "" if line.county == line.prefecture else f" {line.county}",
                line.mean,
                points(line.spread),
                comma.join(f"{code} {points(total)}" for code, total in line.sheets),
            )
            for line in lines
        ),
    )


@login_required
def ranking_csv(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Exactly the ranking as a table for spreadsheets."""
    case, lines = opened(request, pk)
    head = [
        pick("名次", "Rank"),
        pick("申报编号", "Application"),
        pick("集群名称", "Cluster"),
        pick("地级以上市", "Prefecture"),
        pick("县（市、区）", "County"),
        pick("平均分（分）", "Mean (points)"),
        pick("极差（分）", "Spread (points)"),
        pick("各专家总分（分）", "Totals by expert (points)"),
    ]
    out = StringIO()
    table = csv.writer(out)
    table.writerow(head)
    for line in lines:
        sheets = "；".join(f"{code} {points(total)}" for code, total in line.sheets)
        table.writerow(
            [
                line.rank,
                *map(cell, (line.number, line.cluster, line.prefecture, line.county)),
                line.mean,
                points(line.spread),
                cell(sheets),
            ]
        )
    answer = HttpResponse("\ufeff" + out.getvalue(), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = f'attachment; filename="ranking-{case.number}.csv"'
    return answer
