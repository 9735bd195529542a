"""The record of a visit as a paper to be signed on the spot: every page bears the version's code and its QR."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any

from jiqun.bilingual import Text, pick, speaking
from jiqun.documents.book import Mark
from jiqun.documents.typesetting import typeset
from jiqun.law.citation import here
from jiqun.visits.deviations import sums
from jiqun.visits.kinds import kind
from jiqun.visits.papers.content import Record
from jiqun.visits.sheet import ANSWERS, Sheet

LAYOUT = "visit"


def pdf(record: Record, *, language: str, now: datetime) -> bytes:
    """The record as PDF/A, A4. Raises `DocumentError` where nothing can be typeset."""
    return typeset(LAYOUT, filled(record, language=language), now=now)


def filled(record: Record, *, language: str) -> dict[str, Any]:
    """All that the layout prints, as JSON can hold it."""
    visit, of = record.visit, kind(record.visit.kind)
    mark = Mark(record.case.number, record.code)
    with speaking(language):
        return {
            "lang": language,
            "title": pick(f"{of.title.zh}记录", f"Record of a {of.title.en.lower()}"),
            "number": record.case.number,
            "rows": [
                [pick("集群", "Cluster"), visit.cluster.name],
                [pick("依据", "Basis"), str(here(of.clause))],
                [pick("检查单位", "Made by"), record.case.authority.body],
                [pick("检查人员", "Who went"), visit.names],
                [pick("检查日期", "Day"), pick("　　　　年　　月　　日", "")],
                [
                    pick("抽取", "Drawing"),
                    pick(
                        f"企业名册第 {visit.roster.number} 版 {visit.roster.firms} 家，随机抽取 {visit.lot} 家，种子",
                        f"Roster {visit.roster.number} of {visit.roster.firms} firms, {visit.lot} by lot, seed",
                    )
                    + f" {visit.seed[:32]} {visit.seed[32:]}",
                ],
            ],
            "sum": str(sums((d for s in record.sheets for d in s.deviations(record.values)), visit.threshold).text),
            "firms": [firm(each, record, number) for number, each in enumerate(record.sheets, start=1)],
            "heads": {
                "question": pick("检查事项", "Question"),
                "answer": pick("结果", "Answer"),
                "note": pick("说明", "Note"),
                "figure": pick("数据", "Figure"),
                "stated": pick("申报", "Stated"),
                "seen": pick("现场所见", "Seen"),
                "difference": pick("差异", "Difference"),
                "document": pick("所见凭证", "Seen in"),
            },
            "sign_firm": pick("企业负责人（签字、盖章）：", "For the firm (signature, seal): "),
            "sign_people": pick("检查人员（2 人以上签字）：", "Who made the visit (two or more sign): "),
            "sign_date": pick("日期：", "Date: "),
            "note": pick(
                "签字后扫描上传，系统读取页脚二维码核对版本；签字前改动内容的，应重新打印。"
                f"检查事项由本产品据{here('A13').zh}自拟，可由主管部门替换。",
                "Upload the scan once it is signed; the QR at the foot tells the version. What is changed before "
                f"signing asks for a new print. The questions are the product's own proposal from {here('A13').en}.",
            ),
            "code_label": pick("校验码", "Version code"),
            "code": mark.code,
            "qr": mark.svg,
            "page": pick("第 {n} 页，共 {all} 页", "page {n} of {all}"),
        }


def firm(sheet: Sheet, record: Record, number: int) -> dict[str, Any]:
    """One firm's part."""
    values, of = record.values, sheet.firm
    photos = len(record.photos.get(of.uscc, []))
    return {
        "title": f"{number}. {of.name}",
        "uscc": of.uscc,
        "how": f"{how(of)}" + (f"：{of.reason}" if of.reason else ""),
        "items": [
            [
                str(item.text),
                str(ANSWERS.get(sheet.value(values, item.id), "　")),
                sheet.value(values, item.id, "note"),
            ]
            for item in sheet.checklist.items
        ],
        "figures": list(figures(sheet, record)),
        "rows": [
            [label, value]
            for label, value in (
                (pick("企业接待人", "Received by"), sheet.value(values, "met")),
                (pick("现场情况", "What was found"), sheet.value(values, "remark")),
                (pick("未到访或未查全的原因", "Why not seen in full"), sheet.value(values, "absent")),
                (pick("现场照片", "Photos"), pick(f"{photos} 张", str(photos)) if photos else ""),
            )
            if value
        ],
    }


def figures(sheet: Sheet, record: Record) -> Iterator[list[str]]:
    """The figures that were looked up, stated beside seen."""
    for each in sheet.deviations(record.values):
        marked = "★ " if each.marked(record.visit.threshold) else ""
        yield [
            pick(f"{each.stated.title.zh}（{each.stated.unit.zh}）", f"{each.stated.title.en} ({each.stated.unit.en})"),
            each.stated.shown,
            each.stated.said(each.seen),
            f"{marked}{each.text}",
            each.document,
        ]


HOW = {
    "lot": Text("随机抽取", "By lot"),
    "risk": Text("按风险选取", "By risk"),
    "added": Text("增加", "Added"),
    "replacement": Text("替换", "In place of another"),
}


def how(firm: Any) -> Text:
    """Why a firm is visited."""
    return HOW[firm.how]
