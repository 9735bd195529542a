"""What the acts about experts ask for."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.casework.procedure import PayloadForm
from jiqun.recognition.acts.drawing import draw_now
from jiqun.recognition.forms.panel_rule import RuleForm, WitnessForm
from jiqun.recognition.forms.terms import ROWS, TermsForm
from jiqun.recognition.forms.words import T, day
from jiqun.recognition.queries import experts as queries
from jiqun.review.draw import TooFewExperts


class CommitForm(TermsForm, RuleForm):
    """How many experts score each case, under which conditions they are drawn, and how sheets become an order."""

    per_case = forms.IntegerField(
        label=T("每个集群的评审专家人数", "Experts for each cluster"),
        initial=queries.QUORUM,
        min_value=queries.QUORUM,
        max_value=15,
        help_text=T("不少于 3 名，全部集群相同", "At least 3, the same for all clusters"),
        error_messages={
            "required": T("请填写专家人数。", "Say how many experts."),
            "invalid": T("专家人数应为整数。", "The number of experts is a whole number."),
            "min_value": T("每个集群的评审专家不少于 3 名。", "Each cluster is scored by at least 3 experts."),
            "max_value": T("每个集群的评审专家不超过 15 名。", "Each cluster is scored by at most 15 experts."),
        },
    )

    def prepare(self) -> None:
        """Seats first, then their conditions, the limits, the rule."""
        super().prepare()
        rows = [f"{name}_{row}" for row in ROWS for name in ("seats", "field", "outside")]
        self.order_fields(["per_case", *rows, *TermsForm.base_fields])

    def groups(self) -> list[tuple[Any, list[list[forms.BoundField]]]]:
        """The fields as the page lays them out: by title, lines of fields that stand side by side."""
        conditions = [[self[f"{name}_{row}"] for name in ("seats", "field", "outside")] for row in ROWS]
        shown = {field.name for line in conditions for field in line} | {"per_case", *TermsForm.base_fields}
        return [
            (T("席位和条件", "Seats and their conditions"), [[self["per_case"]], *conditions]),
            (T("负荷和参评次数", "Load and service"), [[self[n] for n in ("most", "last_rounds", "most_rounds")]]),
            (
                T("评审期间", "Days of the review"),
                [[self["first_day"], self["last_day"]], [self["prefer_lead"]]],
            ),
            (
                T("计分规则和评审方式", "Rule of scoring, way of reviewing"),
                [[field] for field in self if field.name not in shown],
            ),
        ]


class DrawForm(WitnessForm):
    """Until when the invited answer; too small a pool is said before anybody is asked to sign."""

    answer_on = day(
        T("邀请答复期限", "Invitations are answered by"),
        required=False,
        help_text=T("不填则与评审完成时间相同；逾期未答复的可以收回补抽", "If blank, the round's own date holds"),
    )

    def clean(self) -> dict[str, object]:
        """Draws on trial. Too few experts: a sentence naming the cases. Nobody is chosen by hand."""
        by_hand(self)
        panel = queries.panel_of(self.doing.subject) if self.doing and self.doing.subject else None
        if panel is not None and panel.drawn_at is None:
            try:
                draw_now(panel)
            except TooFewExperts as short:
                raise forms.ValidationError(str(short.text)) from short
        return self.cleaned_data


NAMED_BY_HAND = ("expert", "experts", "code", "codes")


def by_hand(form: PayloadForm) -> None:
    """Raises `ValidationError` when an expert is named: only the lot says who reviews."""
    if any(form.data.get(name) for name in NAMED_BY_HAND):
        raise forms.ValidationError(
            str(T("评审专家由抽取产生，不能指定人选。", "Experts are drawn by lot; nobody is chosen by hand."))
        )


class SubstituteForm(PayloadForm):
    """Whose place is to be filled, and until when the substitute scores."""

    sheet = forms.ChoiceField(
        label=T("需补抽的评审表", "Sheet to fill"),
        error_messages={
            "required": T("请选择需补抽的评审表。", "Choose the sheet."),
            "invalid_choice": T("这份评审表不需要补抽，请刷新。", "This sheet needs no substitute; reload."),
        },
    )
    due_on = day(
        T("替补专家提交期限", "The substitute submits by"),
        required=False,
        help_text=T("不填则按本批次评审完成时间", "If blank, the round's own date holds"),
    )
    answer_on = day(
        T("邀请答复期限", "The invitation is answered by"),
        required=False,
        help_text=T("不填则与提交期限相同", "If blank, the same date"),
    )

    def clean(self) -> dict[str, object]:
        """Nobody is chosen by hand."""
        by_hand(self)
        return self.cleaned_data

    def prepare(self) -> None:
        """Offers the sheets whose expert stepped aside."""
        panel = queries.panel_of(self.doing.subject) if self.doing and self.doing.subject else None
        field = self.fields["sheet"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (pk, f"{number} {title} · {code}")
            for pk, number, title, code in (queries.to_replace(panel) if panel is not None else [])
        ]
