"""What the province enters for the qualification check."""

from __future__ import annotations

from datetime import date

from django import forms

from jiqun.casework.procedure import PayloadForm
from jiqun.hearings.forms import RemedyForm
from jiqun.recognition.forms.words import T, day, text


class QualifyForm(PayloadForm):
    """Qualified; a remark may be added."""

    remarks = text(T("意见", "Remark"), required=False)


class ReturnForm(PayloadForm):
    """Returned once, with everything that is wrong and a day until which to answer."""

    remarks = text(
        T("退回意见（一次性列明）", "What is to be put right, all at once"),
        missing=T("请一次性列明需要地市处理的全部问题。", "Name everything the prefecture has to put right."),
    )
    answer_by = day(
        T("重新报送截止日", "To be sent again by"),
        help_text=T("到当日下班时止。", "Ends with that working day."),
    )

    def clean_answer_by(self) -> date:
        """Ahead of today, so that the prefecture can act."""
        until: date = self.cleaned_data["answer_by"]
        if self.doing is not None and until <= self.doing.today:
            raise forms.ValidationError(T("重新报送截止日须晚于今天。", "The day must lie ahead."))
        return until


class DisqualifyForm(RemedyForm):
    """Not qualified: the reasons, what the applicant said when heard, and the remedy its letter tells of."""

    field_order = ("reason", "heard", "appeal", "appeal_reason")
    reason = text(
        T("不通过的理由和依据", "Reasons and their basis"),
        missing=T("请写明不通过的理由和依据。", "Say why, and on what basis."),
    )
    heard = text(
        T("听取申报单位意见的情况", "What the applicant said when heard"),
        missing=T(
            "请写明何时、以何种方式听取了申报单位意见，以及意见内容。",
            "Say when and how the applicant was heard, and what it said.",
        ),
    )
