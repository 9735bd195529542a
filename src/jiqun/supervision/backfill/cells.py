"""What a cell of a table from paper may hold: names, years, days, exact amounts."""

from __future__ import annotations

from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.bilingual import Text
from jiqun.web.fields import T, day, line
from jiqun.web.figures import FEN_PER_WAN

LARGEST = 2**63 - 1
FILL_IN = {"required": T("请填写。", "Fill this in.")}


class AmountField(forms.CharField):
    """A figure of at least zero in the unit of its column, kept as a whole number of the register's unit; blank is not
    known. Refuses what the register cannot hold exactly."""

    def __init__(self, each: int, **more: Any) -> None:
        super().__init__(required=False, max_length=30, **more)
        self.each = each

    def clean(self, value: Any) -> Any:
        """The whole number. Raises `ValidationError`."""
        said = super().clean(value).replace(",", "").replace("，", "")
        if not said:
            return None
        found = decimal(said)
        if found is None or found < 0:
            raise ValidationError(
                str(Text("应为不小于零的数，未掌握的请留空。", "a number of at least zero, or blank."))
            )
        if found * self.each > LARGEST:
            raise ValidationError(str(Text("数值过大，请检查单位。", "the figure is too large; look at its unit.")))
        kept = found * self.each
        if kept != int(kept):
            places = len(str(self.each)) - 1
            if not places:
                raise ValidationError(str(Text("应为整数，不带小数。", "a whole number.")))
            said_too_fine = Text("小数最多 {n} 位。", "{n} decimals at most.").format(n=places)
            raise ValidationError(str(said_too_fine))
        return int(kept)


class DecimalText(forms.CharField):
    """A decimal, kept as it was written without separators."""

    def clean(self, value: Any) -> str:
        """Plain digits. Raises `ValidationError`."""
        said: str = super().clean(value).replace(",", "").replace("，", "")
        if said and decimal(said) is None:
            raise ValidationError(
                str(Text("应为数字，不带单位和百分号。", "a number without a unit or per cent sign."))
            )
        return said


def decimal(said: str) -> Decimal | None:
    """An ordinary decimal; `None` for anything else, such as `1e9` or `NaN`."""
    if not said.isascii() or not set(said) <= set("0123456789.-"):
        return None
    try:
        return Decimal(said)
    except InvalidOperation:
        return None


def wan(zh: str, en: str) -> AmountField:
    """Money in 万元."""
    return AmountField(FEN_PER_WAN, label=T(f"{zh}（万元）", f"{en} (CNY 10,000)"))


def tonnes(zh: str, en: str) -> AmountField:
    """Tonnes, kept as kilograms."""
    return AmountField(1000, label=T(zh, en))


def count(zh: str, en: str) -> AmountField:
    """A number of things."""
    return AmountField(1, label=T(zh, en))


def which() -> dict[str, forms.Field]:
    """The columns that say which cluster a line is about."""
    return {
        "name": line(T("集群名称", "Cluster"), limit=120, error_messages=FILL_IN),
        "place": line(T("所在地", "Place"), limit=60, error_messages=FILL_IN),
    }


def batch() -> forms.Field:
    """The recognition a line is about, where the cluster has several."""
    return line(T("认定批次", "Batch"), limit=60, required=False)


def year() -> forms.Field:
    """A calendar year."""
    messages = {**FILL_IN, "invalid": T("年度应写成 2023 的样式。", "A year like 2023.")}
    low = T("年度不早于 2000 年。", "No year before 2000.")
    return forms.IntegerField(
        label=T("年度", "Year"), min_value=2000, max_value=2100, error_messages={**messages, "min_value": low}
    )


def on(zh: str, en: str, *, required: bool) -> forms.Field:
    """A day."""
    return day(T(zh, en), required=required)


def words(zh: str, en: str, *, required: bool, limit: int = 300) -> forms.Field:
    """A few words."""
    return line(T(zh, en), limit=limit, required=required, error_messages=FILL_IN)


def one_of(zh: str, en: str, choices: dict[str, Text]) -> forms.Field:
    """One of a few words, written in Chinese or English."""
    return WordField(choices, label=T(zh, en), error_messages=FILL_IN, max_length=40)


class WordField(forms.CharField):
    """One of a few words; cleaned, its key."""

    def __init__(self, choices: dict[str, Text], **more: Any) -> None:
        super().__init__(**more)
        self.known = choices

    def clean(self, value: Any) -> str:
        """The key of the word. Raises `ValidationError` for another."""
        said = super().clean(value)
        for key, title in self.known.items():
            if said in (title.zh, title.en):
                return key
        names = "、".join(title.zh for title in self.known.values())
        english = ", ".join(title.en for title in self.known.values())
        raise ValidationError(str(Text(f"“{said}”不在可填的内容内：{names}。", f"“{said}” is none of {english}.")))
