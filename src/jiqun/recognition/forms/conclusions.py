"""The prefecture's conclusion on every condition: computed verdicts beside, the officer's own to enter."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django import forms

from jiqun.casework.procedure import PayloadForm
from jiqun.recognition.forms.words import T
from jiqun.recognition.queries import readiness
from jiqun.recognition.queries.conditions import Condition, LawItem, conditions, law_items
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.queries.filing.precheck import measure_of
from jiqun.web.verdicts import VERDICTS

VERDICT_CHOICES = (
    ("", T("未作结论", "none yet")),
    *((name, VERDICTS[name].title) for name in readiness.DECIDED),
)
DIFFERS_REASON = T("结论与系统测算不同，请写明理由。", "It differs from what was computed: give the reason.")
DIFFERS_DOCUMENT = T("结论与系统测算不同，请写明依据的文件。", "It differs from what was computed: name the document.")


@dataclass(frozen=True, slots=True)
class Row:
    """One condition with its three fields."""

    condition: Condition
    verdict: forms.BoundField
    reason: forms.BoundField
    document: forms.BoundField

    @property
    def open(self) -> bool:
        """Whether reason and document are shown at once: something is in them, or amiss."""
        return any(field.value() or field.errors for field in (self.reason, self.document))


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the article with its rows."""

    law: LawItem
    rows: list[Row]


class ConcludeForm(PayloadForm):
    """`verdict_<id>`, `reason_<id>`, `document_<id>` for every condition; those left empty stay open.

    Cleaned, it is `{"conclusions": {id: {"verdict", "computed", "reason", "document"}}}`.
    """

    def prepare(self) -> None:
        """Three fields a condition, filled with the conclusion made before or the computed verdict."""
        self.conditions: list[Condition] = []
        if self.doing is None:
            return
        self.conditions = conditions(application_of(self.doing.subject))
        for condition in self.conditions:
            before = condition.conclusion
            computed = condition.computed if condition.computed in readiness.DECIDED else ""
            name = condition.title
            self.fields[f"verdict_{condition.id}"] = forms.ChoiceField(
                label=T(f"{name.zh}：结论", f"{name.en}: conclusion"),
                choices=VERDICT_CHOICES,
                required=False,
                initial=before.verdict if before else computed,
            )
            self.fields[f"reason_{condition.id}"] = forms.CharField(
                label=T(f"{name.zh}：理由", f"{name.en}: reason"),
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 1}),
                initial=before.reason if before else "",
            )
            self.fields[f"document_{condition.id}"] = forms.CharField(
                label=T(f"{name.zh}：依据文件", f"{name.en}: document"),
                required=False,
                max_length=120,
                initial=before.document if before else "",
            )

    @property
    def items(self) -> list[Item]:
        """Every item of Article 13 with its conditions and their fields, then the demands of the call."""
        assert self.doing is not None
        measure = measure_of(application_of(self.doing.subject).round)
        return [
            Item(
                each,
                [
                    Row(c, self[f"verdict_{c.id}"], self[f"reason_{c.id}"], self[f"document_{c.id}"])
                    for c in each.conditions
                ],
            )
            for each in law_items(measure, self.conditions)
        ]

    def clean(self) -> dict[str, Any]:
        """The conclusions entered; one that differs from a computed verdict has its reason and document."""
        data = self.cleaned_data
        made: dict[str, dict[str, str]] = {}
        for each in self.conditions:
            verdict = data.get(f"verdict_{each.id}", "")
            reason = data.get(f"reason_{each.id}", "").strip()
            document = data.get(f"document_{each.id}", "").strip()
            if not verdict:
                continue
            if each.computed in readiness.DECIDED and verdict != each.computed:
                if not reason:
                    self.add_error(f"reason_{each.id}", DIFFERS_REASON)
                if not document:
                    self.add_error(f"document_{each.id}", DIFFERS_DOCUMENT)
            made[each.id] = {"verdict": verdict, "computed": each.computed, "reason": reason, "document": document}
        if not made and not self.errors:
            raise forms.ValidationError(T("请至少对一项条件作出结论。", "Conclude on one condition at least."))
        return {"conclusions": made}
