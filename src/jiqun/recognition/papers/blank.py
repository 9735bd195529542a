"""The empty form, for people who collect on paper: the same definition without answers, with room to write."""

from __future__ import annotations

from jiqun.bilingual import pick, speaking
from jiqun.documents.book import Book, Chapter, Cover, Grid, Item
from jiqun.forms.definitions import Field, Section
from jiqun.forms.revisions import form_of
from jiqun.recognition.models import Round
from jiqun.recognition.papers import sections
from jiqun.recognition.papers.book import TITLE, basis, heading, origin, pledge

ROOM = {"line": 9, "area": 32, "decimal": 9, "codes": 9, "choice": 9, "uscc": 9}
"""Blank height in millimetres by how a field is entered; what is not named gets a middling one."""
MIDDLING = 24
ROW, TABLE_ROWS = 8, 5


def blank(row: Round, *, language: str = "zh") -> Book:
    """The form of a round to be filled in by hand. It bears no version code: nothing in it is a version."""
    form = form_of(row.form)
    with speaking(language):
        return Book(
            language=language,
            name=f"{heading(row)} {TITLE}{pick('（空表）', ' (empty form)')}",
            cover=Cover(
                heading=heading(row),
                title=str(TITLE),
                lines=tuple(
                    (label, "")
                    for label in (
                        pick("集群名称", "Cluster"),
                        pick("申报单位（盖章）", "Applicant (seal)"),
                        pick("推荐单位", "Recommended by"),
                        pick("填报日期", "Date"),
                    )
                ),
                foot=(basis(row.case.measure), origin(row)),
            ),
            pledge=pledge(),
            chapters=tuple(_chapter(section, row.base_year) for section in form.sections),
        )


def _chapter(section: Section, base_year: int) -> Chapter:
    return Chapter(sections.heading(section), items=tuple(_item(field, base_year) for field in section.fields))


def _item(field: Field, base_year: int) -> Item:
    grids: tuple[Grid, ...] = ()
    gap = "" if field.asked else _known(field)
    if field.ask == "figures":
        years = tuple(str(year) for year in field.years_of(base_year))
        if field.parts:
            rows = tuple((str(part), *("" for _ in years)) for part in field.parts)
            grids = (Grid(("", *years), rows, words=1, tall=ROW),)
        else:
            grids = (Grid(years, (tuple("" for _ in years),), words=0, tall=ROW),)
    elif field.ask == "table":
        head = tuple(str(column) for column in field.columns)
        grids = (Grid(head, (tuple("" for _ in head),) * TABLE_ROWS, words=len(head), tall=ROW),)
    room = 0 if grids or gap else ROOM.get(field.ask, MIDDLING)
    return Item(
        label=str(field.label),
        unit=str(field.unit),
        clause=sections.clause(field),
        definition=str(field.definition),
        asks=str(field.evidence),
        grids=grids,
        tag=pick("系统测算", "computed") if field.shows else "",
        gap=gap,
        room=room,
    )


def _known(field: Field) -> str:
    """Why a field is not filled in by hand."""
    if field.shows or field.source == "computed":
        return pick("由系统按企业名册测算，不需填写", "Computed from the roster; nothing to fill in")
    if field.source == "prefilled":
        return pick("由系统带出，不需填写", "Filled in by the system")
    return pick("在系统中逐项登记，不在本表填写", "Entered in the system item by item, not here")
