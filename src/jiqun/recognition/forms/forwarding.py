"""What a prefecture enters for its forwarded call."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from jiqun.authorities.hours import day_of, deadline_phrase
from jiqun.casework.procedure import PayloadForm
from jiqun.recognition.acts import forwarding as acts
from jiqun.recognition.acts.filing.guards import open_rounds
from jiqun.recognition.forms.call import IssueForm
from jiqun.recognition.forms.words import T, day, required, text
from jiqun.recognition.models import Round
from jiqun.recognition.queries.forwarding import counties

QUOTA_MOST = 50


class ForwardForm(PayloadForm):
    """A forwarded call: the round (when it is drafted), the counties' day, ceilings, demands, text.

    `quota_<code>` is a county's ceiling, blank for none; cleaned, `quotas` holds those given by code.
    """

    round = forms.ChoiceField(
        label=T("认定批次", "Round"), error_messages=required("请选择认定批次。", "Choose the round.")
    )
    county_deadline = day(T("县级申报截止日", "Counties apply by"))
    demands = text(
        T("市级附加要求（每行一条）", "The prefecture's demands (one a line)"),
        required=False,
        help_text=T(
            "自动编号 F1、F2……，成为所属申报单位必须上传材料的要求；省级通知的附加要求不必重复。",
            "Numbered F1, F2 …; each asks your counties for a document. Do not repeat the demands of the province.",
        ),
    )
    call = text(
        T("通知正文", "Text"),
        limit=8000,
        rows=8,
        missing=T("请填写通知正文。", "Write the text of the notice."),
        help_text=T(
            "截止时间、名额和附加要求按本页设置自动列入，正文不必重复。",
            "Deadline, quotas and demands are added from this page; do not repeat them.",
        ),
    )

    def prepare(self) -> None:
        """The rounds to forward, one ceiling a county; a draft or an issued call as it stands."""
        self.quota_names: list[str] = []
        if self.doing is None or self.doing.by.authority is None:
            return
        for county in counties(self.doing.by.authority):
            name = f"quota_{county.code}"
            self.fields[name] = forms.IntegerField(label=county.name, required=False, min_value=0, max_value=QUOTA_MOST)
            self.quota_names.append(name)
        if self.doing.subject is not None:
            del self.fields["round"]
            if not self.is_bound:
                self.initial = self.standing()
            return
        self.fields["round"].choices = [  # type: ignore[attr-defined]
            (str(row.pk), f"{row.case.title}（{deadline_phrase(row.county_deadline)}）")
            for row in open_rounds(self.doing.now)
        ]

    @property
    def quotas(self) -> list[forms.BoundField]:
        """The ceiling of each county."""
        return [self[name] for name in self.quota_names]

    @property
    def bound(self) -> Any:
        """The round's own deadline for counties, which this one cannot pass; nothing until a round is chosen."""
        found = self.round_of(self.data.get("round") or self.initial.get("round"))
        return None if found is None else deadline_phrase(found.county_deadline)

    def round_of(self, chosen: Any) -> Round | None:
        """The round it is about."""
        if self.doing is not None and self.doing.subject is not None:
            return acts.call_of(self.doing.subject).round
        known = {key for key, _ in self.fields["round"].choices}  # type: ignore[attr-defined]
        return Round.objects.get(pk=chosen) if chosen in known else None

    def standing(self) -> dict[str, Any]:
        """The last revision, to be changed."""
        assert self.doing is not None
        row = acts.latest(self.doing.subject)
        return {
            "county_deadline": day_of(row.county_deadline),
            "demands": "\n".join(demand["text"] for demand in row.demands),
            "call": row.text,
            **{f"quota_{code}": ceiling for code, ceiling in row.quotas.items()},
        }

    def clean_demands(self) -> str:
        """One demand a line, blank lines dropped."""
        lines = (line.strip() for line in self.cleaned_data["demands"].splitlines())
        return "\n".join(line for line in lines if line)

    def clean(self) -> dict[str, Any]:
        """The day lies ahead and within the round's own; quotas by county."""
        data: dict[str, Any] = self.cleaned_data
        data["quotas"] = {
            name.removeprefix("quota_"): data.pop(name) for name in self.quota_names if data.get(name) is not None
        }
        for name in self.quota_names:
            data.pop(name, None)
        row = self.round_of(data.get("round"))
        closes = data.get("county_deadline")
        if row is not None and closes and self.doing is not None and self.doing.by.authority is not None:
            self.check_day(closes, row)
        return data

    def check_day(self, closes: date, row: Round) -> None:
        """Not past, and not after the day the province gave the counties."""
        assert self.doing is not None and self.doing.by.authority is not None
        moment = acts.closing(closes, row, self.doing.by.authority)
        if moment <= self.doing.now:
            self.add_error("county_deadline", T("县级申报截止时间须晚于现在。", "The deadline must lie ahead."))
        if moment > row.county_deadline:
            last = deadline_phrase(row.county_deadline)
            self.add_error(
                "county_deadline",
                T(
                    f"不能晚于省级通知规定的县级申报截止时间（{last.zh}）。",
                    f"It cannot be later than the province's deadline for counties ({last.en}).",
                ),
            )


class ReviseForm(ForwardForm, IssueForm):
    """The one change of an issued call: later, never earlier; demands are added, those before stay."""

    def prepare(self) -> None:
        """The call as it stands, dated today."""
        ForwardForm.prepare(self)
        IssueForm.prepare(self)

    def clean_demands(self) -> str:
        """Those before, in their order, then what is added: a county's files answer them by number."""
        given = super().clean_demands()
        if self.doing is not None and self.doing.subject is not None:
            before = [demand["text"] for demand in acts.latest(self.doing.subject).demands]
            if given.splitlines()[: len(before)] != before:
                raise forms.ValidationError(
                    T(
                        "已印发的要求不能删改或调换次序，只能在后面追加。",
                        "Demands that went out stay as they are and in their order; add below them.",
                    )
                )
        return given

    def check_day(self, closes: date, row: Round) -> None:
        """Not earlier than what the counties were told."""
        super().check_day(closes, row)
        assert self.doing is not None
        before = acts.latest(self.doing.subject).county_deadline
        if closes < day_of(before):
            self.add_error(
                "county_deadline",
                T(
                    f"已印发的截止时间（{deadline_phrase(before).zh}）只能延后，不能提前。",
                    f"The deadline that went out ({deadline_phrase(before).en}) may be put off, not brought forward.",
                ),
            )
