"""`{% load inquiries %}`: the words for kinds of incidents and states of hits."""

from __future__ import annotations

from collections.abc import Iterable

from django import template

from jiqun.bilingual import listing
from jiqun.facts.rows import INCIDENT_KINDS, INCIDENT_TITLES
from jiqun.inquiries.queries.inquiry_pages import STATES

register = template.Library()


@register.simple_tag
def kind(name: str) -> str:
    """A kind of incident in the language in force."""
    return str(INCIDENT_TITLES.get(name, name))


@register.simple_tag
def kinds(names: Iterable[str]) -> str:
    """Several kinds, in the order of the table."""
    there = set(names)
    return str(listing(INCIDENT_TITLES[name] for name in INCIDENT_KINDS if name in there))


@register.simple_tag
def hit_state(name: str) -> str:
    """What a state of a hit is called."""
    return str(STATES[name])
