"""A form as data: sections and typed fields, read from a csv file that the department may replace."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jiqun.bilingual import Text
from jiqun.ledgers import counting
from jiqun.ledgers.counting import Count
from jiqun.standards import tables

FIELDS = Path(__file__).parent / "data" / "form_fields.csv"
ORIGIN = Text("本产品自拟，可由主管部门替换", "The product's own proposal; the department may replace it")
ASKED = ("line", "area", "decimal", "codes", "choice", "uscc", "figures", "table", "register")
SPANS = {"近三年＋基期年": 4, "近三年": 3, "最近年": 1}


@dataclass(frozen=True, slots=True)
class Field:
    """One field of a form.

    `ask` is how it is entered, one of `ASKED`; `shown` and `ledger` are never asked: the one is taken from the roster
    or the account, the other counted from the cluster's ledgers as `ledger` says. `years` is the period as the form
    says it. `shows` are names of facts; `parts` split a figure, `columns` are those of a table. `evidence` names the
    proof that must be attached.
    """

    id: str
    label: Text
    unit: Text
    years: str
    source: str
    clause: str
    definition: Text
    evidence: Text
    ask: str
    required: bool
    shows: tuple[str, ...]
    parts: tuple[Text, ...]
    columns: tuple[Text, ...]
    ledger: tuple[Count, ...] = ()

    @property
    def asked(self) -> bool:
        """True when people enter it."""
        return self.ask in ASKED

    def years_of(self, base_year: int) -> tuple[int, ...]:
        """The calendar years of a figure, oldest first; empty for what has no year."""
        return tuple(range(base_year - SPANS.get(self.years, 0) + 1, base_year + 1))


@dataclass(frozen=True, slots=True)
class Section:
    """One section; `number` counts from 1."""

    number: int
    title: Text
    fields: tuple[Field, ...]


@dataclass(frozen=True, slots=True)
class Form:
    """All sections of a form."""

    name: str
    sections: tuple[Section, ...]

    def fields(self) -> Iterator[Field]:
        """Every field in order."""
        for section in self.sections:
            yield from section.fields

    def section(self, number: int) -> Section:
        """The section of that number. Raises `LookupError`."""
        for section in self.sections:
            if section.number == number:
                return section
        raise LookupError(number)

    def field(self, field_id: str) -> Field:
        """The field of that id. Raises `LookupError`."""
        for field in self.fields():
            if field.id == field_id:
                return field
        raise LookupError(field_id)

    def section_of(self, field_id: str) -> Section:
        """The section a field stands in. Raises `LookupError`."""
        for section in self.sections:
            if any(field.id == field_id for field in section.fields):
                return section
        raise LookupError(field_id)

    def evidence(self) -> list[Field]:
        """The fields that ask for proof."""
        return [field for field in self.fields() if field.evidence.zh]


def plain(name: str, rows: Iterable[Mapping[str, str]]) -> dict[str, Any]:
    """A form's rows as the JSON a revision keeps. Raises `LookupError` when there is no such form."""
    found = [dict(row) for row in rows if row["form"] == name]
    if not found:
        raise LookupError(name)
    return {"form": name, "fields": [{k: v for k, v in row.items() if k != "form"} for row in found]}


def shipped(name: str) -> dict[str, Any]:
    """The definition that comes with the product."""
    return plain(name, tables.read(FIELDS))


def read(definition: Mapping[str, Any]) -> Form:
    """A form from the JSON of a revision."""
    sections: dict[str, tuple[Text, list[Field]]] = {}
    for row in definition["fields"]:
        title = Text(row["section"], row["section_en"])
        sections.setdefault(row["section"], (title, []))[1].append(_field(row))
    return Form(
        definition["form"],
        tuple(
            Section(number, title, tuple(fields)) for number, (title, fields) in enumerate(sections.values(), start=1)
        ),
    )


@cache
def shipped_form(name: str) -> Form:
    """The shipped form, read."""
    return read(shipped(name))


def _field(row: Mapping[str, str]) -> Field:
    def pair(name: str) -> Text:
        return Text(row[name], row[f"{name}_en"] or row[name])

    def pairs(name: str) -> tuple[Text, ...]:
        both = zip(row[name].split(";"), row[f"{name}_en"].split(";"), strict=True)
        return tuple(Text(zh, en) for zh, en in both if zh)

    return Field(
        id=row["id"],
        label=Text(row["field"], row["field_en"]),
        unit=pair("unit"),
        years=row["years"],
        source=row["source"],
        clause=row["clause"],
        definition=pair("definition"),
        evidence=pair("evidence"),
        ask=row["ask"],
        required=row["required"] == "1",
        shows=tuple(name for name in row["shows"].split(";") if name),
        parts=pairs("parts"),
        columns=pairs("columns"),
        ledger=counting.read(row.get("ledger", "")),  # revisions from before there were ledgers name none
    )
