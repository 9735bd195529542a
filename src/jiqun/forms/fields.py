"""Django fields for what a form asks. Each takes either what a browser sends or the stored value itself.

Values are plain JSON: text, decimals as text, figures as {part: {year: text}} or {year: text}, tables as lists of
lists of text, registers as {"count": integer or None, "text": text}. Blank is "" or an empty container.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError

from jiqun.bilingual import Text
from jiqun.forms.definitions import Field
from jiqun.forms.widgets import MOST_ROWS, TABLE_ROWS, GridInput, RegisterInput, TableInput
from jiqun.law.citation import here
from jiqun.standards import credit_code, industries, strategic

LONGEST_LINE, LONGEST_AREA = 200, 4000
MOST_DIGITS = 18

_NO_NUMBER = Text(
    "“{value}”不是数字。请填阿拉伯数字，如 12.5，不带单位。",
    "“{value}” is not a number; give digits such as 12.5, no unit.",
)
_NEGATIVE = Text("“{value}”小于 0，请核对。", "“{value}” is below zero; check it.")
_OVER = Text("“{value}”超过 100%，请核对口径。", "“{value}” is above 100%; check how it was counted.")
_WHOLE = Text("“{value}”不是整数，请填个数。", "“{value}” is not a whole number; give a count.")
_MANY_ROWS = Text(
    "表格最多 {n} 行；其余内容请作为佐证材料上传。", "A table holds {n} lines at most; attach the rest as evidence."
)
_TOO_LONG = Text("内容超过 {n} 字，请精简。", "The text is longer than {n} characters; shorten it.")


def decimal_text(value: object, *, percent: bool = False) -> str:
    """A figure as plain decimal text, `""` for blank. Raises `ValidationError` with what is wrong."""
    text = "" if value is None else str(value).strip().replace(",", "").replace("，", "")
    if not text:
        return ""
    try:
        number = Decimal(text)
    except InvalidOperation:
        raise ValidationError(str(_NO_NUMBER.format(value=text[:40]))) from None
    if not number.is_finite() or len(number.as_tuple().digits) > MOST_DIGITS or abs(number.adjusted()) > MOST_DIGITS:
        raise ValidationError(str(_NO_NUMBER.format(value=text[:40])))
    if number < 0:
        raise ValidationError(str(_NEGATIVE.format(value=text)))
    if percent and number > 100:
        raise ValidationError(str(_OVER.format(value=text)))
    return f"{number:f}"


def plain_text(value: object, longest: int) -> str:
    """Text without spaces around it. Raises `ValidationError` when it is too long."""
    text = "" if value is None else str(value).replace("\r\n", "\n").replace("\0", "").strip()
    if len(text) > longest:
        raise ValidationError(str(_TOO_LONG.format(n=longest)))
    return text


class AnswerField(forms.Field):
    """Any field of a form. A draft may leave it blank: `required` says what handing in will ask for."""

    def __init__(self, field: Field, widget: forms.Widget) -> None:
        super().__init__(required=field.required, label=field.label, widget=widget)  # type: ignore[arg-type]
        self.of = field
        self.unit = field.unit if field.unit.zh else None
        self.definition = field.definition if field.definition.zh else None
        self.clause = here(field.clause) if field.clause else None

    def inputs(self, name: str, value: Any) -> dict[str, str]:
        """A stored value as what the browser's inputs of that name hold."""
        return {name: "" if value is None else str(value)}


class LineField(AnswerField):
    """One line of text."""

    def __init__(self, field: Field) -> None:
        super().__init__(field, forms.TextInput())

    def clean(self, value: Any) -> Any:
        """The text."""
        return plain_text(value, LONGEST_LINE)


class AreaField(AnswerField):
    """A longer text."""

    def __init__(self, field: Field) -> None:
        super().__init__(field, forms.Textarea(attrs={"rows": 4}))

    def clean(self, value: Any) -> Any:
        """The text."""
        return plain_text(value, LONGEST_AREA)


class DecimalField(AnswerField):
    """One figure."""

    def __init__(self, field: Field) -> None:
        super().__init__(field, forms.TextInput(attrs={"class": "figures", "inputmode": "decimal"}))

    def clean(self, value: Any) -> Any:
        """The figure as decimal text."""
        return decimal_text(value, percent=self.of.unit.zh == "%")


class CodesField(LineField):
    """Industry codes joined by 、."""

    def clean(self, value: Any) -> Any:
        """The codes, each checked against GB/T 4754-2017."""
        codes = split_codes(plain_text(value, LONGEST_LINE))
        if wrong := [said for code in codes for said in industries.problems(code)]:
            raise ValidationError(wrong)
        return "、".join(codes)


class UsccField(LineField):
    """A unified social credit code."""

    def clean(self, value: Any) -> Any:
        """The code, checked by GB 32100; a wrong check digit is refused here, for it is the applicant's own agency."""
        code = plain_text(value, LONGEST_LINE).upper()
        if code and (wrong := credit_code.problems(code)):
            raise ValidationError(wrong)
        return code


class StrategicField(AnswerField):
    """One of the strategic clusters and future industries of Article 4."""

    def __init__(self, field: Field) -> None:
        super().__init__(field, forms.Select(choices=strategic_choices()))

    def clean(self, value: Any) -> Any:
        """The key."""
        key = plain_text(value, LONGEST_LINE)
        if key and strategic.find(key) is None:
            raise ValidationError(str(Text("请从列表中选择。", "Choose from the list.")))
        return key


class FiguresField(AnswerField):
    """A figure for each year, and for each part where the field has parts."""

    def __init__(self, field: Field, base_year: int) -> None:
        self.years = field.years_of(base_year)
        super().__init__(field, GridInput(tuple(f"{y}" for y in self.years), field.parts or (field.label,)))

    def clean(self, value: Any) -> Any:
        """The figures as decimal text by part and year; blanks left out."""
        wrong: list[str] = []
        found: dict[str, dict[str, str]] = {}
        for part in self.of.parts or (self.of.label,):
            line = value.get(part.zh, value) if isinstance(value, Mapping) else {}
            for year in map(str, self.years):
                given = line.get(year) if isinstance(line, Mapping) else None
                try:
                    if text := decimal_text(given, percent=self.of.unit.zh == "%"):
                        found.setdefault(part.zh, {})[year] = text
                except ValidationError as fault:
                    wrong += [f"{part} {year}：{said}" for said in fault.messages]
        if wrong:
            raise ValidationError(wrong)
        return found if self.of.parts else found.get(self.of.label.zh, {})

    def inputs(self, name: str, value: Any) -> dict[str, str]:
        """Every cell; what is not there is blank."""
        value = value or {}
        lines = [value.get(part.zh, {}) for part in self.of.parts] if self.of.parts else [value]
        years = [str(year) for year in self.years]
        return {f"{name}-{n}-{year}": line.get(year, "") for n, line in enumerate(lines) for year in years}


class TableField(AnswerField):
    """A table with named columns."""

    def __init__(self, field: Field) -> None:
        super().__init__(field, TableInput(field.columns))

    def clean(self, value: Any) -> Any:
        """The lines that hold anything, as lists of text."""
        width = len(self.of.columns)
        lines = value if isinstance(value, list | tuple) else []
        cleaned = [[plain_text(cell, LONGEST_LINE) for cell in list(line)[:width]] for line in lines]
        whole = [line + [""] * (width - len(line)) for line in cleaned if any(line)]
        if len(whole) > MOST_ROWS:
            raise ValidationError(str(_MANY_ROWS.format(n=MOST_ROWS)))
        return whole

    def inputs(self, name: str, value: Any) -> dict[str, str]:
        """Every cell of the lines there are, and of the blank ones the page shows at first."""
        lines = [*(value or []), *([[""] * len(self.of.columns)] * (TABLE_ROWS - len(value or [])))]
        return {f"{name}-{n}-{c}": cell for n, line in enumerate(lines) for c, cell in enumerate(line)}


class RegisterField(AnswerField):
    """A count and a list in words."""

    def __init__(self, field: Field) -> None:
        super().__init__(field, RegisterInput())

    def clean(self, value: Any) -> Any:
        """`{"count", "text"}`; `{}` when both are blank."""
        value = value if isinstance(value, Mapping) else {}
        text, given = plain_text(value.get("text"), LONGEST_AREA), decimal_text(value.get("count"))
        if given and Decimal(given) != int(Decimal(given)):
            raise ValidationError(str(_WHOLE.format(value=given)))
        if not given and not text:
            return {}
        return {"count": int(Decimal(given)) if given else None, "text": text}

    def inputs(self, name: str, value: Any) -> dict[str, str]:
        """Count and text."""
        count = (value or {}).get("count")
        return {
            f"{name}-count": "" if count is None else str(count),
            f"{name}-text": str((value or {}).get("text", "")),
        }


def split_codes(text: str) -> list[str]:
    """Codes from a text that joins them by 、, commas or spaces."""
    for sign in "，,;；/ \t\n":
        text = text.replace(sign, "、")
    return [code for code in (part.strip() for part in text.split("、")) if code]


def strategic_choices() -> list[tuple[str, Any]]:
    """The choices of Article 4, grouped by kind."""
    blank: list[tuple[str, Any]] = [("", Text("请选择", "Choose"))]
    return blank + [
        (str(title), [(each.key, each.name) for each in strategic.of_kind(kind)])
        for kind, title in strategic.KINDS.items()
    ]


def field_for(field: Field, base_year: int) -> AnswerField:
    """The Django field for one that is asked. Raises `KeyError` for one that is not."""
    if field.ask == "figures":
        return FiguresField(field, base_year)
    simple: dict[str, Any] = {
        "line": LineField,
        "area": AreaField,
        "decimal": DecimalField,
        "codes": CodesField,
        "choice": StrategicField,
        "uscc": UsccField,
        "table": TableField,
        "register": RegisterField,
    }
    made: AnswerField = simple[field.ask](field)
    return made
