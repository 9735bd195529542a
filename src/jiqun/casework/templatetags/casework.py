"""`{% load casework %}`: parts that speak of matters and clauses."""

from __future__ import annotations

from typing import Any

from django import template

from jiqun.casework.models import Signature
from jiqun.law.citation import cite

register = template.Library()


@register.simple_tag
def clause(ids: str) -> str:
    """The name of the clauses with these ids, in the language in force; nothing for none."""
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
