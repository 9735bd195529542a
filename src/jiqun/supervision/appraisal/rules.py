"""The rules behind the computed items of an appraisal (Article 16). Pure: exact numbers in, points with words out.

A rule gives the share of an item's weight that was earned, or `None` where the data do not say: then a person judges.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from fractions import Fraction
from typing import Any

from jiqun.authorities.models import LEVEL_TITLES, Level
from jiqun.bilingual import Text
from jiqun.supervision.tracking.lights import Light

HALF = Fraction(1, 2)
COUNTED = {Light.MET: Fraction(1), Light.NEAR: HALF, Light.SHORT: Fraction(0)}


@dataclass(frozen=True, slots=True)
class Earned:
    """The share of the weight (0 to 1; `None`: not known), how it comes about, the numbers it rests on."""

    share: Fraction | None
    text: Text
    rows: Sequence[tuple[Text, object]] = field(default=())


def points(share: Fraction, weight: int) -> int:
    """The points (hundredths) of a share of a weight, halves upwards."""
    return int(share * weight + HALF)


def kept(earned: Earned, weight: int) -> dict[str, Any]:
    """As a sheet keeps it."""
    return {
        "points": None if earned.share is None else points(earned.share, weight),
        "zh": earned.text.zh,
        "en": earned.text.en,
        "rows": [[label.zh, label.en, *_said(value)] for label, value in earned.rows],
    }


def _said(value: object) -> tuple[str, str]:
    return (value.zh, value.en) if isinstance(value, Text) else (str(value), str(value))


def in_time(received: date | None, due: date, late: Level | None, passed: bool) -> Earned:
    """Whether the report came in time; `late` is the level that held it when its day had `passed`."""
    rows: list[tuple[Text, object]] = [
        (Text("报送期限", "Due"), due),
        (Text("省厅接收", "Received"), received or "—"),
    ]
    if received is None and not passed:
        return Earned(None, Text("报送期限未到，年度报告尚未接收。", "The report is neither due nor received."), rows)
    if late is None:
        return Earned(Fraction(1), Text("按时报至省厅。", "It was at the province in time."), rows)
    held = LEVEL_TITLES[late]
    rows.append((Text("到期时所在层级", "Held by"), held))
    if late != Level.COUNTY:
        said = Text(
            f"到期时在{held.zh}，逾期不由集群承担。", f"The {held.en.lower()} held it; no fault of the cluster."
        )
        return Earned(Fraction(1), said, rows)
    if received is not None:
        return Earned(HALF, Text("县级逾期后报到。", "It came after its day; the county was late."), rows)
    return Earned(Fraction(0), Text("县级未报送。", "The county never handed it in."), rows)


def complete(known: int, partly: int, of: int) -> Earned:
    """How many figures are known, `partly` of them with blanks; `of` all there are."""
    rows = [(Text("已报指标", "Known"), f"{known}/{of}"), (Text("其中有企业未填", "With blanks"), str(partly))]
    share = (Fraction(known - partly) + HALF * partly) / of
    said = Text(
        f"{of} 项指标中报了 {known} 项，其中 {partly} 项有企业未填。",
        f"{known} of {of} figures are known, {partly} of them with blanks.",
    )
    return Earned(share, said, rows)


def goals(lights: Sequence[Light]) -> Earned:
    """The lights of the goals that have a target in the year."""
    counted = [each for each in lights if each in COUNTED]
    rows = [(each.title, str(lights.count(each))) for each in Light]
    if not counted:
        return Earned(None, Text("没有可以比较的目标。", "No goal can be compared."), rows)
    left = len(lights) - len(counted)
    said = Text(
        f"{len(counted)} 个可比目标中达到 {lights.count(Light.MET)} 个" + (f"，{left} 个数据不足。" if left else "。"),
        f"{lights.count(Light.MET)} of {len(counted)} goals were met"
        + (f"; {left} cannot be compared." if left else "."),
    )
    return Earned(sum(COUNTED[each] for each in counted) / Fraction(len(counted)), said, rows)


def growth(before: int | None, now: int | None, limit: int, values: Sequence[str], unit: Text) -> Earned:
    """Growth on the year before against a `limit` in per cent; `values` are the two figures shown in the `unit`."""
    labels = (
        Text(f"上年（{unit.zh}）", f"Year before ({unit.en})"),
        Text(f"当年（{unit.zh}）", f"The year ({unit.en})"),
    )
    rows = list(zip(labels, values, strict=True))
    if before is None or now is None or before <= 0:
        return Earned(None, Text("缺少上年或当年数据，无法计算增速。", "A year is missing; no growth."), rows)
    grown = Fraction(now - before, before) * 100
    share = min(max(grown / limit, Fraction(0)), Fraction(1))
    told = percent(grown)
    return Earned(share, Text(f"比上年增长 {told}，满分线 {limit}%。", f"Grew by {told}; full from {limit}%."), rows)


def percent(value: Fraction) -> str:
    """Two decimals, halves away from zero."""
    hundredths = int(abs(value) * 100 + HALF)
    return f"{'-' if value < 0 and hundredths else ''}{hundredths // 100}.{hundredths % 100:02}%"


def problems(solved: int, due: int) -> Earned:
    """How many of the problems due in the year were closed by their date."""
    rows = [(Text("当年到期", "Due"), str(due)), (Text("按期销号", "Closed in time"), str(solved))]
    if not due:
        return Earned(Fraction(1), Text("当年没有到期的问题。", "No problem was due."), rows)
    said = Text(f"当年到期 {due} 个，按期销号 {solved} 个。", f"{solved} of {due} due were closed in time.")
    return Earned(Fraction(solved, due), said, rows)
