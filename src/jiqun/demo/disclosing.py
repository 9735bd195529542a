"""What the demonstration's province opened to the public: the directory for machines, and two years of figures."""

from __future__ import annotations

from typing import Any

from jiqun.demo.accounts import PROVINCE
from jiqun.demo.play import Stage, at

REVIEWED = {
    "attribute": "proactive",
    "basis": "2025年政务公开工作要点（演示）",
    "reviewer": "演示保密审查员",
    "reviewed_on": "2025-04-07",
    "finding": "不涉密，不含单个企业数据，可主动公开（演示）。",
}
FIGURES = ["firms", "employees", "output", "rd", "patents", "exports"]


def disclose(stage: Stage) -> None:
    """Opened in April 2025 by two persons: figures of 2022 and 2023, and the directory."""
    officer = stage.officer(PROVINCE)
    year: dict[str, Any] = {"content": "figures", "figures": FIGURES}
    contents: list[dict[str, Any]] = [{**year, "year": 2022}, {**year, "year": 2023}, {"content": "open_data"}]
    for number, of in enumerate(contents):
        now = at(f"2025-04-08 {10 + number}:00")
        case = stage.open("disclosure", officer, now, {**REVIEWED, **of})
        stage.do_and_sign(case, "publish_disclosure", PROVINCE, now)
