"""A form field of several rows, each with a place and a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from jiqun.recognition.forms.words import T

BLANK_ROWS = 12
MOST = 60


class RowsInput(forms.Widget):
    """Rows of a choice and a text, with some blank ones to go on."""

    template_name = "recognition/recommend_rows.html"
    use_fieldset = True
    choices: Iterable[tuple[str, Any]] = ()

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """From a program a list of mappings; from a browser two lists side by side."""
        if isinstance(data.get(name), list):
            return data[name]
        if not hasattr(data, "getlist"):
            return []
        places, texts = data.getlist(f"{name}_place"), data.getlist(f"{name}_text")
        return [{"place": place, "text": said} for place, said in zip(places, texts, strict=False)]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """True when there is no row at all."""
        return not self.value_from_datadict(data, files, name)

    def get_context(self, name: str, value: Any, attrs: Mapping[str, Any] | None) -> dict[str, Any]:
        """The rows entered, then blank ones."""
        context = super().get_context(name, value, dict(attrs or {}))
        rows = [row for row in value or [] if isinstance(row, Mapping)]
        context["rows"] = rows + [{"place": "", "text": ""}] * BLANK_ROWS
        context["choices"] = list(self.choices)
        return context


class RowsField(forms.Field):
    """One row or more of `{"place", "text"}`; blank rows and NUL characters are dropped, a half row is refused
    with its number."""

    widget = RowsInput

    def clean(self, value: Any) -> list[dict[str, str]]:
        """The rows, each with the name of its place. Every fault at once."""
        names = {key: str(label) for key, label in self.widget.choices}
        found, faults = [], []
        for number, row in enumerate(value or [], start=1):
            place, said = (str(row.get(part, "")).replace("\0", "").strip() for part in ("place", "text"))
            if not place and not said:
                continue
            if place not in names:
                faults.append(T(f"第 {number} 行：请选择位置。", f"Row {number}: choose the place."))
            if not said:
                faults.append(T(f"第 {number} 行：请写明需补正的内容。", f"Row {number}: say what is to be corrected."))
            elif len(said) > 500:
                faults.append(T(f"第 {number} 行：不超过 500 字。", f"Row {number}: 500 characters at most."))
            found.append({"place": place, "text": said})
        if not found:
            faults.append(T("请至少列出一项需补正的内容。", "Name one point at least."))
        if len(found) > MOST:
            faults.append(T(f"最多 {MOST} 项，请合并。", f"{MOST} points at most; merge some."))
        if faults:
            raise forms.ValidationError([forms.ValidationError(fault) for fault in faults])
        return found
