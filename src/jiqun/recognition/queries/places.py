"""The places of an application that a correction can point at."""

from __future__ import annotations

from jiqun.bilingual import Text
from jiqun.forms.models import FormRevision
from jiqun.forms.revisions import form_of

BESIDE_THE_FORM = {
    "roster": Text("企业名册", "Roster"),
    "evidence": Text("佐证材料", "Evidence"),
    "goals": Text("三年目标", "Three-year goals"),
}


def places(form: FormRevision) -> list[tuple[str, Text]]:
    """Code and name of every place: the form's sections, then roster, evidence and goals."""
    sections = [
        (f"section:{section.number}", Text(f"申报表：{section.title.zh}", f"Form: {section.title.en}"))
        for section in form_of(form).sections
    ]
    return [*sections, *BESIDE_THE_FORM.items()]


def place_title(form: FormRevision, place: str) -> Text:
    """The name of a place; a code the form does not know stays as it is."""
    return dict(places(form)).get(place, Text(place, place))
