"""A plan's answers that hold: a measure for every named task, a goal for every direction."""

from __future__ import annotations

from typing import Any

from jiqun.cultivation.plan.directions import directions

GOALS = {
    1: ["集群总产值", "亿元", "40", "44", "48", "53", "惠城区工信局", ""],
    4: ["单位产值综合能耗", "吨标准煤/万元", "0.5", "0.48", "0.46", "0.45", "惠城区工信局", ""],
}


def whole(first_year: int = 2026) -> dict[str, Any]:
    """Answers by field."""
    found: dict[str, Any] = {"outline": "做强电子元件产业。", "safeguards": "区领导小组统筹。"}
    for of in directions():
        found[f"d{of.number}_tasks"] = [
            [f"{topic.code} {topic.title.zh}", f"{topic.title.zh}工程", "惠城区工信局", f"{first_year}-01",
             f"{first_year + 1}-06", "12.5"]
            for topic in of.topics
        ]  # fmt: skip
        own = [of.goals[0].indicator.zh, of.goals[0].unit, "10", "11", "12", "13", "惠城区工信局", ""]
        found[f"d{of.number}_goals"] = [list(GOALS.get(of.number, own))]
    return found
