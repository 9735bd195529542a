"""The outgoing sheet (发文稿纸): 保密审查, 公开属性 with its reason; and why a paper is not sent."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.outgoing.forms.words import said

OPENNESS = (
    ("主动公开", Text("主动公开", "published")),
    ("依申请公开", Text("依申请公开", "on request")),
    ("不予公开", Text("不予公开", "not public")),
)


class SecrecyForm(PayloadForm):
    """What came of the confidentiality review; who looked is whoever does the act."""

    secrecy = forms.CharField(
        label=said("保密审查意见", "Outcome of the review"),
        max_length=300,
        initial="经审查，不涉及国家秘密、工作秘密和商业秘密，个人信息已作必要处理，可以按拟定方式公开。",
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=said(
            "按实际审查结论填写；有需要删改的内容，请先退由经办修改后再审查。",
            "As it is; what must be taken out is changed by the officer first.",
        ),
        error_messages={"required": said("请填写保密审查意见。", "Enter the outcome of the confidentiality review.")},
    )


class SheetForm(PayloadForm):
    """公开属性 with its reason."""

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


class DropForm(PayloadForm):
    """Why a paper is not sent."""

    reason = forms.CharField(
        label=said("不再发出的理由", "Why it is not sent"),
        max_length=300,
        error_messages={"required": said("请写明理由。", "Say why.")},
    )
