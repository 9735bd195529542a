"""Fields that the forms of this room share in kind."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.doing import Doing
from jiqun.web.fields import T

_FUTURE = Text("成文日期不能晚于今天。", "The document cannot be dated in the future.")


def chosen(label: Any, choices: Any, *, required: bool = True, **more: Any) -> forms.ChoiceField:
    """One of several; what is not among them is answered with a sentence."""
    messages = {
        "required": T("请选择。", "Choose one."),
        "invalid_choice": T("没有“%(value)s”这一选项，请从列表中选择。", "%(value)s is none of the choices; take one."),
    }
    return forms.ChoiceField(label=label, choices=choices, required=required, error_messages=messages, **more)


def dated(given: date, doing: Doing | None) -> date:
    """The date of a document, which cannot be one to come. Raises `ValidationError`."""
    if doing is not None and given > doing.today:
        raise forms.ValidationError(str(_FUTURE))
    return given
