"""What a question and its answer ask for."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import PayloadForm
from jiqun.recognition.models.faq import RoundQuestion
from jiqun.web.fields import T, text

NO_ROUND = Text("没有这个批次。", "There is no such round.")
ASKED = Text("这个问题本批已经问过，请看已有的答复。", "This was asked about the round already; see its answer.")


class AskForm(PayloadForm):
    """`case` (the round) and `text`."""

    case = forms.UUIDField(widget=forms.HiddenInput)
    text = text(
        T("问题", "Question"),
        limit=1000,
        rows=4,
        help_text=T(
            "答复后全省可见，不显示是谁问的；请不要写企业和个人信息。",
            "Once answered all staff read it, without who asked; name no firm and no person.",
        ),
    )

    def clean_case(self) -> str:
        """A round whose call is out, as the account sees it."""
        found = Case.objects.visible_to(self.doing.by).filter(  # type: ignore[union-attr]
            pk=self.cleaned_data["case"], procedure_name="round"
        )
        if not found.exclude(state="drafting").exists():
            raise forms.ValidationError(str(NO_ROUND))
        return str(self.cleaned_data["case"])

    def clean(self) -> dict[str, Any]:
        """The same words once a round."""
        data: dict[str, Any] = self.cleaned_data
        if data.get("case") and data.get("text"):
            same = RoundQuestion.objects.filter(case=data["case"], text=data["text"]).exclude(state="withdrawn")
            if same.exists():
                self.add_error("text", str(ASKED))
        return data


class AnswerForm(PayloadForm):
    """`answer`."""

    answer = text(
        T("答复", "Answer"),
        limit=4000,
        rows=8,
        help_text=T(
            "只解释怎么办理。解释条文、确定口径的，请用“解释答复”。",
            "It says how things are done. What a clause means is answered as an interpretation.",
        ),
    )

    def prepare(self) -> None:
        """An answer that is corrected begins with what stands."""
        if self.doing is not None and self.doing.subject is not None and not self.is_bound:
            self.initial = {"answer": self.doing.subject.answer, **self.initial}
