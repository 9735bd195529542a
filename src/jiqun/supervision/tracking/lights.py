"""A goal's light: its result beside the year's target, in exact numbers. Pure; it explains, and decides nothing."""

from __future__ import annotations

from enum import Enum
from fractions import Fraction

from jiqun.bilingual import Text

NEAR = Fraction(1, 10)
"""A result is near its target when it misses it by no more than this part of the target; the product's own choice."""


class Light(Enum):
    """How a result stands to its target."""

    MET = "met"
    NEAR = "near"
    SHORT = "short"
    UNKNOWN = "unknown"

    @property
    def title(self) -> Text:
        """For people."""
        return TITLES[self]

    @property
    def tone(self) -> str:
        """The tag it is shown as."""
        return {"met": "met", "near": "und", "short": "not", "unknown": "na"}[self.value]


TITLES = {
    Light.MET: Text("达到", "Met"),
    Light.NEAR: Text("差距 10% 以内", "Within 10% of it"),
    Light.SHORT: Text("差距超过 10%", "More than 10% short"),
    Light.UNKNOWN: Text("数据不足", "Not known"),
}


def number(text: str) -> Fraction | None:
    """A decimal, with or without thousands separators or a per-cent sign, as an exact number; `None` for any other."""
    plain = text.replace(",", "").replace("，", "").strip()
    if plain.endswith(("%", "％")):
        plain = plain[:-1].strip()
    try:
        return Fraction(plain)
    except (ValueError, ZeroDivisionError):
        return None


def light(actual: str, target: str, base: str = "") -> Light:
    """The light of a result. A goal whose target lies below its base is one that is to fall.

    A target of zero has no part to miss it by: it is met or short.
    """
    told, wanted, start = number(actual), number(target), number(base)
    if told is None or wanted is None:
        return Light.UNKNOWN
    missed = told - wanted if start is not None and wanted < start else wanted - told
    if missed <= 0:
        return Light.MET
    return Light.NEAR if missed <= abs(wanted) * NEAR else Light.SHORT


def explained(actual: str, target: str, base: str = "") -> Text:
    """How the light comes about, in one sentence."""
    told, wanted, start = number(actual), number(target), number(base)
    if not actual.strip():
        return Text("尚无已接收年度报告的实际数。", "No received report tells the result yet.")
    if told is None or wanted is None:
        return Text("当年实际或目标不是数值，无法比较。", "Result or target is no number; there is nothing to compare.")
    falls = start is not None and wanted < start
    missed = told - wanted if falls else wanted - told
    if missed <= 0:
        return Text(f"实际 {actual}，目标 {target}，已达到。", f"{actual} against {target}: met.")
    if not wanted:
        return Text(f"实际 {actual}，目标 {target}，未达到。", f"{actual} against {target}: not met.")
    part = missed / abs(wanted) * 100
    tenths = -(-part.numerator * 10 // part.denominator)  # upwards, so that a miss never reads as none
    shown = f"{tenths // 10}.{tenths % 10}%"
    zh = "高于" if falls else "低于"
    en = "above" if falls else "below"
    return Text(
        f"实际 {actual}，{zh}目标 {target} 的 {shown}。",
        f"{actual} against {target}: {shown} {en} it.",
    )
