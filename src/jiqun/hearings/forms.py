"""What the steps of a hearing ask for."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from jiqun.authorities.hours import day_of
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField
from jiqun.hearings.appeals import APPEALS
from jiqun.hearings.kinds import kind, kinds
from jiqun.web.fields import T, day, text

FEWEST_DAYS = 5
"""Working days to state one's case: the product's own minimum (trust: The system must not decide); the measure sets
none."""
MOST_DAYS = 60


def needed(zh: str, en: str) -> dict[str, Any]:
    """What an empty field is told."""
    return {"required": T(zh, en)}


class NoticeForm(PayloadForm):
    """What a notice tells: facts, grounds, and how long those concerned have."""

    facts = text(
        T("事实", "Facts"),
        rows=6,
        help_text=T("写明发生了什么、由哪些材料证明。", "What happened, and what proves it."),
        error_messages=needed("请写明事实。", "State the facts."),
    )
    grounds = text(
        T("依据", "Grounds"),
        rows=3,
        help_text=T("写明文件名称和条款。", "Documents and clauses."),
        error_messages=needed("请写明依据的条款。", "Name the clauses it rests on."),
    )
    days = forms.IntegerField(
        label=T("陈述申辩期限（工作日）", "Working days to state one's case"),
        initial=FEWEST_DAYS,
        min_value=FEWEST_DAYS,
        max_value=MOST_DAYS,
        help_text=T("自告知次日起算，不少于 5 个工作日。", "From the day after the notice; five or more."),
        error_messages={
            **needed("请填写期限。", "Give the number of days."),
            "min_value": T("陈述申辩期限不少于 5 个工作日。", "At least five working days."),
            "max_value": T("陈述申辩期限不超过 60 个工作日。", "At most sixty working days."),
        },
    )


class OpenForm(NoticeForm):
    """What is intended against which matter, on what facts and grounds, and how long those concerned have."""

    field_order = ("case", "kind", "facts", "grounds", "days")
    case = forms.CharField(widget=forms.HiddenInput)
    kind = forms.ChoiceField(
        label=T("拟作出的决定", "Intended decision"),
        error_messages=needed("请选择拟作出的决定。", "Choose the intended decision."),
    )

    def prepare(self) -> None:
        """Finds the matter among those the officer may see, and what may be decided of it."""
        self.of: Case | None = None
        if self.doing is None:
            return
        wanted = str(self.data.get("case") or self.initial.get("case") or "")
        try:
            self.of = Case.objects.visible_to(self.doing.by).select_related("authority").filter(pk=wanted).first()
        except (ValueError, forms.ValidationError):  # not even an identifier
            self.of = None
        found = self.of
        if found is not None:
            about = f"{found.title}（{found.number}）"
            self.fields["kind"].help_text = T(f"涉及的办件：{about}", f"The matter: {about}")
        self.fields["kind"].choices = [  # type: ignore[attr-defined]
            (each.slug, each.deed)
            for each in kinds()
            if found is not None
            and each.of == found.procedure_name
            and found.state in each.states
            and self.doing.by.level == each.level
        ]
        if found is not None and len(self.fields["kind"].choices) == 1:  # type: ignore[attr-defined]
            only = self.fields["kind"].choices[0][0]  # type: ignore[attr-defined]
            self.initial = {"kind": only, **kind(only).begun(found), **self.initial}

    def clean_case(self) -> str:
        """A matter the officer may see, in a state where something may be decided against it."""
        if self.of is None:
            raise forms.ValidationError(
                T("没有这个办件，请从办件页面进入。", "There is no such matter; come from its page.")
            )
        if not self.fields["kind"].choices:  # type: ignore[attr-defined]
            state = self.of.procedure.by_state[self.of.state].title
            raise forms.ValidationError(
                T(
                    f"该办件现处于“{state.zh}”，没有需要先听取意见的决定可作。",
                    f"The matter is at “{state.en}”; nothing can be decided against it here.",
                )
            )
        return str(self.of.pk)


class NotifyAgainForm(NoticeForm):
    """Facts and grounds as they are to be told now; begins with what was told."""

    def prepare(self) -> None:
        """Begins with the notice that stands."""
        if self.doing is not None and self.doing.subject is not None:
            hearing = self.doing.subject
            self.initial = {"facts": hearing.facts, "grounds": hearing.grounds, "days": hearing.days, **self.initial}

    def clean(self) -> dict[str, Any]:
        """A new notice tells something new."""
        told = super().clean() or {}
        if self.doing is None or self.doing.subject is None or self.errors:
            return told
        hearing = self.doing.subject
        if (told["facts"], told["grounds"]) == (hearing.facts, hearing.grounds):
            raise forms.ValidationError(
                T(
                    "事实和依据与已告知的相同，无须补充告知；请改办“答复后再送法制审核”。",
                    "Facts and grounds are those told already; answer the legal officer instead.",
                )
            )
        return told


class ReturnForm(PayloadForm):
    """Why the check of its legality was not passed."""

    legal = text(
        T("退回意见", "What is to be put right"),
        rows=6,
        help_text=T("一次性列明主体、程序、事实、依据、裁量上的问题。", "Everything at once."),
        error_messages=needed("请写明退回意见。", "Say what is to be put right."),
    )


class ResubmitForm(PayloadForm):
    """How what the legal officer found was answered."""

    answer = text(
        T("答复和补正情况", "What was put right"),
        rows=6,
        help_text=T(
            "事实或依据有变的，须改办“补充告知”，重新听取意见。",
            "Where facts or grounds change, those concerned are notified anew instead.",
        ),
        error_messages=needed("请写明答复和补正情况。", "Say what was put right."),
    )


class StateForm(PayloadForm):
    """Statement and defence of those concerned."""

    said = text(
        T("陈述申辩意见", "Statement and defence"),
        limit=4000,
        rows=8,
        error_messages=needed(
            "请写明陈述申辩意见；没有意见的，请办理“放弃陈述申辩”。", "State your case, or waive it."
        ),
    )
    file = EvidenceField(label=T("证明材料", "Evidence"), required=False)


class OralForm(PayloadForm):
    """The record of an oral hearing."""

    oral_on = day(T("听证（面谈）日期", "Day of the oral hearing"))
    oral = text(
        T("到场人员和笔录要点", "Who was present, and what was said"),
        limit=4000,
        rows=8,
        error_messages=needed("请记录到场人员和笔录要点。", "Record who was present and what was said."),
    )

    def clean_oral_on(self) -> date:
        """Between the notice and today."""
        held: date = self.cleaned_data["oral_on"]
        if self.doing is None or self.doing.subject is None:
            return held
        if held > self.doing.today:
            raise forms.ValidationError(T("日期不能晚于今天。", "The day cannot lie in the future."))
        notified = self.doing.subject.notified_at
        if notified is not None and held < day_of(notified):
            raise forms.ValidationError(T("日期不能早于告知之日。", "The day cannot lie before the notice."))
        return held


class RemedyForm(PayloadForm):
    """The remedy an adverse decision tells of: `appeal` is a slug of `appeals`; silence has its `appeal_reason`."""

    appeal = forms.ChoiceField(
        label=T("救济途径告知", "Remedy told"),
        choices=[(each.slug, each.title) for each in APPEALS],
        widget=forms.RadioSelect,
        error_messages=needed("请选择告知的救济途径。", "Choose the remedy the decision tells of."),
    )
    appeal_reason = forms.CharField(
        label=T("不告知救济途径的理由", "Why no remedy is told"), required=False, max_length=300
    )

    def clean(self) -> dict[str, Any]:
        """Silence about remedies has a reason."""
        told = super().clean() or {}
        if told.get("appeal") == "none" and not (told.get("appeal_reason") or "").strip():
            self.add_error("appeal_reason", str(Text("不告知救济途径的，须写明理由。", "Say why no remedy is told.")))
        return told


class LegalForm(RemedyForm):
    """The legal officer's opinion, and the remedy the decision tells of."""

    field_order = ("legal", "appeal", "appeal_reason")
    legal = text(
        T("法制审核意见", "Legal opinion"),
        rows=6,
        help_text=T("主体、程序、事实、依据、裁量是否合法适当。", "Competence, procedure, facts, grounds, measure."),
        error_messages=needed("请写明法制审核意见。", "Write the legal opinion."),
    )


class DecideForm(PayloadForm):
    """The reasoned decision."""

    outcome = text(
        T("决定和理由", "Decision and reasons"),
        limit=4000,
        rows=8,
        help_text=T("逐项回应陈述申辩意见，写明采纳与否及理由。", "Answer each point of the statement with reasons."),
        error_messages=needed("请写明决定和理由。", "Write the decision and its reasons."),
    )
    effective_on = day(
        T("决定生效日期", "Takes effect on"),
        help_text=T("为送达预留时间；不早于签批之日。", "Leave time for its service; not before the day it is signed."),
    )

    def prepare(self) -> None:
        """Only some kinds of decisions state the day they take effect."""
        hearing = None if self.doing is None else self.doing.subject
        if hearing is not None and not kind(hearing.kind_slug).dated:
            del self.fields["effective_on"]

    def clean_effective_on(self) -> date:
        """Nothing is taken away for days that have passed."""
        given: date = self.cleaned_data["effective_on"]
        if self.doing is not None and given < self.doing.today:
            raise forms.ValidationError(
                T("生效日期不能早于签批之日。", "It cannot take effect before the day it is signed.")
            )
        return given


class DropForm(PayloadForm):
    """Why the intention is given up."""

    outcome = text(
        T("不再处理的理由", "Why it is given up"),
        error_messages=needed("请写明不再处理的理由。", "Say why it is given up."),
    )
