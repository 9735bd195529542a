"""The page of an authority's chains, and that of one setting."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render

from jiqun.authorities.models import OFFICE, Role
from jiqun.authorities.requests import signed_in
from jiqun.bilingual import Text
from jiqun.casework.acting import opening, subject_or_404
from jiqun.casework.chain_setting import in_words
from jiqun.casework.chains import SETTINGS, settable
from jiqun.casework.history import history
from jiqun.casework.models import ChainSetting
from jiqun.casework.procedure import Act, Link, Procedure, procedure
from jiqun.casework.views import case_context


@dataclass(frozen=True, slots=True)
class Line:
    """One act with the links it is laid before, the setting in force and the one being drafted."""

    table: Procedure
    act: Act
    links: tuple[Link, ...]
    setting: ChainSetting | None
    draft: ChainSetting | None

    @property
    def target(self) -> str:
        """The act by its full name."""
        return f"{self.table.name}.{self.act.name}"


@login_required
def chains(request: HttpRequest) -> HttpResponse:
    """Every act of the authority that is signed, with its chain; one query beside the frame's."""
    user = signed_in(request)
    if user.role not in OFFICE or user.authority is None:
        raise Http404
    standing = {
        (row.procedure_name, row.act, row.state): row
        for row in ChainSetting.objects.visible_to(user).filter(state__in=("drafted", "in_force"))
    }
    lines = []
    for table, act in settable(user.authority):
        setting = standing.get((table.name, act.name, "in_force"))
        links = setting.chain if setting else act.chain
        lines.append(Line(table, act, links, setting, standing.get((table.name, act.name, "drafted"))))
    context = {"lines": lines, "may_draft": user.role == Role.OFFICER, "authority": user.authority}
    return render(request, "casework/chains.html", context)


@login_required
def chain(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One setting: its links, its acts, its history."""
    setting: ChainSetting = subject_or_404(request, SETTINGS, pk)
    table = procedure(setting.procedure_name)
    context = {
        **case_context(request, procedure(SETTINGS), setting),
        "setting": setting,
        "of": Text(
            f"{table.title.zh}·{table.by_act[setting.act].title.zh}",
            f"{table.title.en}: {table.by_act[setting.act].title.en}",
        ),
        "words": in_words(setting),
        "history": history(setting.pk),
    }
    return render(request, "casework/chain.html", context)


def draft(request: HttpRequest) -> HttpResponse:
    """Drafting a chain."""
    return opening(request, SETTINGS, "casework/chain_form.html")
