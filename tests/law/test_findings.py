"""A finding explains itself: numbers, limit, distance, what would change it, what is missing."""

from __future__ import annotations

import json
from dataclasses import replace
from datetime import date

import pytest

from jiqun import facts, law
from jiqun.bilingual import Text
from jiqun.law import Verdict, units
from jiqun.law.findings import Flip, in_words
from tests.law.rosters import (
    ON,
    YI,
    assess,
    below,
    bent,
    energy,
    finding,
    firm,
    of_year,
    roster,
    title,
    with_cluster,
    without_year,
)

KEYS = ["id", "clause", "quote", "verdict", "value", "exact", "unit", "op", "limit", "margin"]
KEYS += ["inputs", "flips_under", "needs", "parts", "text"]


def test_growth_in_full() -> None:
    """A13.2 产值年均增速高于10%: 80.69 over 61.26 is 9.62 %."""
    found = finding(
        of_year("output", {2021: 6126 * 10**8, 2022: 6720 * 10**8, 2023: 7360 * 10**8, 2024: 8069 * 10**8}),
        "13.2.growth",
    )
    assert (found.verdict, found.op, found.limit, found.unit) == (Verdict.NOT_MET, ">", "1/10", "")
    assert (found.value, found.margin, found.exact) == ("0.0961", "-0.0039", "8069/6126")
    assert [(i.label.zh, i.year, i.value, i.unit, i.missing) for i in found.inputs] == [
        ("产值", 2024, 806900000000, "分", 0),
        ("产值", 2021, 612600000000, "分", 0),
    ]
    assert found.text.zh == (
        "（2024 年产值 806,900 万元 ÷ 2021 年产值 612,600 万元）开 3 次方 − 1 = 9.61%；标准：高于 10%；"
        "不符合，相差 0.39 个百分点。换用其他口径，结论不变。"
    )
    assert found.text.en == (
        "(output 2024: 8,069 million yuan ÷ output 2021: 6,126 million yuan)^(1/3) − 1 = 9.61%; required: above 10%; "
        "not met, short by 0.39 percentage points. No other reading changes this."
    )


def test_each_year_gives_the_worst_year_and_lists_them() -> None:
    found = finding(of_year("output", {2023: 41 * YI}), "13.2.output")
    assert (found.value, found.exact, found.unit, found.op, found.limit, found.margin) == (
        *("41", "41", "亿元", ">=", "40", "1"),
    )
    assert [(part.id, part.verdict.value, part.value) for part in found.parts] == [
        ("13.2.output.2022", "met", "56"),
        ("13.2.output.2023", "met", "41"),
        ("13.2.output.2024", "met", "68"),
    ]
    assert [i.year for i in found.inputs] == [2022, 2023, 2024]


def test_number_is_shown_away_from_the_limit() -> None:
    assert finding(of_year("output", {2022: 40 * YI - 1}), "13.2.output").value == "39.99"
    assert finding(of_year("output", {2022: 40 * YI + 1}), "13.2.output").value == "40.01"
    assert finding(of_year("output", {2022: 40 * YI}), "13.2.output").value == "40"
    assert finding(with_cluster(area_m2=100_000_001), "13.2.area").value == "100.01"


def test_growth_at_exactly_the_limit_flips_under_the_other_reading() -> None:
    found = finding(of_year("output", {2021: 1000, 2022: 1100, 2023: 1210, 2024: 1331}), "13.2.growth")
    assert (found.value, found.margin, found.exact) == ("0.1", "0", "1331/1000")
    assert found.flips_under == (Flip("高于", "inclusive", Verdict.MET),)
    assert found.text.zh.endswith("不符合，恰为门槛值。口径“高于”换作“含本数”，结论为符合。")


def test_lower_bound_that_already_reaches_the_limit_settles_it() -> None:
    """A sum with rows missing is a lower bound: a ≥ already reached stays met."""
    lines = tuple(replace(x, output=None) if x.uscc == "B" else x for x in roster().firm_years)
    found = finding(roster(firm_years=lines), "13.2.output")
    assert (found.verdict, found.value, found.needs) == (Verdict.MET, "56", ())
    assert found.inputs[0].missing == 1
    assert "2022 年产值 560,000 万元（1 行未填），至少 56 亿元" in found.text.zh


def test_open_finding_says_what_is_known_and_what_is_needed() -> None:
    found = finding(of_year("output", {2023: None}), "13.2.output")
    assert (found.verdict, found.value, found.exact, found.margin) == (Verdict.UNDETERMINED, None, None, None)
    assert [need.zh for need in found.needs] == ["2023 年产值：1 行未填，请补报"]
    assert found.text.zh == (
        "2022 年符合、2023 年待核、2024 年符合。其中：2023 年产值 0 万元（1 行未填）；标准：40 亿元以上；待核。"
        "待补：2023 年产值：1 行未填，请补报。口径“近三年产值均在”换作“三年平均”，结论为符合。"
    )


def test_missing_base_is_an_upper_bound_on_growth() -> None:
    """With firms missing in 2021 growth can only be lower: not met stays, met does not."""
    lacking = (*roster().firm_years, firm("Z", 2021, output=None))
    assert finding(roster(firm_years=lacking), "13.2.growth").verdict is Verdict.UNDETERMINED
    slow = tuple(replace(x, output=x.output and 10**9) for x in lacking)
    found = finding(roster(firm_years=slow), "13.2.growth")
    assert (found.verdict, found.value) == (Verdict.NOT_MET, "0")
    assert "，至多 0%" in found.text.zh


def test_missing_year_is_named() -> None:
    found = finding(without_year(2021), "13.2.growth")
    assert [need.zh for need in found.needs] == ["缺 2021 年企业年度数据，请补充"]
    assert [(i.year, i.value) for i in found.inputs] == [(2024, 68 * YI), (2021, None)]


def test_firm_without_a_class_is_named() -> None:
    unclear = firm("Z", 2024, output=100 * YI, employees=2_000, revenue=None)
    found = finding(roster(firm_years=(*roster().firm_years, unclear)), "13.2.sme_share")
    assert found.verdict is Verdict.UNDETERMINED
    assert [need.zh for need in found.needs] == [
        "2024 年有 1 家企业因从业人员、营业收入或资产总额不全而划型未定，请补报"
    ]
    assert "（据现有数据不低于 40.47%、不高于 100%）" in found.text.zh


def test_any_of_lists_its_branches_with_their_quotes() -> None:
    found = finding(roster(), "13.3.firms")
    assert (found.value, found.op, found.limit) == (None, None, None)
    assert [(p.id, p.verdict.value, p.value, p.limit, p.margin) for p in found.parts] == [
        ("13.3.firms.1", "met", "1", "1", "0"),
        ("13.3.firms.2", "not_met", "0", "10", "-10"),
    ]
    assert found.parts[0].quote == "不少于1家主导产业的国家级制造业单项冠军企业或专精特新“小巨人”企业"


def test_judgement_is_left_to_a_person() -> None:
    found = finding(roster(), "13.2.pillar")
    assert (found.verdict, found.value, found.inputs, found.flips_under) == (Verdict.JUDGEMENT, None, (), ())
    assert found.text.zh == "定性条件，由审核人员依据佐证材料判断。"


def test_top_verdict_is_of_the_computed_norms_only() -> None:
    assert assess(roster()).verdict is Verdict.MET
    assert assess(without_year(2021)).verdict is Verdict.UNDETERMINED
    assert assess(replace(without_year(2021), searches=(), honours=())).verdict is Verdict.NOT_MET


def test_efficiency_shows_benchmark_and_use() -> None:
    found = finding(replace(with_cluster(lead_codes=("31",)), efficiency=(energy("90", "100"),)), "13.7.energy")
    assert (found.value, found.exact, found.limit) == ("1.1112", "10/9", "1")
    assert "基准值 100 ÷ 单耗 90（千克标准煤/吨） = 1.1112 倍" in found.text.zh


def test_each_line_of_efficiency_is_told_by_product_firm_and_year_and_gives_its_figures() -> None:
    """A13.7 能效水平高于行业基准值: two lines of one year are two titles, each with what was used and the benchmark."""
    lines = (energy("87/20", "9/2"), replace(energy("5", "4"), product="带钢", basis=""))
    found = finding(replace(with_cluster(lead_codes=("31",)), efficiency=lines), "13.7.energy")
    assert [(part.id, part.title.zh, part.value) for part in found.parts] == [
        ("13.7.energy.1", "2024 年带钢（A）", "0.8"),
        ("13.7.energy.2", "2024 年钢材（A）", "1.0345"),
    ]
    assert [(i.label.zh, i.year, i.value, i.unit, i.missing) for i in found.inputs] == [
        ("带钢单耗（A）", 2024, "5", "千克标准煤/吨", 0),
        ("带钢行业基准值", 2024, "4", "千克标准煤/吨", 0),
        ("钢材单耗（A）", 2024, "4.35", "千克标准煤/吨", 0),
        ("钢材行业基准值（GB）", 2024, "4.5", "千克标准煤/吨", 0),
    ]
    assert found.text.zh.startswith(
        "2024 年带钢（A）不符合、2024 年钢材（A）符合。其中：2024 年 A 带钢：基准值 4 ÷ 单耗 5"
    )
    assert "“带钢” of A in 2024: benchmark 4 ÷ used 5 (kgce/t)" in found.text.en
    assert in_words("4.35", "千克标准煤/吨").en == "4.35 kgce/t"
    assert in_words("1/3", "罐/批").en == "1/3 罐/批"


def test_an_efficiency_without_end_in_decimals_stays_a_fraction() -> None:
    found = finding(replace(with_cluster(lead_codes=("31",)), efficiency=(energy("1/3", "1"),)), "13.7.energy")
    assert [i.value for i in found.inputs] == ["1/3", "1"]


def test_a_value_that_is_a_change_says_from_what() -> None:
    """A13.6 稳步提升, A13.7 持续下降: the number is a change, not the rate or the intensity of a year."""
    found = assess(roster())
    assert (found.finding("13.6.software").change, found.finding("13.2.growth").change) == (
        Text("较上年", "on the year before"),
        None,
    )
    ends = assess(roster(), 持续下降="ends").finding("13.7.co2_intensity")
    assert ends.change == Text("较 2022 年", "on 2022")
    assert [part.change for part in assess(roster()).finding("13.7.co2_intensity").parts] == [
        Text("较上年", "on the year before")
    ] * 2
    plain = ends.plain()
    assert (plain["change"], plain["title"]) == ("较 2022 年", "二氧化碳排放强度")
    assert "change" not in ends.plain(rich=False)


def test_a_change_of_a_percentage_is_told_in_points() -> None:
    found = finding(roster(), "13.6.software")
    assert f" = {units.UNITS['%'].distance(found.value or '', True)}" in found.text.zh
    assert "个百分点；标准：稳步提升" in found.text.zh


def test_json_has_the_agreed_shape() -> None:
    found = json.loads(assess(roster()).to_json())
    assert list(found) == ["measure", "on", "verdict", "findings", "warnings", "receipt"]
    assert (found["measure"], found["on"], found["verdict"]) == ("gd_2023_4", "2025-03-20", "met")
    assert all(list(f) == KEYS for f in found["findings"])
    assert list(found["receipt"]) == ["measure_sha256", "facts_sha256", "readings", "code"]
    growth = next(f for f in found["findings"] if f["id"] == "13.2.growth")
    assert growth["inputs"][0] == {"label": "产值", "year": 2024, "value": 68 * YI, "unit": "分", "missing": 0}
    assert growth["flips_under"] == [{"reading": "年均", "value": "every_year", "verdict": "not_met"}]


def test_json_is_the_same_bytes_after_replay_from_stored_facts() -> None:
    built = facts.build(roster(), on=ON)
    again = facts.Facts.from_json(built.to_json())
    measure = law.load("gd_2023_4")
    assert measure.assess(again, on=ON).to_json() == measure.assess(built, on=ON).to_json()
    backwards = replace(roster(), firm_years=tuple(reversed(roster().firm_years)))
    assert assess(backwards).to_json() == assess(roster()).to_json()


def test_json_in_english_differs_only_in_words() -> None:
    zh, en = (json.loads(assess(roster()).to_json(language)) for language in ("zh", "en"))
    assert [f["verdict"] for f in zh["findings"]] == [f["verdict"] for f in en["findings"]]
    assert en["findings"][0]["text"].startswith("2022-03-20 to 2025-03-20: no record")


def test_receipt_names_readings_and_hashes() -> None:
    built = facts.build(roster(), on=ON)
    measure = law.load("gd_2023_4")
    receipt = measure.assess(built, on=ON, readings={"年均": "arithmetic"}).receipt
    assert receipt.readings == {**measure.defaults(), "年均": "arithmetic"}
    assert (receipt.facts_sha256, receipt.measure_sha256) == (built.sha256, measure.sha256)
    assert receipt.code.startswith("jiqun 0.1.0 ")


@pytest.mark.parametrize(
    ("warning", "changes"),
    [
        ("名册无规下汇总", {}),
        ("2021、2022、2023 年无规下汇总而其他年度有", {"below_size": (below(2024),)}),
        ("规下汇总不含专利", {"below_size": (below(2024),)}),
        ("X 持有有效称号但基准年不在名册", {"honours": (title("X", "创新型中小企业"),)}),
    ],
)
def test_warning(warning: str, changes: dict[str, object]) -> None:
    assert any(warning in text.zh for text in assess(roster(**changes)).warnings)


def test_warning_of_a_simulation_and_of_dates() -> None:
    built = facts.build(bent(lambda line: line), on=ON)
    found = law.load("gd_2023_4").assess(built, on=date(2024, 6, 1), readings={"高于": "inclusive"})
    assert [text.zh for text in found.warnings[:3]] == [
        "口径“高于”取“含本数”，不是默认的“不含本数”；未经认定工作通知或省厅解释确定的，仅为模拟测算。",
        "基准年为 2024 年，不是 2024-06-01 的上一年度；近三年按基准年起算。",
        "称号和重大事项按 2025-03-20 计算，与适用日期 2024-06-01 不同。",
    ]
