"""The list of applications and its export."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, StreamingHttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.http import content_disposition_header
from django.utils.safestring import SafeString
from django.views.decorators.http import require_safe

from jiqun.authorities.hours import ZONE
from jiqun.authorities.models import Account
from jiqun.authorities.requests import office_time, signed_in
from jiqun.bilingual import Text
from jiqun.casework.models import STAFF
from jiqun.recognition.acts.filing.guards import any_open
from jiqun.recognition.procedure.filing import OFFICER
from jiqun.recognition.queries.filing.listing import FACETS, Row, everything, listing
from jiqun.web.exports import cell
from jiqun.web.markup import markup, markup_join
from jiqun.web.templatetags.look import verdict as verdict_tag
from jiqun.web.verdicts import VERDICTS

TITLES = {
    "state": Text("环节", "State"),
    "prefecture": Text("地市", "Prefecture"),
    "round": Text("批次", "Round"),
}
HEADS = (
    Text("编号", "Number"),
    Text("集群", "Cluster"),
    Text("所在地", "Place"),
    Text("地市", "Prefecture"),
    Text("环节", "State"),
    Text("批次", "Round"),
    Text("提交时间", "Handed in"),
    Text("系统测算（不作为审核结论）", "Computed (not a decision)"),
    Text("虚构", "Invented"),
)


def asked(request: HttpRequest) -> tuple[Account, str, dict[str, str]]:
    """Who asks for what: the words and one value a facet. Raises `Http404` for who has no list."""
    user = signed_in(request)
    if user.role not in STAFF:
        raise Http404
    words = request.GET.get("q", "").strip()[:60]
    chosen = {facet: request.GET[facet][:60] for facet in FACETS if request.GET.get(facet)}
    return user, words, chosen


@login_required
@require_safe
def applications(request: HttpRequest) -> HttpResponse:
    """Every application the account sees, 50 a page, with facets."""
    user, words, chosen = asked(request)
    found = listing(user, words, chosen, request.GET.get("page"))

    def link(facet: str, value: str) -> str:
        query = request.GET.copy()
        query.pop("page", None)
        query.pop(facet, None)
        if value:
            query[facet] = value
        return "?" + query.urlencode()

    context = {
        "found": found,
        "words": words,
        "chosen": chosen,
        "facets": [
            (
                TITLES[facet],
                link(facet, ""),
                facet not in chosen,
                [(link(facet, c.value), c.title, c.count, c.on) for c in choices],
            )
            for facet, choices in found.facets.items()
            if len(choices) > 1 or facet in chosen
        ],
        "export": "?" + request.GET.urlencode(),
        "body": table_rows(found.rows),
        "may_start": OFFICER.fits(user) and any_open(office_time(request)),
    }
    return render(request, "recognition/applications.html", context)


ROW = (
    '<tr><td><a href="{before}{{}}{after}">{{}}</a>{{}}</td><td data-name="{number}">{{}}</td>'
    '<td data-name="{place}">{{}} <small>{{}}</small></td><td data-name="{state}">{{}}</td>'
    '<td data-name="{round}">{{}}</td><td data-name="{at}">{{}}</td><td data-name="{verdict}">{{}}</td></tr>\n'
)
INVENTED = Text("虚构", "invented")


def table_rows(rows: Iterable[Row]) -> SafeString:
    """The lines of the table, printed straight from plain values: a template would cost ten times as much."""
    before, after = reverse("recognition:application", args=[UUID(int=0)]).split(str(UUID(int=0)))
    names = {name: str(HEADS[n]) for name, n in {"number": 0, "place": 2, "state": 4, "round": 5, "at": 6}.items()}
    line = markup(ROW, before=before, after=after, verdict=str(HEADS[7]), **names)
    mark = markup(" <small>{}</small>", str(INVENTED))
    tags = {"": "—", **{name: verdict_tag(name) for name in VERDICTS}}
    return markup_join(
        "",
        line,
        (
            (
                str(row.pk),
                row.title,
                mark if row.invented else "",
                row.number,
                row.place,
                row.prefecture,
                str(row.state),
                row.round,
                f"{row.submitted_at.astimezone(ZONE):%Y-%m-%d}" if row.submitted_at else "—",
                tags[row.verdict],
            )
            for row in rows
        ),
    )


@login_required
@require_safe
def export(request: HttpRequest) -> StreamingHttpResponse:
    """The rows of the list as CSV, all pages of what is shown; nothing in it becomes a formula."""
    user, words, chosen = asked(request)
    response = StreamingHttpResponse(lines(user, words, chosen), content_type="text/csv; charset=utf-8")
    name = str(Text("申报列表", "applications"))
    response["Content-Disposition"] = content_disposition_header(True, f"{name}-{office_time(request):%Y%m%d}.csv")
    return response


class Echo:
    """A file that hands back what is written to it."""

    def write(self, text: str) -> str:
        """The text itself."""
        return text


def lines(user: Account, words: str, chosen: dict[str, str]) -> Iterator[str]:
    """CSV line by line, with the mark that tells Excel it is UTF-8."""
    writer = csv.writer(Echo())
    yield "\ufeff"
    yield writer.writerow([str(head) for head in HEADS])
    for row in everything(user, words, chosen):
        yield writer.writerow(
            cell(value)
            for value in (
                row.number,
                row.title,
                row.place,
                row.prefecture,
                str(row.state),
                row.round,
                f"{row.submitted_at.astimezone(ZONE):%Y-%m-%d %H:%M}" if row.submitted_at else "",
                str(VERDICTS[row.verdict].title) if row.verdict else "",
                str(INVENTED) if row.invented else "",
            )
        )
