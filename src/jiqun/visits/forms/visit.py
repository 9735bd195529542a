"""What is entered for a visit: who goes when, which firms, reasons, the outcome."""

from __future__ import annotations

import re
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.bilingual import Text
from jiqun.casework.models import Case
from jiqun.casework.procedure import PayloadForm
from jiqun.register.models import RosterRevision
from jiqun.visits.acts.visit import NO_ROSTER, OUTCOMES, UNDER_WAY, under_way
from jiqun.visits.kinds import kind_of
from jiqun.visits.models import VisitedFirm
from jiqun.visits.queries import sheets
from jiqun.visits.risk import Risk
from jiqun.web.fields import T, day, text

MOST_LOT, LISTED = 30, 20
"""Firms drawn at most; firms by risk offered for picking."""
THRESHOLD = 5
"""Per cent by which a figure may differ before it is marked: the product's own proposal."""
BETWEEN_PEOPLE = re.compile(r"[、,，;；\r\n]+")
_PERSON = re.compile(r"(?P<name>[^（(]{1,40}?)\s*(?:[（(](?P<unit>[^）)]{1,60})[）)])?")
TWO = Text("检查须由 2 名以上人员进行，请填写全部姓名。", "Two or more people make it; name them all.")
ODD = Text("“{value}”请写作“姓名（单位）”，单位可不写。", "Write “{value}” as name (unit); the unit may be left out.")
PAST = Text("检查日期不能早于今天；抽取企业之后才能检查。", "The day cannot lie before today: firms are drawn first.")
NO_FIRMS = Text("请至少随机抽取或选取 1 家企业。", "Draw or pick one firm at least.")
NOT_HERE = Text("没有这个办件，或不在您的辖区。", "There is no such matter, or it is not in your territory.")


def people(given: str) -> list[dict[str, str]]:
    """Names with their units out of `陈某（市工信局）、李某`. Raises `ValidationError` unless two are named."""
    found = []
    for part in (each.strip() for each in BETWEEN_PEOPLE.split(given) if each.strip()):
        if (match := _PERSON.fullmatch(part)) is None:
            raise ValidationError(str(ODD.format(value=part[:40])))
        found.append({"name": match["name"].strip(), "unit": (match["unit"] or "").strip()})
    if len({each["name"] for each in found}) < 2:
        raise ValidationError(str(TWO))
    return found


class PeopleForm(PayloadForm):
    """The day of a visit and who goes: `planned_on`, `people` ([{"name", "unit"}])."""

    planned_on = day(T("检查日期", "Day of the visit"))
    people = forms.CharField(
        label=T("检查人员（不少于 2 人）", "Who goes (two or more)"),
        max_length=400,
        help_text=T(
            "姓名之间用顿号隔开，外单位人员写明单位：陈某、李某（市统计局）。",
            "Names separated by commas; the unit in brackets for people of another office.",
        ),
        error_messages={"required": T("请填写检查人员。", "Name who goes.")},
    )

    def clean_people(self) -> list[dict[str, str]]:
        """Two people or more."""
        return people(self.cleaned_data["people"])

    def clean_planned_on(self) -> date:
        """Not before today, as firms are drawn now."""
        given: date = self.cleaned_data["planned_on"]
        if self.doing is not None and given < self.doing.today:
            raise ValidationError(str(PAST))
        return given


class ArrangeForm(PeopleForm):
    """A visit: `about` (the matter's key), day, people, how many firms by lot, which by risk, the threshold."""

    field_order = ("about", "planned_on", "people", "by_lot", "by_risk", "threshold")
    about = forms.CharField(widget=forms.HiddenInput, error_messages={"required": T(NOT_HERE.zh, NOT_HERE.en)})
    by_lot = forms.IntegerField(
        label=T("随机抽取企业数（家）", "Firms drawn by lot"),
        min_value=0,
        max_value=MOST_LOT,
        initial=3,
        help_text=T(
            "种子记入办理日志，任何人可据企业名册复算。名册企业不足此数的，全部抽取。",
            "The seed goes into the journal: anyone can draw again from the roster.",
        ),
    )
    by_risk = forms.MultipleChoiceField(
        label=T("另按风险选取", "Picked by risk besides"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=T(
            "按风险点从高到低列出，风险点由系统测算，不是结论。",
            "In the order of risk points; computed, no conclusion.",
        ),
        error_messages={"invalid_choice": T("所选企业不在名册中。", "The firm is not on the roster.")},
    )
    threshold = forms.IntegerField(
        label=T("差异标出幅度（%）", "Mark differences above (%)"), min_value=0, max_value=100, initial=THRESHOLD
    )

    def prepare(self) -> None:
        """Offers the firms of the matter's roster with their risk."""
        self.matter: Case | None = None
        self.roster: RosterRevision | None = None
        self.risks: list[Risk] = []
        if self.doing is None:
            return
        kind = kind_of(self.doing.procedure.name)
        given = str((self.data.get("about") if self.is_bound else self.initial.get("about")) or "")
        found = Case.objects.visible_to(self.doing.by).filter(procedure_name=kind.about).select_related("cluster")
        try:
            self.matter = found.filter(pk=given).first() if given else None
        except ValidationError:  # not even an identifier
            self.matter = None
        if self.matter is not None and (roster := kind.roster(self.matter)) is not None:
            self.roster = roster
            self.risks = sheets.risks(roster)
        field: Any = self.fields["by_risk"]
        field.choices = [(each.uscc, each.name) for each in self.risks]

    @property
    def offered(self) -> list[tuple[Risk, bool]]:
        """The firms to pick from, each with whether it is picked: those of most risk, and whatever was picked."""
        picked = set(self["by_risk"].value() or ())
        return [
            (each, each.uscc in picked)
            for n, each in enumerate(self.risks)
            if (n < LISTED and each.points) or each.uscc in picked
        ]

    def clean_about(self) -> str:
        """A matter this account sees and may visit now."""
        if self.matter is None or self.doing is None:
            raise ValidationError(str(NOT_HERE))
        kind = kind_of(self.doing.procedure.name)
        if (refusal := kind.refusal(self.matter)) is not None:
            raise ValidationError(str(refusal))
        if self.roster is None:
            raise ValidationError(str(NO_ROSTER))
        if (going := under_way(kind, self.matter)) is not None:
            raise ValidationError(str(UNDER_WAY.format(number=going)))
        return str(self.matter.pk)

    def clean(self) -> dict[str, Any] | None:
        """At least one firm."""
        entered = super().clean()
        if self.cleaned_data.get("by_lot") == 0 and not self.cleaned_data.get("by_risk"):
            self.add_error("by_lot", str(NO_FIRMS))
        return entered


class ReasonForm(PayloadForm):
    """A reason that is kept."""

    reason = text(T("理由", "Reason"), limit=500, rows=3)


class FirmForm(PayloadForm):
    """A firm and the reason."""

    firm = forms.ChoiceField(
        label=T("企业", "Firm"),
        error_messages={
            "required": T("请选择企业。", "Choose a firm."),
            "invalid_choice": T("所选企业不在可选范围内。", "This firm cannot be chosen."),
        },
    )
    reason = text(T("理由", "Reason"), limit=500, rows=3)

    def choices(self) -> list[tuple[str, str]]:
        """Credit code and name of the firms to choose from."""
        raise NotImplementedError

    def prepare(self) -> None:
        """Offers them."""
        if self.doing is not None and self.doing.subject is not None:
            field: Any = self.fields["firm"]
            field.choices = [("", T("请选择", "Choose")), *self.choices()]


class AddFirmForm(FirmForm):
    """One more firm of the roster."""

    def choices(self) -> list[tuple[str, str]]:
        """Those of the roster that are not on the list."""
        assert self.doing is not None
        visit = self.doing.subject.visit
        there = set(visit.firms.values_list("uscc", flat=True))
        return [(u, f"{name}（{u}）") for u, name in sheets.names(visit.roster).items() if u not in there]


class ReplaceFirmForm(FirmForm):
    """A firm that cannot be visited; the next of the drawing takes its place."""

    def choices(self) -> list[tuple[str, str]]:
        """Those that are to be visited."""
        assert self.doing is not None
        firms: list[VisitedFirm] = sheets.to_visit(sheets.firms_of(self.doing.subject.visit))
        return [(each.uscc, f"{each.name}（{each.uscc}）") for each in firms]


class ConcludeForm(PayloadForm):
    """The outcome and its words; with remarks, what is to be mended."""

    outcome = forms.ChoiceField(
        label=T("检查结论", "Outcome"),
        choices=[(name, T(said.zh, said.en)) for name, said in OUTCOMES.items()],
        widget=forms.RadioSelect,
        error_messages={"required": T("请选择检查结论。", "Choose the outcome.")},
    )
    conclusion = text(
        T("结论说明", "The conclusion in words"),
        help_text=T(
            "写明总体情况；不通过或有整改意见的，逐条写明问题。",
            "What was found; with remarks or a failure, each point.",
        ),
        error_messages={"required": T("请填写结论说明。", "Write the conclusion.")},
    )
