"""What following a firm up asks for (Article 7(一))."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.bilingual import Text
from jiqun.casework.procedure import PayloadForm
from jiqun.cultivation.gradient.steps import steps
from jiqun.cultivation.models import FollowedFirm
from jiqun.cultivation.models.gradient import FOLLOWED
from jiqun.cultivation.of_cluster import OfClusterForm
from jiqun.cultivation.services.fields import Code
from jiqun.cultivation.support.fields import roster_codes, strangers
from jiqun.ledgers.fields import Chosen, Day
from jiqun.web.fields import REQUIRED, T, line, text

PAST = Text("完成日期须晚于今天（{today}）。", "The day lies after today ({today}).")
TWICE = Text("这家企业已在重点培育名单中，请在原记录上更正。", "This firm is followed already; correct that entry.")


def common() -> dict[str, forms.Field]:
    """What is entered anew and corrected alike."""
    return {
        "step": Chosen({each.name: each.title for each in steps().values()}, label=T("培育目标", "Step to reach")),
        "unit": line(T("责任单位", "Who sees to it"), limit=80),
        "due_on": Day(label=T("完成日期", "By"), error_messages={"required": REQUIRED}),
        "note": line(T("培育措施", "What is done"), required=False, limit=500),
    }


def late(due_on: date | None, today: date) -> Text | None:
    """A day that is not ahead."""
    return PAST.format(today=f"{today}") if due_on is not None and due_on <= today else None


class FollowForm(OfClusterForm):
    """A firm of the newest roster and where it is to get: `cluster`, `firm`, and the common fields."""

    def lay(self) -> None:
        """The fields."""
        self.fields["firm"] = Code(
            label=T("企业信用代码", "Credit code of the firm"), max_length=40, error_messages={"required": REQUIRED}
        )
        self.fields.update(common())

    def clean(self) -> dict[str, Any]:
        """A firm of the roster, followed once, by a day ahead."""
        found: dict[str, Any] = super().clean() or self.cleaned_data
        if self.doing is None or self.place is None:
            return found
        if (said := late(found.get("due_on"), self.doing.today)) is not None:
            self.add_error("due_on", str(said))
        if firm := found.get("firm"):
            if (strange := strangers([firm], roster_codes(self.place))) is not None:
                self.add_error("firm", str(strange))
            elif FollowedFirm.objects.filter(cluster=self.place, firm=firm, state=FOLLOWED).exists():
                self.add_error("firm", str(TWICE))
        return found


class ChangeForm(PayloadForm):
    """The common fields as they are to stand, and `reason`."""

    def prepare(self) -> None:
        """What stands, to be changed."""
        self.fields |= common()
        row: FollowedFirm | None = self.doing.subject if self.doing is not None else None
        if row is not None and not self.is_bound:
            self.initial = {**{name: getattr(row, name) for name in common()}, **self.initial}
        self.fields["reason"] = text(
            T("更正理由", "Why it is changed"),
            limit=500,
            rows=2,
            error_messages={"required": T("请写明更正理由。", "Say why.")},
        )

    def clean_due_on(self) -> date:
        """A day ahead, unless it is the one that stood."""
        due_on: date = self.cleaned_data["due_on"]
        row: FollowedFirm | None = self.doing.subject if self.doing is not None else None
        if row is not None and due_on != row.due_on and (said := late(due_on, self.today)) is not None:
            raise ValidationError(str(said))
        return due_on


class CloseForm(PayloadForm):
    """What came of it: `result`."""

    result = text(
        T("结果", "What came of it"),
        limit=500,
        rows=3,
        help_text=T("达到目标的写明认定批次和文号。", "With the batch and the document where the step was reached."),
        error_messages={"required": T("请写明结果。", "Say what came of it.")},
    )
