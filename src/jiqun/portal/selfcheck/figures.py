"""Typing the totals of a cluster: every figure may be left blank, and blank is not given, never zero."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.forms.boundfield import BoundField

from jiqun.bilingual import Text
from jiqun.facts import Facts
from jiqun.facts.rows import INCIDENT_TITLES
from jiqun.facts.typed import YEARS, Totals, YearTotals, contradictions, typed
from jiqun.facts.workbook.cells import Unreadable, blank
from jiqun.facts.workbook.codes import LeadCodes
from jiqun.facts.workbook.figures import Figure
from jiqun.law.citation import cite
from jiqun.portal.selfcheck.entries import (
    GRADES,
    GRADES_EN,
    LATEST,
    OF_CLUSTER,
    YEARLY,
    Entry,
)
from jiqun.portal.selfcheck.forms import CheckForm, T

_INCOMPLETE = Text("请同时填写类别和发生日期。", "Give both the kind and the day.")
_TO_COME = Text("日期不能晚于今天（{today}）。", "The day cannot be later than today ({today}).")
_AFTER = Text(
    "晚于适用日期 {on}，不在近三年之内，不计入；请核对日期，或改用更晚的适用日期。",
    "It lies after the legal date {on} and does not count; check the day, or take a later legal date.",
)


class FigureField(forms.CharField):
    """A quantity typed as decimal text, read like a cell of the workbook; blank is None."""

    def __init__(self, kind: Figure, **kwargs: Any) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "figures", "autocomplete": "off"})
        super().__init__(required=False, max_length=40, widget=widget, **kwargs)
        self.kind = kind

    def clean(self, value: Any) -> Any:
        """The value in whole units. Raises `ValidationError` with what is wrong and what is expected."""
        text = super().clean(value)
        if blank(text):
            return None
        try:
            return self.kind.read(text)
        except Unreadable as wrong:
            said = Text("应为{expected}。{text}", "Expected {expected}. {text}")
            said = said.format(expected=wrong.expected, text=wrong.text)
            raise ValidationError(T(said.zh, said.en), code="unreadable") from None


@dataclass(frozen=True, slots=True)
class Line:
    """One figure of the yearly table with its field of each year, latest last; no clause where none asks for it."""

    entry: Entry
    clause: Text | None
    cells: tuple[tuple[int, BoundField], ...]


class FiguresForm(CheckForm):
    """The totals of a cluster by year up to `base_year`; once valid, `facts` are what follows from them."""

    facts: Facts | None = None
    name = forms.CharField(label=T("集群名称", "Name of the cluster"), max_length=80, required=False)
    lead_codes = forms.CharField(
        label=T("主导产业代码", "Lead industry codes"),
        max_length=60,
        required=False,
        help_text=T(
            "GB/T 4754-2017，2 至 4 位，多个用“、”隔开；用于判断是否属于高耗能、高用水行业。",
            "GB/T 4754-2017, 2 to 4 digits, several with 、; tells whether it is a high-energy or high-water industry.",
        ),
    )
    searched_on = forms.DateField(
        label=T("各登记库查询日期", "Registers searched on"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=T(
            "应急、市场监管、生态环境、网信、税务、信用等登记库均已查询的日期；没有查过的留空。",
            "The day all registers of accidents, tax and credit were searched; blank if they were not.",
        ),
        error_messages={"invalid": T("日期请按 2025-06-18 的格式填写。", "Write the date like 2025-06-18.")},
    )
    incident_kind = forms.ChoiceField(
        label=T("最严重的一起：类别", "The gravest incident: kind"),
        required=False,
        choices=[
            ("", T("没有查到", "None found")),
            *INCIDENT_TITLES.items(),
        ],
    )
    incident_grade = forms.ChoiceField(
        label=T("等级", "Grade"),
        required=False,
        choices=[("", T("未定", "not settled")), *((z, T(z, e)) for z, e in zip(GRADES, GRADES_EN, strict=True))],
    )
    incident_on = forms.DateField(
        label=T("发生日期", "Day it happened"),
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        error_messages={"invalid": T("日期请按 2025-06-18 的格式填写。", "Write the date like 2025-06-18.")},
    )

    def __init__(self, *args: Any, base_year: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.base_year = base_year
        self.years = tuple(range(base_year - YEARS + 1, base_year + 1))
        self.clauses = {norm.topic: cite(norm.clause) for norm in self.measure.norms}
        for entry in (*OF_CLUSTER, *LATEST):
            self.fields[entry.name] = self._field(entry, entry.title)
        for entry in YEARLY:
            for year in self.years:
                title = Text(f"{year} 年{entry.title.zh.removeprefix('其中：')}", f"{entry.title.en}, {year}")
                self.fields[f"{entry.name}_{year}"] = self._field(entry, title)

    def _field(self, entry: Entry, title: Text) -> FigureField:
        field = FigureField(entry.kind, label=T(title.zh, title.en), help_text=T(entry.note.zh, entry.note.en))
        told: Any = field
        told.unit, told.clause = entry.kind.unit, self.clauses.get(entry.topic)
        return field

    def table(self) -> list[Line]:
        """The yearly figures, line by line."""
        return [
            Line(
                entry, self.clauses.get(entry.topic), tuple((year, self[f"{entry.name}_{year}"]) for year in self.years)
            )
            for entry in YEARLY
        ]

    def of_cluster(self) -> list[BoundField]:
        """The figures of the cluster itself."""
        return [self[name] for name in ("name", "lead_codes", *(entry.name for entry in OF_CLUSTER))]

    def latest(self) -> list[BoundField]:
        """The figures of the base year alone."""
        return [self[entry.name] for entry in LATEST]

    def incidents(self) -> list[BoundField]:
        """What is known of incidents."""
        return [self[name] for name in ("searched_on", "incident_kind", "incident_grade", "incident_on")]

    def clean_lead_codes(self) -> tuple[str, ...]:
        """The codes, each of which exists."""
        text = self.cleaned_data["lead_codes"]
        if blank(text):
            return ()
        try:
            codes: tuple[str, ...] = LeadCodes().read(text)
        except Unreadable as wrong:
            raise ValidationError(T(wrong.text.zh, wrong.text.en), code="unreadable") from None
        return codes

    def clean_searched_on(self) -> date | None:
        """A day that has come."""
        return self._past("searched_on")

    def clean_incident_on(self) -> date | None:
        """A day that has come."""
        return self._past("incident_on")

    def _past(self, name: str) -> date | None:
        given: date | None = self.cleaned_data[name]
        if given is not None and given > self.today:
            said = _TO_COME.format(today=self.today)
            raise ValidationError(T(said.zh, said.en), code="to_come")
        return given

    def clean(self) -> dict[str, Any]:
        """Nothing contradicts itself, and no incident is passed over without a word."""
        data = super().clean() or {}
        kind, happened, on = data.get("incident_kind"), data.get("incident_on"), data.get("on")
        if happened and on and happened > on:
            said = _AFTER.format(on=on)
            self.add_error("incident_on", T(said.zh, said.en))
            return data
        if bool(kind) != bool(happened) or (data.get("incident_grade") and not kind):
            self.add_error("incident_on" if kind else "incident_kind", T(_INCOMPLETE.zh, _INCOMPLETE.en))
        if self.errors:
            return data
        totals = self._totals(data)
        for (name, year), text in contradictions(totals):
            self.add_error(name if year is None else f"{name}_{year}", T(f"{text.zh}。", f"{text.en}."))
        if not self.errors:
            self.facts = typed(totals, on=data["on"])
        return data

    def _totals(self, data: dict[str, Any]) -> Totals:
        happened = data["incident_on"]
        return Totals(
            base_year=self.base_year,
            years={
                year: YearTotals(**{entry.name: data[f"{entry.name}_{year}"] for entry in YEARLY})
                for year in self.years
            },
            searched_on=data["searched_on"],
            incident=(data["incident_kind"], data["incident_grade"], happened) if happened else None,
            **{name: data[name] for name in ("name", "lead_codes", *(e.name for e in (*OF_CLUSTER, *LATEST)))},
        )
