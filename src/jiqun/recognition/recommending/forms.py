"""What is entered for a recommendation: the round, the order of the candidates, the letter's words."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from jiqun import law
from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.casework.refusals import naming
from jiqun.law.citation import here
from jiqun.recognition.forms.words import T, day, required, text
from jiqun.recognition.models import Application, RecommendationLetter, Round
from jiqun.recognition.recommending import acts, content
from jiqun.recognition.recommending.candidates import Place, candidates

OPINION = (
    f"依据{law.provincial().instrument}{here('A14').zh}和本年度认定工作通知，我单位已完成受理、初审和实地抽查。"
    "经审核，下列集群符合认定条件，按推荐排序予以推荐。"
)
_TWICE = Text(
    "第 {rank} 位给了 {n} 个集群：{named}。每个位次只给一个集群。",
    "Place {rank} was given to {n} clusters: {named}. Each place is given once.",
)
_CHANGED = Text(
    "推荐内容在提请之后有变动，签批人看到的汇总表已不是现在的内容。请退回经办，核对后重新提请。",
    "What is recommended changed after this was prepared; the table laid before you is not the present one. Send it "
    "back to be prepared anew.",
)
_FEWER = Text(
    "推荐 {n} 个，少于名额上限 {ceiling} 个，请说明原因。",
    "{n} clusters are recommended, fewer than the ceiling of {ceiling}: say why.",
)
_OPEN = Text(
    "还有 {n} 个候选集群没有推荐结论（{named}）；报送后再推荐的，须更正推荐函。",
    "{n} candidates are undecided ({named}); recommending one after sending takes a corrected letter.",
)


class OpenForm(PayloadForm):
    """The round a prefecture recommends in."""

    round = forms.ChoiceField(
        label=T("认定批次", "Round"), error_messages=required("请选择认定批次。", "Choose the round.")
    )

    def prepare(self) -> None:
        """The rounds that are open."""
        rows = Round.objects.filter(case__state="open").select_related("case").order_by("prefecture_deadline")
        self.fields["round"].choices = [(str(row.pk), row.case.title) for row in rows]  # type: ignore[attr-defined]


class OrderForm(PayloadForm):
    """The place of every candidate: `place_<case id>` from 1 on. Cleaned, `order` holds the ids by place."""

    def prepare(self) -> None:
        """One number a candidate, as they stand."""
        self.places: list[Place] = []
        if self.doing is None or self.doing.subject is None:
            return
        self.places = candidates(acts.recommendation_of(self.doing.subject))
        for number, each in enumerate(self.places, start=1):
            name = T(f"{each.cluster}的位次", f"Place of {each.cluster}")
            self.fields[f"place_{each.pk}"] = forms.IntegerField(
                label=name,
                min_value=1,
                max_value=max(len(self.places), 1),
                initial=number,
                error_messages=required(f"请填写{each.cluster}的位次。", f"Give the place of {each.cluster}."),
                widget=forms.NumberInput(attrs={"class": "place", "inputmode": "numeric"}),
            )

    @property
    def rows(self) -> list[tuple[Place, forms.BoundField]]:
        """Each candidate with its number, in the order that stands."""
        return [(each, self[f"place_{each.pk}"]) for each in self.places]

    def clean(self) -> dict[str, Any]:
        """Every place given once."""
        if not self.places:
            raise forms.ValidationError(T("还没有可以排序的候选集群。", "There is no candidate to be put in order."))
        given = {each.pk: self.cleaned_data.get(f"place_{each.pk}") for each in self.places}
        names: dict[int, list[str]] = {}
        for each in self.places:
            number = given[each.pk]
            if number is not None:
                names.setdefault(number, []).append(each.cluster)
        twice = {number: found for number, found in names.items() if len(found) > 1}
        if twice:
            said = [
                _TWICE.format(rank=number, n=len(found), named="、".join(found))
                for number, found in sorted(twice.items())
            ]
            raise forms.ValidationError([forms.ValidationError(T(each.zh, each.en)) for each in said])
        if self.errors:
            return {}
        return {"order": [str(pk) for pk in sorted(given, key=lambda pk: given[pk] or 0)]}


class SendForm(PayloadForm):
    """The letter: opinion, why fewer than the quota, why an earlier letter is corrected.

    `content` is the digest of the table that is laid before the signer; a table that changed meanwhile is not signed.
    """

    opinion = text(T("推荐意见", "Opinion"), rows=5, missing=T("请填写推荐意见。", "Write the opinion."))
    explanation = text(T("推荐数少于名额上限的说明", "Why fewer than the quota"), rows=3, limit=1000)
    reason = text(
        T("更正说明", "Why the letter is corrected"),
        rows=3,
        limit=1000,
        missing=T("请说明更正的内容和原因。", "Say what is corrected, and why."),
    )
    content = forms.CharField(
        label=T("汇总表摘要 SHA-256", "SHA-256 of the table"), required=False, max_length=64, widget=forms.HiddenInput
    )

    def prepare(self) -> None:
        """The table as it stands, the quota, and whether a letter went before."""
        self.lines: list[content.Line] = []
        self.ceiling, self.before, self.warning = 0, False, None
        if self.doing is None or self.doing.subject is None:
            return
        recommendation = acts.recommendation_of(self.doing.subject)
        self.lines, self.ceiling = content.lines(recommendation), acts.ceiling(recommendation)
        last = RecommendationLetter.objects.filter(recommendation=recommendation).order_by("-number").first()
        self.before = last is not None
        self.fields["opinion"].initial = last.opinion if last else OPINION
        self.fields["content"].initial = content.digest(self.lines)
        if not self.before:
            del self.fields["reason"]
        if len(self.lines) >= self.ceiling:
            del self.fields["explanation"]
        else:
            said = _FEWER.format(n=len(self.lines), ceiling=self.ceiling)
            self.fields["explanation"].initial = last.explanation if last else ""
            self.fields["explanation"].error_messages["required"] = T(said.zh, said.en)
        undecided = Application.objects.filter(
            round=recommendation.round_id, prefecture=recommendation.prefecture_id, case__state="preliminary"
        ).values_list("cluster__name", flat=True)
        if names := list(undecided):
            self.warning = _OPEN.format(n=len(names), named=naming(names, "个"))

    def clean(self) -> dict[str, Any]:
        """The table is the one that was shown to whoever signs."""
        data = self.cleaned_data
        now = content.digest(self.lines)
        if data.get("content") and data["content"] != now:
            raise forms.ValidationError(T(_CHANGED.zh, _CHANGED.en))
        return {"explanation": "", "reason": "", **data, "content": now}


class ReopenForm(PayloadForm):
    """Why a letter that was sent is to be corrected."""

    reason = text(
        T("更正的原因", "Why it is corrected"),
        rows=3,
        missing=T("请写明更正推荐函的原因。", "Say why the letter is to be corrected."),
    )


class LateForm(PayloadForm):
    """The province takes a first letter after the deadline: why, and until when."""

    reason = text(
        T("同意逾期报送的理由", "Why a late letter is taken"),
        rows=3,
        missing=T("请写明同意逾期报送的理由。", "Say why it is taken late."),
    )
    until = day(T("可报送至", "It may be sent by"), help_text=T("到当日下班时止。", "Ends with that working day."))

    def clean_until(self) -> date:
        """Ahead of today."""
        until: date = self.cleaned_data["until"]
        if self.doing is not None and until <= self.doing.today:
            raise forms.ValidationError(T("可报送至的日期须晚于今天。", "The day must lie ahead."))
        return until
