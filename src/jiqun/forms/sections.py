"""The web form of one section, made from the definition."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django import forms

from jiqun.forms.definitions import Section
from jiqun.forms.fields import field_for

SHOWN = "shown"
"""Prefix of the hidden inputs that say which version of an answer the page showed."""

LONGEST_VERSION = 9
"""Digits of a version: more than any answer is ever changed, few enough to be read as a number."""


class SectionForm(forms.Form):
    """The asked fields of a section. Nothing is required here: a draft may be half full."""

    use_required_attribute = False

    def __init__(self, section: Section, base_year: int, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section
        for field in section.fields:
            if field.asked:
                self.fields[field.id] = field_for(field, base_year)

    def given(self) -> dict[str, Any]:
        """The cleaned values of the fields that were sent at all; a field left out is not touched."""
        return {
            name: value
            for name, value in self.cleaned_data.items()
            if not self.fields[name].widget.value_omitted_from_data(self.data, self.files, name)
        }


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
