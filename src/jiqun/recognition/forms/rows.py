"""A form field of several rows, each with a place and a text."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from django import forms

from jiqun.recognition.forms.words import T

BLANK_ROWS = 12
MOST = 60
PARTS = ("place", "text", "reason")


class RowsInput(forms.Widget):
    """Rows of a choice and a text, with some blank ones to go on; a third column for reasons where they are asked."""

    template_name = "recognition/recommend_rows.html"
    use_fieldset = True
    choices: Iterable[tuple[Any, Iterable[tuple[str, Any]]]] = ()
    """Groups of choices: the group's name, then code and name of each."""
    reasons = False

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        """From a program a list of mappings; from a browser two lists side by side."""
        if isinstance(data.get(name), list):
            return data[name]
        if not hasattr(data, "getlist"):
            return []
        places, texts = data.getlist(f"{name}_place"), data.getlist(f"{name}_text")
        reasons = data.getlist(f"{name}_reason") or [""] * len(places)
        return [
            {"place": place, "text": said, "reason": reason}
            for place, said, reason in zip(places, texts, reasons, strict=False)
        ]

    def value_omitted_from_data(self, data: Any, files: Any, name: str) -> bool:
        """True when there is no row at all."""
        return not self.value_from_datadict(data, files, name)

    def get_context(self, name: str, value: Any, attrs: Mapping[str, Any] | None) -> dict[str, Any]:
        """The rows entered, then blank ones; blank ones that came back at the end are not counted twice."""
        context = super().get_context(name, value, dict(attrs or {}))
        rows = [row for row in value or [] if isinstance(row, Mapping)]
        while rows and not any(rows[-1].get(part) for part in PARTS):
            rows.pop()
        context["rows"] = rows + [{"place": "", "text": ""}] * BLANK_ROWS
        context["groups"], context["reasons"] = list(self.choices), self.reasons
        return context


class RowsField(forms.Field):
    """One row or more of `{"place", "text"}`, with a `"reason"` where one was given; blank rows and NUL characters are
    dropped, a half row and a place named twice are refused with their number."""

    widget = RowsInput

    def clean(self, value: Any) -> list[dict[str, str]]:
        """The rows, each with the name of its place. Every fault at once."""
        known = {key for _, group in self.widget.choices for key, _ in group}
        found: list[dict[str, str]] = []
        faults, seen = [], dict[str, int]()
        for number, row in enumerate(value or [], start=1):
            place, said, reason = (str(row.get(part, "")).replace("\0", "").strip() for part in PARTS)
            if not place and not said:
                continue
            if place not in known and not place.startswith("firm:"):
                faults.append(T(f"第 {number} 行：请选择位置。", f"Row {number}: choose the place."))
            elif place in seen:
                first = seen[place]
                faults.append(
                    T(
                        f"第 {number} 行与第 {first} 行是同一位置，请合并为一行。",
                        f"Rows {first} and {number} name the same place; make them one.",
                    )
                )
            if not said:
                faults.append(T(f"第 {number} 行：请写明需补正的内容。", f"Row {number}: say what is to be corrected."))
            elif max(len(said), len(reason)) > 500:
                faults.append(T(f"第 {number} 行：不超过 500 字。", f"Row {number}: 500 characters at most."))
            seen.setdefault(place, number)
            found.append({"place": place, "text": said, **({"reason": reason} if reason else {})})
        if not found:
            faults.append(T("请至少列出一项需补正的内容。", "Name one point at least."))
        if len(found) > MOST:
            faults.append(T(f"最多 {MOST} 项，请合并。", f"{MOST} points at most; merge some."))
        if faults:
            raise forms.ValidationError([forms.ValidationError(fault) for fault in faults])
        return found
