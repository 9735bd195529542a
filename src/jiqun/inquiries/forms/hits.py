"""What a person says to a hit: what it came to, and why (Article 13(一))."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField
from jiqun.facts.rows import INCIDENT_TITLES
from jiqun.inquiries.forms.inquiry import not_future
from jiqun.inquiries.models.hits import CONFIRMED, OUTSIDE, UNFOUNDED
from jiqun.web.fields import T, day, line, text

OUTCOMES = (
    (CONFIRMED, T("属实：作为重大事项登记", "True: entered as an incident")),
    (UNFOUNDED, T("不属实或非本企业", "Not true, or another firm")),
    (OUTSIDE, T("属实，但不属于{A13.1}所列情形", "True, but not what {A13.1} names")),
)


class ConcludeForm(PayloadForm):
    """`outcome`; for a true one `kind`, `grade`, `on`, `authority`, `document` as they were found; else `reason`.

    The grade is the finding authority's own and is never made up: left blank it stays unknown. `file` proves it.
    """

    outcome = forms.ChoiceField(
        label=T("核实结论", "Conclusion"),
        choices=OUTCOMES,
        widget=forms.RadioSelect,
        error_messages={"required": T("请选择核实结论。", "Choose the conclusion.")},
    )
    kind = forms.ChoiceField(label=T("类别", "Kind"), choices=list(INCIDENT_TITLES.items()), required=False)
    grade = line(
        T("等级", "Grade"),
        limit=40,
        required=False,
        help_text=T("照认定机关的认定填写；不明的留空，核验为“待核”。", "As the authority found it; blank if unknown."),
    )
    on = day(T("发生或认定日期", "Date"), required=False)
    authority = line(T("认定机关", "Found by"), limit=120, required=False)
    document = line(T("文号", "Document"), limit=120, required=False)
    reason = text(
        T("核实情况", "What was found"),
        limit=1000,
        rows=4,
        required=False,
        help_text=T(
            "结论不是“属实：作为重大事项登记”的，必须写明理由。", "Required unless it is entered as an incident."
        ),
    )
    file = EvidenceField(label=T("核实材料", "Document that proves it"), required=False)

    def prepare(self) -> None:
        """What the source says."""
        if self.doing is None or self.doing.subject is None:
            return
        hit = self.doing.subject
        for name in ("kind", "grade", "on", "authority", "document"):
            self.initial.setdefault(name, getattr(hit, name))

    def clean(self) -> dict[str, Any]:
        """An incident has kind, date and who found it; anything else has its reason."""
        data: dict[str, Any] = self.cleaned_data
        if data.get("outcome") == CONFIRMED:
            if not data.get("kind"):
                self.add_error("kind", T("请选择类别。", "Choose the kind."))
            if not data.get("on") and "on" not in self.errors:
                self.add_error("on", T("请填写发生或认定日期。", "Give the date."))
            elif data.get("on") and self.doing is not None:
                try:
                    not_future(self, "on")
                except forms.ValidationError as wrong:
                    self.add_error("on", wrong)
            if not data.get("authority"):
                self.add_error("authority", T("请填写认定机关。", "Say who found it."))
        elif data.get("outcome") and not data.get("reason"):
            self.add_error("reason", T("请写明理由。", "Say why."))
        return data


class ReconsiderForm(PayloadForm):
    """Why a conclusion is taken back: `reason`."""

    reason = text(T("重新核实的理由", "Reason"), limit=1000, rows=3)
