"""Fields that only the forms of this room have: moments, statements to be affirmed."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.web.fields import T


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
