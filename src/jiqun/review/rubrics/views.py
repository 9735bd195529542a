"""Pages of the rubric: revisions with what differs between them, proposals, and the workbook to edit."""

from __future__ import annotations

import io
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.views.decorators.http import require_safe

from jiqun.authorities.models import Account
from jiqun.authorities.requests import signed_in
from jiqun.bilingual import Text
from jiqun.casework import history
from jiqun.casework import views as casework
from jiqun.casework.models import STAFF
from jiqun.casework.procedure import procedure
from jiqun.evidence import attachments
from jiqun.forms import definitions
from jiqun.review.models import ProposedRubric, RubricRevision
from jiqun.review.rubrics import workbook
from jiqun.review.rubrics.comparing import compare
from jiqun.review.rubrics.model import KINDS, REASONS, Item, Rubric, points, read
from jiqun.review.rubrics.procedure import OFFICER
from jiqun.review.rubrics.revisions import NAME, NAMES, in_force, origin_of, rubric_of, shipped
from jiqun.review.rubrics.sources import APPLICATION, known
from jiqun.review.rubrics.wording import rule_words
from jiqun.web.exports import download


def reader(request: HttpRequest) -> Account:
    """The account, when it is staff; 404 for everybody else."""
    user = signed_in(request)
    if user.role not in STAFF:
        raise Http404
    return user


@login_required
@require_safe
def rubrics(request: HttpRequest) -> HttpResponse:
    """The rubric in force with its items, and every revision."""
    user, now = reader(request), in_force()
    rows = RubricRevision.objects.order_by("-pk").defer("definition")
    context = {
        "now": now,
        "dimensions": shown(rubric_of(now) if now else shipped()),
        "revisions": [(row, NAMES[row.name], origin_of(row)) for row in rows],
        "may_propose": OFFICER.fits(user),
    }
    return render(request, "review/rubrics.html", context)


@login_required
@require_safe
def revision(request: HttpRequest, pk: int) -> HttpResponse:
    """One revision, and what differs from the one before it."""
    reader(request)
    row = get_object_or_404(RubricRevision, pk=pk)
    before = RubricRevision.objects.filter(pk__lt=pk).order_by("-pk").first()
    rubric = rubric_of(row)
    context = {
        "row": row,
        "name": NAMES[row.name],
        "origin": origin_of(row),
        "dimensions": shown(rubric),
        "before": before and (before, NAMES[before.name]),
        "differences": compare(rubric_of(before), rubric, known()) if before else [],
    }
    return render(request, "review/rubric.html", context)


@login_required
@require_safe
def proposal(request: HttpRequest, pk: UUID) -> HttpResponse:
    """A proposed rubric beside the one in force."""
    reader(request)
    case = casework.subject_or_404(request, "rubric", pk)
    row: ProposedRubric = case.proposed_rubric
    department = RubricRevision.objects.filter(name=NAME)
    if row.adopted is not None:
        department = department.filter(pk__lt=row.adopted.pk)
    before = department.order_by("-number").first()
    after = read(row.definition)
    context = {
        **casework.case_context(request, procedure("rubric"), case),
        "row": row,
        "dimensions": shown(after),
        "before": before,
        "differences": compare(rubric_of(before) if before else shipped(), after, known()),
        "files": attachments.files(case),
        "history": history.history(case.pk),
    }
    return render(request, "review/rubric_proposal.html", context)


def propose(request: HttpRequest) -> HttpResponse:
    """Proposing a rubric from the department's workbook."""
    return casework.opening(request, "rubric", template="review/propose_rubric.html")


@login_required
@require_safe
def table(request: HttpRequest) -> HttpResponse:
    """The rubric in force as a workbook to be edited; `?revision=` (its key) another one, `?shipped=1` the example."""
    reader(request)
    asked, now = request.GET.get("revision", ""), in_force()
    if asked:
        pk = int(asked) if asked.isdecimal() and len(asked) <= 9 else 0
        rubric = rubric_of(get_object_or_404(RubricRevision, pk=pk))
    else:
        rubric = rubric_of(now) if now and "shipped" not in request.GET else shipped()
    file, name = io.BytesIO(), "细化指标体系.xlsx"
    workbook.write(rubric, file)
    return download(file.getvalue(), name)


def shown(rubric: Rubric) -> list[dict[str, Any]]:
    """A rubric as its pages print it, dimension by dimension."""
    labels = {field.id: field.label for field in definitions.shipped_form(APPLICATION).fields()}
    return [
        {
            "title": dimension.title,
            "clause": dimension.clause,
            "weight": points(dimension.weight),
            "items": [line(item, labels) for item in dimension.items],
        }
        for dimension in rubric.dimensions
    ]


def line(item: Item, labels: dict[str, Text]) -> dict[str, Any]:
    """One item as a line."""
    sources = known()
    return {
        "item": item,
        "weight": points(item.weight),
        "expert": points(item.expert),
        "step": points(item.step),
        "kind": KINDS[item.kind],
        "reason": REASONS[item.reason],
        "rules": [rule_words(rule, sources.get(rule.source)) for rule in item.rules],
        "fields": [labels.get(id, Text(id, id)) for id in item.fields],
    }
