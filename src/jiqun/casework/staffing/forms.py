"""What proposing and declining a workbook of units and accounts ask for."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.authorities.models import Account
from jiqun.casework.models.staffing import StaffChange
from jiqun.casework.procedure import PayloadForm
from jiqun.casework.staffing import columns, planning
from jiqun.facts.workbook import texts
from jiqun.facts.workbook.guards import Refused
from jiqun.web.fields import T


class StaffForm(PayloadForm):
    """The workbook. Its lines stand at the subject, the journal gets counts; `faults` is what is wrong."""

    workbook = forms.FileField(
        label=T("填好的工作簿（.xlsx）", "The workbook filled in (.xlsx)"),
        error_messages={"required": T("请选择填好的工作簿。", "Choose the workbook you filled in.")},
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
    )
    faults: tuple[columns.CellFault, ...] = ()

    def clean(self) -> dict[str, Any]:
        """Read as a whole: with one fault nothing is taken."""
        told = super().clean() or {}
        by = self.doing.by if self.doing is not None else None
        if "workbook" not in told or self.doing is None or not isinstance(by, Account):
            return {}
        try:
            found, faults = columns.read(told["workbook"].read(texts.LARGEST + 1))
        except Refused as said:
            raise ValidationError(str(said.text)) from None
        units, people = found.get(columns.UNITS, []), found.get(columns.PEOPLE, [])
        planned = planning.plan(by, units, people) if not faults else planning.Planned()
        self.faults = tuple(faults + planned.faults)
        if self.faults:
            raise ValidationError(
                T("有 {n} 处错误，什么都没有导入。", "{n} errors; nothing was taken.").format(n=len(self.faults))
            )
        if not planned.units and not planned.people:
            raise ValidationError(
                T("工作簿与现有单位和账号一致，没有要改的。", "Nothing in it differs from what stands.")
            )
        changed = StaffChange(units=[line for _, line in planned.units], people=[line for _, line in planned.people])
        self.doing.subject = changed
        return planned.counts()


class DeclineForm(PayloadForm):
    """Why a workbook is not adopted."""

    reason = forms.CharField(
        label=T("不同意的理由", "Reason"),
        min_length=4,
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 3}),
        error_messages={"required": T("请写明理由。", "Say why."), "min_length": T("不少于 4 个字。", "Four signs.")},
    )
