"""What the province does with an objection: who handles it, what was looked into, the answer (Article 14(三))."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from jiqun.authorities.models import Account, Role
from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField
from jiqun.notices.interests import interest
from jiqun.notices.models import Objection
from jiqun.notices.models.objection import STEPS
from jiqun.web.fields import T, day, text


class AssignForm(PayloadForm):
    """Who handles it: one of the province's officers without an interest; the others are named with the reason."""

    handler = forms.ChoiceField(
        label=T("承办人", "Handler"),
        error_messages={
            "required": T("请选择承办人。", "Choose who handles it."),
            "invalid_choice": T("请从本单位经办人员中选择。", "Choose one of the officers here."),
        },
    )

    def prepare(self) -> None:
        """Offers the officers; those with an interest say so, and are refused with the reason."""
        if self.doing is None or self.doing.subject is None:
            return
        officers = (
            Account.objects.filter(authority=self.doing.by.authority, role=Role.OFFICER, is_active=True)
            .select_related("person")
            .order_by("pk")
        )
        self.barred = {str(each.pk): said for each in officers if (said := interest(each, self.doing.subject))}
        choices = [(str(each.pk), self.called(each)) for each in officers]
        self.fields["handler"].choices = [("", T("请选择", "choose")), *choices]  # type: ignore[attr-defined]

    def called(self, account: Account) -> str:
        """An officer's name, and that somebody has an interest."""
        name = account.person.name
        return name + str(T("（应回避）", " (has an interest)")) if str(account.pk) in self.barred else name

    def clean_handler(self) -> str:
        """Nobody with an interest."""
        given: str = self.cleaned_data["handler"]
        if (said := self.barred.get(given)) is not None:
            raise forms.ValidationError(str(said))
        return given


class Sealing(PayloadForm):
    """A text that others may read: it never names the objector."""

    sealed: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        """Refuses a text that holds the objector's name, unit or contact."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        objection = self.doing.subject if self.doing is not None else None
        if not isinstance(objection, Objection):
            return data
        told = [each.strip() for each in (objection.name, objection.unit, objection.contact) if len(each.strip()) > 1]
        for name in self.sealed:
            if any(each in (data.get(name) or "") for each in told):
                self.add_error(
                    name,
                    T(
                        "内容中有异议人的姓名、单位或联系方式。异议人身份保密，请改用“异议人”或异议编号。",
                        "This names the objector, whose identity is sealed; write “the objector” or the number.",
                    ),
                )
        return data


class StepForm(Sealing):
    """One step of what was done."""

    kind = forms.ChoiceField(
        label=T("查核方式", "What was done"),
        choices=STEPS,
        error_messages={"required": T("请选择查核方式。", "Choose what was done.")},
    )
    done_on = day(T("日期", "On"))
    text = text(
        T("情况", "What came of it"),
        rows=5,
        help_text=T(
            "问了谁、查了什么、结果如何；听取申报单位意见时只告知异议内容，不透露异议人身份。",
            "Whom you asked, what you looked at, what came of it; the applicant hears the matter, never who objects.",
        ),
        error_messages={"required": T("请写明查核情况。", "Say what was done.")},
    )
    file = EvidenceField(label=T("材料（可不附）", "File (optional)"), required=False)
    sealed = ("text",)

    def clean_done_on(self) -> date:
        """Not in the future."""
        found: date = self.cleaned_data["done_on"]
        if self.doing is not None and found > self.doing.today:
            raise forms.ValidationError(T("日期不能晚于今天。", "It cannot be a day to come."))
        return found


class AnswerForm(Sealing):
    """The answer to an objection: upheld, partly or not, and why."""

    outcome = forms.ChoiceField(
        label=T("异议是否成立", "Is it upheld?"),
        choices=(
            ("upheld", T("成立", "Upheld")),
            ("partly", T("部分成立", "Partly upheld")),
            ("not", T("不成立", "Not upheld")),
        ),
        widget=forms.RadioSelect,
        error_messages={"required": T("请选择异议是否成立。", "Say whether it is upheld.")},
    )
    answer = text(
        T("答复意见", "Answer"),
        rows=7,
        help_text=T(
            "查核情况、结论和理由；答复函和查询页面均载明，不写异议人姓名。",
            "What was found, the conclusion, the reasons; it stands in the letter and on the page. Name nobody.",
        ),
        error_messages={"required": T("请填写答复意见。", "Write the answer.")},
    )
    sealed = ("answer",)


class ConsiderForm(Sealing):
    """What became of a lead."""

    answer = text(
        T("研判意见", "What was found"),
        error_messages={"required": T("请写明研判意见。", "Say what was found.")},
    )
    sealed = ("answer",)


class TakeUpForm(Sealing):
    """Why a lead is handled as an objection."""

    reason = text(
        T("按异议受理的理由", "Why it is taken up"),
        limit=500,
        rows=3,
        error_messages={"required": T("请写明理由。", "Say why.")},
    )
    sealed = ("reason",)
