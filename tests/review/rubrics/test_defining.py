"""A rubric is read from its tables with every flaw at its cell (Article 14(三), 细化指标体系)."""

from __future__ import annotations

import pytest

from jiqun.review.rubrics import points
from jiqun.review.rubrics.defining import define
from tests.review.rubrics.tables import items, rules


def said(*bent: dict[str, str], ruled: tuple[dict[str, str], ...] = ()) -> list[str]:
    return [flaw.said.zh for flaw in define(items(*bent), rules(*ruled))[1]]


def test_rubric_without_flaws_is_read_with_its_rules() -> None:
    rubric, flaws = define(items(), rules())
    assert flaws == []
    first, second = rubric.items
    assert (first.kind, first.expert, first.norms, first.fields) == (
        "rule",
        0,
        ("13.2.growth", "13.2.brand"),
        ("brands",),
    )
    assert (second.kind, second.expert, second.step, second.reason) == ("both", 3000, 100, "always")
    assert [rule.weight for item in rubric.items for rule in item.rules] == [6000, 1000]


def test_weights_that_do_not_sum_to_100_are_refused_where_they_stand() -> None:
    assert said({}, {"dimension_weight": "35", "item_weight": "35", "expert": "25"}) == [
        "工作表“指标”：各项分值合计 95 分，应为 100 分，请调整后再用。"
    ]
    assert said({}, {"item_weight": "39", "expert": "29"}) == [
        "工作表“指标”第 3 行“一级指标分值”：“乙”各项分值合计 39 分，应为 40 分。"
    ]
    assert said({}, {"expert": "20"}) == [
        "工作表“指标”第 3 行“其中专家评分”：专家评分 20 分与测算规则合计 10 分之和，应为该项分值 40 分。"
    ]


@pytest.mark.parametrize(
    ("bent", "told"),
    [
        ({"id": "一"}, "第 3 行“编号”：编号“一”须为字母、数字或短横线"),
        ({"item_en": ""}, "第 3 行“二级指标（英文）”：不能为空"),
        ({"guidance_en": ""}, "第 3 行“评分要点（英文）”：中文和英文须同时填写"),
        ({"guidance": "", "guidance_en": ""}, "第 3 行“评分要点”：有专家评分的，须写评分要点"),
        ({"clause": "A99"}, "第 3 行“条款”：办法中没有条款“A99”"),
        ({"norms": "13.2.none"}, "第 3 行“对应认定条件”：没有认定条件“13.2.none”"),
        ({"fields": "nothing"}, "第 3 行“对应申报表项目”：申报表没有项目“nothing”"),
        ({"reason": "随意"}, "第 3 行“理由要求”：“随意”不认识，应为 必填、满分零分必填、可不填 之一"),
        ({"item_weight": "四十"}, "第 3 行“分值”：“四十”不是分值"),
        ({"expert": "29.5"}, "第 3 行“其中专家评分”：29.5 分不是分档 1 分的整数倍"),
        ({"step": "0"}, "第 3 行“分档”：分档须大于 0"),
        ({"dimension": "甲"}, "第 3 行“一级指标（英文）”：与第 2 行同一个一级指标，但“一级指标（英文）”不同"),
    ],
)
def test_flaw_of_an_item_is_told_at_its_cell(bent: dict[str, str], told: str) -> None:
    assert any(each.startswith(f"工作表“指标”{told}") for each in said({}, bent)), said({}, bent)


def test_repeated_ids_are_told_with_the_line_of_the_first() -> None:
    assert "工作表“指标”第 3 行“编号”：编号“1”与第 2 行重复。" in said({}, {"id": "1"})


@pytest.mark.parametrize(
    ("ruled", "told"),
    [
        (({"source": "13.2.none"},), "第 2 行“测算指标”：没有测算指标“13.2.none”"),
        (({"id": "9"},), "第 2 行“编号”：没有编号为“9”的评分项"),
        (({"way": "抽签"},), "第 2 行“方式”：方式“抽签”不认识"),
        (({"from": "10"},), "第 2 行“从（含）”：“10”不是“产值年均增速”的数值，请写成百分数，如 12%"),
        (({}, {}, {"from": "1%"}), "第 4 行“从（含）”：“1%”不是"),
        (({"from": "30%"},), "第 2 行“从（含）”：“从”须小于“至”"),
        (({"to": ""},), "第 2 行“至（不含）”：不能为空"),
        (({"points": "60"},), "第 2 行“得分”：起点得分须小于满分 60 分"),
        (({"points": "61"},), "第 2 行“得分”：得分 61 分超过满分 60 分"),
        (({"points": "20.2"},), "第 2 行“得分”：20.2 分不是分档 0.5 分的整数倍"),
        (({}, {"from": "0"}), "第 3 行“从（含）”：第一档的“从”须留空"),
        (({}, {}, {}, {"to": "9"}), "第 5 行“至（不含）”：最后一档的“至”须留空"),
        (({}, {}, {"from": "2"}), "第 4 行“从（含）”：与上一档之间有空档：上一档至 1，本档从 2"),
        (({}, {"to": "2"}), "第 4 行“从（含）”：与上一档重叠：上一档至 2，本档从 1"),
        (({}, {}, {}, {"points": "9"}), "第 3 行“满分”：没有一档得满分 10 分"),
        (({}, {}, {"weight": "8"}), "第 4 行“满分”：与第 3 行是同一项的同一指标"),
        (({}, {}, {"to": ""}), "第 4 行“至（不含）”：不能为空"),
    ],
)
def test_flaw_of_a_rule_is_told_at_its_cell(ruled: tuple[dict[str, str], ...], told: str) -> None:
    """Bands that overlap or leave gaps, limits that are no values, points beyond the scale."""
    found = said(ruled=ruled)
    assert any(each.startswith(f"工作表“测算规则”{told}") for each in found), found


def test_threshold_that_no_value_reaches_is_refused() -> None:
    met = {"source": "13.6.software:met", "way": "线性", "from": "50%"}
    assert said(ruled=({**met, "to": "100%"},)) == []
    assert said(ruled=({**met, "to": "120%"},))[-1] == (
        "工作表“测算规则”第 2 行“至（不含）”：“工业软件应用率：达标年度（项）占比”最大为 100%，120% 永远达不到。"
    )


def test_every_flaw_is_told_at_once() -> None:
    found = said({"id": ""}, {"clause": "A99", "item_en": ""}, ruled=({"source": "x"}, {"to": "2"}))
    assert len(found) >= 5


@pytest.mark.parametrize(("hundredths", "shown"), [(0, "0"), (450, "4.5"), (405, "4.05"), (10000, "100")])
def test_points_shows_no_needless_zeros(hundredths: int, shown: str) -> None:
    assert points(hundredths) == shown
