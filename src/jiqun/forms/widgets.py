"""Inputs of several cells (figures by year, tables, a count with its text), labelled one by one; industry codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import takewhile
from typing import Any

from django import forms
from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from jiqun.bilingual import Text
from jiqun.standards import industries

TABLE_ROWS, MOST_ROWS = 8, 60
"""Lines a table shows at first, and how many it may be made to hold."""
TABLE = (
    '<div class="scroll"><table class="dense" data-rows="{}"><thead><tr>{}</tr></thead><tbody>{}</tbody></table></div>'
)
CELL = '<td><input type="text" name="{0}-{1}-{2}" id="id_{0}-{1}-{2}" value="{3}" aria-label="{4} {5}"></td>'
GRID = '<div class="scroll"><table class="dense"><thead><tr><td></td>{}</tr></thead><tbody>{}</tbody></table></div>'


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
        lines = takewhile(lambda n: f"{name}-{n}-0" in data, range(MOST_ROWS + 1))
        return [[data.get(f"{name}-{n}-{c}", "") for c in width] for n in lines]

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
        return format_html(TABLE, MOST_ROWS, head, body)


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


class IndustryInput(forms.TextInput):
    """A line for industry codes that offers divisions and groups of GB/T 4754 by code or name while one types."""

    def render(self, name: str, value: Any, attrs: dict[str, Any] | None = None, renderer: Any = None) -> SafeString:
        """The input with its list; it takes several codes, and the list helps with the first."""
        control = super().render(name, value, {**(attrs or {}), "list": f"{name}-known"}, renderer)
        known = [each for each in industries.everything() if each.code.isdigit() and len(each.code) in (2, 3)]
        choices = format_html_join("", '<option value="{}">{}</option>', ((each.code, each.name) for each in known))
        return format_html('{}<datalist id="{}-known">{}</datalist>', control, name, choices)
