"""Labels and messages of this chapter's forms."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.web import fields
from jiqun.web.fields import T as T
from jiqun.web.fields import day as day


def required(zh: str, en: str) -> dict[str, Any]:
    """What an empty field is told."""
    return {"required": T(zh, en)}


def text(label: Any, *, limit: int = 2000, rows: int = 4, missing: Any = None, **more: Any) -> forms.CharField:
    """A longer text."""
    messages = {"required": missing or fields.REQUIRED}
    return fields.text(label, limit=limit, rows=rows, error_messages=messages, **more)
