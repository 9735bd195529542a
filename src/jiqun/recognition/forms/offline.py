"""What the record of a session on paper asks for (Article 14(三))."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.authorities.hours import day_of
from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField
from jiqun.recognition.forms.words import T, day, required
from jiqun.recognition.queries import offline as queries
from jiqun.recognition.queries.experts import panel_of


class SessionForm(PayloadForm):
    """When and where, under whose eyes, who signed the attendance list, and the two scans."""

    held_on = day(T("评审日期", "Held on"))
    place = forms.CharField(
        label=T("评审地点", "Place"), max_length=80, error_messages=required("请填写评审地点。", "Say where.")
    )
    supervisor = forms.CharField(
        label=T("现场监督人（纪检监督）", "Supervisor present"),
        max_length=60,
        error_messages=required("请填写现场监督人。", "Name the supervisor present."),
    )
    experts = forms.MultipleChoiceField(
        label=T("签到的专家（代号）", "Experts who signed, by code"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": T("请勾选签到的专家。", "Tick the experts who signed."),
            "invalid_choice": T("所选专家不在本批次待评名单内，请刷新。", "That expert is not expected; reload."),
        },
    )
    attendance = EvidenceField(
        label=T("签到表扫描件", "The signed attendance list, scanned"),
        error_messages=required("请上传签到表扫描件。", "Upload the attendance list."),
    )
    statements = EvidenceField(
        label=T("回避声明和保密承诺书扫描件", "The signed statements, scanned"),
        help_text=T("到场专家的合并为一个文件", "Those of all who were present, in one file"),
        error_messages=required("请上传回避声明和保密承诺书扫描件。", "Upload the signed statements."),
    )

    def prepare(self) -> None:
        """Offers the experts whose sheets are still to come."""
        panel = panel_of(self.doing.subject) if self.doing and self.doing.subject else None
        if panel is not None:
            self.fields["experts"].choices = [(code, code) for code in queries.expected(panel)]  # type: ignore[attr-defined]

    def clean(self) -> dict[str, Any]:
        """Held after the draw and not in days to come."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        panel = panel_of(self.doing.subject) if self.doing and self.doing.subject else None
        held = data.get("held_on")
        if panel is not None and panel.drawn_at is not None and held is not None and self.doing is not None:
            first, today = day_of(panel.drawn_at), self.doing.today
            if not first <= held <= today:
                self.add_error(
                    "held_on",
                    T(
                        f"评审日期应在抽取专家（{first}）之后、今天（{today}）之前（均含当日）。",
                        f"A session is held between the draw ({first}) and today ({today}).",
                    ),
                )
        return data
