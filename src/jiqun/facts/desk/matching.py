"""Columns of a stranger's table by their headers, more leniently than the reader: a person looks at the grid next."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jiqun.bilingual import Text
from jiqun.facts.workbook.figures import Figure
from jiqun.facts.workbook.sheets import Column, Sheet

_UNIT = re.compile(r"^(.*?)[（(](.*)[）)]$")
_MONEY = {
    "元": Decimal("0.0001"),
    "千元": Decimal("0.1"),
    "万元": Decimal(1),
    "百万元": Decimal(100),
    "亿元": Decimal(10000),
}
_ALSO = {
    "企业代码": "统一社会信用代码",
    "信用代码": "统一社会信用代码",
    "社会信用代码": "统一社会信用代码",
    "单位名称": "企业名称",
    "公司名称": "企业名称",
    "年份": "年度",
    "职工人数": "从业人员",
    "从业人数": "从业人员",
    "主营业务收入": "营业收入",
    "总产值": "产值",
    "工业总产值": "产值",
    "研发投入": "研发经费",
    "研发费用": "研发经费",
    "称号名称": "称号",
}
"""Names clerks' own tables use for a column of the template."""


@dataclass(frozen=True, slots=True)
class Match:
    """Where each declared column stands in a line, the factor its figures are to be multiplied by, and what to tell."""

    places: dict[int, int]
    factors: dict[int, Decimal]
    notes: tuple[Text, ...]


def match(sheet: Sheet, line: Sequence[str]) -> Match:
    """Matches the cells of a header line to the columns of a sheet."""
    names = {_parts(column.header): at for at, column in enumerate(sheet.columns)}
    by_name = {name: at for (name, _), at in names.items()}
    places: dict[int, int] = {}
    factors: dict[int, Decimal] = {}
    notes = []
    for index, found in enumerate(line):
        if not found.strip():
            continue
        name, unit = _parts(found)
        at = by_name.get(name, by_name.get(_ALSO.get(name, "")))
        if at is None or at in places:
            notes.append(
                Text(f"“{found[:30]}”列不在模板中，没有带入。", f"Column “{found[:30]}” is not in the template.")
                if at is None
                else Text(
                    f"“{found[:30]}”列出现两次，只带入前一列。",
                    f"Column “{found[:30]}” stands twice; the first is taken.",
                )
            )
            continue
        column = sheet.columns[at]
        wanted = _parts(column.header)[1]
        if unit and unit != wanted:
            factor = _MONEY.get(unit) if wanted == "万元" else None
            if factor is None:
                notes.append(
                    Text(
                        f"“{found[:30]}”列的单位与模板（{wanted or '无单位'}）不同，没有带入；请换算后粘贴。",
                        f"Column “{found[:30]}” has another unit than the template; convert it and paste it.",
                    )
                )
                continue
            factors[at] = factor
            notes.append(
                Text(
                    f"“{found[:30]}”列已由{unit}换算为万元带入“{column.header}”。",
                    f"Column “{found[:30]}” was converted to 10,000 yuan for “{column.header}”.",
                )
            )
        places[at] = index
    return Match(places, factors, tuple(notes))


def hits(sheet: Sheet, line: Sequence[str]) -> int:
    """How many cells of a line are headers of the sheet."""
    names = {_parts(column.header)[0] for column in sheet.columns}
    return len({name for cell in line if (name := _known(_parts(cell)[0])) in names})


def _known(name: str) -> str:
    return _ALSO.get(name, name)


def converted(text: str, factor: Decimal, column: Column) -> str:
    """A figure in the template's unit; what is no plain number stays as it is, for the reader to name."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    if not isinstance(column.kind, Figure) or not re.fullmatch(r"[+-]?\d{1,20}(\.\d{1,10})?", plain):
        return text
    return f"{(Decimal(plain) * factor).normalize():f}"


def _parts(header: Any) -> tuple[str, str]:
    plain = re.sub(r"\s+", "", unicodedata.normalize("NFKC", str(header)))
    found = _UNIT.match(plain)
    return (found[1], found[2]) if found else (plain, "")
