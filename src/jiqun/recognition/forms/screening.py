"""What is entered for a screening, and the acknowledgement of who publishes in spite of open hits."""

from __future__ import annotations

from typing import Any

from django import forms

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import PayloadForm
from jiqun.inquiries.queries.lists import latest
from jiqun.recognition.queries import screening as queries
from jiqun.web.fields import T, text


class ScreenForm(PayloadForm):
    """The round to screen: `round` (case id), called and not yet announced."""

    round = forms.ChoiceField(
        label=T("批次", "Round"),
        error_messages={
            "required": T("请选择批次。", "Choose the round."),
            "invalid_choice": T("没有这个批次，或该批次已结束。", "There is no such round, or it has ended."),
        },
    )

    def prepare(self) -> None:
        """The rounds under way."""
        if self.doing is None or not isinstance(self.doing.by, Account):
            return
        rows = Case.objects.visible_to(self.doing.by).filter(
            procedure_name="round", state__in=("open", "scoring", "ranked", "proposed", "notice")
        )
        self.fields["round"].choices = [  # type: ignore[attr-defined]
            (str(pk), title) for pk, title in rows.order_by("-opened_at").values_list("pk", "title")
        ]
        self.lists = list(latest(self.doing.by).values())


class AcknowledgedForm(PayloadForm):
    """For what goes before the public: open hits and an old screening are shown, and publishing in spite of them has
    its reason (`screening_reason`)."""

    listed_states: tuple[str, ...] = ("listed",)
    screening_reason = text(
        T("仍予公示或公布的理由", "Why it is published nevertheless"),
        limit=1000,
        rows=3,
        required=False,
        help_text=T(
            "有疑似命中待核，或名单筛查缺失、过期时必填；没有则留空。",
            "Required while hits are open, or where the screening is missing or old; else leave it blank.",
        ),
    )

    @property
    def warning(self) -> Text | None:
        """What the page and who signs read above the form."""
        return self.to_acknowledge

    @property
    def to_acknowledge(self) -> Text | None:
        """What asks for a reason: open hits, a screening that is missing or old."""
        if self.doing is None or self.doing.subject is None or not isinstance(self.doing.by, Account):
            return None
        on = self.doing.today
        return queries.screened(self.doing.subject, self.doing.by, on, self.listed_states).warning

    def clean(self) -> dict[str, Any]:
        """A reason where there is something to acknowledge."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        if not data.get("screening_reason") and (said := self.to_acknowledge) is not None:
            self.add_error(
                "screening_reason",
                str(
                    Text(
                        f"{said.zh}请先核实或重新筛查；仍要发布的，写明理由。",
                        f"{said.en} Conclude on them or screen again first; to publish nevertheless, say why.",
                    )
                ),
            )
        return data
