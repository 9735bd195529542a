"""Pages of typical cases: the list, one case as draft or as handed in, its pictures (Article 11)."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import signed_in
from jiqun.casework import views as casework
from jiqun.casework.history import history
from jiqun.casework.procedure import procedure
from jiqun.cultivation.cases import acts, filling, handing, queries
from jiqun.cultivation.cases.procedure import COUNTY
from jiqun.cultivation.chapter import chapter_page
from jiqun.cultivation.library.views import reader
from jiqun.cultivation.models import CasePicture, TypicalCase
from jiqun.forms.answers import values


@login_required
@require_safe
def cases(request: HttpRequest) -> HttpResponse:
    """典型案例: those of the territory, 50 a page."""
    user = reader(request)
    page = Paginator(queries.listed(user), 50).get_page(request.GET.get("page"))
    states = procedure("typical_case").by_state
    lines = [(row, queries.theme_title(row), states[row.case.state].title) for row in page.object_list]
    more = {"page": page, "lines": lines, "may_begin": COUNTY.fits(user)}
    return render(request, "cultivation/case_list.html", chapter_page(user, "cases", **more))


@login_required
def begin(request: HttpRequest) -> HttpResponse:
    """Beginning one (`?cluster=…`)."""
    return casework.opening(request, "typical_case")


@login_required
@require_safe
def case(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One case: to its own county as it is being written, to everybody else as it was handed in."""
    user = reader(request)
    found = casework.subject_or_404(request, "typical_case", pk)
    row = filling.typical(found)
    drafting = found.state in filling.OPEN and signed_in(request).authority_id == found.authority_id
    said = draft(row) if drafting else {"title": row.title, "summary": row.summary, "text": row.text}
    pictures = list(acts.pictures(found))
    context = {
        **casework.case_context(request, procedure("typical_case"), found),
        "row": row,
        "theme": queries.theme_title(row),
        "said": said,
        "body": queries.body(said["text"], pictures, "cultivation:case-picture"),
        "pictures": pictures,
        "may_edit": filling.refusal(found, user) is None,
        "faults": filling.faults(values(found), {each.number for each in pictures}) if drafting else [],
        "section": filling.SECTION,
        "public": found.state in ("published", "selected"),
        "history": history(found.pk),
    }
    return render(request, "cultivation/case.html", context)


def draft(row: TypicalCase) -> dict[str, Any]:
    """What the desk holds now."""
    given = values(row.case)
    names = {"title": filling.TITLE, "summary": filling.SUMMARY, "text": filling.BODY}
    return {name: str(given.get(field) or "") for name, field in names.items()}


@login_required
@require_safe
def picture(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A picture, for those who see the case."""
    rows = CasePicture.objects.filter(of__in=TypicalCase.objects.visible_to(reader(request)), removed_at=None)
    return handing.shown(rows.select_related("file").filter(pk=pk).first())
