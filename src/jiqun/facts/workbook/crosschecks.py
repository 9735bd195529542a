"""What only shows when lines are held against each other: doubles, two names, unknown firms, odd years."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

from jiqun.bilingual import Text, listing
from jiqun.facts.workbook.cells import shown
from jiqun.facts.workbook.codes import credit_code_problem
from jiqun.facts.workbook.lines import Line
from jiqun.facts.workbook.problems import CellProblem, Findings
from jiqun.facts.workbook.sheets import BELOW_SIZE, CLUSTER, EFFICIENCY, FIRM_YEARS, HONOURS, INCIDENTS
from jiqun.standards import divisions

NOTHING = Text("", "")
OBSERVED = 5
"""Years a roster may speak of: the base year and the four before it."""


def check(cluster: Line | None, lines: Mapping[str, Sequence[Line]], on: date | None, findings: Findings) -> None:
    """All checks across lines; those that could not be read whole take part with what could be read."""
    _credit_codes(lines, findings)
    _twice(lines[FIRM_YEARS.name], findings)
    _aggregates_twice(lines[BELOW_SIZE.name], findings)
    _two_names(lines[FIRM_YEARS.name], findings)
    _not_in_roster(lines, findings)
    _validity(lines[HONOURS.name], findings)
    if cluster is not None:
        _place(cluster, findings)
        _years(cluster, lines, on, findings)


def _problem(sheet: str, line: Line, header: str, found: object, text: Text) -> CellProblem:
    return CellProblem(sheet, line.row, line.letters.get(header), header, shown(str(found)), NOTHING, text)


def _credit_codes(lines: Mapping[str, Sequence[Line]], findings: Findings) -> None:
    """GB 32100: a wrong check digit may be the register's own, so it is a warning, once a sheet and code."""
    for sheet, found in lines.items():
        for code, line in _first(found, "uscc").items():
            text = credit_code_problem(code, of_check_digit=True)
            if text:
                findings.warning(_problem(sheet, line, "统一社会信用代码", code, text))


def _first(lines: Iterable[Line], name: str) -> dict[Any, Line]:
    first: dict[Any, Line] = {}
    for line in lines:
        if name in line.values:
            first.setdefault(line.values[name], line)
    return first


def _twice(lines: Sequence[Line], findings: Findings) -> None:
    seen: dict[tuple[str, int], int] = {}
    for line in lines:
        if "uscc" not in line.values or "year" not in line.values:
            continue
        key = (line.values["uscc"], line.values["year"])
        first = seen.setdefault(key, line.row)
        if first != line.row:
            text = Text(
                "第 {first} 行和第 {row} 行是同一企业同一年度（{year} 年）的数据。请核对后只保留一行。",
                "Rows {first} and {row} give the same firm and year ({year}). Check them and keep one.",
            ).format(first=first, row=line.row, year=key[1])
            findings.error(_problem(FIRM_YEARS.name, line, "统一社会信用代码", key[0], text))


def _aggregates_twice(lines: Sequence[Line], findings: Findings) -> None:
    seen: dict[tuple[Any, ...], int] = {}
    for line in lines:
        key = tuple(line.values.get(name) for name in ("year", "size", "lead", "authority", "document"))
        first = seen.setdefault(key, line.row)
        if first != line.row and None not in key:
            text = Text(
                "第 {first} 行和第 {row} 行除数值外各列相同，将一并计入。请核对是否重复。",
                "Rows {first} and {row} agree in all but the figures; both count. Check that it is not one twice.",
            ).format(first=first, row=line.row)
            findings.warning(_problem(BELOW_SIZE.name, line, "年度", key[0], text))


def _two_names(lines: Sequence[Line], findings: Findings) -> None:
    names: dict[str, dict[str, int]] = {}
    for line in lines:
        code, name = line.values.get("uscc"), line.values.get("name")
        if code is None or name is None:
            continue
        known = names.setdefault(code, {})
        if known and name not in known:
            other, row = next(iter(known.items()))
            text = Text(
                "同一代码的企业在第 {row} 行名为“{other}”。如已更名，请统一用现名；如不是同一企业，请核对代码。",
                "Row {row} calls the firm of this code “{other}”. Use its present name throughout, or check the code.",
            ).format(row=row, other=shown(other))
            findings.warning(_problem(FIRM_YEARS.name, line, "企业名称", name, text))
        known.setdefault(name, line.row)


def _not_in_roster(lines: Mapping[str, Sequence[Line]], findings: Findings) -> None:
    members = _first(lines[FIRM_YEARS.name], "uscc")
    for sheet in (HONOURS.name, INCIDENTS.name, EFFICIENCY.name):
        for code, line in _first(lines[sheet], "uscc").items():
            if code not in members:
                text = Text(
                    "“企业年度数据”中没有这家企业，本行不计入。请核对代码，或补充其年度数据。",
                    "企业年度数据 has no such firm, so the line counts for nothing. Check the code or add its figures.",
                )
                findings.warning(_problem(sheet, line, "统一社会信用代码", code, text))


def _validity(lines: Sequence[Line], findings: Findings) -> None:
    for line in lines:
        start, end = line.values.get("valid_from"), line.values.get("valid_to")
        if start is not None and end is not None and end < start:
            text = Text("有效期止早于有效期起，请核对。", "The end of validity lies before its start; check them.")
            findings.error(_problem(HONOURS.name, line, "有效期止", end, text))


def _place(cluster: Line, findings: Findings) -> None:
    place = cluster.values.get("place")
    if place is None:
        return
    found = divisions.named(place)
    if not found:
        text = Text(
            "行政区划和功能区名录中没有这个地方，先按所填文字读取。请核对名称，或改填代码。",
            "The list of divisions and zones has no such place; it is kept as typed. Check it, or give the code.",
        )
    elif len(found) > 1:
        listed = listing(f"{division.name}（{division.code}）" for division in found)
        text = Text(
            "这个名称可指多个地方：{listed}。请改填代码或写明上级。",
            "The name may mean several places: {listed}. Give the code.",
        ).format(listed=listed)
    else:
        return
    findings.warning(CellProblem(CLUSTER.name, None, None, "所在地", shown(place), NOTHING, text))


def _years(cluster: Line, lines: Mapping[str, Sequence[Line]], on: date | None, findings: Findings) -> None:
    base = cluster.values.get("base_year")
    if base is None:
        return
    if on is not None and base != on.year - 1:
        text = Text(
            "基准年一般为上一年度（{expected} 年）。如数据确以 {base} 年为最近完整年度，可不改。",
            "The base year is normally the year before, {expected}. Keep {base} if it is the latest complete one.",
        ).format(expected=on.year - 1, base=base)
        findings.warning(_problem(CLUSTER.name, cluster, "基准年", base, text))
    first = base - OBSERVED + 1
    for sheet, found in lines.items():
        for year, line in _first(found, "year").items():
            if not first <= year <= base:
                text = Text(
                    "年度不在 {first} 至 {base} 年之间，这一年的数据不参与测算。请核对年度或基准年。",
                    "The year lies outside {first} to {base}; its figures are not used. Check the year or 基准年.",
                ).format(first=first, base=base)
                findings.warning(_problem(sheet, line, "年度", year, text))
