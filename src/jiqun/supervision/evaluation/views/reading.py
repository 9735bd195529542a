"""Reading reports: the list, one report, the clusters behind a number, what people wrote in it."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Account, Level, Role
from jiqun.authorities.requests import signed_in
from jiqun.casework import history
from jiqun.casework import views as casework
from jiqun.casework.models import STAFF, Case
from jiqun.casework.procedure import procedure
from jiqun.supervision.chapter import chapter_page
from jiqun.supervision.evaluation import pages, queries
from jiqun.supervision.evaluation.content.composing import sentences
from jiqun.supervision.evaluation.content.writing import text_of


def reader(request: HttpRequest) -> Account:
    """The office account that asks. Raises `Http404` for anybody else."""
    user = signed_in(request)
    if user.role not in STAFF:
        raise Http404
    return user


def asked(request: HttpRequest, pk: UUID) -> tuple[Case, queries.Shown]:
    """The matter and the report as the account reads it, `?edition=` naming one edition."""
    user = reader(request)
    case = casework.subject_or_404(request, "evaluation", pk)
    wanted = request.GET.get("edition", "")
    number = int(wanted) if wanted.isdecimal() and len(wanted) < 5 else None
    found = queries.shown(case, user, number)
    if found is None:
        raise Http404
    return case, found


def makes(user: Account) -> bool:
    """Whether the account makes reports: officers of the province and the prefectures."""
    return user.role == Role.OFFICER and user.level in (Level.PROVINCE, Level.PREFECTURE)


@login_required
@require_safe
def reports(request: HttpRequest) -> HttpResponse:
    """The reports of the territory, and those issued to it."""
    user = reader(request)
    wanted = request.GET.get("year", "")
    year = int(wanted) if wanted.isdecimal() and len(wanted) == 4 else None
    lines = queries.lines(user)
    more = {
        "lines": [line for line in lines if year in (None, line.year)],
        "years": sorted({line.year for line in lines}, reverse=True),
        "year": year,
        "makes": makes(user),
    }
    return render(request, "supervision/evaluation_list.html", chapter_page(user, "evaluation", **more))


@login_required
@require_safe
def report(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One report: its text with the sources of its numbers; its maker edits the draft sentence by sentence."""
    case, found = asked(request, pk)
    user = signed_in(request)
    own = user.authority_id == found.of.maker_id
    chapters = pages.chapters(found)
    lines = [
        line
        for chapter in chapters
        for block in chapter["blocks"]
        if block["kind"] == "text"
        for line in block["sentences"]
    ]
    context = {
        **casework.case_context(request, procedure("evaluation"), case),
        "found": found,
        "own": own,
        "chapters": chapters,
        "editing": found.draft and own and user.role == Role.OFFICER and not case.pending,
        "editions": list(found.of.editions.order_by("-number").defer("content")),
        "edited": sum(line["edited"] for line in lines),
        "doubtful": [line for line in lines if line["doubtful"]],
        "moved": sum(line["moved"] for line in lines),
        "members": len(found.content["facts"]["members"]),
        "history": history.history(case.pk) if own else [],
    }
    return render(request, "supervision/evaluation_report.html", context)


@login_required
@require_safe
def sources(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Where every number of the report comes from."""
    case, found = asked(request, pk)
    context = {"case": case, "found": found, "sources": queries.sources(found.content)}
    return render(request, "supervision/evaluation_sources.html", context)


@login_required
@require_safe
def source(request: HttpRequest, pk: UUID, number: int) -> HttpResponse:
    """The clusters behind one number, with their figures as they stood when the data were drawn."""
    case, found = asked(request, pk)
    kept = found.content["sources"]
    if not 1 <= number <= len(kept):
        raise Http404
    told = kept[number - 1]
    heads, rows = queries.behind(found.content, told)
    saying = [text_of(s) for s in sentences(found.content) if number in {n["source"] for n in s["numbers"]}]
    context = {
        "case": case,
        "found": found,
        "number": number,
        "source": queries.sources(found.content)[number - 1],
        "heads": heads,
        "rows": rows,
        "saying": saying,
    }
    return render(request, "supervision/evaluation_source.html", context)


@login_required
@require_safe
def wordings(request: HttpRequest, pk: UUID) -> HttpResponse:
    """What people wrote in the draft, every version, for the authority that makes the report."""
    case, found = asked(request, pk)
    if signed_in(request).authority_id != found.of.maker_id:
        raise Http404
    generated = {sentence["key"]: text_of(sentence) for sentence in sentences(found.of.content)}
    rows = found.of.wordings.select_related("by__person").order_by("-at", "-pk")
    lines = [(row, generated.get(row.key)) for row in rows]
    return render(request, "supervision/evaluation_wordings.html", {"case": case, "found": found, "lines": lines})
