"""`{% load outgoing %}{% papers case %}`: the papers of a matter, for the page of any chapter."""

from __future__ import annotations

from typing import Any

from django import template

from jiqun.casework.models import Case
from jiqun.outgoing import queries

register = template.Library()


@register.inclusion_tag("outgoing/_papers.html", takes_context=True)
def papers(context: template.Context, case: Case) -> dict[str, Any]:
    """The papers of a matter that who asks may see, with a heading; nothing where there is none. One query."""
    user = context["user"]
    return {"papers": queries.papers_of(case, user) if user.is_authenticated else []}


@register.filter
def paper_state(paper: Any) -> str:
    """Where a paper stands, in words."""
    return str(queries.state_title(paper))
