"""What is supposed: other figures of one year, other readings. Sent with GET, kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.casework.models import Case
from jiqun.facts.workbook.cells import Unreadable, blank
from jiqun.facts.workbook.figures import Ratio, decimal
from jiqun.law.readings import Reading
from jiqun.recognition.forms.words import T
from jiqun.recognition.queries.filing.application import application_of
from jiqun.recognition.queries.filing.precheck import facts_of, measure_of

AMOUNTS: tuple[tuple[str, Any, Any, int], ...] = (
    ("output", T("产值", "Output"), T("万元", "10,000 yuan"), 6),
    ("rd", T("研发经费", "R&D spending"), T("万元", "10,000 yuan"), 6),
    ("patents", T("有效发明专利", "Invention patents"), T("件", "patents"), 0),
    ("employees", T("从业人员", "Employees"), T("人", "people"), 0),
    ("co2", T("二氧化碳排放量", "Carbon dioxide"), T("吨", "t"), 3),
    ("platform", T("应用工业互联网平台的企业", "Firms using a platform"), T("家", "firms"), 0),
    ("area_m2", T("占地面积", "Area"), T("平方公里", "km²"), 6),
)
"""Figure, label, unit, and how many decimals of the unit make one whole unit of the facts."""
READING = "reading-"
WIDEST = 16
"""Digits of an amount before its point: more than any figure of a province has."""
KIND = {"invalid_choice": T("请从列表中选择。", "Choose one of the list.")}


class SuppositionForm(forms.Form):
    """A change of figures in one year, by firms of one kind, and the readings to try."""

    use_required_attribute = False

    lead = forms.ChoiceField(
        label=T("增减的企业所属行业", "Industry of the firms"),
        choices=(("1", T("主导产业", "lead industry")), ("0", T("其他行业", "other industries"))),
        required=False,
        error_messages=KIND,
    )
    sme = forms.ChoiceField(
        label=T("增减的企业规模", "Size of the firms"),
        choices=(("1", T("中小企业", "SMEs")), ("0", T("大型企业", "large firms"))),
        required=False,
        error_messages=KIND,
    )

    def __init__(self, case: Case, data: Any = None) -> None:
        super().__init__(data, auto_id="what-if-%s")
        application = application_of(case)
        self.measure, self.given = measure_of(application.round), application.round.readings
        base = application.round.base_year
        facts = facts_of(application) if data is not None else None
        years = sorted(facts.years, reverse=True) if facts else list(range(base, base - 4, -1))
        self.fields["year"] = forms.TypedChoiceField(
            label=T("年度", "Year"),
            choices=[(year, str(year)) for year in years],
            coerce=int,
            required=False,
            empty_value=base,  # type: ignore[arg-type]
            error_messages={
                "invalid_choice": T(
                    "名册没有这一年的数据，请从列表中选择年度。", "Choose a year of the list: the roster has no other."
                )
            },
        )
        for name, label, unit, places in AMOUNTS:
            self.fields[name] = AmountField(label, unit, places)
        for key, reading in self.measure.readings.items():
            self.fields[READING + key] = self._reading(key, reading)

    def _reading(self, key: str, reading: Reading) -> forms.ChoiceField:
        now = self.given.get(key, reading.default)
        others: list[Any] = [(value, way) for value, way in reading.values.items() if value != now]
        same: Any = T(f"{reading.values[now].zh}（本批次）", f"{reading.values[now].en} (this round)")
        return forms.ChoiceField(
            label=reading.phrase,  # type: ignore[arg-type]
            choices=[("", same), *others],
            required=False,
            error_messages={
                "invalid_choice": T(
                    "口径没有这一取值，请从列表中选择。", "The reading has no such value; choose one of the list."
                )
            },
        )

    @property
    def amounts(self) -> Iterator[tuple[forms.BoundField, Any]]:
        """The fields of figures with their units."""
        return ((self[name], unit) for name, _, unit, _ in AMOUNTS)

    @property
    def readings(self) -> Iterator[forms.BoundField]:
        """The fields of readings."""
        return (self[READING + key] for key in self.measure.readings)

    @property
    def chosen_any(self) -> bool:
        """Whether a reading was chosen, be it a wrong one: then its list stays open."""
        return self.is_bound and any(self[READING + key].value() for key in self.measure.readings)

    @property
    def changes(self) -> dict[str, int]:
        """The figures entered, in whole units of the facts."""
        return {name: change for name, _, _, _ in AMOUNTS if (change := self.cleaned_data.get(name))}

    @property
    def chosen(self) -> dict[str, str]:
        """The readings chosen other than the round's."""
        return {key: value for key in self.measure.readings if (value := self.cleaned_data.get(READING + key))}

    @property
    def firms(self) -> dict[str, bool]:
        """Which firms the figures are of, as `supposing` takes it."""
        return {name: self.cleaned_data.get(name) != "0" for name in ("lead", "sme")}


class AmountField(forms.CharField):
    """A change typed as decimal text, in whole units of the facts once read; negative is less, blank is none.

    Read as a cell of the workbook is: thousands separators and full-width digits count, exponents and `_` do not.
    """

    def __init__(self, label: Any, unit: Any, places: int) -> None:
        widget = forms.TextInput(attrs={"inputmode": "decimal", "class": "figures", "autocomplete": "off"})
        super().__init__(label=label, required=False, widget=widget)
        self.title, self.unit, self.places = label, unit, places

    def clean(self, value: Any) -> int | None:
        """The change in whole units. Raises `ValidationError` with what is wrong."""
        entered: str = super().clean(value)
        if blank(entered):
            return None
        try:
            number = Fraction(decimal(entered.replace("−", "-"), Ratio()))
        except Unreadable:
            raise ValidationError(self._no_number) from None
        if abs(number) >= 10**WIDEST:
            raise ValidationError(
                T(f"{self.title.zh}的数字过大，请检查单位。", f"{self.title.en} is too large; check the unit.")
            )
        whole = number * 10**self.places
        if whole.denominator != 1:
            raise ValidationError(self._too_fine)
        return whole.numerator

    @property
    def _no_number(self) -> Any:
        return T(
            f"{self.title.zh}请填数字，可带千分位逗号和小数点，减少填负数，如 -500。",
            f"{self.title.en}: give a number, with thousands commas if you like, below zero for less, such as -500.",
        )

    @property
    def _too_fine(self) -> Any:
        smallest = f"{Decimal(1).scaleb(-self.places):f}"
        return T(
            f"{self.title.zh}最多 {self.places} 位小数（{self.unit.zh}）。"
            if self.places
            else f"{self.title.zh}须为整数。",
            f"{self.title.en} goes down to {smallest} ({self.unit.en}), no finer.",
        )
