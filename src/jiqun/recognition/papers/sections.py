"""The form's sections as chapters: every field as its definition names it, whatever the form."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jiqun.bilingual import language, pick
from jiqun.documents.book import Chapter, Grid, Item
from jiqun.forms import answers
from jiqun.forms.computed import Line
from jiqun.forms.definitions import Field, Section
from jiqun.law.citation import here, numeral
from jiqun.recognition.queries.filing.pages import SectionShown, Shown
from jiqun.register.models import Goal
from jiqun.web.figures import NOTHING


def chapter(each: SectionShown, given: Mapping[str, Any], base_year: int) -> Chapter:
    """A section with its answers; `given` are the bare values by field."""
    items = tuple(item(shown, given.get(shown.field.id), base_year) for shown in each.fields)
    return Chapter(heading(each.section), items=items)


def heading(section: Section) -> str:
    """`一、基本情况`."""
    zh, number = language() == "zh", section.number
    return f"{numeral(number)}、{section.title.zh}" if zh else f"{number}  {section.title.en}"


def item(each: Shown, value: Any, base_year: int) -> Item:
    """One field with what is answered, computed and planned."""
    field = each.field
    tables = [] if answers.blank(value) or not field.asked else list(answered(field, value, base_year))
    if each.computed:
        tables.append(computed(each.computed))
    if each.goals:
        tables.append(goals(each.goals))
    gap = ""
    if each.missing:
        gap = pick("（未填）", "(not filled in)")
    elif field.shows and not each.computed:
        gap = pick("（待导入企业名册）", "(after the roster is imported)")
    lines = () if tables and field.asked else tuple(line for line in each.lines if line)
    if not (lines or tables or gap):
        lines = (NOTHING,)
    return Item(
        label=str(field.label),
        unit=str(field.unit),
        clause=clause(field),
        definition=str(field.definition),
        asks=attached(field, each.files),
        lines=lines,
        grids=tuple(tables),
        tag=pick("系统测算", "computed") if field.shows else "",
        gap=gap,
    )


def clause(field: Field) -> str:
    """The clause a field rests on; empty where the form names none."""
    return str(here(field.clause)) if field.clause else ""


def attached(field: Field, files: int) -> str:
    """The proof a field asks for, and how many files there are."""
    if not field.evidence.zh:
        return ""
    return str(field.evidence) + pick(f"（已附 {files} 份）", f" ({files} attached)")


def answered(field: Field, value: Any, base_year: int) -> Iterator[Grid]:
    """The answers that are tables: figures by year, and tables with columns of their own."""
    if field.ask == "figures":
        yield figures(field, value, base_year)
    elif field.ask == "table":
        head = tuple(str(column) for column in field.columns)
        yield Grid(head, tuple(_fitted(line, len(head)) for line in value), words=len(head))


def figures(field: Field, value: Mapping[str, Any], base_year: int) -> Grid:
    """Figures by year, with a line for each part; years outside the period that were answered stand too."""
    lines = [(str(part), value.get(part.zh, {})) for part in field.parts] or [("", value)]
    years = sorted({str(year) for year in field.years_of(base_year)} | {year for _, line in lines for year in line})
    if not field.parts:
        return Grid(tuple(years), (tuple(str(value.get(year, "—")) for year in years),), words=0)
    return Grid(
        ("", *years), tuple((part, *(str(line.get(year, "—")) for year in years)) for part, line in lines), words=1
    )


def computed(lines: tuple[Line, ...]) -> Grid:
    """Computed figures by year, with how many firms left them blank."""
    years = sorted({year for line in lines for year, _, _ in line.cells})
    blank = pick("（{} 家未填）", " ({} blank)")
    rows = []
    for line in lines:
        cells = {year: figure + (blank.format(none) if none else "") for year, figure, none in line.cells}
        rows.append((str(line.title), *(cells.get(year, "—") for year in years)))
    return Grid(("", *(str(year) for year in years)), tuple(rows), words=1)


def goals(planned: tuple[Goal, ...]) -> Grid:
    """The goals of the three-year plan, a line each."""
    years = sorted({year for goal in planned for year in goal.targets})
    head = (
        pick("指标", "Indicator"),
        pick("单位", "Unit"),
        pick("责任单位", "Unit responsible"),
        pick("基值", "Base"),
        *years,
    )
    rows = tuple(
        (goal.indicator, goal.unit, goal.owner, goal.base, *(str(goal.targets.get(year, "—")) for year in years))
        for goal in planned
    )
    return Grid(head, rows, words=3, widths=(2.2, 1.1, 2.2, 1.1, *(1.1 for _ in years)))


def _fitted(line: Any, width: int) -> tuple[str, ...]:
    cells = [str(cell) or "—" for cell in list(line)[:width]]
    return tuple(cells + ["—"] * (width - len(cells)))
