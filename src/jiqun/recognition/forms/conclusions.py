"""The prefecture's conclusion on every condition: computed verdicts beside, the officer's own to enter."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.db.models import Max

from jiqun.casework.procedure import PayloadForm
from jiqun.evidence.fields import EvidenceField
from jiqun.recognition.forms.words import T
from jiqun.recognition.models import ConclusionDraft
from jiqun.recognition.queries import readiness
from jiqun.recognition.queries.conditions import Condition, LawItem, conditions, law_items
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.queries.filing.precheck import measure_of
from jiqun.web.verdicts import VERDICTS

OPEN = T("未作结论", "none yet")
VERDICT_CHOICES = (("", OPEN), *((name, VERDICTS[name].title) for name in readiness.DECIDED))
DIFFERS_REASON = T("结论与系统测算不同，请写明理由。", "It differs from what was computed: give the reason.")
DIFFERS_FILE = T("结论与系统测算不同，请上传依据文件。", "It differs from what was computed: upload the document.")
NOTHING = T("请至少对一项条件作出结论。", "Conclude on one condition at least.")
NONE_TO_CONFIRM = T(
    "请至少选择一项；已作出结论或测算有变化的条件不在此列。",
    "Choose one at least; what is concluded already, or computed otherwise now, is not among them.",
)


def choices_of(condition: Condition) -> list[tuple[str, Any]]:
    """What may be chosen: confirming says so where the system came to a verdict, and the others that they differ."""
    if not condition.settled:
        return list(VERDICT_CHOICES)
    told: list[tuple[str, Any]] = [("", OPEN)]
    for name in sorted(readiness.DECIDED, key=lambda each: each != condition.computed):
        title = VERDICTS[name].title
        confirms = name == condition.computed
        told.append(
            (
                name,
                T(f"确认：{title.zh}", f"confirm: {title.en}")
                if confirms
                else T(f"不同意：{title.zh}", f"differ: {title.en}"),
            )
        )
    return told


@dataclass(frozen=True, slots=True)
class Row:
    """One condition with its four fields."""

    condition: Condition
    verdict: forms.BoundField
    reason: forms.BoundField
    document: forms.BoundField
    file: forms.BoundField

    @property
    def open(self) -> bool:
        """Whether reason and document are shown at once: something was just entered there, or is amiss."""
        fields = (self.reason, self.document, self.file)
        changed = self.reason.form.is_bound and any(field.value() != field.initial for field in fields[:2])
        return changed or any(field.errors for field in fields)


@dataclass(frozen=True, slots=True)
class Item:
    """One item of the article with its rows."""

    law: LawItem
    rows: list[Row]


class ConcludeForm(PayloadForm):
    """`verdict_<id>`, `reason_<id>`, `document_<id>`, `file_<id>` for every condition; those left empty stay open.

    Cleaned, it is `{"conclusions": {id: {"verdict", "computed", "reason", "document", "file_id", "file_name"}}}`.
    Conclusions that stand and are sent as they are, are not made again.
    """

    def prepare(self) -> None:
        """Four fields a condition, filled with the conclusion that stands; nothing is concluded beforehand."""
        self.conditions: list[Condition] = []
        if self.doing is None:
            return
        self.conditions = conditions(application_of(self.doing.subject))
        for condition in self.conditions:
            made, name = condition.conclusion, condition.title
            self.fields[f"verdict_{condition.id}"] = forms.ChoiceField(
                label=T(f"{name.zh}：结论", f"{name.en}: conclusion"),
                choices=choices_of(condition),
                required=False,
                initial=condition.standing.verdict if condition.standing else "",
            )
            self.fields[f"reason_{condition.id}"] = forms.CharField(
                label=T(f"{name.zh}：理由", f"{name.en}: reason"),
                required=False,
                max_length=1000,
                widget=forms.Textarea(attrs={"rows": 1}),
                initial=made.reason if made else "",
            )
            self.fields[f"document_{condition.id}"] = forms.CharField(
                label=T(f"{name.zh}：依据文件名称、文号", f"{name.en}: title and number of the document"),
                required=False,
                max_length=120,
                initial=made.document if made else "",
            )
            self.fields[f"file_{condition.id}"] = EvidenceField(
                label=T(f"{name.zh}：依据文件", f"{name.en}: document"), required=False
            )

    @property
    def items(self) -> list[Item]:
        """Every item of Article 13 with its conditions and their fields, then the demands of the calls."""
        assert self.doing is not None
        measure = measure_of(application_of(self.doing.subject).round)
        names = ("verdict", "reason", "document", "file")
        return [
            Item(each, [Row(c, *(self[f"{name}_{c.id}"] for name in names)) for c in each.conditions])
            for each in law_items(measure, self.conditions)
        ]

    @property
    def shown(self) -> list[tuple[str, int]]:
        """For each field that is kept while it is typed, the hidden one that says which version the page shows."""
        assert self.doing is not None
        last = ConclusionDraft.objects.filter(application=self.doing.subject.pk).values_list("field")
        versions = dict(last.annotate(Max("version")).order_by())
        return [(f"shown-{name}", versions.get(name, 0)) for name in self.fields if not name.startswith("file_")]

    @property
    def to_confirm(self) -> int:
        """How many conditions the system computed as met and nobody has concluded on."""
        return len(confirmable(self.conditions))

    @property
    def concluded(self) -> int:
        """How many conclusions stand."""
        return sum(each.standing is not None for each in self.conditions)

    def clean(self) -> dict[str, Any]:
        """The conclusions entered; one that differs from a computed verdict has its reason and its document."""
        data = self.cleaned_data
        made: dict[str, dict[str, Any]] = {}
        for each in self.conditions:
            verdict = data.get(f"verdict_{each.id}", "")
            if not verdict:
                continue
            told = {"verdict": verdict, "computed": each.computed, **self.grounds(each, data)}
            if each.settled and verdict != each.computed:
                if not told["reason"]:
                    self.add_error(f"reason_{each.id}", DIFFERS_REASON)
                if not told["file_id"] and f"file_{each.id}" not in self.errors:
                    self.add_error(f"file_{each.id}", DIFFERS_FILE)
            if not unchanged(each, told):
                made[each.id] = told
        if not made and not self.errors:
            raise forms.ValidationError(NOTHING)
        return {"conclusions": made}

    def grounds(self, condition: Condition, data: Mapping[str, Any]) -> dict[str, Any]:
        """Reason and document as entered; a document uploaded before stays unless another is given."""
        given, made = data.get(f"file_{condition.id}"), condition.conclusion
        kept = (made.file_id, made.file_name) if made else (None, "")
        file_id, name = (given["sha256"], given["name"]) if given else kept
        document = data.get(f"document_{condition.id}", "").strip()
        return {
            "reason": data.get(f"reason_{condition.id}", "").strip(),
            "document": document or name[:120],
            "file_id": file_id,
            "file_name": name[:200],
        }


def unchanged(condition: Condition, told: Mapping[str, Any]) -> bool:
    """Whether a conclusion stands word for word, also against what is computed now."""
    made = condition.standing
    return made is not None and all(getattr(made, name) == value for name, value in told.items())


def confirmable(found: list[Condition]) -> list[Condition]:
    """Conditions computed as met on which no conclusion stands."""
    return [each for each in found if each.computed == "met" and each.standing is None]


class ConfirmForm(PayloadForm):
    """`norms`: the conditions computed as met that the officer confirms, all of them chosen beforehand."""

    norms = forms.MultipleChoiceField(
        label=T("确认为符合的条件", "Conditions confirmed as met"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": NONE_TO_CONFIRM,
            "invalid_choice": T(
                "“%(value)s”已作出结论，或系统测算不再是“符合”，请刷新后核对。",
                "“%(value)s” is concluded already or no longer computed as met; reload and look again.",
            ),
        },
    )

    def prepare(self) -> None:
        """The conditions open to it, each with what was computed."""
        self.conditions: list[Condition] = []
        if self.doing is None:
            return
        self.conditions = confirmable(conditions(application_of(self.doing.subject)))
        self.fields["norms"].choices = [(each.id, each.title) for each in self.conditions]  # type: ignore[attr-defined]
        self.fields["norms"].initial = [each.id for each in self.conditions]

    @property
    def rows(self) -> list[tuple[Condition, bool]]:
        """Each condition and whether it is chosen."""
        chosen = set(self["norms"].value() or ())
        return [(each, each.id in chosen) for each in self.conditions]
