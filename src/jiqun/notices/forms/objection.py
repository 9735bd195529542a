"""An objection from the public, and what the province does with it (Article 14(三))."""

from __future__ import annotations

from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import StrangersField
from jiqun.notices.models import Notice
from jiqun.web.fields import T, line, text

SHORTEST = 10
WHOLE_LIST = ""


class ObjectionForm(PayloadForm):
    """What somebody objects to, and who it is. Without a name or a way to reach it stays a lead."""

    notice = forms.CharField(widget=forms.HiddenInput)
    case = forms.ChoiceField(
        label=T("涉及的集群", "The cluster concerned"),
        required=False,
        error_messages={"invalid_choice": T("该集群不在这项公示之列。", "That cluster is not on this notice.")},
    )
    text = text(
        T("异议内容", "The objection"),
        rows=8,
        min_length=SHORTEST,
        help_text=T("请写明事实、依据和诉求，不少于 10 个字。", "Facts, grounds and what you ask for; 10 characters."),
        error_messages={
            "required": T("请写明异议内容。", "Say what you object to."),
            "min_length": T("异议内容不少于 10 个字，请写具体。", "At least 10 characters; be specific."),
        },
    )
    name = line(
        T("姓名（单位异议填单位名称）", "Your name, or that of your unit"),
        limit=80,
        required=False,
        help_text=T(
            "实名异议将书面答复；不留姓名或联系方式的，按线索登记，由工作人员研判，不逐件答复。",
            "A named objection is answered in writing; without name or contact it is registered as a lead that a "
            "person looks into, without an answer.",
        ),
    )
    unit = line(T("所在单位", "Your employer"), limit=120, required=False)
    contact = line(T("联系方式", "How to reach you"), limit=120, required=False)
    evidence = StrangersField(label=T("佐证材料", "Evidence"), required=False)

    def prepare(self) -> None:
        """Offers the clusters of the notice."""
        self.of: Notice | None = None
        wanted = self.data.get("notice") or self.initial.get("notice") or ""
        try:
            self.of = Notice.objects.public().filter(pk=wanted).first()
        except ValidationError:  # not even an identifier
            self.of = None
        choices: list[tuple[str, Any]] = [(WHOLE_LIST, T("整个名单", "The whole list"))]
        choices += [(item["case"], item["name"]) for item in (self.of.items if self.of else [])]
        self.fields["case"].choices = choices  # type: ignore[attr-defined]

    def clean_notice(self) -> str:
        """The notice is one the public can read."""
        if self.of is None:
            raise forms.ValidationError(
                T("没有这项公示，请从公示页面重新进入。", "There is no such notice; come again from its page.")
            )
        return str(self.of.pk)

    def clean(self) -> dict[str, Any]:
        """Blanks around a name are no name; the file is kept only with an objection that can be received."""
        data = super().clean() or {}
        field = self.fields["evidence"]
        assert isinstance(field, StrangersField)
        try:
            data["evidence"] = field.settle(data.get("evidence"), faultless=not self.errors)
        except ValidationError as fault:
            self.add_error("evidence", fault)
        return {key: value.strip() if isinstance(value, str) else value for key, value in data.items()}


class AnswerForm(PayloadForm):
    """The answer to an objection: upheld or not, and why."""

    upheld = forms.TypedChoiceField(
        label=T("异议是否成立", "Is it upheld?"),
        choices=(("yes", T("成立", "Upheld")), ("no", T("不成立", "Not upheld"))),
        widget=forms.RadioSelect,
        error_messages={"required": T("请选择异议是否成立。", "Say whether it is upheld.")},
    )
    answer = text(
        T("答复意见", "Answer"),
        rows=7,
        help_text=T("查核情况、结论和理由；答复将供异议人查阅。", "What was found, the conclusion, the reasons."),
        error_messages={"required": T("请填写答复意见。", "Write the answer.")},
    )


class ConsiderForm(PayloadForm):
    """What became of a lead."""

    answer = text(
        T("研判意见", "What was found"),
        error_messages={"required": T("请写明研判意见。", "Say what was found.")},
    )


class TakeUpForm(PayloadForm):
    """Why a lead is handled as an objection."""

    reason = text(
        T("按异议受理的理由", "Why it is taken up"),
        limit=500,
        rows=3,
        error_messages={"required": T("请写明理由。", "Say why.")},
    )
