"""What the prefecture enters about an application."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.recognition.forms.rows import RowsField
from jiqun.recognition.forms.words import T, required, text
from jiqun.recognition.models import Application, Recommendation
from jiqun.recognition.queries import niches
from jiqun.recognition.queries.corrections import items
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.queries.places import names_of, places
from jiqun.recognition.recommending.candidates import proposed_rank


class CorrectionForm(PayloadForm):
    """Everything to be corrected, at once: `items` is a list of `{"place", "text"}`; places as `places()` has them.

    It begins with what was noted while reading. From the second notice on, what stood so at the first hand-in already
    needs a `"reason"` why it was not named then.
    """

    items = RowsField(
        label=T("需补正的内容", "What is to be corrected"),
        help_text=T(
            "请一次列全。同一位置只列一行；再次告知时，首次提交时已可见的事项须写明此前未告知的理由，并作标记。",
            "Name everything, each place once. In a later notice, what stood so at the first hand-in needs the reason "
            "why it was not named, and is marked.",
        ),
    )

    def prepare(self) -> None:
        """The places of this application, and the notes made of it."""
        if self.doing is None:
            return
        field, application = self.fields["items"], application_of(self.doing.subject)
        known = places(self.doing.subject)
        noted = [] if self.is_bound else items.notes(application)
        firms = [(item.place, item.place) for item in noted if item.place.startswith("firm:")]
        field.widget.choices = [*known, (T("企业", "Firms"), firms)] if firms else known
        field.widget.reasons = application.notices > 0
        if not self.is_bound:
            field.initial = [{"place": item.place, "text": item.text} for item in noted]

    def clean_items(self) -> list[dict[str, str]]:
        """Asks for the reasons that are wanting, all at once."""
        rows: list[dict[str, str]] = self.cleaned_data["items"]
        if self.doing is None or not application_of(self.doing.subject).notices:
            return rows
        late = items.stood_at_first(self.doing.subject, [row["place"] for row in rows])
        names = names_of(self.doing.subject)
        if wanting := [row for row in rows if row["place"] in late and not row.get("reason")]:
            raise forms.ValidationError([forms.ValidationError(needs_reason(row, names)) for row in wanting])
        return rows


def needs_reason(row: dict[str, str], names: dict[str, Text]) -> Any:
    """Why a point of a later notice is not taken without a reason."""
    place = names.get(row["place"], Text(row["place"], row["place"]))
    return T(
        f"“{place.zh}”在首次提交时已可见且至今未变，请写明此前未告知的理由。",
        f"“{place.en}” stood so at the first hand-in; say why it was not named then.",
    )


class DeclineForm(PayloadForm):
    """Declining asks for reasons; what its letter tells of remedies is chosen on the letter, by somebody else."""

    reason = text(
        T("不予受理的理由和依据", "Reasons and their basis"),
        missing=T("请写明不予受理的理由和依据。", "Say why it is declined, and on what basis."),
    )


class NotRecommendedForm(PayloadForm):
    """Not recommending asks for reasons; the remedy is chosen on the letter."""

    reason = text(T("不予推荐的理由", "Reasons"), missing=T("请写明不予推荐的理由。", "Say why it is not recommended."))


class WithdrawForm(PayloadForm):
    """Withdrawing a recommendation asks why."""

    reason = text(T("撤回推荐的理由", "Reason"), missing=T("请写明撤回推荐的理由。", "Say why it is withdrawn."))


class RecommendForm(PayloadForm):
    """Rank within the prefecture, opinion, and a reason where the sub-sector is taken already."""

    rank = forms.IntegerField(
        label=T("本市排序", "Rank within the prefecture"),
        min_value=1,
        max_value=99,
        help_text=T("只供省级参考，评审专家看不到。", "For the province; experts never see it."),
        error_messages=required("请填写排序。", "Give the rank."),
    )
    opinion = text(T("推荐意见", "Opinion"), missing=T("请填写推荐意见。", "Write the opinion."))
    niche_reason = text(
        T("同一细分领域另行推荐的理由", "Reason for another cluster of the sub-sector"), required=False, rows=3
    )

    def prepare(self) -> None:
        """Says beforehand which sub-sector is taken, and proposes the next free rank."""
        self.niche: Any = None
        self.ranks: set[int] = set()
        if self.doing is None:
            return
        application = application_of(self.doing.subject)
        self.niche = niches.taken(application)
        others = Application.objects.filter(round=application.round_id, prefecture=application.prefecture_id)
        taken = others.exclude(pk=application.pk).filter(rank__isnull=False).values_list("rank", flat=True)
        self.ranks = {rank for rank in taken if rank is not None}
        matter = Recommendation.objects.filter(round=application.round_id, prefecture=application.prefecture_id).first()
        self.fields["rank"].initial = proposed_rank(matter, application, self.ranks)
        if self.niche is not None:
            self.fields["niche_reason"].help_text = self.niche

    def clean_rank(self) -> int:
        """A rank is given once."""
        rank: int = self.cleaned_data["rank"]
        if rank in self.ranks:
            said = "、".join(str(n) for n in sorted(self.ranks))
            raise forms.ValidationError(
                T(
                    f"第 {rank} 位已给了本市另一集群（已用：{said}），请改用其他位次。",
                    f"Rank {rank} is taken in this prefecture (taken: {said}); give another one.",
                )
            )
        return rank

    def clean_niche_reason(self) -> str:
        """Asked for where the sub-sector has a recommended cluster already."""
        reason: str = self.cleaned_data["niche_reason"].strip()
        if self.niche is not None and not reason:
            raise forms.ValidationError(self.niche)
        return reason
