"""Pages of supervision and appraisal: the chapter's page, a year's appraisal, a cluster's sheet (Article 16)."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Level, Role
from jiqun.casework import views as casework
from jiqun.casework.history import history
from jiqun.casework.models import Case
from jiqun.casework.procedure import procedure
from jiqun.outgoing.models import PaperBatch
from jiqun.supervision.appraisal import queries
from jiqun.supervision.appraisal.grading import proposed, rubric_of, scored
from jiqun.supervision.appraisal.matter import appraisal_of
from jiqun.supervision.appraisal.plan.queries import plans
from jiqun.supervision.appraisal.rubric import ORIGIN, from_plain, shown
from jiqun.supervision.appraisal.sheet import last_day
from jiqun.supervision.chapter import chapter_page
from jiqun.supervision.models import Appraised
from jiqun.supervision.models.appraisal import MARKING
from jiqun.supervision.tracking.views import reader

SHOWN = 200
"""Grades listed for an office below the province, the last ones first."""


@login_required
@require_safe
def appraisals(request: HttpRequest) -> HttpResponse:
    """监督考核: the province's appraisals and plans; for those below the grades that were told to them."""
    user = reader(request)
    province = user.level == Level.PROVINCE
    more = {
        "province": province,
        "years": queries.years(user) if province else [],
        "plans": plans(user) if province else [],
        "lines": [] if province else queries.told(user)[:SHOWN],
        "may_begin": province and user.role == Role.OFFICER,
    }
    return render(request, "supervision/appraisal_list.html", chapter_page(user, "appraisal", **more))


def begin(request: HttpRequest) -> HttpResponse:
    """Beginning a year's appraisal, with the rubric in sight."""
    return casework.opening(request, "appraisal", template="supervision/appraisal_begin.html")


@login_required
@require_safe
def appraisal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One year: every cluster with its total, what that proposes, its grade; the rubric; what may be done."""
    reader(request)
    case: Case = casework.subject_or_404(request, "appraisal", pk)
    of = appraisal_of(case)
    every = queries.lines(queries.sheets(case))
    state = request.GET.get("state", "")
    open_ = [line for line in every if line.state == MARKING]
    shown_lines = {"open": open_, "objected": [line for line in every if line.state == "objected"]}.get(state, every)
    rubric = from_plain(of.rubric)
    context = {
        **casework.case_context(request, procedure("appraisal"), case),
        "of": of,
        "lines": shown_lines,
        "every": len(every),
        "open": len(open_),
        "objected": sum(line.state == "objected" for line in every),
        "chosen": state if state in ("open", "objected") else "",
        "grades": queries.counted(every),
        "rubric": [(item, shown(item.weight)) for item in rubric.items],
        "bands": [(grade.title, shown(grade.least)) for grade in rubric.grades],
        "whole": shown(rubric.whole),
        "revision": rubric.revision,
        "origin": ORIGIN,
        "batches": list(PaperBatch.objects.filter(case=case).order_by("-drafted_at")),
        "history": history(case.pk),
    }
    return render(request, "supervision/appraisal.html", context)


@login_required
@require_safe
def appraised(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One cluster's sheet: its items with what they rest on, the grade, the measures, objection and answer.

    Those below the province read what their letter told them, and not how the office came to it.
    """
    user = reader(request)
    sheet: Appraised = casework.subject_or_404(request, "appraised", pk)
    province = user.level == Level.PROVINCE
    if not province and sheet.state not in queries.GIVEN:
        raise Http404
    rubric = rubric_of(sheet)
    suggested = proposed(sheet, rubric)
    context = {
        **casework.case_context(request, procedure("appraised"), sheet),
        "sheet": sheet,
        "province": province,
        "lines": [(line, shown(line.points), shown(line.item.weight)) for line in scored(sheet, rubric)],
        "total": shown(sheet.total),
        "whole": shown(rubric.whole),
        "proposed": suggested.title if suggested else None,
        "grade": rubric.title(sheet.grade) if sheet.grade else None,
        "regrade": rubric.title(sheet.regrade) if sheet.regrade else None,
        "last": last_day(sheet),
        "next": queries.next_sheet(sheet) if province and user.role == Role.OFFICER else None,
        "objects": sheet.state in ("settled", "objected") and user.authority_id == sheet.county_id,
        "history": history(sheet.pk) if province else [],
    }
    return render(request, "supervision/appraised.html", context)
