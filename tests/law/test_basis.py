"""Registered bases (A18, A19): extensions, successors, single changes, recorded decisions; demands of a notice (A5)."""

from __future__ import annotations

from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun import law
from jiqun.bilingual import Text
from jiqun.law import Basis, BasisError, Demand, Verdict
from tests.law.registered import FACTS, GD, LAST, basis, override, refusal
from tests.law.rosters import ON

# ── extension and decision (A19) ──


def test_measure_without_bases_is_itself() -> None:
    assert GD.under([]) is GD
    assert GD.bases_on(ON) == GD.bases_of("13.2.output", ON) == ()


@pytest.mark.parametrize("kind", ["extension", "decision"])
def test_extension_and_decision_carry_the_measure_on_until_their_last_day(kind: str) -> None:
    found = basis(kind)
    measure = GD.under([found])
    days = [LAST, LAST + timedelta(days=1), date(2028, 2, 27), date(2028, 2, 28)]
    assert [measure.in_force(day) for day in days] == [True, True, True, False]
    assert [measure.bases_on(day) for day in days] == [(), (found,), (found,), ()]
    assert measure.id == GD.id
    assert measure.parameters(date(2027, 1, 1))["14.3.notice_days"].number == 7
    with pytest.raises(law.NoMeasureInForce, match="2023-02-28 至 2026-02-27、2026-02-28 至 2028-02-27"):
        measure.assess(FACTS, on=date(2028, 2, 28))


def test_extended_measure_assesses_as_before() -> None:
    extended = GD.under([basis()])
    assert extended.verdicts(FACTS, on=date(2026, 3, 1)) == GD.verdicts(FACTS, on=ON)


def test_gap_before_a_decision_stays_a_gap() -> None:
    measure = GD.under([basis("decision", start=date(2026, 5, 1))])
    assert not measure.in_force(date(2026, 4, 30))
    with pytest.raises(law.NoMeasureInForce, match="先登记延期"):
        measure.parameters(date(2026, 4, 30))


# ── successor ──


def test_successor_ends_the_measure_and_its_extension_the_day_before() -> None:
    measure = GD.under([basis(), basis("successor", number="粤工信规字〔2027〕2号", start=date(2027, 1, 1))])
    assert measure.in_force(date(2026, 12, 31)) and not measure.in_force(date(2027, 1, 1))
    with pytest.raises(law.NoMeasureInForce) as caught:
        measure.verdicts(FACTS, on=date(2027, 1, 1))
    assert "由 gd_2026_1 替代。请改按新办法办理。" in caught.value.text.zh
    assert "粤工信规字〔2027〕2号" in caught.value.text.zh
    assert "gd_2026_1 takes its place. Apply the new measure." in caught.value.text.en


def test_day_before_the_measure_names_no_successor() -> None:
    with pytest.raises(law.NoMeasureInForce, match="请改用有效期内的日期"):
        GD.under([basis("successor", start=date(2026, 1, 1))]).parameters(date(2023, 2, 27))


def test_governing_measure_is_the_one_in_force_that_day() -> None:
    assert law.governing([], ON) is GD
    assert law.governing([basis()], date(2026, 3, 1)).bases == (basis(),)
    with pytest.raises(law.NoMeasureInForce, match="先登记延期"):
        law.governing([], date(2026, 3, 1))
    with pytest.raises(law.NoMeasureInForce, match="由 gd_2026_1 替代"):
        law.governing([basis("successor")], date(2026, 3, 1))
    with pytest.raises(BasisError, match="gd_2030 不在库中"):
        law.governing([basis(measure="gd_2030")], ON)
    with pytest.raises(law.UnknownMeasure):
        law.governing([], ON, scheme="nowhere")


# ── single changes (A18) ──


def test_override_changes_one_limit_from_its_date() -> None:
    measure = GD.under([override(limit="70")])
    before = measure.assess(FACTS, on=date(2024, 12, 31)).finding("13.2.output")
    after = measure.assess(FACTS, on=date(2025, 1, 1)).finding("13.2.output")
    assert (before.verdict, before.limit) == (Verdict.MET, "40")
    assert (after.verdict, after.limit) == (Verdict.NOT_MET, "70")
    assert measure.bases_of("13.2.output", date(2025, 1, 1)) == (override(limit="70"),)
    assert measure.bases_of("13.2.output", date(2024, 12, 31)) == ()
    assert measure.bases_of("13.2.area", date(2025, 1, 1)) == ()


def test_override_with_a_last_day_gives_the_old_limit_back() -> None:
    measure = GD.under([override(until=date(2025, 3, 31)), override(start=date(2025, 6, 1), limit="60")])
    limits = {
        day: measure.assess(FACTS, on=day).finding("13.2.output").limit
        for day in (date(2024, 12, 31), date(2025, 1, 1), date(2025, 3, 31), date(2025, 4, 1), date(2025, 6, 1))
    }
    assert list(limits.values()) == ["40", "50", "50", "40", "60"]


def test_override_of_a_branch_leaves_the_other_branch() -> None:
    measure = GD.under([override(norm="13.3.firms.2", limit="12", unit="家")])
    parts = measure.assess(FACTS, on=ON).finding("13.3.firms").parts
    assert [part.limit for part in parts] == ["1", "12"]
    assert len(measure.bases_of("13.3.firms", ON)) == 1


def test_norm_set_aside_does_not_apply_and_says_why() -> None:
    for norm in ("13.2.growth", "13.2.brand", "13.3.firms"):
        aside = override(norm=norm, limit=None, unit="", start=ON)
        found = GD.under([aside]).assess(FACTS, on=ON).finding(norm)
        assert found.verdict is Verdict.NOT_APPLICABLE
        assert GD.under([aside]).bases[0].text.zh in found.text.zh
        assert GD.under([aside]).verdicts(FACTS, on=ON - timedelta(days=1))[norm] is not Verdict.NOT_APPLICABLE


def test_parameter_may_be_changed_from_a_date() -> None:
    found = GD.under([override(norm="14.3.notice_days", limit="5", unit="个工作日", until=date(2025, 12, 31))])
    days = (date(2024, 12, 31), date(2025, 1, 1), date(2025, 12, 31), date(2026, 1, 1))
    assert [found.parameters(day)["14.3.notice_days"].number for day in days] == [7, 5, 5, 7]
    moved = GD.under([override(norm="16.report_due", limit="04-15", unit="月-日")])
    assert moved.parameters(ON)["16.report_due"].value == "04-15"


def test_hash_covers_bases_and_demands_whatever_their_order() -> None:
    one, other = basis(), override()
    both = GD.under([one, other])
    assert both == GD.under([other, one]) == GD.under([one]).under([other])
    demand = Demand("D1", "须有公共实验室", ON)
    hashes = {GD.sha256, GD.under([one]).sha256, both.sha256, both.with_demands([demand]).sha256}
    assert len(hashes) == 4
    assert both.assess(FACTS, on=ON).receipt.measure_sha256 == both.sha256
    assert both.with_demands([demand]) == GD.with_demands([demand]).under([one, other])


# ── JSON and sentences ──


@given(
    st.sampled_from(["extension", "successor", "override", "decision"]),
    st.dates(),
    st.text(min_size=1).filter(str.strip),
)
def test_basis_goes_through_json_unchanged(kind: str, on: date, number: str) -> None:
    found = basis(kind, on=on, number=number)
    assert Basis.from_plain(found.plain()) == found


def test_basis_from_wrong_json_is_refused_with_all_that_is_wrong() -> None:
    plain = basis().plain() | {"start": "2026-2-28", "kind": "prolongation", "nubmer": ""}
    del plain["issuer"]
    with pytest.raises(BasisError) as caught:
        Basis.from_plain(plain)
    assert [p.zh for p in caught.value.problems] == [
        "不认识的键 nubmer",
        "start：“2026-2-28”不是日期",
        "kind 应为 extension、successor、override、decision 之一",
        "缺少 issuer",
    ]


def test_sentences_name_kind_number_issuer_and_period() -> None:
    head, since = "粤工信规字〔2026〕1号（广东省工业和信息化厅，2026-01-15），", "自 2026-02-28 至 2028-02-27"
    assert basis().text.zh == f"延期：{head}{since}，延续有效。"
    assert basis("decision").text.zh == f"书面决定：{head}{since}，按原办法办理新事项。"
    assert basis("successor").text.zh == f"替代：{head}自 2026-02-28 起，由 gd_2026_1 替代。"
    assert override().text.zh == f"单项调整：{head}自 2025-01-01 起，“13.2.output”的标准调整为 50 亿元。"
    assert override(limit=None, unit="").text == Text(
        f"单项调整：{head}自 2025-01-01 起，“13.2.output”停止适用。",
        "Single change: 粤工信规字〔2026〕1号 (广东省工业和信息化厅, 2026-01-15), from 2025-01-01 on, "
        "“13.2.output” is set aside.",
    )


@pytest.mark.parametrize(
    ("change", "zh", "en"),
    [
        (
            {},
            "“近三年产值”的标准调整为 50 亿元。",
            "the limit of “Output of the last three years” is 5000 million yuan.",
        ),
        (
            {"norm": "13.2.growth", "limit": "12.5", "unit": "%"},
            "“产值年均增速”的标准调整为 12.5%。",
            "the limit of “Average annual growth of output” is 12.5%.",
        ),
        (
            {"norm": "13.3.firms.1", "limit": "2", "unit": "家"},
            "“优质企业数量：主导产业的国家级单项冠军或“小巨人””的标准调整为 2 家。",
            "the limit of “Number of quality firms: National champions or little giants of the lead industry” is 2.",
        ),
        (
            {"norm": "16.report_due", "limit": "04-15", "unit": "月-日"},
            "“年度报送截止日”的标准调整为 04-15。",
            "the limit of “annual report due” is 04-15.",
        ),
        (
            {"norm": "14.3.notice_days", "limit": "5", "unit": "个工作日"},
            "”的标准调整为 5 个工作日。",
            " is 5 working days.",
        ),
        ({"limit": None, "unit": ""}, "“近三年产值”停止适用。", "“Output of the last three years” is set aside."),
    ],
)
def test_a_measure_says_what_a_basis_changes_in_its_own_words(change: dict[str, Any], zh: str, en: str) -> None:
    """A18: neither the id of a norm nor a unit in the other language stands in the sentence."""
    (found,) = GD.under([override(**change)]).bases
    assert (found.text.zh.endswith(zh), found.text.en.endswith(en)) == (True, True), found.text
    assert found == override(**change)


@pytest.mark.parametrize("limit", ["99-99", "02-3", "５0", "1" * 21, "1" * 5_000, "1e5", "-1", "50 "])
def test_limit_the_measure_file_could_not_hold_is_refused(limit: str) -> None:
    with pytest.raises(BasisError) as caught:
        override(limit=limit)
    assert "不是数值" in caught.value.text.zh
    assert len(caught.value.text.zh) < 100


@pytest.mark.parametrize("norm", ["13.3.firms.01", "13.3.firms.１", "13.3.firms.1.", "13.3.firms."])
def test_branch_has_one_address_only(norm: str) -> None:
    """Else two changes of one branch would not be seen to overlap."""
    assert "没有条件或参数" in refusal(override(norm=norm, limit="2", unit="家"))
    assert GD.under([override(norm="13.3.firms.1", limit="2", unit="家")]).bases_of("13.3.firms", ON)


# ── demands of a notice (A5) ──

SOURCE = "粤工信服务函〔2025〕1号"


def test_demand_in_words_is_for_a_person_to_judge() -> None:
    measure = GD.with_demands([Demand("D1", "须有公共实验室", ON, SOURCE)])
    found = measure.assess(FACTS, on=ON).finding("D1")
    assert (found.verdict, found.clause, found.quote) == (Verdict.JUDGEMENT, "A5", "须有公共实验室")
    assert found.title.zh == f"附加要求 D1（{SOURCE}）"
    assert measure.verdicts(FACTS, on=ON - timedelta(days=1))["D1"] is Verdict.NOT_APPLICABLE
    assert [n.id for n in measure.norms[-2:]] == ["13.9.plan", "D1"]


@pytest.mark.parametrize(("limit", "verdict"), [("56", Verdict.MET), ("56.01", Verdict.NOT_MET)])
def test_demand_with_formula_word_and_limit_is_computed(limit: str, verdict: Verdict) -> None:
    demand = Demand("D1", "近三年产值均在若干亿元以上", ON, SOURCE, "output", "以上", limit, "亿元")
    found = GD.with_demands([demand]).assess(FACTS, on=ON).finding("D1")
    assert (found.verdict, found.op, found.unit) == (verdict, ">=", "亿元")
    assert Demand.from_plain(demand.plain()) == demand


@pytest.mark.parametrize(
    ("demand", "said"),
    [
        (Demand("D1", " ", ON), "没有内容"),
        (Demand("", "有", ON), "没有编号"),
        (Demand("D1", "有", ON, formula="output"), "缺少 word、limit、unit"),
        (Demand("D1", "有", ON, "", "profit", "以上", "5", "亿元"), "没有公式 profit"),
        (Demand("D1", "有", ON, "", "output", "大于", "5", "亿元"), "不认识的用语 大于"),
        (Demand("D1", "有", ON, "", "output", "以上", "5e1", "亿元"), "不是数值"),
        (Demand("D1", "有", ON, "", "output", "以上", "5", "亩"), "不认识的单位 亩"),
        (Demand("D1", "有", ON, "", "output", "以上", "5", "家"), "与公式 output 不符"),
        (Demand("13.2.output", "有", ON), "编号 13.2.output 已被使用"),
    ],
)
def test_demand_that_is_not_right_is_refused(demand: Demand, said: str) -> None:
    with pytest.raises(BasisError) as caught:
        GD.with_demands([demand])
    assert said in caught.value.text.zh
