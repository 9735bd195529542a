"""What the public enters for a self-check: the day, the readings, and a workbook."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.bilingual import Text
from jiqun.facts import FactError, Facts, build
from jiqun.facts.workbook import Reading, read_safely
from jiqun.instruments.queries import day_in_force
from jiqun.law import Measure
from jiqun.portal.selfcheck import throttle

T: Any = Text  # Django's stubs ask for strings; a Text speaks the language in force when it is shown

LARGEST = 20 * 2**20
_TOO_LARGE = Text(
    "文件超过 20 MB。请删去图片和与模板无关的工作表后再上传。",
    "The file is larger than 20 MB. Remove pictures and sheets the template does not have.",
)
_BUSY = Text("正在读取的工作簿较多，请一分钟后再试。", "Many workbooks are being read just now; try in a minute.")
_TAKE = Text("{refusal}最近的有效日期为 {day}。", "{refusal} The nearest day in force is {day}.")
_TO_COME = Text(
    "重大事项、查询登记中有晚于今天的日期（{day}），没有测算，请核对。",
    "The sheets of incidents and searches hold a day that is yet to come ({day}); nothing was computed, check it.",
)
_ERRORS = Text("工作簿有 {n} 处错误，没有测算。", "{n} errors in the workbook; nothing was computed.")


class CheckForm(forms.Form):
    """The day and the readings. `last` is the day in force to take instead, once the one given is refused.

    The measure is not a field: it decides which readings there are. `fixed` is what each is unless chosen otherwise.
    `today` is the last day anything can have happened on.
    """

    on = forms.DateField(
        label=T("适用日期", "Legal date"),
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text=T(
            "按这一天有效的办法测算；称号须在这一天有效，重大事项自这一天向前追溯。",
            "The measure in force on this day applies; titles must be valid then, and incidents are counted back from "
            "it.",
        ),
        error_messages={
            "required": T("请填写日期。", "Give the date."),
            "invalid": T("日期请按 2025-06-18 的格式填写。", "Write the date like 2025-06-18."),
        },
    )

    def __init__(self, *args: Any, measure: Measure, fixed: Mapping[str, str], today: date, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.measure = measure
        self.fixed = fixed
        self.today = today
        self.last: date | None = None
        for key, reading in measure.readings.items():
            choices: list[tuple[str, Any]] = [
                (value, T(f"{text.zh}（默认）", f"{text.en} (default)") if value == fixed[key] else text)
                for value, text in reading.values.items()
            ]
            self.fields[f"reading_{key}"] = forms.ChoiceField(
                label=T(reading.phrase.zh, reading.phrase.en),
                choices=choices,
                initial=fixed[key],
                required=False,
                error_messages={"invalid_choice": T("没有这种读法，请重新选择。", "There is no such reading.")},
            )

    def reading_fields(self) -> list[forms.BoundField]:
        """The readings, which stand apart on the page."""
        return [self[name] for name in self.fields if name.startswith("reading_")]

    def clean_on(self) -> date:
        """The measure is in force on the day; it is never applied to another."""
        on: date = self.cleaned_data["on"]
        if not self.measure.in_force(on):
            self.last = day_in_force(self.measure, on)
            refusal = self.measure.not_in_force(on).text
            raise ValidationError(T(*_both(_TAKE.format(refusal=refusal, day=self.last))), code="not_in_force")
        return on

    @property
    def readings(self) -> dict[str, str]:
        """The readings chosen, by key; a blank one is as fixed."""
        chosen = {key: self.cleaned_data.get(f"reading_{key}") for key in self.measure.readings}
        return {key: value or self.fixed[key] for key, value in chosen.items()}


class WorkbookForm(CheckForm):
    """A roster workbook, read in a process of its own, whole or not at all; `reading` and `facts` are what came out."""

    workbook = forms.FileField(
        label=T("集群企业名册工作簿", "Roster workbook"),
        help_text=T(
            "使用下载的模板，.xlsx 格式，不超过 20 MB；有错误的一次列全。",
            "Made from the template, .xlsx, at most 20 MB; all errors are listed at once.",
        ),
        widget=forms.FileInput(attrs={"accept": ".xlsx"}),
        allow_empty_file=True,
        error_messages={
            "required": T("请选择工作簿文件。", "Choose the workbook."),
            "invalid": T("没有收到文件，请重新选择。", "No file came; choose it again."),
            "missing": T("没有收到文件，请重新选择。", "No file came; choose it again."),
        },
    )
    field_order = ("workbook", "on")

    reading: Reading | None = None
    facts: Facts | None = None

    def clean(self) -> dict[str, Any]:
        """Reads the workbook once everything else is right."""
        data = super().clean() or {}
        if self.errors:
            return data
        upload = data["workbook"]
        if upload.size > LARGEST:
            self.add_error("workbook", T(*_both(_TOO_LARGE)))
            return data
        try:
            with throttle.a_place():
                self.reading = read_safely(upload.read(), on=data["on"])
        except throttle.Busy:
            self.add_error("workbook", T(*_both(_BUSY)))
            return data
        if self.reading.roster is None:
            self.add_error("workbook", T(*_both(_ERRORS.format(n=len(self.reading.errors)))))
            return data
        roster = self.reading.roster
        happened = [*(line.on for line in roster.incidents), *(line.on for line in roster.searches)]
        if happened and max(happened) > self.today:
            self.add_error("workbook", T(*_both(_TO_COME.format(day=max(happened)))))
            return data
        try:
            self.facts = build(roster, on=data["on"])
        except FactError as error:
            self.add_error("workbook", T(*_both(error.text)))
        return data


def _both(text: Text) -> tuple[str, str]:
    return text.zh, text.en
