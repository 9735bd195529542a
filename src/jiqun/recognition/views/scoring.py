"""Pages of a round's ranking."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from jiqun.authorities.models import OFFICE
from jiqun.bilingual import Text, pick
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.recognition.queries import scoring as queries
from jiqun.recognition.views.experts import provincial
from jiqun.review.models import Panel
from jiqun.web.markup import markup, markup_join
from jiqun.web.tables import exported

ROW = (
    '<tr><td class="num" data-name="{rank}">{{}}{{}}</td>'
    '<td data-name="{cluster}"><div><a href="{before}{{}}{after}">{{}}</a>{{}}</div></td>'
    '<td data-name="{place}">{{}}{{}}</td><td class="num" data-name="{score}"><b>{{}}</b></td>'
    '<td class="num" data-name="{computed}">{{}}</td><td class="num" data-name="{expert}">{{}}</td>{{}}'
    '<td class="num" data-name="{sheets}">{{}}{{}}</td></tr>\n'
)


HEADS = {
    "rank": Text("名次", "Rank"),
    "cluster": Text("集群", "Cluster"),
    "place": Text("所在地", "Place"),
    "score": Text("得分（分）", "Score (points)"),
    "computed": Text("测算部分（分）", "Computed (points)"),
    "expert": Text("专家部分（分）", "By experts (points)"),
    "sheets": Text("评审表（份）", "Sheets"),
}


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
    panel: Panel = case.panel
    names = queries.dimensions(panel)
    context = {
        "case": case,
        "panel": panel,
        "rule": queries.rule_said(panel),
        "dimensions": [(clause, title) for clause, title in names.items()],
        "count": len(lines),
        "tied": sum(line.tied for line in lines),
        "revised": sum(line.revised for line in lines),
        "body": table_rows(lines, list(names.values())),
    }
    return render(request, "recognition/ranking.html", context)


def table_rows(lines: Iterable[queries.RankedCase], dimensions: Sequence[Text]) -> SafeString:
    """The lines of the ranking, printed straight from plain values: a template would cost three times as much."""
    before, after = reverse("recognition:application", args=[UUID(int=0)]).split(str(UUID(int=0)))
    heads = {name: str(title) for name, title in HEADS.items()}
    row = markup(ROW, before=before, after=after, **heads)
    cells = "".join(markup('<td class="num" data-name="{}">{{}}</td>', title) for title in dimensions)
    tied = markup(' <small class="tag">{}</small>', pick("并列", "tied"))
    return markup_join(
        "",
        row,
        (
            (
                line.rank,
                tied if line.tied else "",
                str(line.pk),
                line.cluster,
                remarks(line),
                line.prefecture,
                "" if line.county == line.prefecture else f" {line.county}",
                line.mean,
                line.computed,
                line.expert,
                markup(cells, *line.dimensions),
                line.sheets,
                markup("<br><small>{}</small>", pick(f"复评 {line.revised} 份", f"{line.revised} scored anew"))
                if line.revised
                else "",
            )
            for line in lines
        ),
    )


def remarks(line: queries.RankedCase) -> SafeString:
    """What is to be known beside a name: how an equal score was told apart, and where the application stands now."""
    said = []
    if line.by is not None:
        said.append(pick(f"同分，按“{line.by.zh}”排先后", f"equal score, told apart by “{line.by.en}”"))
    if line.state != "review":
        said.append(str(procedure("application").by_state[line.state].title))
    return markup("<br><small>{}</small>", pick("；", "; ").join(said)) if said else SafeString("")


@login_required
def ranking_csv(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Exactly the ranking as a table for spreadsheets."""
    case, lines = opened(request, pk)
    heads = (
        HEADS["rank"],
        Text("申报编号", "Application"),
        Text("集群名称", "Cluster"),
        Text("地级以上市", "Prefecture"),
        Text("县（市、区）", "County"),
        HEADS["score"],
        HEADS["computed"],
        HEADS["expert"],
        *queries.dimensions(case.panel).values(),
        HEADS["sheets"],
        Text("其中复评（份）", "Of these scored anew"),
        Text("并列", "Tied"),
        Text("现处环节", "Stands at"),
    )
    states = procedure("application").by_state
    rows = (
        (
            *(line.rank, line.number, line.cluster, line.prefecture, line.county),
            *(line.mean, line.computed, line.expert, *line.dimensions, line.sheets, line.revised),
            *(pick("是", "yes") if line.tied else "", states[line.state].title),
        )
        for line in lines
    )
    return exported("csv", f"ranking-{case.number}", heads, rows)
