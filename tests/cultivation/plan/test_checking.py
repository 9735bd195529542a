"""What is typed into a plan is read exactly, and everything wrong with it is said at once (Articles 7, 13(九))."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.cultivation.plan import checking
from jiqun.cultivation.plan.content import Content, from_plain
from jiqun.cultivation.plan.reading import fen, read
from tests.cultivation.plan.answers import whole


def said(answers: dict[str, Any]) -> list[str]:
    """Every fault in words."""
    return [fault.text.zh for fault in checking.faults(answers, 2026)]


def content(answers: dict[str, Any]) -> Content:
    """What the answers say."""
    return read(answers, 2026)[0]


def test_whole_plan_holds_and_is_kept_as_it_is() -> None:
    found = content(whole())
    assert said(whole()) == [] and len(found.tasks) == 49 and len(found.goals) == 8
    assert (found.tasks[0].start, found.tasks[0].end, found.tasks[0].planned) == (
        date(2026, 1, 1),
        date(2027, 6, 30),
        12_500_000,
    )
    assert from_plain(found.plain()) == found


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (["9.9", "措施", "局", "2026-01", "2026-02", ""], "任务“9.9”认不出，请写本方向任务的序号，1.1 至 1.8"),
        (["2.1", "措施", "局", "2026-01", "2026-02", ""], "任务“2.1”认不出，请写本方向任务的序号，1.1 至 1.8"),
        (["1.1", "", "局", "2026-01", "2026-02", ""], "没有写措施"),
        (["1.1", "措施", "", "2026-01", "2026-02", ""], "没有写责任单位"),
        (["1.1", "措施", "局", "年初", "2026-02", ""], "开始时间“年初”不是年月，请按 2026-03 填写"),
        (["1.1", "措施", "局", "2026-13", "2026-02", ""], "开始时间“2026-13”不是年月，请按 2026-03 填写"),
        (["1.1", "措施", "局", "2026-05", "2026-02", ""], "完成时间 2026-02-28 早于开始时间 2026-05-01"),
        (["1.1", "措施", "局", "2029-01", "2029-02", ""], "起止时间不在规划期 2026–2028 年内"),
        (
            ["1.1", "措施", "局", "2026-01", "2026-02", "约20"],
            "计划投入“约20”不是金额；单位是万元，最多六位小数（精确到分），如 120.5",
        ),
    ],
)
def test_faulty_measure_is_said_with_its_place(line: list[str], fault: str) -> None:
    answers = whole()
    answers["d1_tasks"].append(line)
    assert said(answers) == [f"（一）提升集群主导产业优势·工作措施第 9 行：{fault}"]


@pytest.mark.parametrize(
    ("line", "fault"),
    [
        (["出口额", "", "1", "2", "3", "4", "局", ""], "没有写单位"),
        (["出口额", "亿元", "5", "4", "6", "7", "局", ""],
         "2026 年目标 4 低于基值 5；指标以低为好的，请在“向好”填“降”"),
        (["万元能耗", "吨", "5", "6", "4", "4", "局", "降"], "2026 年目标 6 高于基值 5，而该指标以低为好"),
        (["出口额", "亿元", "", "4", "6", "7", "局", ""], "基值未填"),
        (["出口额", "亿元", "约5", "4", "6", "7", "局", ""], "基值“约5”不是数字，只填数，单位另写"),
        (["集群总产值", "亿元", "40", "44", "48", "53", "局", ""], "指标“集群总产值”重复"),
    ],
)  # fmt: skip
def test_faulty_goal_is_said_with_its_place(line: list[str], fault: str) -> None:
    answers = whole()
    answers["d1_goals"].append(line)
    assert said(answers) == [f"（一）提升集群主导产业优势·目标第 2 行：{fault}"]


def test_everything_wrong_is_said_at_once_and_in_order() -> None:
    answers = whole()
    answers["outline"] = ""
    answers["d2_tasks"] = answers["d2_tasks"][1:]
    answers["d5_goals"][0][1] = ""
    assert said(answers) == [
        "（二）激发集群创新活力：2.1 多层次创新平台 没有措施，也没有说明不适用的理由",
        "（五）深化集群开放合作·目标第 1 行：没有写单位",
        "总体思路未填",
    ]


def test_task_is_left_out_only_with_a_reason_and_not_beside_a_measure() -> None:
    answers = whole()
    answers["d5_tasks"] = answers["d5_tasks"][1:]
    answers["d5_left"] = [["5.1", "集群产品不出口。"], ["5.2", ""]]
    assert said(answers) == ["（五）深化集群开放合作·不适用的任务第 2 行：没有写不适用的理由"]
    answers["d5_left"] = [["5.1", "集群产品不出口。"], ["5.2", "无"]]
    found = said(answers)
    assert len(found) == 1 and "既有措施又列为不适用" in found[0]


def test_same_measure_of_a_unit_at_the_same_time_is_one_too_many() -> None:
    answers = whole()
    answers["d1_tasks"].append(["1.2", "主导产业精准定位工程", "惠城区工信局", "2027-06", "2027-12", ""])
    assert said(answers) == ["惠城区工信局的措施“主导产业精准定位工程”在 1.1 和 1.2 重复且时间重叠，请合并或改写"]
    answers["d1_tasks"][-1][3] = "2027-07"
    assert said(answers) == [], "one after the other is no overlap"


def test_money_a_thousand_times_the_others_asks_whether_it_is_in_yuan() -> None:
    answers = whole()
    assert checking.asked_about(content(answers)) is None
    answers["d3_tasks"][0][5] = "12500"
    asked = checking.asked_about(content(answers))
    assert asked is not None and "12,500 万元" in asked.zh
    answers["d3_tasks"][0][5] = "12499.999999"
    assert checking.asked_about(content(answers)) is None


def test_direction_without_a_goal_is_flagged_and_offered_goals_left_blank_count_for_nothing() -> None:
    answers = whole()
    answers["d8_goals"] = [["从业人员", "人", "1000", "", "", "", "", ""]]
    assert said(answers) == []
    assert [each.zh for each in checking.without_goal(content(answers))] == ["（八）建设现代化产业体系"]


@given(st.integers(0, 10**15))
def test_money_is_read_to_the_fen(amount: int) -> None:
    wrong: list[Any] = []
    assert fen(f"{Decimal(amount) / 1_000_000:,f}", wrong) == amount and wrong == []
    assert fen(f"{Decimal(amount) / 1_000_000:f}万元", wrong) == amount


@given(st.text(max_size=12))
def test_anything_typed_is_money_or_a_fault(text: str) -> None:
    wrong: list[Any] = []
    assert (fen(text.strip(), wrong) is None) or not wrong
