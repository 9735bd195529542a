"""Any small workbook as lines of text, read in a process of its own: forms and lists that are no roster.

Run as `python -m jiqun.facts.workbook.texts CPU_SECONDS MEMORY_MB` it is the child: the workbook on standard input,
the sheets as JSON on standard output.
"""

from __future__ import annotations

import io
import json
import sys
from datetime import date, datetime

from jiqun.bilingual import Text
from jiqun.facts.workbook.child import limit
from jiqun.facts.workbook.guards import Package, Refused
from jiqun.facts.workbook.sandbox import run_limited

LARGEST = 5 * 2**20
MOST_LINES, MOST_COLUMNS = 5_000, 60
_CPU_SECONDS = 10

TOO_LARGE = Text(
    "文件超过 5 MB。请从系统下载模板，只填写模板中的单元格后再上传。",
    "The file is larger than 5 MB. Download the template and fill in its cells only.",
)
TOO_MANY = Text(
    "工作表“{name}”超过 {lines} 行或 {columns} 列，未予读取。请使用系统下载的模板。",
    "Sheet {name} has more than {lines} lines or {columns} columns and was not read. Use the template.",
)
UNREADABLE = Text(
    "工作簿无法读取。请用 Excel 或 WPS 打开后另存为 .xlsx，再上传。",
    "The workbook cannot be read. Open it in Excel or WPS, save it as .xlsx and retry.",
)


def texts(data: bytes) -> dict[str, list[list[str]]]:
    """Every sheet as lines of cells, each as a person sees it: numbers without exponent, days as 2025-03-20.

    Raises `Refused` with a sentence when it is no honest, small workbook. Nothing is parsed in this process.
    """
    if len(data) > LARGEST:
        raise Refused(TOO_LARGE)
    Package(data)
    answer = run_limited("jiqun.facts.workbook.texts", [], [], data, cpu_seconds=_CPU_SECONDS)
    if isinstance(answer, Text):
        raise Refused(UNREADABLE)
    sheets: dict[str, list[list[str]]] = json.loads(answer)
    for name, lines in sheets.items():
        if len(lines) > MOST_LINES or any(len(line) > MOST_COLUMNS for line in lines):
            raise Refused(TOO_MANY.format(name=name, lines=MOST_LINES, columns=MOST_COLUMNS))
    return sheets


def shown(cell: object) -> str:
    """A cell as text: 12.50 as 12.5, a day without its midnight, 是 or 否 for a truth value."""
    if isinstance(cell, bool):
        return "是" if cell else "否"
    if isinstance(cell, (int, float)):
        return f"{cell:.15g}"
    if isinstance(cell, datetime) and (cell.hour, cell.minute, cell.second) == (0, 0, 0):
        return cell.date().isoformat()
    return cell.isoformat() if isinstance(cell, date) else str(cell).strip()


def main(arguments: list[str]) -> int:
    """The child: reads under its own limits; lines and columns beyond the most are cut one past it, to be refused."""
    limit(int(arguments[0]), int(arguments[1]))
    from python_calamine import load_workbook  # under the limits, so that nothing of the reading runs outside them

    workbook = load_workbook(io.BytesIO(sys.stdin.buffer.read()))
    sheets = {
        name: [
            [shown(cell) for cell in line[: MOST_COLUMNS + 1]]
            for line in workbook.get_sheet_by_name(name).to_python(skip_empty_area=False, nrows=MOST_LINES + 1)
        ]
        for name in workbook.sheet_names
    }
    sys.stdout.buffer.write(json.dumps(sheets, ensure_ascii=False).encode())
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
