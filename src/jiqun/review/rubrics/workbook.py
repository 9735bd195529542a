"""A rubric as a workbook that the department edits: written out, and its sheets read back into lines."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from typing import IO

from jiqun.bilingual import Text, listing
from jiqun.review.rubrics.defining import define
from jiqun.review.rubrics.model import Rubric
from jiqun.review.rubrics.sources import MEASURE, known
from jiqun.review.rubrics.tables import (
    ITEM_COLUMNS,
    ITEMS,
    REASON_WORDS,
    RULE_COLUMNS,
    RULES,
    WAYS,
    Flaw,
    Line,
    rows,
)

SOURCES = "可用测算指标"
_CREATED = datetime(2023, 12, 29)  # the file says nothing of when it was written
_ROOM = 200
NO_SHEET = Text(
    "没有找到工作表“{sheet}”。请下载在用的评分表，在其中修改后上传。",
    "there is no sheet {sheet}. Download the rubric in force, edit it and upload it.",
)
NO_COLUMNS = Text("缺少列：{names}。请保留表头原文。", "columns are missing: {names}. Keep the headers as they are.")


def write(rubric: Rubric, stream: IO[bytes], measure: str = MEASURE) -> None:
    """Writes a rubric as a workbook that `read` takes. Every cell is text, so that 12% stays 12%."""
    from xlsxwriter import Workbook

    sources = known(measure)
    items, rules = rows(rubric, sources)
    listed = [
        {"编号": source.id, "名称": source.title.zh, "名称（英文）": source.title.en, "单位": source.unit.name}
        for source in sources.values()
    ]
    with Workbook(stream, {"in_memory": True, "strings_to_formulas": False}) as book:
        book.set_properties({"title": "细化指标体系", "created": _CREATED})
        head = book.add_format({"bold": True, "bg_color": "#E8EEF7", "border": 1, "text_wrap": True})
        cell = book.add_format({"text_wrap": True, "valign": "top", "num_format": "@"})
        for name, columns, lines in (
            (ITEMS, ITEM_COLUMNS, items),
            (RULES, RULE_COLUMNS, rules),
            (SOURCES, {key: key for key in listed[0]}, listed),
        ):
            sheet = book.add_worksheet(name)
            sheet.freeze_panes(1, 0)
            sheet.set_column(0, len(columns) - 1, 16, cell)
            for place, (key, title) in enumerate(columns.items()):
                sheet.write_string(0, place, title, head)
                for number, line in enumerate(lines, 1):
                    sheet.write_string(number, place, line[key], cell)
            for key, choices in (("reason", list(REASON_WORDS.values())), ("way", [w.zh for w in WAYS.values()])):
                if key in columns:
                    place = list(columns).index(key)
                    allowed = {"validate": "list", "source": choices, "ignore_blank": True}
                    sheet.data_validation(1, place, len(lines) + _ROOM, place, allowed)


def read(sheets: Mapping[str, list[list[str]]], measure: str = MEASURE) -> tuple[Rubric | None, list[Flaw]]:
    """The rubric a workbook holds (sheets as `facts.workbook.texts` gives them), and everything wrong with it.

    No rubric where a sheet or its columns are missing.
    """
    flaws: list[Flaw] = []
    items = _lines(sheets, ITEMS, ITEM_COLUMNS, flaws)
    rules = _lines(sheets, RULES, RULE_COLUMNS, flaws)
    if flaws:
        return None, flaws
    return define(items, rules, measure)


def _lines(
    sheets: Mapping[str, list[list[str]]], name: str, columns: Mapping[str, str], flaws: list[Flaw]
) -> list[Line]:
    if not sheets.get(name):
        flaws.append(Flaw(NO_SHEET.format(sheet=name)))
        return []
    head, *lines = sheets[name]
    titles = [title.strip() for title in head]
    if missing := [title for title in columns.values() if title not in titles]:
        flaws.append(Flaw(NO_COLUMNS.format(names=listing(missing)), name))
        return []
    places = {key: titles.index(title) for key, title in columns.items()}
    return [
        Line(number, {key: line[place].strip() if place < len(line) else "" for key, place in places.items()})
        for number, line in enumerate(lines, 2)
        if any(map(str.strip, line))
    ]
