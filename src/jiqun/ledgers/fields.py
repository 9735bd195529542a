"""Form fields of an entry, made from its kind, and what must hold between them: for one entry and for pasted lines."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import date
from decimal import Decimal, InvalidOperation
from fractions import Fraction
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.bilingual import Text
from jiqun.ledgers.kinds import Kind
from jiqun.standards import credit_code
from jiqun.web.fields import REQUIRED, T
from jiqun.web.figures import FEN_PER_WAN, shown

VALUES = (
    "sub", "part", "title", "uscc", "party", "document", "issuer", "on", "valid_from", "valid_to", "amount",
    "number", "note",
)  # fmt: skip
"""What an entry holds, in the order it is asked."""
LONGEST = {"title": 120, "party": 120, "document": 80, "issuer": 80, "note": 500}
MOST = 10**17
"""The greatest figure that is kept; money in 分."""

SUB, PART, NOTE = Text("分类", "Sub-kind"), Text("参与方式", "Role"), Text("备注", "Note")
FROM, UNTIL = Text("有效期起", "Valid from"), Text("有效期止", "Valid until")
WAN = Text("万元", "10,000 yuan")
NUMBER = Text("数量", "Number")

_NO_NUMBER = Text("“{value}”不是数字，请填阿拉伯数字，不带单位。", "“{value}” is not a number; digits only, no unit.")
_NEGATIVE = Text("“{value}”小于 0，请核对。", "“{value}” is below zero; check it.")
_TOO_FINE = Text("“{value}”的小数超过 {n} 位。", "“{value}” has more than {n} decimals.")
_TOO_GREAT = Text("“{value}”过大，请核对单位。", "“{value}” is too great; check the unit.")
_NO_DAY = Text("“{value}”不是日期，请按 2025-06-18 的格式填写。", "“{value}” is no date; write it like 2025-06-18.")
_NONE_OF = Text("“{value}”不在可选项中：{choices}。", "“{value}” is none of: {choices}.")
_FUTURE = Text("日期不能晚于今天（{today}）。", "The date cannot lie after today ({today}).")
_ENDS_FIRST = Text("有效期止早于有效期起。", "The validity ends before it begins.")
_NOT_OF_SUB = Text("“{sub}”没有这一项，请留空。", "{sub} has no such figure; leave it blank.")
_OF_SUB = Text("“{sub}”须填这一项。", "{sub} asks for this figure.")
_DAY = re.compile(r"(\d{4})(?:[-/.]|年)(\d{1,2})(?:[-/.]|月)(\d{1,2})日?(?: 0?0:00(?::00)?)?")


class Chosen(forms.ChoiceField):
    """One of several, given by its code or by its word in either language."""

    def __init__(self, words: Mapping[str, Text], **more: Any) -> None:
        self.words = dict(words)
        super().__init__(choices=[("", T("请选择", "Choose")), *words.items()], **more)

    def to_python(self, value: Any) -> str:
        """The code."""
        said = str(value or "").strip()
        return next((code for code, word in self.words.items() if said in (code, word.zh, word.en)), said)

    def validate(self, value: str) -> None:
        """Names the choices when it is none of them."""
        if not value and self.required:
            raise ValidationError(str(REQUIRED), code="required")
        if value and value not in self.words:
            choices = "、".join(str(word) for word in self.words.values())
            raise ValidationError(str(_NONE_OF.format(value=value[:40], choices=choices)), code="invalid_choice")


class Scaled(forms.CharField):
    """A decimal figure, kept exactly as an integer of 10^-`places` of its unit; `None` for blank."""

    def __init__(self, places: int, **more: Any) -> None:
        self.places = places
        super().__init__(**more)

    def prepare_value(self, value: Any) -> Any:
        """A kept integer as people write it."""
        return shown(Fraction(value, 10**self.places), "exact") if isinstance(value, int) else value

    def clean(self, value: Any) -> Any:
        """The integer. Raises `ValidationError` for no number, a negative, a too fine or a too great one."""
        said = str(value if value is not None else "").strip().replace(",", "").replace("，", "")
        if not said:
            return super().clean("") or None
        try:
            number = Decimal(said)
        except InvalidOperation:
            raise ValidationError(str(_NO_NUMBER.format(value=said[:40]))) from None
        if not number.is_finite() or len(said) > 40:
            raise ValidationError(str(_NO_NUMBER.format(value=said[:40])))
        if number < 0:
            raise ValidationError(str(_NEGATIVE.format(value=said)))
        if number.adjusted() > 17 or (scaled := number.scaleb(self.places)) > MOST:
            raise ValidationError(str(_TOO_GREAT.format(value=said)))
        if scaled != int(scaled):
            raise ValidationError(str(_TOO_FINE.format(value=said, n=self.places)))
        return int(scaled)


class Day(forms.DateField):
    """A date as people and spreadsheets write it: 2025-06-18, 2025/6/18, 2025.6.18, 2025年6月18日."""

    widget = forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"})

    def to_python(self, value: Any) -> date | None:
        """The date. Raises `ValidationError`."""
        if value in (None, "") or isinstance(value, date):
            return super().to_python(value)
        said = str(value).strip()
        if not said:
            return None
        found = _DAY.fullmatch(said)
        try:
            if found:
                return date(*map(int, found.groups()))
        except ValueError:
            pass
        raise ValidationError(str(_NO_DAY.format(value=said[:40])), code="invalid")


class CreditCode(forms.CharField):
    """A unified social credit code (GB 32100), typed in any way; all that is wrong with it is said."""

    def clean(self, value: Any) -> str:
        """The code in the standard's characters."""
        code = credit_code.tidy(super().clean(value))
        if code and (wrong := credit_code.problems(code)):
            raise ValidationError(wrong)
        return code


def fields_of(kind: Kind) -> dict[str, forms.Field]:
    """The fields an entry of this kind has, by name, in order; what a program sends and what a clerk types read
    alike."""
    found: dict[str, forms.Field] = {}
    if kind.divided:
        words = {sub.name: sub.title for sub in kind.subs}
        found["sub"] = Chosen(words, label=T(SUB.zh, SUB.en))
    if kind.parts:
        words = {part.zh: part for part in kind.parts}
        found["part"] = Chosen(words, label=T(PART.zh, PART.en), required="part" in kind.must)
    for name in ("title", "uscc", "party", "document", "issuer", "on"):
        if name in kind.labels:
            found[name] = _named(name, kind)
    if kind.term:
        found["valid_from"] = Day(label=T(FROM.zh, FROM.en), required=False)
        found["valid_to"] = Day(
            label=T(UNTIL.zh, UNTIL.en), required=False, help_text=T("长期有效的留空。", "Blank when open-ended.")
        )
    for name, label in figures(kind).items():
        found[name] = _figure(name, label, kind)
    found["note"] = forms.CharField(label=T(NOTE.zh, NOTE.en), required=False, max_length=LONGEST["note"])
    return found


def figures(kind: Kind) -> dict[str, Text]:
    """The figures entries of this kind may have, `amount` and `number`, with their words; units are said in them."""
    found: dict[str, Text] = {}
    if titles := {sub.amount for sub in kind.subs if sub.amount.zh}:
        found["amount"] = _with_unit(titles.pop(), WAN)
    if numbered := [sub for sub in kind.subs if sub.number.zh]:
        label = numbered[0].number if len(numbered) == 1 else NUMBER
        found["number"] = _with_unit(label, numbered[0].unit)
    return found


def amiss(kind: Kind, values: Mapping[str, Any], *, today: date) -> dict[str, Text]:
    """What does not hold between the fields of an entry, by field; fields with a fault of their own are left out."""
    found: dict[str, Text] = {}
    if (on := values.get("on")) is not None and on > today:
        found["on"] = _FUTURE.format(today=f"{today}")
    begins, ends = values.get("valid_from"), values.get("valid_to")
    if begins is not None and ends is not None and ends < begins:
        found["valid_to"] = _ENDS_FIRST
    try:
        sub = kind.sub(values.get("sub") or "")
    except LookupError:
        return found
    for name in figures(kind):
        asked = getattr(sub, name).zh
        if name in values and asked and values[name] is None:
            found[name] = _OF_SUB.format(sub=sub.title if sub.title.zh else kind.title)
        elif values.get(name) is not None and not asked:
            found[name] = _NOT_OF_SUB.format(sub=sub.title)
    return found


def _with_unit(label: Text, unit: Text) -> Text:
    return Text(f"{label.zh}（{unit.zh}）", f"{label.en} ({unit.en})")


def _named(name: str, kind: Kind) -> forms.Field:
    label, required = kind.labels[name], name in kind.must
    told: dict[str, Any] = {"label": T(label.zh, label.en), "required": required}
    if required:
        told["error_messages"] = {"required": REQUIRED}
    if name == "on":
        return Day(**told)
    if name == "uscc":
        hint = T("18 位；企业名称由登记带出。", "18 characters; the name comes from the register.")
        return CreditCode(max_length=40, help_text=hint, **told)
    return forms.CharField(max_length=LONGEST[name], **told)


def _figure(name: str, label: Text, kind: Kind) -> forms.Field:
    places = len(str(FEN_PER_WAN)) - 1 if name == "amount" else max(sub.places for sub in kind.subs)
    lead = [sub for sub in kind.subs if getattr(sub, name).zh]
    only = len(lead) < len(kind.subs)
    hint = T(f"“{lead[0].title.zh}”必填，其他分类留空。", f"For {lead[0].title.en} only.") if only else ""
    return Scaled(places, label=T(label.zh, label.en), required=False, help_text=hint)
