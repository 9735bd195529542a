"""The web form of one section, made from the definition."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django import forms
from django.forms import BoundField

from jiqun.bilingual import Text
from jiqun.forms.definitions import Field, Section
from jiqun.forms.fields import AnswerField, field_for

SHOWN = "shown"
"""Prefix of the hidden inputs that say which version of an answer the page showed."""

LONGEST_VERSION = 9
"""Digits of a version: more than any answer is ever changed, few enough to be read as a number."""

REASON = ".reason"
"""What is added to a field's id for the reason why its figure differs from an earlier one: an answer of its own."""

REASONED = ("figures", "decimal")
_NONE = Text("", "")


def reason_for(field: Field) -> Field:
    """The line of text in which the reason for a difference is given; never required."""
    return replace(
        field,
        id=f"{field.id}{REASON}",
        label=Text(f"{field.label.zh}：差异说明", f"{field.label.en}: reason for the difference"),
        unit=_NONE,
        years="",
        source="declared",
        definition=_NONE,
        evidence=_NONE,
        ask="line",
        required=False,
        shows=(),
        parts=(),
        columns=(),
    )


def answerable(section: Section) -> dict[str, Field]:
    """Everything a section takes answers to, by id: its asked fields, and the reasons beside its figures."""
    found: dict[str, Field] = {}
    for field in section.fields:
        if field.asked:
            found[field.id] = field
            if field.ask in REASONED:
                reason = reason_for(field)
                found[reason.id] = reason
    return found


class SectionForm(forms.Form):
    """The asked fields of a section. Nothing is required here: a draft may be half full."""

    use_required_attribute = False

    def __init__(self, section: Section, base_year: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section
        for name, field in answerable(section).items():
            self.fields[name] = field_for(field, base_year)

    def given(self) -> dict[str, Any]:
        """The cleaned values of the fields that were sent at all; a field left out is not touched."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if not self.fields[name].widget.value_omitted_from_data(self.data, self.files, name)
        }

    def sent(self) -> list[str]:
        """The fields that were sent at all, also those with a fault."""
        return [
            name
            for name, field in self.fields.items()
            if not field.widget.value_omitted_from_data(self.data, self.files, name)
        ]

    def rows(self) -> Iterator[tuple[BoundField, BoundField | None]]:
        """Each field of the form with the reason beside it, where it takes one."""
        for name in self.fields:
            if not name.endswith(REASON):
                yield self[name], self[f"{name}{REASON}"] if f"{name}{REASON}" in self.fields else None

    def inputs(self, name: str, value: Any) -> dict[str, str]:
        """A stored value as what the browser's inputs hold, by their names."""
        field = self.fields[name]
        assert isinstance(field, AnswerField)
        return field.inputs(name, value)


def shown_versions(data: Mapping[str, Any]) -> dict[str, int]:
    """Which version of each answer the page showed (0: none yet), from its hidden inputs; what is no number is none."""
    prefix = f"{SHOWN}-"
    return {
        name.removeprefix(prefix): int(said)
        for name in data
        if str(name).startswith(prefix)
        and (said := str(data[name])).isascii()
        and said.isdecimal()
        and len(said) <= LONGEST_VERSION
    }
