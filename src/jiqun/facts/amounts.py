"""Amounts of facts as a person reads them: in full, never rounded, in one unit a language wherever they are printed."""

from __future__ import annotations

from jiqun.bilingual import Text

_READ_IN = {
    "分": (6, " 万元", 8, " million yuan"),
    "千克": (3, " 吨", 3, " t"),
    "千克标准煤": (3, " 吨标准煤", 3, " tce"),
    "平方米": (6, " 平方公里", 6, " km²"),
    "家": (0, " 家", 0, ""),
    "件": (0, " 件", 0, ""),
    "人": (0, " 人", 0, ""),
    "起": (0, " 起", 0, ""),
}


def said(number: int, base: str, zh: bool) -> str:
    """An amount of facts in the unit `base`, in one language: 612345678900 分 is 6,123,456.789 万元."""
    places_zh, unit_zh, places_en, unit_en = _READ_IN[base]
    if zh:
        return plain(number, places_zh, grouped=True) + unit_zh
    return plain(number, places_en, grouped=True) + unit_en


def read(number: int, base: str) -> Text:
    """`said` in both languages."""
    return Text(said(number, base, True), said(number, base, False))


def plain(number: int, places: int, *, grouped: bool = False) -> str:
    """`number` / 10^`places` as decimal text without trailing zeros."""
    if number < 0:
        return "-" + plain(-number, places, grouped=grouped)
    if not places:
        return f"{number:,}" if grouped else str(number)
    whole, rest = divmod(number, 10**places)
    front = f"{whole:,}" if grouped else str(whole)
    return f"{front}.{rest:0{places}d}".rstrip("0") if rest else front
