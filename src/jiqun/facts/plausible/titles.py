"""Titles that will not count: out of their validity on the day, or of a leading firm outside the lead industry."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from jiqun.bilingual import Text
from jiqun.facts.plausible.remark import HONOURS, Entry, Remark, of_firm

LEADING = "链主企业"


def validity(honours: Sequence[Entry], on: date | None) -> Iterator[Remark]:
    """Titles that had run out, or had not begun, on the day the roster is read for."""
    if on is None:
        return
    for entry in honours:
        start, end = entry.values.get("valid_from"), entry.values.get("valid_to")
        if end is not None and end < on:
            yield Remark(
                HONOURS,
                entry.row,
                "有效期止",
                end.isoformat(),
                Text(
                    f"截至 {on} 这个称号已过有效期，不计入。已通过复核的，请改填新的有效期。",
                    f"The title had run out by {on} and does not count. Give the new dates if it was renewed.",
                ),
            )
        elif start is not None and start > on:
            yield Remark(
                HONOURS,
                entry.row,
                "有效期起",
                start.isoformat(),
                Text(
                    f"截至 {on} 这个称号尚未生效，不计入。请核对有效期起的年份。",
                    f"The title had not begun by {on} and does not count. Check the year it begins.",
                ),
            )


def outside_lead(
    honours: Sequence[Entry], by_firm: Mapping[str, list[Entry]], leads: tuple[str, ...]
) -> Iterator[Remark]:
    """Firms called 链主企业 whose industry code does not begin with a lead code."""
    if not leads:
        return
    for code in dict.fromkeys(entry.values.get("uscc") for entry in honours if entry.values.get("title") == LEADING):
        for line in by_firm.get(code or "", ())[-1:]:
            industry = line.values.get("industry")
            if industry and not industry.startswith(leads):
                listed = "、".join(leads)
                yield of_firm(
                    line,
                    "industry",
                    Text(
                        f"这家企业是{LEADING}，行业代码 {industry} 却不属于主导产业（{listed}），其产值不计入主导产业。"
                        "请核对行业代码或称号。",
                        f"The firm is a 链主企业, yet its code {industry} lies outside the lead industry ({listed}) "
                        "and its output does not count there. Check the code or the title.",
                    ),
                )
