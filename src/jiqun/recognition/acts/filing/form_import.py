"""Importing the form's workbook into a draft: all of it or, with a fault in it, nothing (Article 14(一))."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from jiqun.authorities.models import Account
from jiqun.bilingual import Text
from jiqun.facts.workbook.guards import Refused
from jiqun.facts.workbook.texts import texts
from jiqun.forms import sheets
from jiqun.forms.saving import Clash, save_section
from jiqun.forms.sections import SHOWN, SectionForm
from jiqun.forms.sheets import Filled, Problem
from jiqun.recognition.acts.filing.drafts import held
from jiqun.recognition.queries.filing.application import application_of, form_for

SOURCE = Text("Excel 工作簿", "Excel workbook")


@dataclass
class Imported:
    """What became of a workbook: how many answers were written, what a colleague changed meanwhile, what is wrong."""

    written: int = 0
    clashes: list[Clash] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def import_form(pk: UUID | str, data: bytes, *, by: Account, now: datetime) -> Imported:
    """Reads the workbook and writes its answers. Raises `NotHere` or `Refusal` as any work on a draft does.

    An answer that a colleague changed after the workbook was downloaded is left as it stands and told.
    """
    with held(pk, by):  # said before the workbook is looked at
        pass
    try:
        lines = texts(data)
    except Refused as refused:
        return Imported(problems=[Problem("", None, refused.text)])
    imported = Imported()
    with held(pk, by) as case:
        application = application_of(case)
        form, base_year = form_for(application), application.round.base_year
        filled = sheets.read(lines, form, base_year)
        imported.problems = filled.problems
        sections = [(section, sent(filled, [each.id for each in section.fields])) for section in form.sections]
        for section, values in sections:
            checked = SectionForm(section, base_year, values)
            checked.is_valid()
            for name, faults in checked.errors.items():
                sheet, line = filled.places.get(name, ("", None))
                label = form.field(name).label
                imported.problems += [
                    Problem(sheet, line, Text(f"{label.zh}：{said}", f"{label.en}: {said}")) for said in faults
                ]
        if imported.problems:
            return imported
        for section, values in sections:
            if values:
                saved = save_section(case, section, values, by, now, base_year=base_year, source=SOURCE.zh)
                imported.written += len(saved.written)
                imported.clashes += saved.clashes
    return imported


def sent(filled: Filled, names: list[str]) -> dict[str, object]:
    """What was filled in of some fields, with the versions it rests on, as a page would send it."""
    values: dict[str, object] = {name: filled.values[name] for name in names if name in filled.values}
    return values | {f"{SHOWN}-{name}": version for name, version in filled.versions.items() if name in values}
