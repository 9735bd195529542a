"""The readiness board as a table to take away: its heads with their widths, and one line an entry."""

from __future__ import annotations

from jiqun.bilingual import Text
from jiqun.cultivation.library.readiness import Row

TITLE = Text("集群培育库成熟度（系统测算，不作为审核结论）", "Readiness of the library (computed; no decision)")
HEADS = (
    (Text("集群", "Cluster"), 28),
    (Text("所在地", "Place"), 14),
    (Text("阶段", "Stage"), 8),
    (Text("市级认定", "Municipal"), 10),
    (Text("自评年度", "Assessed year"), 10),
    (Text("符合（项）", "Met"), 10),
    (Text("不足（项）", "Short"), 10),
    (Text("待核（项）", "Open"), 10),
    (Text("定性自评符合（项）", "Judged met"), 12),
    (Text("较上次自评", "Trend"), 10),
    (Text("最接近的差距", "Nearest gap"), 48),
    (Text("可能达标年份", "Likely year"), 12),
    (Text("推算依据", "Resting on"), 48),
    (Text("待落实指导", "Open guidance"), 10),
)
YES, NO = Text("有", "yes"), Text("—", "—")


def line(row: Row) -> list[int | str]:
    """One row under the heads; a year or a count as a number."""
    known = row.year is not None
    return [
        row.name,
        row.place,
        str(row.stage_title),
        str(YES if row.municipal else NO),
        row.year if row.year is not None else "—",
        *((row.met, row.short, row.unknown, row.ticked) if known else ("—",) * 4),
        row.trend if row.trend is not None else "—",
        str(row.gap) or "—",
        row.ready.year if row.ready.year is not None else "—",
        str(row.ready.why),
        row.open_guidance,
    ]
