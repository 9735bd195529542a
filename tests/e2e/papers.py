"""The papers people have on their own computers: workbooks, scans, and what the county writes into the form."""

from __future__ import annotations

from pathlib import Path
from random import Random
from typing import Any

import pypdfium2
from openpyxl import load_workbook
from playwright.sync_api import Page

from jiqun.demo import firms, rosters
from jiqun.demo.county import PAPER, WORDS
from jiqun.facts.workbook import write_template

CLUSTER = "惠东县鞋材产业集群（虚构）"
COUNTY = "441323"
LEAD = ("195",)
BASE_YEAR = 2024
DEMAND = "提供近一年产品质量监督抽查合格证明（虚构）"
FIRM_SHEET = "企业年度数据"


def scan(folder: Path, name: str) -> Path:
    """A PDF as a scanner makes it, no two alike."""
    path = folder / f"{name}.pdf"
    path.write_bytes(PAPER.replace(b"1.4\n", b"1.4\n%" + name.encode() + b"\n", 1))
    return path


def signed(page: Page, folder: Path) -> Path:
    """The record of the visit a page shows, printed, signed by hand and put through a scanner."""
    address = page.get_by_role("link", name="打印检查记录").get_attribute("href") or ""
    path, pages = folder / "签字的检查记录.pdf", []
    with pypdfium2.PdfDocument(page.request.get(address).body()) as document:
        for each in document:
            picture = each.render(scale=150 / 72).to_pil().convert("L")
            pages.append(picture.rotate(0.6, expand=True, fillcolor=255))
    pages[0].save(path, "PDF", save_all=True, append_images=pages[1:], resolution=150)
    return path


def roster(folder: Path) -> Path:
    """The county's workbook, right."""
    path = folder / "惠东县企业名册.xlsx"
    made = rosters.roster(
        Random(2025),
        name=CLUSTER,
        place=COUNTY,
        short="惠东",
        leads=LEAD,
        base_year=BASE_YEAR,
        shape=rosters.STRONG,
    )
    with path.open("wb") as file:
        write_template(file, made)
    return path


def roster_with_a_mistake(folder: Path) -> Path:
    """The same with words in place of a number, in the first firm's first line."""
    right = load_workbook(roster(folder))
    sheet = right[FIRM_SHEET]
    head = next(row for row in sheet.iter_rows() if any(str(cell.value).startswith("从业人员") for cell in row))
    column = next(cell.column for cell in head if str(cell.value).startswith("从业人员"))
    sheet.cell(head[0].row + 1, column, "约一百人")
    path = folder / "惠东县企业名册（一处有误）.xlsx"
    right.save(path)
    return path


def roster_with_mistakes(folder: Path) -> tuple[Path, tuple[str, ...]]:
    """The same with a wrong unit in a header, words in place of a number, and a firm's year twice; what to be told."""
    right = load_workbook(roster(folder))
    sheet = right[FIRM_SHEET]
    head = next(row for row in sheet.iter_rows() if any(str(cell.value).startswith("产值") for cell in row))
    columns = {str(cell.value): cell.column for cell in head}
    output = next(name for name in columns if name.startswith("产值"))
    people = next(name for name in columns if name.startswith("从业人员"))
    first = head[0].row + 1
    sheet.cell(head[0].row, columns[output], output.replace("万元", "亿元"))
    sheet.cell(first + 5, columns[people], "约一百人")
    for cell in list(sheet[first]):
        sheet.cell(first + 1, cell.column, cell.value)
    path = folder / "惠东县企业名册（有误）.xlsx"
    right.save(path)
    return path, (output.replace("万元", "亿元"), "约一百人", "第 2 行和第 3 行是同一企业同一年度")


def yearly(name: str, *figures: str) -> dict[str, str]:
    """A figure for each of the last three years."""
    return {f"{name}-{year}": figure for year, figure in zip(range(BASE_YEAR - 2, BASE_YEAR + 1), figures, strict=True)}


# Section by section, as the form asks it; the fifth, the eighth and the tenth are filled by ledgers and roster alone.
ANSWERS: dict[int, dict[str, Any]] = {
    1: {
        "extent": WORDS["extent"],
        "agency_name": "惠东县鞋材产业集群发展中心（虚构）",
        "agency_uscc": firms.code(Random(1)),
        "agency_kind": WORDS["agency_kind"],
        "contact": WORDS["contact"],
    },
    2: {
        **{
            f"profit_tax-0-{year}": figure
            for year, figure in zip((2022, 2023, 2024), ("6.1", "6.8", "7.7"), strict=True)
        },
        **{
            f"profit_tax-1-{year}": figure
            for year, figure in zip((2022, 2023, 2024), ("2.9", "3.2", "3.6"), strict=True)
        },
        "county_share": "46.5",
        "province_position": WORDS["province_position"],
    },
    3: {
        "leaders-0-0": firms.code(Random(2)),
        "leaders-0-1": "运动鞋底材料",
        "leaders-0-2": "18",
        "gradient_work": WORDS["gradient_work"],
    },
    4: {"coordination": WORDS["coordination"], "local_supply": "63"},
    6: {
        "infrastructure": WORDS["infrastructure"],
        "maturity-0-0": "一级",
        "maturity-0-1": "24",
        "maturity-1-0": "二级",
        "maturity-1-1": "13",
        "data_link": WORDS["data_link"],
        "security": WORDS["security"],
    },
    7: yearly("water-0", "310", "305", "298"),
    9: {"plan_text": WORDS["plan_text"]},
}
# What a clerk copies from a spreadsheet, by the form's field.
LEDGERS = {
    "sharing": "分类\t机制或平台名称\t建立日期\n通用生产设备\t鞋材共享检测中心（虚构）\t2022/5/6\n"
    "物流\t惠东集中发运平台（虚构）\t2023/3/1",
    "platforms": "分类\t平台名称\t认定文号\t认定单位\t认定日期\n"
    "省级\t惠东鞋材工程技术研究中心（虚构）\t粤科函〔2023〕18号\t省科技厅\t2023/6/18",
}
GOALS = {
    "goals-0-indicator": "集群总产值",
    "goals-0-unit": "亿元",
    "goals-0-base": "120",
    "goals-0-2025": "134",
    "goals-0-2026": "150",
    "goals-0-2027": "168",
    "goals-0-owner": "工信部门",
    "goals-1-indicator": "专精特新中小企业",
    "goals-1-unit": "家",
    "goals-1-base": "20",
    "goals-1-2025": "23",
    "goals-1-2026": "26",
    "goals-1-2027": "30",
    "goals-1-owner": "工信部门",
}
