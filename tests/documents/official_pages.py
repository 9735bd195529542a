"""Measuring a rendered page: where signs, rules and fonts are. Millimetres from the upper left corner."""

from __future__ import annotations

import ctypes
import io
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

import pypdfium2
from pypdf import PdfReader
from pypdfium2 import raw

from jiqun.documents.book import Mark
from jiqun.documents.official import Block, Heading, Official, Para, Table, pdf

NOW = datetime(2026, 3, 5, 10, 30)
DAY = date(2026, 3, 5)
MM = 72 / 25.4
MARK = Mark("2026-441323-001", "7K3M-Q0ZT-4WXA")


@dataclass(frozen=True)
class Sign:
    """One character: `x` and `y` of its origin on the base line, the font's size in points, and its ink."""

    text: str
    x: float
    y: float
    size: float
    font: str
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True)
class Rule:
    """A drawn line: its box."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def width(self) -> float:
        return self.right - self.left


def opened(official: Official, mark: Mark | None = None) -> Any:
    return pypdfium2.PdfDocument(pdf(official, now=NOW, mark=mark))


def signs(page: Any) -> list[Sign]:
    """Every sign that leaves ink, in the order of the file."""
    text, high = page.get_textpage(), page.get_height()
    found = []
    for n in range(text.count_chars()):
        said = text.get_text_range(n, 1)
        if not said.strip():
            continue
        x, y = ctypes.c_double(), ctypes.c_double()
        raw.FPDFText_GetCharOrigin(text.raw, n, x, y)
        left, bottom, right, top = text.get_charbox(n)
        name = ctypes.create_string_buffer(120)
        raw.FPDFText_GetFontInfo(text.raw, n, name, 120, None)
        size = raw.FPDFText_GetFontSize(text.raw, n)
        box = (left / MM, (high - top) / MM, right / MM, (high - bottom) / MM)
        found.append(Sign(said, x.value / MM, (high - y.value) / MM, size, name.value.decode(), *box))
    return found


def lines(page: Any) -> list[list[Sign]]:
    """The signs of a page by base line, from above."""
    by_line: dict[float, list[Sign]] = {}
    for sign in signs(page):
        by_line.setdefault(round(sign.y, 1), []).append(sign)
    return [sorted(by_line[y], key=lambda sign: sign.x) for y in sorted(by_line)]


def said(line: list[Sign]) -> str:
    return "".join(sign.text for sign in line)


def line_of(page: Any, text: str) -> list[Sign]:
    """The first line that holds these words."""
    return next(line for line in lines(page) if text in said(line))


def rules(page: Any) -> list[Rule]:
    """The level lines of a page, from above."""
    high = page.get_height()
    found = []
    for each in page.get_objects(filter=[raw.FPDF_PAGEOBJ_PATH]):
        left, bottom, right, top = each.get_bounds()  # with a stroke's width more at every end
        stroke = ctypes.c_float()
        raw.FPDFPageObj_GetStrokeWidth(each.raw, stroke)
        middle, thick = high - (top + bottom) / 2, stroke.value
        if top - bottom < 3 * thick + 1 and right - left > 20 * MM:
            box = (left + thick, middle - thick / 2, right - thick, middle + thick / 2)
            found.append(Rule(*(side / MM for side in box)))
    return sorted(found, key=lambda rule: rule.top)


def fonts(made: bytes) -> dict[str, bool]:
    """The fonts of a file, and whether each is embedded in it."""
    found = {}
    for page in PdfReader(io.BytesIO(made)).pages:
        for reference in page["/Resources"].get("/Font", {}).values():
            font = reference.get_object()
            inner = font["/DescendantFonts"][0].get_object() if "/DescendantFonts" in font else font
            about = inner["/FontDescriptor"].get_object()
            found[str(font["/BaseFont"])] = bool({"/FontFile", "/FontFile2", "/FontFile3"} & set(about))
    return found


LONG = "为贯彻落实《广东省促进中小企业特色产业集群发展暂行办法》，现就有关事项通知如下，请认真执行。"
TABLE = Table(("序号", "集群名称", "所在地"), (("1", "惠东县女鞋产业集群", "惠东县"),), widths=(1, 4, 2))
LYING = Table(tuple(f"列{n}" for n in range(9)), (tuple("值" for _ in range(9)),), landscape=True)
BODY: tuple[Block, ...] = (Para(LONG), Heading("一、条件"), Heading("（一）基本条件", 2), Para(LONG), TABLE)


def paper(layout: str, **more: Any) -> Official:
    """A paper of a layout with something of everything."""
    about: dict[str, Any] = {
        "issuer": "广东省工业和信息化厅",
        "title": "关于开展认定工作的通知",
        "to": "各地级以上市工业和信息化局",
        "body": BODY,
        "dated": DAY,
        "number": "粤工信函〔2026〕12号" if layout in ("document", "letter") else "",
        "openness": "主动公开",
        "copies": "省中小企业服务中心",
        "draft": False,
    }
    return Official(layout, **(about | more))
