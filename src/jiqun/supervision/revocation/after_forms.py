"""What serving and publishing a decision ask for, and what the prefecture is asked and answers (Article 17)."""

from __future__ import annotations

from datetime import date

from django import forms

from jiqun.casework.models import Case
from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField
from jiqun.evidence.privacy.form import LookedThroughForm
from jiqun.supervision.models import Revocation
from jiqun.supervision.revocation.deciding import WAYS
from jiqun.supervision.revocation.forms import key
from jiqun.web.fields import T, day, text


class ServiceForm(PayloadForm):
    """How and when the letter was served, with the proof (送达回证)."""

    served_on = day(T("送达日期", "Served on"))
    how = forms.ChoiceField(label=T("送达方式", "How"), choices=[(slug, title) for slug, title in WAYS.items()])
    file = EvidenceField(label=T("送达回证", "Proof of service"))

    def clean_served_on(self) -> date:
        """Between the decision and today."""
        given: date = self.cleaned_data["served_on"]
        if self.doing is not None and given > self.today:
            raise forms.ValidationError(T("送达日期不能晚于今天。", "The day cannot lie in the future."))
        if self.doing is None or self.doing.subject is None:
            return given
        of = Revocation.objects.select_related("change").get(pk=self.doing.subject.pk)
        if of.change is not None and given < of.change.on:
            raise forms.ValidationError(
                T(
                    f"送达日期不能早于决定之日（{of.change.on}）。",
                    f"It was decided on {of.change.on}; not served before.",
                )
            )
        return given


class PublishForm(LookedThroughForm):
    """What the public reads of the decision; looked through for personal data."""

    looked_at = ("public_text",)
    public_text = text(
        T("公开的决定和理由", "Decision and reasons for the public"),
        rows=8,
        help_text=T(
            "写明事实、依据、是否采纳陈述申辩及理由；不写个人信息。",
            "Facts, grounds, what was said in defence and why it was followed or not; no personal data.",
        ),
        error_messages={"required": T("请写明公开的决定和理由。", "Write what is published.")},
    )
    public_url = forms.URLField(
        label=T("官方网站发布地址（已发布的填写）", "Address on the official website, once it stands there"),
        required=False,
        max_length=300,
        assume_scheme="https",
        error_messages={"invalid": T("网址请以 https:// 开头填写完整。", "Write the whole address.")},
    )


class AskForm(PayloadForm):
    """What the prefecture is to look into for a revocation, and until when."""

    matter = forms.CharField(
        widget=forms.HiddenInput, error_messages={"required": T("请从撤销办件进入。", "Come from the matter.")}
    )
    questions = text(
        T("需要核查的情况", "What is to be looked into"),
        rows=6,
        error_messages={"required": T("请写明需要核查的情况。", "Say what is to be looked into.")},
    )
    due_on = day(T("报告期限", "To be reported until"))

    def clean_matter(self) -> str:
        """A revocation under inquiry that the officer sees."""
        given = key(self.cleaned_data["matter"])
        if self.doing is None:
            return str(given)
        rows = Case.objects.visible_to(self.doing.by).filter(procedure_name="revocation")
        found = rows.filter(pk=given).first() if given is not None else None
        if found is None:
            raise forms.ValidationError(T("没有这个办件，请从撤销办件进入。", "There is no such matter."))
        if found.state != "inquiring":
            raise forms.ValidationError(
                T("只有调查中的办件可以要求市级核查。", "A prefecture is asked while the inquiry is under way.")
            )
        return str(found.pk)

    def clean_due_on(self) -> date:
        """After today."""
        given: date = self.cleaned_data["due_on"]
        if self.doing is not None and given <= self.today:
            raise forms.ValidationError(T("报告期限须在今天以后。", "It lies after today."))
        return given


class AnswerForm(PayloadForm):
    """What the prefecture found."""

    answer = text(
        T("核查报告", "Report"),
        rows=8,
        error_messages={"required": T("请写明核查情况。", "Write what was found.")},
    )
    file = EvidenceField(label=T("证明材料", "Evidence"), required=False)
