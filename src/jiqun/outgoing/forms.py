"""What the acts on a paper ask for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from jiqun.authorities.hours import ZONE
from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.outgoing.kinds import kind

OPENNESS = (
    ("主动公开", Text("主动公开", "published")),
    ("依申请公开", Text("依申请公开", "on request")),
    ("不予公开", Text("不予公开", "not public")),
)


def said(zh: str, en: str) -> Any:
    """A two-language sentence where Django expects its own."""
    return Text(zh, en)


class SheetForm(PayloadForm):
    """The outgoing sheet: 公开属性 with its reason, 保密审查."""

    openness = forms.ChoiceField(
        label=said("公开属性", "Publicity"),
        choices=OPENNESS,
        error_messages={"required": said("请选择公开属性。", "Choose the publicity.")},
    )
    openness_reason = forms.CharField(
        label=said("不予公开的理由和依据", "Reason for not publishing"),
        required=False,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
    )
    secrecy = forms.CharField(
        label=said("保密审查意见", "Confidentiality review"),
        max_length=300,
        help_text=said("写明审查人和结论，例如：张某审查，不涉及国家秘密。", "Who looked, and what came of it."),
        error_messages={"required": said("请填写保密审查意见。", "Enter the confidentiality review.")},
    )

    def prepare(self) -> None:
        """Begins with what the kind of paper usually is."""
        if self.doing is not None and self.doing.subject is not None and not self.is_bound:
            self.fields["openness"].initial = self.doing.subject.openness

    def clean(self) -> dict[str, Any]:
        """What is withheld says why."""
        told = self.cleaned_data
        if told.get("openness") == "不予公开" and not told.get("openness_reason", "").strip():
            self.add_error("openness_reason", str(Text("不予公开的须写明理由和依据。", "Say why, and on what basis.")))
        return told


class NumberForm(PayloadForm):
    """Number and date as the office gave them; a kind without numbers asks for the date alone."""

    number = forms.CharField(
        label=said("发文字号", "Document number"),
        max_length=80,
        required=False,
        help_text=said("按办公系统给出的字号原样填写。", "As the office system gave it."),
    )
    dated_on = forms.DateField(
        label=said("成文日期", "Date of the paper"),
        widget=forms.DateInput(attrs={"type": "date"}),
        error_messages={"required": said("请填写成文日期。", "Give the date of the paper.")},
    )

    def clean_number(self) -> str:
        """A numbered kind needs its number."""
        number: str = self.cleaned_data["number"].strip()
        if self.doing is not None and kind(self.doing.subject.kind_slug).numbered and not number:
            raise forms.ValidationError(str(Text("请填写发文字号。", "Enter the document number.")))
        return number

    def clean_dated_on(self) -> date:
        """Not in the future."""
        dated: date = self.cleaned_data["dated_on"]
        if self.doing is not None and dated > self.doing.now.astimezone(ZONE).date():
            raise forms.ValidationError(str(Text("成文日期不能晚于今天。", "The date cannot lie in the future.")))
        return dated


class DropForm(PayloadForm):
    """Why a paper is not sent."""

    reason = forms.CharField(
        label=said("不再发出的理由", "Why it is not sent"),
        max_length=300,
        error_messages={"required": said("请写明理由。", "Say why.")},
    )
