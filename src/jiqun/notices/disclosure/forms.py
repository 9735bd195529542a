"""What is entered to open something to the public: what, and how the secrecy review ended."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField
from jiqun.notices.disclosure.contents import ATTRIBUTES, CONTENTS, FIGURES, OFFERED, PROACTIVE
from jiqun.web.fields import T, day, line, text

FIRST_YEAR = 2019
NOT_OPEN = Text(
    "公开属性为“{attribute}”的不能在网上公开；保密审查同意主动公开后再登记。",
    "What is marked “{attribute}” is not published; enter it once the review allows publication.",
)
FUTURE = Text("审查日期不能晚于今天。", "The review cannot lie ahead.")
OWN_REVIEW = Text("保密审查人不能是经办本人。", "Whoever prepares it is not the one who reviews it.")
NO_FIGURE = Text("请勾选要公开的指标。", "Choose the figures.")
NO_YEAR = Text("请填写已结束的年度，如 {year}。", "Enter a year that has ended, such as {year}.")


class DisclosureForm(PayloadForm):
    """`content`, for figures `year` and `figures`; `attribute`, `basis`; the review: `reviewer`, `reviewed_on`,
    `finding`, `file`."""

    content = forms.ChoiceField(label=T("公开内容", "What"), choices=[(key, said) for key, said in CONTENTS.items()])
    year = forms.IntegerField(
        label=T("年度", "Year"), required=False, help_text=T("公开汇总数据时填写。", "For yearly figures.")
    )
    figures = forms.MultipleChoiceField(
        label=T("指标", "Figures"),
        required=False,
        choices=[(key, title) for key, (title, _) in OFFERED.items()],
        widget=forms.CheckboxSelectMultiple,
        help_text=T(
            "填报企业不足 3 家的数值自动不显示；不提供可以相减推出个别企业的分项。",
            "A figure that fewer than three firms gave is never shown; parts that would tell the rest are not offered.",
        ),
    )
    attribute = forms.ChoiceField(
        label=T("公开属性", "Attribute"), choices=[(key, said) for key, said in ATTRIBUTES.items()]
    )
    basis = line(
        T("公开依据", "Basis"),
        limit=300,
        help_text=T("如：政务公开年度要点、厅务会议纪要。", "Such as the year's programme of openness."),
    )
    reviewer = line(T("保密审查人", "Reviewer for secrecy"), limit=40)
    reviewed_on = day(T("审查日期", "Reviewed on"))
    finding = text(T("审查意见", "Finding"), limit=500, rows=3)
    file = EvidenceField(label=T("保密审查表", "The review's form"), required=False)

    def clean_reviewed_on(self) -> Any:
        """Not a day to come."""
        found = self.cleaned_data["reviewed_on"]
        if self.doing is not None and found > self.doing.today:
            raise forms.ValidationError(str(FUTURE))
        return found

    def clean_reviewer(self) -> str:
        """Somebody else than the one who enters it."""
        found: str = self.cleaned_data["reviewer"].strip()
        if self.doing is not None and found == getattr(getattr(self.doing.clerk, "person", None), "name", None):
            raise forms.ValidationError(str(OWN_REVIEW))
        return found

    def clean_attribute(self) -> str:
        """Only what the review lets out."""
        found: str = self.cleaned_data["attribute"]
        if found != PROACTIVE:
            raise forms.ValidationError(str(NOT_OPEN.format(attribute=ATTRIBUTES[found])))
        return found

    def clean(self) -> dict[str, Any]:
        """Yearly figures name the year and the figures; open data has neither."""
        data: dict[str, Any] = self.cleaned_data
        if data.get("content") != FIGURES:
            return data | {"year": None, "figures": []}
        last = (self.doing.today.year if self.doing is not None else FIRST_YEAR + 99) - 1
        if "year" in data and not (data["year"] and FIRST_YEAR <= data["year"] <= last):
            self.add_error("year", str(NO_YEAR.format(year=last)))
        if "figures" in data and not data["figures"]:
            self.add_error("figures", str(NO_FIGURE))
        return data


class ReasonForm(PayloadForm):
    """`reason`."""

    reason = text(T("理由", "Reason"), limit=500, rows=3, error_messages={"required": T("请写明理由。", "Say why.")})
