"""The remedy that a decision against somebody tells of (救济途径告知)."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.outgoing.forms.words import said
from jiqun.outgoing.kinds import kind


class RemedyForm(PayloadForm):
    """One of the texts of the paper's kind, each shown in full with where it comes from."""

    appeal = forms.ChoiceField(
        label=said("告知的救济途径", "Remedy told"),
        widget=forms.RadioSelect,
        help_text=said("选定的文字写入决定书，替换原有的救济途径。", "It goes into the paper in place of another."),
        error_messages={"required": said("请选择告知的救济途径。", "Choose the remedy the paper tells of.")},
    )

    def prepare(self) -> None:
        """The texts of this kind of paper; what was chosen before is chosen."""
        if self.doing is None or self.doing.subject is None:
            return
        paper = self.doing.subject
        field: Any = self.fields["appeal"]
        field.choices = [
            (each.slug, Text(f"{each.title.zh}：{each.says}（{each.basis}）", f"{each.title.en}: {each.says}"))
            for each in kind(paper.kind_slug).remedies
        ]
        field.initial = paper.context.get("appeal") or None
