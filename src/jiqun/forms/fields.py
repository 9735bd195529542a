"""Django fields for what a form asks. Each takes either what a browser sends or the stored value itself.

Values are plain JSON: text, decimals as text, figures as {part: {year: text}} or {year: text}, tables as lists of
lists of text, registers as {"count": integer or None, "text": text}. Blank is "" or an empty container.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from jiqun.bilingual import Text
from jiqun.forms.definitions import Field
from jiqun.law.citation import cite
from jiqun.standards import credit_code, industries, strategic

LONGEST_LINE, LONGEST_AREA = 200, 4000
MOST_DIGITS = 18
TABLE_ROWS = 8
TABLE = '<div class="scroll"><table class="dense"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
CELL = '<td><input type="text" name="{0}-{1}-{2}" id="id_{0}-{1}-{2}" value="{3}" aria-label="{4} {5}"></td>'
GRID = '<div class="scroll"><table class="dense"><thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table></div>'

_NO_NUMBER = Text(
    "“{value}”不是数字。请填阿拉伯数字，如 12.5，不带单位。",
    "“{value}” is not a number; give digits such as 12.5, no unit.",
)
_NEGATIVE = Text("“{value}”小于 0，请核对。", "“{value}” is below zero; check it.")
_OVER = Text("“{value}”超过 100%，请核对口径。", "“{value}” is above 100%; check how it was counted.")
_WHOLE = Text("“{value}”不是整数，请填个数。", "“{value}” is not a whole number; give a count.")
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
        self.clause = cite(field.clause) if field.clause else None


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


class GridInput(forms.Widget):
    """Small inputs in a table: a line for each part, a column for each year."""

    use_fieldset = True

    def __init__(self, columns: Sequence[str], lines: Sequence[Text]) -> None:
        super().__init__()
        self.columns, self.lines = columns, lines

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """The value itself from a program, or put together from the browser's inputs."""
        whole = data.get(name)
        if isinstance(whole, Mapping):
            return whole
        return {
            line.zh: {column: data.get(f"{name}-{n}-{column}", "") for column in self.columns}
            for n, line in enumerate(self.lines)
        }

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """True when nothing of it was sent."""
        cells = (f"{name}-{n}-{column}" for n in range(len(self.lines)) for column in self.columns)
        return name not in data and not any(cell in data for cell in cells)

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """A table of inputs, each with its own label for a screen reader."""
        value = value if isinstance(value, Mapping) else {}
        several = len(self.lines) > 1
        head = format_html_join("", "<th scope='col'>{}</th>", ((column,) for column in self.columns))
        rows = []
        for n, line in enumerate(self.lines):
            given = value.get(line.zh, {} if several else value)
            given = given if isinstance(given, Mapping) else {}
            cells = format_html_join(
                "",
                '<td><input type="text" class="figures" inputmode="decimal" name="{0}-{1}-{2}" id="id_{0}-{1}-{2}"'
                ' value="{3}" aria-label="{4} {2}"></td>',
                ((name, n, column, given.get(column, ""), str(line)) for column in self.columns),
            )
            rows.append((str(line) if several else "", cells))
        body = format_html_join("", "<tr><th scope='row'>{}</th>{}</tr>", rows)
        return format_html(
            GRID,
            head,
            body,
        )


class TableField(AnswerField):
    """A table with named columns."""

    def __init__(self, field: Field) -> None:
        super().__init__(field, TableInput(field.columns))

    def clean(self, value: Any) -> Any:
        """The lines that hold anything, as lists of text."""
        width = len(self.of.columns)
        lines = value if isinstance(value, list | tuple) else []
        cleaned = [[plain_text(cell, LONGEST_LINE) for cell in list(line)[:width]] for line in lines]
        return [line + [""] * (width - len(line)) for line in cleaned if any(line)]


class TableInput(forms.Widget):
    """Inputs in lines under column heads."""

    use_fieldset = True

    def __init__(self, columns: Sequence[Text]) -> None:
        super().__init__()
        self.columns = columns

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """The lines from a program, or put together from the browser's inputs."""
        whole = data.get(name)
        if isinstance(whole, list | tuple):
            return whole
        width = range(len(self.columns))
        return [[data.get(f"{name}-{n}-{c}", "") for c in width] for n in range(TABLE_ROWS)]

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """True when nothing of it was sent."""
        return name not in data and f"{name}-0-0" not in data

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The table with empty lines to fill."""
        lines = [list(line) for line in value] if isinstance(value, list | tuple) else []
        lines += [[""] * len(self.columns) for _ in range(TABLE_ROWS - len(lines))]
        head = format_html_join("", "<th scope='col'>{}</th>", ((str(column),) for column in self.columns))
        body = format_html_join(
            "",
            "<tr>{}</tr>",
            (
                (
                    format_html_join(
                        "",
                        CELL,
                        ((name, n, c, cell, str(self.columns[c]), n + 1) for c, cell in enumerate(line)),
                    ),
                )
                for n, line in enumerate(lines)
            ),
        )
        return format_html(TABLE, head, body)


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


class RegisterInput(forms.Widget):
    """A number and a text."""

    use_fieldset = True

    def value_from_datadict(self, data: Mapping[str, Any], files: Any, name: str) -> Any:
        """The value from a program, or put together from the browser's inputs."""
        whole = data.get(name)
        if isinstance(whole, Mapping):
            return whole
        return {"count": data.get(f"{name}-count", ""), "text": data.get(f"{name}-text", "")}

    def value_omitted_from_data(self, data: Mapping[str, Any], files: Any, name: str) -> bool:
        """True when nothing of it was sent."""
        return name not in data and f"{name}-count" not in data

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """Count and text, each labelled."""
        value = value if isinstance(value, Mapping) else {}
        count = value.get("count")
        return format_html(
            '<label for="id_{0}-count">{1}</label><input type="text" class="figures" inputmode="numeric" '
            'name="{0}-count" id="id_{0}-count" value="{2}"><label for="id_{0}-text">{3}</label>'
            '<textarea rows="3" name="{0}-text" id="id_{0}-text">{4}</textarea>',
            name,
            str(Text("数量", "Number")),
            "" if count is None else count,
            str(Text("逐项列出（名称、文号、日期）", "List them: name, document number, date")),
            value.get("text", ""),
        )


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
