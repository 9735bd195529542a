"""Pages of bases, questions and interpretations."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import FileResponse, Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_safe

from jiqun import law
from jiqun.authorities.models import Account, Level, Role
from jiqun.authorities.requests import office_day, signed_in
from jiqun.casework import history, signing
from jiqun.casework import views as casework
from jiqun.casework.models import STAFF, Proposal
from jiqun.casework.procedure import procedure
from jiqun.evidence import attachments
from jiqun.evidence.handing import handed_out
from jiqun.instruments import queries
from jiqun.instruments.models import Question
from jiqun.instruments.procedure.basis import OFFICER
from jiqun.instruments.queries import basis_pages, question_pages
from jiqun.instruments.queries.touching import touching
from jiqun.law.citation import cite


def reader(request: HttpRequest) -> Account:
    """The account, when it is staff; 404 for everybody else."""
    user = signed_in(request)
    if user.role not in STAFF:
        raise Http404
    return user


def papers(case: Any, waiting: Proposal | None) -> dict[str, Any]:
    """The documents of a matter, and the name of the one that waits for a signature."""
    return {"files": attachments.files(case), "waiting_file": (waiting_file_of(waiting) or {}).get("name", "")}


def waiting_file_of(waiting: Proposal | None) -> dict[str, str] | None:
    """The file that was prepared with an act and is attached only when that is signed."""
    found: dict[str, str] | None = waiting.payload.get("file") if waiting else None
    return found


@login_required
@require_safe
def waiting_file(request: HttpRequest, name: str, pk: UUID) -> FileResponse:
    """The document of an act that waits for its signature, for those at whose authority it does."""
    user = reader(request)
    if name not in ("basis", "question"):
        raise Http404
    waiting = signing.pending(casework.subject_or_404(request, name, pk))
    file = waiting_file_of(waiting)
    if waiting is None or file is None or user.authority_id != waiting.authority_id:
        raise Http404
    return handed_out(file["sha256"], file["name"])


# ── bases ────────────────────────────────────────────────────────────────────────────────────────────────


@login_required
@require_safe
def bases(request: HttpRequest) -> HttpResponse:
    """How the measure stands today, and every basis registered about it."""
    user, on = reader(request), office_day(request)
    context = {
        "standings": basis_pages.standings(queries.bases(), on),
        "lines": basis_pages.lines(user, on),
        "today": on,
        "may_draft": OFFICER.fits(user),
    }
    return render(request, "instruments/bases.html", context)


@login_required
@require_safe
def basis(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One basis with its document and its history."""
    reader(request)
    table = procedure("basis")
    case = casework.subject_or_404(request, "basis", pk)
    row = case.basis
    around = casework.case_context(request, table, case)
    context = {
        **around,
        "row": row,
        "line": basis_pages.line(row, office_day(request)),
        "ending": getattr(row, "ending", None),
        "remarks": basis_pages.remarks(row) if case.state == "drafting" else (),
        "measure": law.load(case.measure),
        **papers(case, around["waiting"]),
        "history": history.history(case.pk),
    }
    return render(request, "instruments/basis.html", context)


def draft_basis(request: HttpRequest) -> HttpResponse:
    """Entering a new basis."""
    return casework.opening(request, "basis", template="instruments/basis_form.html")


def amend_basis(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Amending the draft of a basis."""
    return casework.act(request, "basis", pk, "amend", template="instruments/basis_form.html")


# ── questions and interpretations ────────────────────────────────────────────────────────────────────────


@login_required
@require_safe
def questions(request: HttpRequest) -> HttpResponse:
    """Questions and the province's answers."""
    user = reader(request)
    may_ask = user.role == Role.OFFICER and user.level == Level.PREFECTURE
    context = {"lines": question_pages.lines(user), "may_ask": may_ask}
    return render(request, "instruments/questions.html", context)


@login_required
@require_safe
def question(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One question, its answer, and for the province what a reading fixed would touch."""
    user = reader(request)
    table = procedure("question")
    case = casework.subject_or_404(request, "question", pk)
    row: Question = case.question
    around = casework.case_context(request, table, case)
    context = {
        **around,
        "row": row,
        "clause": law.load(case.measure).clause(row.clause),
        "clause_name": cite(row.clause),
        "phrase": phrase(case.measure, row.reading),
        "answer": question_pages.answer_of(row),
        "fixed": question_pages.fixed_by(case.measure, question_pages.answer_of(row)),
        **papers(case, around["waiting"]),
        "history": history.history(case.pk),
    }
    if user.level == Level.PROVINCE and case.state == "asked":
        context["touching"] = touching(case, row, around["waiting"], user)
    return render(request, "instruments/question.html", context)


def phrase(measure_id: str, reading: str) -> Any:
    """The phrase of a reading; `None` for none."""
    return law.load(measure_id).readings[reading].phrase if reading else None


def ask(request: HttpRequest) -> HttpResponse:
    """Asking the province."""
    return casework.opening(request, "question", template="instruments/ask.html")


@login_required
def answer(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Answering, beside the question and how much each value of its reading would touch; closed, its page instead."""
    user = reader(request)
    case = casework.subject_or_404(request, "question", pk)
    if request.method != "POST" and procedure("question").by_state[case.state].final:
        return redirect("instruments:question", pk=case.pk)
    row: Question = case.question
    context = {
        "row": row,
        "phrase": phrase(case.measure, row.reading),
        "clause": law.load(case.measure).clause(row.clause),
        "touching": touching(case, row, signing.pending(case), user) if user.level == Level.PROVINCE else [],
    }
    return casework.act(request, "question", pk, "answer", template="instruments/answer.html", context=context)
