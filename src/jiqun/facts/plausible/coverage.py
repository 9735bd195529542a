"""Which firms and years a roster holds: years left out, one firm under two codes, classes that change."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping
from unicodedata import normalize

from jiqun.bilingual import Text
from jiqun.facts.plausible.remark import Entry, Remark, of_firm
from jiqun.standards.enterprise_size import DESCENDING, Size, classify

YEARS = 4
"""The base year and the three before it: what the growth of Article 13(2) needs."""
_DROPPED = re.compile(r"[\s()（）·.,，、\-—]|有限责任公司|股份有限公司|有限公司")


def missing_years(by_firm: Mapping[str, list[Entry]], base: int | None) -> Iterator[Remark]:
    """Firms without a line in a year that most firms have."""
    if base is None:
        return
    held = Counter(line.values["year"] for lines in by_firm.values() for line in lines)
    usual = [year for year in range(base - YEARS + 1, base + 1) if 2 * held[year] > len(by_firm)]
    for lines in by_firm.values():
        there = {line.values["year"] for line in lines}
        if lacking := [year for year in usual if year not in there]:
            listed = "、".join(map(str, lacking))
            yield of_firm(
                lines[0],
                "year",
                Text(
                    f"这家企业缺 {listed} 年的数据。请补一行；当年尚未成立或已退出集群的，可不补。",
                    f"The firm has no line for {', '.join(map(str, lacking))}. Add one, unless it was not there then.",
                ),
            )


def doubles(by_firm: Mapping[str, list[Entry]]) -> Iterator[Remark]:
    """The same name, or all but the same, under two codes."""
    seen: dict[str, tuple[str, Entry]] = {}
    for code, lines in by_firm.items():
        for name in dict.fromkeys(line.values["name"] for line in lines if line.values.get("name")):
            key = _DROPPED.sub("", normalize("NFKC", name)).lower()
            other, first = seen.setdefault(key, (code, lines[0]))
            if other != code:
                same = first.values.get("name") == name
                what = Text("同名", "the same name") if same else Text("名称几乎相同", "nearly the same name")
                yield of_firm(
                    lines[0],
                    "name",
                    Text(
                        f"与第 {first.row} 行“{first.values.get('name', '')}”{what.zh}，但代码不同"
                        f"（{other} 与 {code}），疑似同一企业重复计入。请核对代码，属同一企业的只保留一个代码。",
                        f"Row {first.row} has {what.en} under another code ({other}, here {code}); the firm may be "
                        "counted twice. Check the codes and keep one if they are one firm.",
                    ),
                )
                break


def class_changes(by_firm: Mapping[str, list[Entry]]) -> Iterator[Remark]:
    """A firm that crosses the line to or from large, or two classes at once, between following years."""
    for lines in by_firm.values():
        before: tuple[Entry, Size] | None = None
        for line in lines:
            now = _class(line)
            if now is None:
                before = None
                continue
            if before is not None and before[0].values["year"] == line.values["year"] - 1:
                was, steps = before[1], abs(DESCENDING.index(before[1]) - DESCENDING.index(now))
                if was is not now and (steps > 1 or Size.LARGE in (was, now)):
                    yield of_firm(line, "year", _changed(before[0], was, now))
            before = (line, now)


def _class(line: Entry) -> Size | None:
    values = line.values
    if "industry" not in values:
        return None
    return classify(
        values["industry"],
        employees=values.get("employees"),
        revenue=values.get("revenue"),
        assets=values.get("assets"),
    )


def _changed(before: Entry, was: Size, now: Size) -> Text:
    year = before.values["year"]
    return Text(
        f"企业划型由 {year} 年的{was.value}变为{now.value}（按从业人员、营业收入等测算，第 {before.row} 行），"
        "影响中小企业占比。请核对这两年的人数、收入和行业代码。",
        f"The firm's size class goes from {was.text.en} in {year} (row {before.row}) to {now.text.en}, which moves the "
        "share of SMEs. Check staff, revenue and industry code of both years.",
    )
