"""`{% load casework %}`: parts that speak of matters and clauses."""

from __future__ import annotations

from typing import Any

from django import template

from jiqun.casework.models import Signature
from jiqun.law.citation import cite, here

register = template.Library()


@register.simple_tag
def clause(ids: str) -> str:
    """What an act, a form or a paper rests on, as the province's measure is cited; nothing for none."""
    return str(here(ids)) if ids else ""


@register.simple_tag
def provision(ids: str) -> str:
    """The clauses of the measure at hand, where a norm or a finding has its words; nothing for none."""
    return str(cite(ids)) if ids else ""


@register.inclusion_tag("casework/signatures.html", takes_context=True)
def signatures(context: template.Context, subject: Any) -> dict[str, Any]:
    """What was said on the way of a matter's sign-offs, to those of the authority that said it; one query."""
    found = Signature.objects.visible_to(context["user"]).filter(proposal__subject_id=str(subject.pk))
    return {"signatures": list(found.with_signers()), "act_titles": True}


@register.inclusion_tag("casework/saved.html", takes_context=True)
def saved_views(context: template.Context) -> dict[str, Any]:
    """The own views of the list that is shown, fetched once it stands: it costs the list no query."""
    return {"at": context["request"].get_full_path()}
