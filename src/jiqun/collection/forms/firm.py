"""What a firm enters: its figures year by year, and who confirms them."""

from __future__ import annotations

import re
from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.collection.asked import INDUSTRY, is_choice, questions
from jiqun.collection.checks import Remark, gaps, remarks
from jiqun.collection.models import Invitation
from jiqun.collection.queries.prefilled import values_of
from jiqun.facts.workbook.cells import Kind, Unreadable
from jiqun.web.fields import T, line, text

PHONE = re.compile(r"[+(（]?\d[\d\-\s()（）]{5,30}")
ANSWERS = (("", T("未掌握", "Not known")), ("是", T("是", "Yes")), ("否", T("否", "No")))
STATEMENT = T(
    "以上数据由本企业提供，真实、准确、完整；本人有权代表本企业确认。",
    "The firm itself gives these figures; they are true, exact and complete, and I may confirm them for it.",
)


class CellField(forms.Field):
    """One cell as the roster workbook reads it: a whole number of the smallest unit, or 是/否; blank is not given."""

    def __init__(self, kind: Kind, **more: Any) -> None:
        super().__init__(**more)
        self.kind = kind

    def to_python(self, value: Any) -> Any:
        """Raises `ValidationError` with what is expected and what to do."""
        typed = str(value or "").strip()
        if not typed:
            return None
        try:
            return self.kind.read(typed)
        except Unreadable as wrong:
            expected = self.kind.expected
            raise forms.ValidationError(
                Text(f"应填{expected.zh}。{wrong.text.zh}", f"Expected {expected.en}. {wrong.text.en}")  # type: ignore[arg-type]
            ) from None


class ReturnForm(PayloadForm):
    """The whole of a firm's page: every figure asked, the industry, and who confirms."""

    industry = CellField(
        INDUSTRY.kind,
        label=T("行业代码", "Industry code"),
        help_text=INDUSTRY.note,
        error_messages={
            "required": T(
                "请填写行业代码（4 位小类）；不清楚的请问县级联系人。",
                "Give the industry code (4 digits); ask the contact if you do not know it.",
            )
        },
    )
    remark = text(T("情况说明", "Remarks"), limit=500, rows=2, required=False)
    signer = line(
        T("确认人姓名", "Your name"), limit=40, error_messages={"required": T("请填写姓名。", "Give your name.")}
    )
    position = line(
        T("职务", "Position"), limit=40, error_messages={"required": T("请填写职务。", "Give your position.")}
    )
    phone = line(
        T("联系电话", "Phone"),
        limit=40,
        error_messages={"required": T("请填写联系电话。", "Give a phone number.")},
        widget=forms.TextInput(attrs={"inputmode": "tel", "autocomplete": "tel"}),
    )
    reuse = forms.BooleanField(
        label=T(
            "允许本地区主管部门在以后的填报和报告中复用这些数据，届时预先填好，由本企业核对",
            "The county may use these figures again in later collections and reports, filled in for us to check",
        ),
        required=False,
    )
    checked = forms.BooleanField(
        label=T("以上提示已逐项核对，数据无误", "We looked at every remark above; the figures are right"),
        required=False,
    )
    affirmed = forms.BooleanField(
        label=STATEMENT,
        error_messages={"required": T("请勾选确认声明。", "Tick the statement.")},
    )

    def prepare(self) -> None:
        """A field for each figure of each year."""
        assert self.doing is not None
        invitation: Invitation = self.doing.subject
        asked = invitation.collection
        self.remarks: list[Remark] = []
        self.gaps: list[Remark] = []
        for question in questions(asked.figures, asked.years):
            column = question.column
            widget: forms.Widget = (
                forms.Select(choices=ANSWERS)
                if is_choice(column)
                else forms.TextInput(attrs={"inputmode": "decimal", "class": "figures", "autocomplete": "off"})
            )
            label = T(f"{question.year} 年{column.header}", f"{question.year} {column.header}")
            self.fields[question.name] = CellField(column.kind, label=label, required=False, widget=widget)

    def clean_phone(self) -> str:
        """A number one can call."""
        phone: str = self.cleaned_data["phone"]
        if not PHONE.fullmatch(phone):
            raise forms.ValidationError(T("电话请填数字，如 0752-1234567。", "Write digits, such as 0752-1234567."))
        return phone

    def clean(self) -> dict[str, Any]:
        """Something is given; what the checks point out was looked at."""
        assert self.doing is not None
        data: dict[str, Any] = self.cleaned_data
        invitation: Invitation = self.doing.subject
        asked = invitation.collection
        values = {year: {figure: data.get(f"{figure}-{year}") for figure in asked.figures} for year in asked.years}
        self.remarks = remarks(values, values_of(invitation.prefill))
        self.gaps = [each for each in gaps(values) if each.name not in self.errors]
        given = any(value is not None for year in values.values() for value in year.values())
        wrong = any(question.name in self.errors for question in questions(asked.figures, asked.years))
        if not given and not wrong:
            self.add_error(
                None,
                T(
                    "还没有填写任何数据；确实没有数据的，请与县级联系人联系。",
                    "No figure is given yet; if there are none, tell the contact.",
                ),
            )
        if (self.remarks or self.gaps) and not data.get("checked"):
            self.add_error(
                "checked",
                T(
                    "有数据需要再核对（见各项下的提示）；改正，或勾选此项表示核对无误。",
                    "Some figures need a second look (see the remarks); correct them, or tick this if they are right.",
                ),
            )
        return data


class CorrectForm(PayloadForm):
    """Why confirmed figures are opened again."""

    reason = text(
        T("更正原因", "Why"),
        limit=500,
        rows=3,
        error_messages={"required": T("请写明更正原因。", "Say why.")},
    )


class AllowForm(PayloadForm):
    """Whether the figures may be used again."""

    reuse = forms.BooleanField(label=T("允许复用", "May be used again"), required=False)


class StrikeForm(PayloadForm):
    """Why a firm is taken off the list."""

    reason = text(T("移出原因", "Why"), limit=300, rows=2, error_messages={"required": T("请写明原因。", "Say why.")})
