"""Under which conditions experts are drawn (Article 14(三)): fixed with the digest of the seed, before the draw."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms

from jiqun.casework.procedure import PayloadForm
from jiqun.recognition.forms.words import T, day
from jiqun.review.draw.terms import LEAD, LEAD_TITLE, OUTSIDE, Condition, Terms
from jiqun.review.fields import choices

ROWS = (1, 2, 3)
MOST_SEATS = 15


def number(label: Any, **more: Any) -> forms.IntegerField:
    """A whole number that may be left out."""
    messages = {
        "invalid": T("应为整数。", "This is a whole number."),
        "min_value": T("不能小于 %(limit_value)s。", "Not below %(limit_value)s."),
        "max_value": T("不能大于 %(limit_value)s。", "Not above %(limit_value)s."),
    }
    return forms.IntegerField(label=label, required=False, error_messages=messages, **more)


class TermsForm(PayloadForm):
    """Conditions of seats, limits of load and service, days of the review. Left out: none."""

    most = number(
        T("每名专家最多评审的集群数", "Clusters an expert reviews at most"),
        min_value=1,
        max_value=200,
        help_text=T("不填为不限", "No limit if blank"),
    )
    last_rounds = number(
        T("近几批的参评情况", "Latest rounds looked at"),
        min_value=1,
        max_value=10,
        help_text=T("与下一项一并填写，如近 3 批参加过 2 批的不再抽取", "Together with the next, such as 3 and 2"),
    )
    most_rounds = number(T("其中参加满几批的不再抽取", "Not drawn who served in so many"), min_value=1, max_value=10)
    first_day = day(
        T("评审开始日", "First day of the review"),
        required=False,
        help_text=T("专家须在评审期间可以参加；不填为不限", "Experts must be free on these days; blank: not looked at"),
    )
    last_day = day(T("评审结束日", "Last day of the review"), required=False)
    prefer_lead = forms.BooleanField(
        label=T("同等条件下优先与主导产业对口的专家", "Among equals, experts of the lead industry first"),
        required=False,
    )

    def prepare(self) -> None:
        """Three conditions, each with seats, field and place of work."""
        super().prepare()
        chosen = [("", T("不限领域", "any field")), (LEAD, LEAD_TITLE), *((str(g), rows) for g, rows in choices())]
        for row in ROWS:
            self.fields[f"seats_{row}"] = number(
                T(f"条件{row}：席位数", f"Condition {row}: seats"), min_value=1, max_value=MOST_SEATS
            )
            for name, label, options in (
                (f"field_{row}", T(f"条件{row}：领域", f"Condition {row}: field"), chosen),
                (f"outside_{row}", T(f"条件{row}：任职地", f"Condition {row}: place of work"), list(OUTSIDE.items())),
            ):
                self.fields[name] = forms.ChoiceField(
                    label=label,
                    choices=options,
                    required=False,
                    error_messages={"invalid_choice": T("请从列表中选择。", "Choose from the list.")},
                )

    def clean(self) -> dict[str, Any]:
        """The terms as data, as `terms`. All faults at once."""
        data: dict[str, Any] = super().clean() or self.cleaned_data
        conditions = tuple(self.conditions(data))
        per_case, taken = data.get("per_case"), sum(each.seats for each in conditions)
        if per_case is not None and taken > per_case:
            self.add_error(
                "seats_1",
                T(
                    f"各项条件共 {taken} 个席位，超过每个集群 {per_case} 名专家。",
                    f"The conditions take {taken} seats; a cluster has {per_case} experts.",
                ),
            )
        last, most = data.get("last_rounds"), data.get("most_rounds")
        if (last is None) != (most is None) and not self.errors.keys() & {"last_rounds", "most_rounds"}:
            missing = "last_rounds" if last is None else "most_rounds"
            self.add_error(missing, T("与另一项一并填写。", "Fill this in together with the other."))
        elif last is not None and most is not None and most > last:
            self.add_error("most_rounds", T("不能多于所看的批数。", "Not more than the rounds looked at."))
        days = self.days(data)
        data["terms"] = Terms(
            per_case or 0, conditions, data.get("most") or 0, last or 0, most or 0, bool(data.get("prefer_lead")), days
        ).plain()
        return data

    def conditions(self, data: dict[str, Any]) -> list[Condition]:
        """The rows that say something; one with seats alone, or without seats, is a fault."""
        found = []
        for row in ROWS:
            seats, field, outside = (data.get(f"{name}_{row}") for name in ("seats", "field", "outside"))
            if seats and (field or outside):
                found.append(Condition(f"c{row}", seats, field or "", outside or ""))
            elif seats:
                self.add_error(f"field_{row}", T("请选择领域或任职地。", "Choose a field or a place of work."))
            elif (field or outside) and f"seats_{row}" not in self.errors:
                self.add_error(f"seats_{row}", T("请填写席位数。", "Say how many seats."))
        return found

    def days(self, data: dict[str, Any]) -> tuple[date, date] | None:
        """First and last day, both or none, the last not before the first nor before today."""
        first, last = data.get("first_day"), data.get("last_day")
        if first is None and last is None:
            return None
        if first is None or last is None:
            name = "first_day" if first is None else "last_day"
            if name not in self.errors:
                self.add_error(name, T("请同时填写起止日期。", "Give both days."))
            return None
        if last < first:
            self.add_error("last_day", T("结束日早于开始日。", "The last day is before the first."))
            return None
        if self.doing is not None and last < self.doing.today:
            self.add_error("last_day", T("结束日已过。", "The last day has passed."))
        return first, last
