"""`{% load rounds %}`: the frame of a round's pages."""

from __future__ import annotations

from typing import Any

from django import template

from jiqun.recognition.views.round_tabs import tabs

register = template.Library()


@register.inclusion_tag("recognition/round_tabs.html", takes_context=True)
def round_tabs(context: template.Context, on: str) -> dict[str, Any]:
    """The tabs of the round in `case`, for who is signed in; `on` names the page being shown."""
    return {"tabs": tabs(context["case"], context["user"], on)}
