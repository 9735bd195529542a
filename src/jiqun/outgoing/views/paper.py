"""One paper: its first page, its outgoing sheet, its wordings, what is to be done."""

from __future__ import annotations

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.views.decorators.http import require_safe

from jiqun.authorities.requests import signed_in
from jiqun.casework import history
from jiqun.casework import views as casework
from jiqun.casework.models import Case
from jiqun.casework.offers import Offer
from jiqun.casework.procedure import procedure
from jiqun.documents.errors import DocumentError
from jiqun.documents.official import from_plain
from jiqun.documents.typesetting import faces
from jiqun.outgoing import queries, wording
from jiqun.outgoing.kinds import kind
from jiqun.outgoing.models import Paper
from jiqun.outgoing.sheet import review_names

TABLE = "paper"
SHOWN = (
    "case",
    "authority",
    "addressee",
    "through",
    "drafted_by__person",
    "secrecy_by__person",
    "received_by__person",
    "replaces",
    "sealed_file",
    "batch",
)
OF_OTHERS = ("pass_on", "receive")
"""What is done to a paper by those it goes to."""


def found(request: HttpRequest, pk: UUID) -> Paper:
    """The paper, if the account sees it: otherwise the one 404."""
    of = Paper.objects.visible_to(signed_in(request)).select_related(*SHOWN).filter(pk=pk).first()
    if of is None:
        raise Http404
    return of


def own(request: HttpRequest, paper: Paper) -> bool:
    """Whether the account's authority issues it: its sheet and history are the issuer's alone."""
    return signed_in(request).authority_id == paper.authority_id


@login_required
@require_safe
def paper(request: HttpRequest, pk: UUID) -> HttpResponse:
    """The paper; its issuer also sees its sheet, wordings and history."""
    of = found(request, pk)
    mine = own(request, of)
    frame = casework.case_context(request, procedure(TABLE), of)
    adverse = bool(kind(of.kind_slug).remedies) and of.replaces_id is None
    frame["offers"] = [
        offer
        for offer in frame["offers"]
        if concerns(offer, mine) and (adverse or not offer.act.name.startswith("choose_remedy"))
    ]
    context = {
        **frame,
        "paper": of,
        "kind": kind(of.kind_slug),
        "official": from_plain(of.content),
        "own": mine,
        "readable": Case.objects.visible_to(signed_in(request)).filter(pk=of.case_id).exists(),
        "overtaken": queries.overtaken(of),
        "stand_ins": missing_faces(),
    }
    if mine:
        reviews = queries.reviews(of)
        names = review_names(len(reviews[0].proposal.chain)) if reviews else ()
        context |= {
            "reviews": [(names[each.link], each) for each in reviews],
            "wordings": queries.wordings(of),
            "history": history.history(of.pk),
        }
    return render(request, "outgoing/paper.html", context)


def concerns(offer: Offer, mine: bool) -> bool:
    """Whether an act is for this side to do, or to know why it cannot."""
    return offer.allowed or mine != (offer.act.name in OF_OTHERS)


def missing_faces() -> tuple[tuple[str, str], ...]:
    """The faces that are missing here, with what stands in; empty where nothing can be typeset at all."""
    try:
        return faces().stand_ins()
    except DocumentError:
        return ()


@login_required
def revise(request: HttpRequest, pk: UUID) -> HttpResponse:
    """Changing the text, with what is set now beside it."""
    of = found(request, pk)
    context = {"paper": of, "annexes": from_plain(of.content).annexes}
    return casework.act(request, TABLE, of.pk, "revise", "outgoing/revise.html", context)


@login_required
@require_safe
def changes(request: HttpRequest, pk: UUID, position: int) -> HttpResponse:
    """A wording held against the one it was first composed as, word by word; for the issuer."""
    of = found(request, pk)
    if not own(request, of):
        raise Http404
    all_of = queries.wordings(of)
    if not 1 <= position <= len(all_of):
        raise Http404
    if position == 1:
        return redirect(reverse("outgoing:paper", args=[of.pk]))
    first, then = (wording.told(from_plain(each.content)) for each in (all_of[0], all_of[position - 1]))
    context = {
        "paper": of,
        "wording": all_of[position - 1],
        "pieces": wording.differences(first, then),
    }
    return render(request, "outgoing/changes.html", context)
