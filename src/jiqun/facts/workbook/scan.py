"""A first look at a sheet's XML, for what the parser does not tell.

calamine turns error values and formulas without a stored result into blanks, which would silently become “not
given”; and it lays out every sheet as a full rectangle, so that one stray cell far out costs gigabytes. Both are found
here before it runs.
"""

from __future__ import annotations

import posixpath
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache
from xml.parsers import expat

from jiqun.bilingual import Text
from jiqun.facts.workbook.guards import Package, Refused

MOST_CELLS = 2_000_000
"""A roster of 100,000 lines fills about 1.7 million."""
MOST_PLACES = 2_000_000
"""Cells of the rectangle from A1 to the last filled cell, over all sheets read."""

_TOKEN = re.compile(
    rb"<(?:\w+:)?(?:row(?P<row>(?:\s[^>]*)?)>"
    rb"|c(?P<cell>(?:\s[^>]*?)?)(?:/>|>(?P<content>[^<]*(?:<(?!/?(?:\w+:)?c[\s>/])[^<]*)*)</(?:\w+:)?c>))"
)
_REFERENCE = re.compile(rb"\sr=[\"']([A-Za-z]{0,3})(\d{1,7})[\"']")
_ERROR = re.compile(rb"\st=[\"']e[\"']")
_STRING = re.compile(rb"\st=[\"'](?:str|inlineStr|s)[\"']")
_VALUE = re.compile(rb"<(?:\w+:)?v(?:\s[^>]*)?>([^<]+)</|<(?:\w+:)?is[\s>]")
_FORMULA = re.compile(rb"<(?:\w+:)?f[\s/>]")
_UNUSUAL = re.compile(rb"<!|<\w+:(?:c|v|is|row)[\s/>]|<c[\t\r\n/]|\0")
_PLAIN_COLUMN = re.compile(rb'<c r="([A-Z]{1,3})[1-9]\d{0,6}"')
_PLAIN_ROW = re.compile(rb'<c r="[A-Z]{1,3}([1-9]\d{0,6})"')


@dataclass(frozen=True, slots=True)
class Scan:
    """Of one sheet: filled cells, last filled row and column (from 1), and cells that must not be read as blank.

    `errors` maps (row, column), both from 0, to the error value; `uncomputed` are formulas without a result.
    """

    filled: int
    last_row: int
    last_column: int
    errors: dict[tuple[int, int], str]
    uncomputed: frozenset[tuple[int, int]]


def sheet_parts(package: Package) -> dict[str, str]:
    """Sheet name → name of its part, in workbook order."""
    targets = {}
    rels = "xl/_rels/workbook.xml.rels"
    for tag, attributes in _elements(package.part(rels) if package.has(rels) else b""):
        if tag == "Relationship":
            target = attributes.get("Target", "")
            targets[attributes.get("Id", "")] = posixpath.normpath(posixpath.join("/xl", target)).lstrip("/")
    sheets = {}
    for tag, attributes in _elements(package.part("xl/workbook.xml")):
        if tag == "sheet":
            relation = next((value for key, value in attributes.items() if key.split(":")[-1] == "id"), "")
            part = targets.get(relation, "")
            if package.has(part):
                sheets[attributes.get("name", "")] = part
    return sheets


def _elements(xml: bytes) -> list[tuple[str, dict[str, str]]]:
    """Every start tag without its prefix, with its attributes. Declarations were refused before."""
    found: list[tuple[str, dict[str, str]]] = []
    if not xml:
        return found
    parser = expat.ParserCreate()
    parser.StartElementHandler = lambda tag, attributes: found.append((tag.split(":")[-1], attributes))
    try:
        parser.Parse(xml, True)
    except (expat.ExpatError, LookupError, ValueError):  # also an encoding that does not exist
        raise Refused(BROKEN) from None
    return found


BROKEN = Text(
    "工作簿内部结构无法识别。请用 Excel 或 WPS 打开后另存为 .xlsx，再上传。",
    "The inside of the workbook cannot be understood. Open it in Excel or WPS, save it as .xlsx and retry.",
)
_TOO_MANY = Text(
    "工作簿的有效单元格超过 2,000,000 个。请只保留模板中的工作表和列，删除多余数据后再上传。",
    "The workbook has more than 2,000,000 filled cells. Keep only the sheets and columns of the template.",
)
_TOO_FAR = Text(
    "工作表“{sheet}”在很远的位置（第 {row} 行、第 {column} 列）还有内容。请删除数据区以外的行和列后保存再上传。",
    "Sheet {sheet} has something far out (row {row}, column {column}). Delete the rows and columns outside the data.",
)


def scan(package: Package, parts: dict[str, str]) -> dict[str, Scan]:
    """Look through the given sheets (name → part). Raises `Refused` when they hold too much."""
    scans = {}
    cells = places = 0
    for name, part in parts.items():
        xml = package.part(part)
        if xml.count(b"<v>") - xml.count(b"<v><") > MOST_CELLS - cells:
            raise Refused(_TOO_MANY)  # told before they are walked through one by one
        found = _plain_sheet(xml, MOST_CELLS - cells, MOST_PLACES - places) or _scan_sheet(xml, MOST_CELLS - cells)
        cells += found.filled
        places += found.last_row * found.last_column
        if places > MOST_PLACES:
            raise Refused(_TOO_FAR.format(sheet=name, row=found.last_row, column=found.last_column))
        scans[name] = found
    return scans


def holds_anything(package: Package, part: str) -> bool:
    """Whether a sheet has any filled cell."""
    return _VALUE.search(package.part(part)) is not None


def _plain_sheet(xml: bytes, cells: int, places: int) -> Scan | None:
    """The scan of a sheet without formulas, errors or unusual writing, many times faster: counts instead of cells.

    Its numbers may be too high, never too low; `None` when they pass the limits or the sheet is not so plain.
    """
    if _FORMULA.search(xml) or _ERROR.search(xml) or _UNUSUAL.search(xml):
        return None
    columns = _PLAIN_COLUMN.findall(xml)
    if len(columns) != xml.count(b"<c ") + xml.count(b"<c>"):
        return None
    filled = xml.count(b"<v>") + xml.count(b"<v ") + xml.count(b"<is>") + xml.count(b"<is ")
    last_column = max((_column(letters) + 1 for letters in set(columns)), default=0)
    last_row = max(map(int, set(_PLAIN_ROW.findall(xml))), default=0)
    if filled > cells or last_row * last_column > places:
        return None
    return Scan(filled, last_row, last_column, {}, frozenset())


def _scan_sheet(xml: bytes, allowed: int) -> Scan:
    filled = last_row = last_column = 0
    errors: dict[tuple[int, int], str] = {}
    uncomputed = set()
    for row, column, attributes, content in _cells(xml):
        # The commonest shape needs no second search; what looks otherwise is searched.
        plain = content.startswith(b"<v>") and not content.startswith(b"<v><")
        if plain or (value := _VALUE.search(content)):
            filled += 1
            if filled > allowed:
                raise Refused(_TOO_MANY)
            if row >= last_row:
                last_row = row + 1
            if column >= last_column:
                last_column = column + 1
            if _ERROR.search(attributes):
                value = _VALUE.search(content)
                errors[row, column] = ((value and value[1]) or b"").decode("utf-8", "replace")
        elif _FORMULA.search(content) and not _STRING.search(attributes):
            uncomputed.add((row, column))
    return Scan(filled, last_row, last_column, errors, frozenset(uncomputed))


def _cells(xml: bytes) -> Iterator[tuple[int, int, bytes, bytes]]:
    """(row, column, attributes, content) of every cell that is not empty; a place left out follows the one before."""
    row = column = -1
    for token in _TOKEN.finditer(xml):
        attributes = token["cell"]
        if attributes is None:
            place = _REFERENCE.search(token["row"])
            row, column = (int(place[2]) - 1 if place else row + 1), -1
            continue
        place = _REFERENCE.search(attributes)
        column = _column(place[1]) if place else column + 1
        if place:
            row = int(place[2]) - 1
        if token["content"]:
            yield row, column, attributes, token["content"]


@lru_cache(maxsize=4096)
def _column(letters: bytes) -> int:
    index = 0
    for each in letters.upper():
        index = index * 26 + each - 64
    return index - 1
