"""Fields that the forms of this room share in kind: dates, moments, longer texts."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.bilingual import Text

T: Any = Text  # Django's stubs ask for strings; a Text speaks the language in force when it is shown

REQUIRED = T("请填写。", "Fill this in.")


def line(label: Any, *, limit: int, **more: Any) -> forms.CharField:
    """One line of text."""
    more.setdefault("error_messages", {"required": REQUIRED})
    return forms.CharField(label=label, max_length=limit, **more)


def text(label: Any, *, limit: int = 4000, rows: int = 5, **more: Any) -> forms.CharField:
    """A longer text."""
    more.setdefault("error_messages", {"required": REQUIRED})
    return forms.CharField(label=label, max_length=limit, widget=forms.Textarea(attrs={"rows": rows}), **more)


def day(label: Any, **more: Any) -> forms.DateField:
    """A date."""
    messages = {
        "required": T("请填写日期。", "Give the date."),
        "invalid": T("日期请按 2025-06-18 的格式填写。", "Write the date like 2025-06-18."),
    }
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, error_messages=messages, **more)


def moment(label: Any, **more: Any) -> forms.DateTimeField:
    """A day and a time, by the office's clock (Asia/Shanghai)."""
    messages = {
        "required": T("请填写日期和时间。", "Give the day and the time."),
        "invalid": T("时间请按 2025-06-17 09:00 的格式填写。", "Write the time like 2025-06-17 09:00."),
    }
    widget = forms.DateTimeInput(format="%Y-%m-%dT%H:%M", attrs={"type": "datetime-local"})
    return forms.DateTimeField(label=label, widget=widget, error_messages=messages, **more)


def ticked(label: Any, missing: Any) -> forms.BooleanField:
    """A statement that must be affirmed."""
    return forms.BooleanField(label=label, error_messages={"required": missing})
