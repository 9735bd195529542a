"""What making an expert's name known asks for (Article 14(三))."""

from __future__ import annotations

from django import forms

from jiqun.casework.procedure import PayloadForm
from jiqun.recognition.forms.words import T, required, text
from jiqun.recognition.queries.experts import panel_of
from jiqun.recognition.queries.meeting import present


class UnmaskForm(PayloadForm):
    """Whose name, and for which inquiry."""

    expert = forms.ChoiceField(
        label=T("专家代号", "Expert, by code"), error_messages=required("请选择专家代号。", "Choose the expert.")
    )
    reason = text(T("披露理由", "Reason"), limit=500, rows=3, missing=T("请写明披露理由。", "Say why."))

    def prepare(self) -> None:
        """Offers the experts whose sheets counted."""
        panel = panel_of(self.doing.subject) if self.doing and self.doing.subject else None
        if panel is not None:
            self.fields["expert"].choices = [("", "—"), *((code, code) for code in present(panel))]  # type: ignore[attr-defined]
