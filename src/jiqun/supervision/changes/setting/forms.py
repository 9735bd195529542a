"""What is entered for a filing period."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField
from jiqun.supervision.models import FilingPeriod
from jiqun.web.fields import T, day, line, text


class PeriodForm(PayloadForm):
    """`days`, `calendar_days`, `counts_from`, and the document that says so: `document`, `dated_on`, `file`, `note`."""

    days = forms.IntegerField(
        label=T("报备期限（日）", "Days"),
        min_value=1,
        max_value=366,
        help_text=T("自变动发生之次日起算，如 30。", "Counted from the day after the change, such as 30."),
        error_messages={
            "required": T("请填写天数。", "Give the number of days."),
            "invalid": T("请填整数。", "Give a whole number."),
            "min_value": T("至少 1 日。", "At least one day."),
            "max_value": T("最多 366 日。", "At most 366 days."),
        },
    )
    calendar_days = forms.BooleanField(
        label=T("按自然日计算（不勾选则按工作日）", "Calendar days (working days otherwise)"), required=False
    )
    counts_from = day(
        T("自何日起发生的变动适用", "For changes since"),
        help_text=T(
            "不早于文件印发之日；此前发生的变动不计逾期。",
            "Not before the document; what changed before is never late.",
        ),
    )
    document = line(T("文号", "Document number"), help_text=T("办公系统给出的字号。", "As the office numbered it."))
    dated_on = day(T("成文日期", "Date of the document"))
    note = text(T("说明", "Remark"), limit=1000, rows=3, required=False)
    file = EvidenceField(
        label=T("文件扫描件", "Scan of the document"),
        error_messages={"required": T("请上传文件扫描件。", "Upload the document.")},
    )

    def prepare(self) -> None:
        """Amending begins with what was entered; the document need not be uploaded again."""
        if self.doing is None or self.doing.subject is None:
            return
        self.fields["file"].required = False
        found = FilingPeriod.objects.get(pk=self.doing.subject.pk)
        for name in ("days", "calendar_days", "counts_from", "document", "dated_on", "note"):
            self.initial.setdefault(name, getattr(found, name))

    def clean_dated_on(self) -> date:
        """The document is there."""
        return not_to_come(self, self.cleaned_data["dated_on"])

    def clean(self) -> dict[str, Any]:
        """It does not reach back behind its document."""
        data: dict[str, Any] = self.cleaned_data
        first, dated = data.get("counts_from"), data.get("dated_on")
        if first and dated and first < dated:
            self.add_error(
                "counts_from",
                T(
                    "适用起始日早于成文日期，期限不能溯及既往，请改为成文日期或其后。",
                    "That is before the document; a period does not reach back.",
                ),
            )
        return data


class EndForm(PayloadForm):
    """The end of a period: `ended_on`, the first day without it, and the document: `ended_by`."""

    ended_on = day(T("自何日起不再适用", "First day without it"))
    ended_by = line(T("文号", "Document number"))
    reason = text(T("理由", "Reason"), limit=1000, rows=3)

    def clean_ended_on(self) -> date:
        """Not before it counts."""
        found: date = self.cleaned_data["ended_on"]
        if self.doing is None or self.doing.subject is None:
            return found
        first = FilingPeriod.objects.get(pk=self.doing.subject.pk).counts_from
        if found < first:
            raise forms.ValidationError(T(f"不能早于适用起始日 {first}。", f"It cannot be before {first}."))
        return found


def not_to_come(form: PayloadForm, found: date) -> date:
    """A day that has come. Raises `ValidationError`."""
    if form.doing is not None and found > form.doing.today:
        raise forms.ValidationError(T("日期不能晚于今天。", "It cannot be a day to come."))
    return found
