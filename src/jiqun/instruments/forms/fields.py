"""Fields that the forms of this room share in kind."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from jiqun.authorities.hours import ZONE
from jiqun.bilingual import Text
from jiqun.casework.doing import Doing

T: Any = Text  # Django's stubs ask for strings; a Text speaks the language in force when it is shown

REQUIRED = T("请填写。", "Fill this in.")
_FUTURE = Text("成文日期不能晚于今天。", "The document cannot be dated in the future.")


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
        "invalid": T("日期请按 2026-02-28 的格式填写。", "Write the date like 2026-02-28."),
    }
    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})
    return forms.DateField(label=label, widget=widget, error_messages=messages, **more)


def chosen(label: Any, choices: Any, *, required: bool = True, **more: Any) -> forms.ChoiceField:
    """One of several; what is not among them is answered with a sentence."""
    messages = {
        "required": T("请选择。", "Choose one."),
        "invalid_choice": T("没有“%(value)s”这一选项，请从列表中选择。", "%(value)s is none of the choices; take one."),
    }
    return forms.ChoiceField(label=label, choices=choices, required=required, error_messages=messages, **more)


def dated(given: date, doing: Doing | None) -> date:
    """The date of a document, which cannot be one to come. Raises `ValidationError`."""
    if doing is not None and given > doing.now.astimezone(ZONE).date():
        raise forms.ValidationError(str(_FUTURE))
    return given
