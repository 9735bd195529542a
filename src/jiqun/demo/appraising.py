"""The appraisal of 2024 and the year's plan of supervision in the demonstration (Article 16).

Points and a grade are given to invented clusters alone; of the announced ones only what is computed is there.
"""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from jiqun.casework.models import Case
from jiqun.demo.accounts import PROVINCE
from jiqun.demo.past_years import BATTERIES, LAST, MOULDS, Years
from jiqun.supervision.appraisal.grading import proposed, rubric_of, scored
from jiqun.supervision.appraisal.rubric import POINT
from jiqun.supervision.models import Appraised

FOCUS = "三年发展规划执行、年度数据真实性、重大变动报备和上年整改落实（虚构）。"
SUMMARY = "规划执行较好，数据报送及时；公共检测能力仍需加强（虚构）。"
MEASURES = "公共检测平台能力不足（虚构） | 与市质检院共建检测点 | 集群运营管理机构 | 2025-12-31"


def appraise(years: Years, now: datetime) -> None:
    """The year is appraised: two invented clusters are marked, one of them has its grade confirmed."""
    stage, officer = years.stage, years.stage.officer(PROVINCE)
    stage.open("appraisal", officer, now, {"year": str(LAST)})
    for number, pilot in enumerate((BATTERIES, MOULDS)):
        sheet = Appraised.objects.get(cluster__name=pilot.name)
        at = now + timedelta(hours=1 + number)
        stage.do(sheet, "mark", officer, at, marks(sheet), name="appraised")
    sheet = Appraised.objects.get(cluster__name=BATTERIES.name)
    grade = proposed(sheet, rubric_of(sheet))
    assert grade is not None  # every item has its points
    told = {"grade": grade.name, "grade_reason": "", "summary": SUMMARY, "measures": MEASURES}
    stage.do(sheet, "confirm_grade", officer, now + timedelta(hours=4), told, name="appraised")


def marks(sheet: Appraised) -> dict[str, Any]:
    """Four fifths of what a person gives, each with its reason."""
    told: dict[str, Any] = {}
    for line in scored(sheet, rubric_of(sheet)):
        if line.by_person:
            told[f"points_{line.item.key}"] = str(line.item.weight * 4 // 5 // POINT)
            told[f"reason_{line.item.key}"] = f"{line.item.title.zh}：查阅年度报告和佐证材料，进展较好（虚构）。"
    return told


def plan(years: Years, now: datetime) -> None:
    """Three clusters are drawn by lot for the year's checks, and the plan is signed."""
    told = {"year": str(now.year), "focus": FOCUS, "method": "lot", "wanted": "3"}
    case: Case = years.stage.open("supervision_plan", years.stage.officer(PROVINCE), now, told)
    years.stage.do_and_sign(case, "adopt_supervision", PROVINCE, now + timedelta(hours=1))
