"""Fields that forms of every room share in kind: a line, a longer text, a date; each says what it misses."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.law.citation import citing

T: Any = citing  # Django's stubs ask for strings; a Text speaks the language in force when it is shown

REQUIRED = T("请填写。", "Fill this in.")


def line(label: Any, *, limit: int = 80, **more: Any) -> forms.CharField:
    """One line of text."""
    more.setdefault("error_messages", {"required": REQUIRED})
    return forms.CharField(label=label, max_length=limit, **more)


def text(label: Any, *, limit: int = 4000, rows: int = 4, **more: Any) -> forms.CharField:
    """A longer text."""
    more.setdefault("error_messages", {"required": REQUIRED})
    return forms.CharField(label=label, max_length=limit, widget=forms.Textarea(attrs={"rows": rows}), **more)


def day(label: Any, **more: Any) -> forms.DateField:
    """A date, entered with the browser's calendar."""
    messages = {
        "required": T("请填写日期。", "Give the date."),
        "invalid": T("日期请按 2025-06-18 的格式填写。", "Write the date like 2025-06-18."),
    }
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, error_messages=messages, **more)
