"""A rubric as two tables, items and rules: the columns, and how a cell is read. For csv files and workbooks alike."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from fractions import Fraction

from jiqun.bilingual import Text
from jiqun.law.units import decimal, shifted
from jiqun.review.rubrics.model import Item, Linear, Rubric, Rule, points
from jiqun.review.rubrics.sources import Source

ITEMS, RULES = "指标", "测算规则"
"""The two sheets."""
ITEM_COLUMNS = {
    "dimension": "一级指标", "dimension_en": "一级指标（英文）", "clause": "条款", "dimension_weight": "一级指标分值",
    "id": "编号", "item": "二级指标", "item_en": "二级指标（英文）", "item_weight": "分值", "step": "分档",
    "expert": "其中专家评分", "reason": "理由要求", "guidance": "评分要点", "guidance_en": "评分要点（英文）",
    "norms": "对应认定条件", "fields": "对应申报表项目",
}  # fmt: skip
RULE_COLUMNS = {
    "id": "编号", "source": "测算指标", "way": "方式", "weight": "满分", "from": "从（含）", "to": "至（不含）",
    "points": "得分",
}  # fmt: skip
WAYS = {"threshold": Text("分档", "bands"), "linear": Text("线性", "linear")}
REASON_WORDS = {"always": "必填", "extremes": "满分零分必填", "never": "可不填"}
_POINTS = re.compile(r"(\d{1,3})(?:\.(\d{1,2})0*)?")
_LIMIT = re.compile(r"(-?\d{1,12}(?:\.\d{1,8})?)(%?)")


@dataclass(frozen=True, slots=True)
class Flaw:
    """What is wrong with a rubric's tables, and where: sheet, line (from 1) and column; none for the whole."""

    text: Text
    sheet: str = ""
    line: int | None = None
    column: str = ""

    @property
    def said(self) -> Text:
        """With its place."""
        if not self.sheet:
            return self.text
        if self.line is None:
            return Text(f"工作表“{self.sheet}”：{self.text.zh}", f"Sheet {self.sheet}: {self.text.en}")
        cell = (f"“{self.column}”", f", {self.column}") if self.column else ("", "")
        return Text(
            f"工作表“{self.sheet}”第 {self.line} 行{cell[0]}：{self.text.zh}",
            f"Sheet {self.sheet}, line {self.line}{cell[1]}: {self.text.en}",
        )


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a table, with its number in the sheet."""

    number: int
    cells: dict[str, str]

    def __getitem__(self, column: str) -> str:
        return self.cells[column]


def points_of(text: str) -> int | None:
    """Points as typed, in hundredths; `None` for what are none."""
    found = _POINTS.fullmatch(_narrow(text))
    return int(found[1]) * 100 + int((found[2] or "").ljust(2, "0")) if found else None


def limit_of(text: str, source: Source) -> Fraction | None:
    """A limit as typed, in the source's unit; `None` for what is none: a share is written with a percent sign."""
    found = _LIMIT.fullmatch(_narrow(text))
    if found is None or bool(found[2]) != source.share:
        return None
    return Fraction(found[1]) / (100 if found[2] else 1)


def limit_text(limit: Fraction, source: Source | None) -> str:
    """A limit as a cell holds it: 10%, 40."""
    number = decimal(limit)
    return f"{shifted(number, 2)}%" if source is not None and source.share else number


def names_of(text: str) -> tuple[str, ...]:
    """Ids in one cell, separated as people separate them."""
    return tuple(re.findall(r"[^\s,;，；、]+", text))


def key_of(text: str, words: dict[str, str]) -> str:
    """The key of a word, or what was typed."""
    return next((key for key, word in words.items() if text in (key, word)), text)


def rows(rubric: Rubric, sources: dict[str, Source]) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """The lines of both tables."""
    items = [
        {
            "dimension": dimension.title.zh,
            "dimension_en": dimension.title.en,
            "clause": dimension.clause,
            "dimension_weight": points(dimension.weight),
            **_item_cells(item),
        }
        for dimension in rubric.dimensions
        for item in dimension.items
    ]
    rules = [
        {"id": item.id, "source": rule.source, "way": WAYS[rule.way].zh, "weight": points(rule.weight), **cells}
        for item in rubric.items
        for rule in item.rules
        for cells in _rule_cells(rule, sources.get(rule.source))
    ]
    return items, rules


def _item_cells(item: Item) -> dict[str, str]:
    return {
        "id": item.id,
        "item": item.title.zh,
        "item_en": item.title.en,
        "item_weight": points(item.weight),
        "step": points(item.step),
        "expert": points(item.expert),
        "reason": REASON_WORDS[item.reason],
        "guidance": item.guidance.zh,
        "guidance_en": item.guidance.en,
        "norms": " ".join(item.norms),
        "fields": " ".join(item.fields),
    }


def _rule_cells(rule: Rule, source: Source | None) -> list[dict[str, str]]:
    if isinstance(rule, Linear):
        low, high = limit_text(rule.low, source), limit_text(rule.high, source)
        return [{"from": low, "to": high, "points": points(rule.base)}]
    starts = ["" if band.start is None else limit_text(band.start, source) for band in rule.bands]
    ends = [*starts[1:], ""]
    return [
        {"from": start, "to": end, "points": points(band.points)}
        for start, end, band in zip(starts, ends, rule.bands, strict=True)
    ]


def _narrow(text: str) -> str:
    return unicodedata.normalize("NFKC", text).strip()
