"""What the acts about experts ask for."""

from __future__ import annotations

from django import forms

from jiqun.casework.procedure import PayloadForm
from jiqun.recognition.acts.drawing import draw_now
from jiqun.recognition.forms.words import T, day
from jiqun.recognition.queries import experts as queries
from jiqun.review.draw import TooFewExperts


class CommitForm(PayloadForm):
    """How many experts score each case."""

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


class DrawForm(PayloadForm):
    """Nothing to enter; too small a pool is said before anybody is asked to sign."""

    def clean(self) -> dict[str, object]:
        """Draws on trial. Too few experts: a sentence naming the cases."""
        panel = queries.panel_of(self.doing.subject) if self.doing and self.doing.subject else None
        if panel is not None and panel.drawn_at is None:
            try:
                draw_now(panel)
            except TooFewExperts as short:
                raise forms.ValidationError(str(short.text)) from short
        return self.cleaned_data


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

    def prepare(self) -> None:
        """Offers the sheets whose expert stepped aside."""
        panel = queries.panel_of(self.doing.subject) if self.doing and self.doing.subject else None
        field = self.fields["sheet"]
        assert isinstance(field, forms.ChoiceField)
        field.choices = [
            (pk, f"{number} {title} · {code}")
            for pk, number, title, code in (queries.to_replace(panel) if panel is not None else [])
        ]
