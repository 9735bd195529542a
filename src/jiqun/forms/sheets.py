"""A form as an Excel workbook: a template with drop-downs, units and notes, filled with what stands, and read back.

One sheet a section, one line an answer; a table has a sheet of its own. Column A names the answer and column B the
version the workbook was written from, so that what a colleague changed meanwhile is never overwritten silently.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import IO, Any

from jiqun.bilingual import Text
from jiqun.facts.workbook import texts
from jiqun.forms.definitions import Field, Form, Section
from jiqun.law.citation import here
from jiqun.standards import strategic

HEADS = ("编号", "版本", "项目", "单位", "填写", "填报说明", "条款")
PATH, VERSION, VALUE = 0, 1, 4
CHOICES, ABOUT = "选项", "填写须知"
TABLE_LINES = 60
LARGEST = texts.LARGEST
_CREATED = datetime(2023, 12, 29)  # the file says nothing of when it was written
_WIDTHS = (0, 0, 34, 12, 40, 46, 14)
_RULES = (
    "本工作簿由系统按申报表第 {n} 版生成，供离线填写，填好后在同一申报中导入；依据与字段为产品自拟，可由主管部门替换。",
    "只填“填写”一列，不增删行列，不改工作表名称。数字用阿拉伯数字，不带单位。留空表示未填，不等于 0。",
    "标“系统测算”“台账带出”的项目不在此列，由企业名册和集群台账计算。",
    "导入时一次列出全部错误；有错误时不导入任何内容。同事在您下载之后改过的项目不会被覆盖，导入后逐项提示。",
)
UNKNOWN = Text(
    "编号“{path}”不是本版申报表的项目。请从本申报重新下载工作簿，不要改动隐藏的前两列。",
    "“{path}” is no item of this revision. Download the workbook anew and leave the two hidden columns alone.",
)
NO_CHOICE = Text("“{value}”不在下拉选项中，请从列表选择。", "“{value}” is not in the list; choose from it.")
NO_SHEETS = Text(
    "没有找到本申报表的工作表。请从本申报下载工作簿，填写后再导入。",
    "None of the form’s sheets was found. Download the workbook from this application and fill it in.",
)


@dataclass(frozen=True, slots=True)
class Problem:
    """Something that cannot be read, and where: sheet, line (from 1; none for the whole sheet), the answer meant."""

    sheet: str
    line: int | None
    text: Text


@dataclass
class Filled:
    """What a workbook says: values by field as `forms.fields` takes them, the versions it was written from, problems.

    `places` tells where an answer stands: (sheet, line) by field.
    """

    values: dict[str, Any] = field(default_factory=dict)
    versions: dict[str, int] = field(default_factory=dict)
    places: dict[str, tuple[str, int]] = field(default_factory=dict)
    problems: list[Problem] = field(default_factory=list)


def name_of(section: Section) -> str:
    """A section's sheet: 2.核心竞争力."""
    return f"{section.number}.{section.title.zh}"[:31]


def table_name(asked: Field) -> str:
    """A table's sheet, by its field: 表 leaders."""
    return f"表 {asked.id}"[:31]


def lines_of(asked: Field, base_year: int) -> Iterator[tuple[str, str]]:
    """The lines of one field on its section's sheet: their paths and labels; none for a table."""
    label = asked.label.zh
    if asked.ask == "figures":
        for part in asked.parts or (asked.label,):
            for year in asked.years_of(base_year):
                yield f"{asked.id}|{part.zh}|{year}", f"{label if not asked.parts else part.zh} {year} 年"
    elif asked.ask == "register":
        yield f"{asked.id}|count", f"{label}：数量"
        yield f"{asked.id}|text", f"{label}：逐项列出"
    elif asked.ask != "table":
        yield asked.id, label


def value_at(asked: Field, value: Any, path: str) -> str:
    """What stands at one line of a field, as text."""
    keys = path.split("|")[1:]
    if asked.ask == "figures":
        part, year = keys
        years = (value or {}).get(part, {}) if asked.parts else (value or {})
        return str(years.get(year, ""))
    if asked.ask == "register":
        found = (value or {}).get(keys[0])
        return "" if found is None else str(found)
    if asked.ask == "choice":
        known = strategic.find(value or "")
        return known.name.zh if known else ""
    return "" if value is None else str(value)


def write(
    form: Form, base_year: int, number: int, given: Mapping[str, Any], versions: Mapping[str, int], stream: IO[bytes]
) -> None:
    """Writes the workbook of a form's revision `number` with the answers and their versions; both may be empty."""
    from xlsxwriter import Workbook

    with Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": form.name, "created": _CREATED})
        head = book.add_format({"bold": True, "text_wrap": True, "bg_color": "#E8EEF7", "border": 1})
        wrapped = book.add_format({"text_wrap": True, "valign": "top"})
        entry = book.add_format({"text_wrap": True, "valign": "top", "bg_color": "#FFFBE6", "border": 1})
        about = book.add_worksheet(ABOUT)
        about.set_column(0, 0, 100)
        for n, rule in enumerate(_RULES):
            about.write_string(n, 0, rule.format(n=number), wrapped)
        for section in form.sections:
            asked = [each for each in section.fields if each.asked]
            if not asked:
                continue
            sheet = book.add_worksheet(name_of(section))
            for column, width in enumerate(_WIDTHS):
                sheet.set_column(column, column, width or 4, None, {"hidden": not width})
                sheet.write_string(0, column, HEADS[column], head)
            sheet.freeze_panes(1, 0)
            line = 0
            for each in asked:
                for path, label in lines_of(each, base_year):
                    line += 1
                    sheet.write_string(line, PATH, path)
                    sheet.write_string(line, VERSION, str(versions.get(each.id, 0)))
                    sheet.write_string(line, 2, label + (" *" if each.required else ""), wrapped)
                    sheet.write_string(line, 3, each.unit.zh, wrapped)
                    sheet.write_string(line, VALUE, value_at(each, given.get(each.id), path), entry)
                    sheet.write_string(line, 5, each.definition.zh, wrapped)
                    sheet.write_string(line, 6, here(each.clause).zh if each.clause else "", wrapped)
                    if each.ask == "choice":
                        source = f"='{CHOICES}'!$A$1:$A${len(strategic.everything())}"
                        sheet.data_validation(line, VALUE, line, VALUE, {"validate": "list", "source": source})
                    if each.definition.zh:
                        sheet.write_comment(line, VALUE, each.definition.zh)
        for each in (each for each in form.fields() if each.ask == "table"):
            sheet = book.add_worksheet(table_name(each))
            sheet.write_string(0, 0, f"{each.label.zh}（{each.id}|{versions.get(each.id, 0)}）", head)
            sheet.set_column(0, len(each.columns) - 1, 28)
            for column, title in enumerate(each.columns):
                sheet.write_string(1, column, title.zh, head)
            rows = given.get(each.id) or []
            for line, cells in enumerate([*rows, *[[]] * TABLE_LINES][:TABLE_LINES], start=2):
                for column in range(len(each.columns)):
                    sheet.write_string(line, column, cells[column] if column < len(cells) else "", entry)
        choices = book.add_worksheet(CHOICES)
        choices.hide()
        for line, known in enumerate(strategic.everything()):
            choices.write_string(line, 0, known.name.zh)


def read(sheets: Mapping[str, list[list[str]]], form: Form, base_year: int) -> Filled:
    """What the sheets of a workbook say (as `facts.workbook.texts` gives them), every problem at once.

    A sheet that was left out says nothing.
    """
    filled = Filled()
    known = {path: each for each in form.fields() if each.asked for path, _ in lines_of(each, base_year)}
    found = False
    for section in form.sections:
        if (lines := sheets.get(name_of(section))) is None:
            continue
        found = True
        for number, line in enumerate(lines[1:], start=2):
            _read_line(filled, name_of(section), number, [*line, *[""] * len(HEADS)], known)
    for each in (each for each in form.fields() if each.ask == "table"):
        if (lines := sheets.get(table_name(each))) is not None:
            found = True
            filled.values[each.id] = [line[: len(each.columns)] for line in lines[2:] if any(map(str.strip, line))]
            filled.places[each.id] = (table_name(each), 3)
            said = lines[0][0].rpartition("|")[2].rstrip("）") if lines and lines[0] else ""
            _version(filled, each.id, said)
    if not found:
        filled.problems.append(Problem("", None, NO_SHEETS))
    return filled


def _read_line(filled: Filled, sheet: str, number: int, line: list[str], known: Mapping[str, Field]) -> None:
    path, value = line[PATH].strip(), line[VALUE].strip()
    asked = known.get(path)
    if asked is None:
        if path or value:
            filled.problems.append(Problem(sheet, number, UNKNOWN.format(path=path[:60])))
        return
    filled.places.setdefault(asked.id, (sheet, number))
    _version(filled, asked.id, line[VERSION])
    keys = path.split("|")[1:]
    if asked.ask == "figures":
        filled.values.setdefault(asked.id, {}).setdefault(keys[0], {})[keys[1]] = value
    elif asked.ask == "register":
        filled.values.setdefault(asked.id, {})[keys[0]] = value
    elif asked.ask == "choice":
        chosen = strategic.named(value)
        if value and chosen is None:
            filled.problems.append(Problem(sheet, number, NO_CHOICE.format(value=value[:40])))
        filled.values[asked.id] = chosen.key if chosen else ""
    else:
        filled.values[asked.id] = value


def _version(filled: Filled, id: str, said: str) -> None:
    if said.strip().isascii() and said.strip().isdecimal() and len(said.strip()) <= 9:
        filled.versions[id] = int(said)
