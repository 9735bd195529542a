"""`{% load casework %}`: parts that speak of matters and clauses."""

from __future__ import annotations

from django import template

from jiqun.law.citation import cite

register = template.Library()


@register.simple_tag
def clause(ids: str) -> str:
    """The name of the clauses with these ids, in the language in force; nothing for none."""
    return str(cite(ids)) if ids else ""
