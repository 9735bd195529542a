"""Labels and messages of this chapter's forms."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.bilingual import Text

T: Any = Text  # Django's stubs ask for strings; a Text speaks the language in force when it is shown


def required(zh: str, en: str) -> dict[str, Any]:
    """What an empty field is told."""
    return {"required": T(zh, en)}


def day(label: Any, **more: Any) -> forms.DateField:
    """A date, entered with the browser's calendar."""
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    messages = {
        "required": T("请填写日期。", "Give the date."),
        "invalid": T("日期请按 2025-04-30 的格式填写。", "Write the date like 2025-04-30."),
    }
    return forms.DateField(label=label, widget=widget, error_messages=messages, **more)


def text(label: Any, *, limit: int = 2000, rows: int = 4, missing: Any = None, **more: Any) -> forms.CharField:
    """A longer text."""
    widget = forms.Textarea(attrs={"rows": rows})
    messages = {"required": missing or T("请填写。", "Fill this in.")}
    return forms.CharField(label=label, max_length=limit, widget=widget, error_messages=messages, **more)
