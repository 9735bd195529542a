"""What a careful official would ask about: each check finds what it is for and leaves its neighbour alone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.facts.plausible import checking, elsewhere
from jiqun.facts.plausible.remark import FIRM_YEARS, HONOURS, Remark, bounds, wan
from jiqun.standards import credit_code

WAN = 1_000_000
YEARS = (2021, 2022, 2023, 2024)
CLUSTER = {"base_year": 2024, "lead_codes": ("398",)}
ON = date(2025, 4, 14)
CODES = [credit_code.complete(f"91449999{n:09d}") for n in range(1, 13)]


@dataclass
class Entry:
    row: int
    values: dict[str, Any] = field(default_factory=dict)


def firm(code: str, year: int, **given: Any) -> dict[str, Any]:
    """A firm of 100 people with an output of 6,000 万元."""
    return {
        "uscc": code,
        "name": f"企业{code[-4:]}",
        "industry": "3981",
        "year": year,
        "employees": 100,
        "revenue": 5_800 * WAN,
        "assets": 4_000 * WAN,
        "output": 6_000 * WAN,
        "rd": 200 * WAN,
        "exports": 500 * WAN,
        **given,
    }


def cluster_of(**changes: dict[str, Any]) -> list[Entry]:
    """Twelve firms, four years each, from row 2; `changes` are by `f<firm>_<year>`, `None` leaves the line out."""
    lines = []
    for number, code in enumerate(CODES):
        for year in YEARS:
            change = changes.get(f"f{number}_{year}", {})
            lines.append(firm(code, year, **change))
    return [Entry(row, line) for row, line in enumerate(lines, 2) if not line.get("gone")]


def found(entries: list[Entry], honours: list[Entry] | None = None, on: date | None = ON) -> list[Remark]:
    return list(checking.remarks(CLUSTER, {FIRM_YEARS: entries, HONOURS: honours or []}, on))


def places(remarks: list[Remark]) -> list[tuple[int, str]]:
    return [(each.row, each.header) for each in remarks]


def test_a_sound_roster_is_not_remarked_on() -> None:
    assert found(cluster_of()) == []


@pytest.mark.parametrize("field_", ["revenue", "assets", "output", "rd", "exports"])
@pytest.mark.parametrize(("factor", "says"), [(10_000, "疑似按“元”填写"), (0.0001, "疑似按“亿元”填写")])
def test_a_figure_in_the_wrong_unit_is_found_at_its_cell(field_: str, factor: float, says: str) -> None:
    right = firm(CODES[0], 2021)[field_]
    (remark,) = [each for each in found(cluster_of(f3_2022={field_: round(right * factor)})) if "疑似" in each.text.zh]
    assert remark.row == 2 + 3 * 4 + 1 and says in remark.text.zh and "10,000" in remark.text.en


def test_a_firm_wholly_in_yuan_is_found_by_its_peers() -> None:
    every = {f"f3_{year}": {"output": 6_000 * WAN * 10_000} for year in YEARS}
    remarks = [each for each in found(cluster_of(**every)) if "疑似" in each.text.zh]
    assert [each.row for each in remarks] == [14, 15, 16, 17]


def test_a_hundredfold_firm_is_no_wrong_unit() -> None:
    every = {f"f3_{year}": {"output": 600_000 * WAN, "revenue": 580_000 * WAN} for year in YEARS}
    assert [each for each in found(cluster_of(**every)) if "疑似" in each.text.zh] == []


def test_a_wrong_unit_is_said_once_and_not_as_a_jump_as_well() -> None:
    assert places(found(cluster_of(f3_2024={"output": 6_000 * WAN * 10_000}))) == [(17, "产值（万元）")]


def test_jumps_beyond_the_set_share_are_found_small_firms_are_left_alone() -> None:
    up = round(6_000 * bounds()["jump_up"]) * WAN
    assert found(cluster_of(f0_2024={"output": up})) == []
    (remark,) = found(cluster_of(f0_2024={"output": up + WAN}))
    assert (remark.row, remark.header) == (5, "产值（万元）") and "第 4 行" in remark.text.zh
    down = round(6_000 * bounds()["jump_down"]) * WAN
    assert found(cluster_of(f0_2024={"output": down})) == []
    (remark,) = found(cluster_of(f0_2024={"output": down - WAN}))
    assert "减少" in remark.text.zh
    tiny = {"output": 2 * WAN, "revenue": 2 * WAN, "rd": 0, "employees": 1, "exports": 0, "assets": 2 * WAN}
    several = {f"f{n}_{year}": tiny for n in range(12) for year in YEARS}
    assert found(cluster_of(**several)) == []
    several["f0_2024"] = tiny | {"output": 20 * WAN, "revenue": 20 * WAN}
    assert found(cluster_of(**several)) == []


@pytest.mark.parametrize(
    ("given_", "header", "says"),
    [
        ({"rd": 6_001 * WAN, "revenue": 7_000 * WAN}, "研发经费（万元）", "高于产值"),
        ({"rd": 900 * WAN, "output": 800 * WAN, "revenue": 850 * WAN}, "研发经费（万元）", "高于产值"),
        ({"exports": 5_801 * WAN}, "出口额（万元）", "高于营业收入"),
        ({"employees": 0}, "从业人员（人）", "从业人员为 0"),
        ({"name": "小计"}, "企业名称", "合计行"),
    ],
)
def test_figures_that_contradict_each_other_are_found(given_: dict[str, Any], header: str, says: str) -> None:
    remarks = [each for each in found(cluster_of(f5_2021=given_)) if each.row == 22 and each.header == header]
    assert [says in each.text.zh for each in remarks] == [True]


def test_rd_equal_to_output_and_a_blank_are_no_contradiction() -> None:
    assert found(cluster_of(f6_2021={"employees": None})) == []
    same = [
        each
        for each in found(cluster_of(f5_2021={"rd": 6_000 * WAN, "revenue": 6_000 * WAN}))
        if "高于" in each.text.zh
    ]
    assert same == []


def test_a_missing_year_is_found_at_the_firms_first_line() -> None:
    (remark,) = found(cluster_of(f2_2022={"gone": True}))
    assert (remark.row, remark.header) == (10, "年度") and "缺 2022 年" in remark.text.zh


def test_a_year_few_firms_have_is_not_missed() -> None:
    late = {f"f{n}_2021": {"gone": True} for n in range(11)}
    assert found(cluster_of(**late)) == []


@pytest.mark.parametrize("name", ["企业乙", " 企业乙 ", "企业乙有限公司", "企业乙（有限公司）"])
def test_one_name_under_two_codes_is_found(name: str) -> None:
    every = {f"f1_{year}": {"name": "企业乙"} for year in YEARS} | {f"f4_{year}": {"name": name} for year in YEARS}
    (remark,) = found(cluster_of(**every))
    assert (
        (remark.row, remark.header) == (18, "企业名称") and CODES[1] in remark.text.zh and "第 6 行" in remark.text.zh
    )


def test_a_class_that_crosses_the_line_of_large_is_found() -> None:
    """工信部联企业〔2011〕300号: industry is large from 1,000 employees and 40,000 万元 revenue."""
    large = {"employees": 1_000, "revenue": 40_000 * WAN, "output": 41_000 * WAN, "rd": 2_000 * WAN}
    every = {f"f0_{year}": large for year in YEARS} | {"f0_2024": large | {"employees": 999}}
    (remark,) = found(cluster_of(**every))
    assert (remark.row, remark.header) == (5, "年度") and "大型变为中型" in remark.text.zh


def title(row: int, **given: Any) -> Entry:
    values = {"uscc": CODES[0], "title": "创新型中小企业", "valid_from": date(2023, 1, 1), "valid_to": date(2026, 1, 1)}
    return Entry(row, values | given)


def test_titles_out_of_their_validity_on_the_day_are_found() -> None:
    honours = [
        title(2),
        title(3, valid_to=ON),
        title(4, valid_to=date(2025, 4, 13)),
        title(5, valid_from=date(2025, 4, 15)),
        title(6, valid_to=None),
    ]
    assert places(found(cluster_of(), honours)) == [(4, "有效期止"), (5, "有效期起")]
    assert found(cluster_of(), honours, on=None) == []


def test_a_leading_firm_outside_the_lead_industry_is_found() -> None:
    leading = [title(2, title="链主企业")]
    assert found(cluster_of(), leading) == []
    (remark,) = found(cluster_of(f0_2024={"industry": "2919"}), leading)
    assert (remark.row, remark.header) == (5, "行业代码")


def test_a_firm_of_another_cluster_is_named_only_where_that_may_be_seen() -> None:
    rows = [(2, CODES[0]), (3, CODES[0]), (4, CODES[1]), (5, CODES[2])]
    remarks = list(elsewhere.remarks(rows, {CODES[0]: None, CODES[1]: "甲集群"}))
    assert [(each.row, each.text.zh[:6]) for each in remarks] == [(2, "另一集群同一"), (4, "“甲集群”同")]


def test_checks_go_on_without_what_could_not_be_read() -> None:
    entries = cluster_of()
    for entry, lost in zip(
        entries, ("uscc", "year", "name", "industry", "output", "employees", "revenue"), strict=False
    ):
        del entry.values[lost]
    assert {each.header for each in found(entries)} <= {"年度"}
    assert list(checking.remarks({}, {}, None)) == []


@given(
    st.lists(
        st.fixed_dictionaries(
            {},
            optional={
                "uscc": st.sampled_from(CODES),
                "year": st.integers(2020, 2024),
                "name": st.text(max_size=8),
                "industry": st.sampled_from(["3981", "39", "C", "5333", "701"]),
                **{
                    name: st.one_of(st.none(), st.integers(0, 10**15))
                    for name in ("employees", "revenue", "assets", "output", "rd", "exports")
                },
            },
        ),
        max_size=30,
    )
)
def test_no_roster_makes_the_checks_fail_and_every_remark_has_a_cell_and_both_languages(
    lines: list[dict[str, Any]],
) -> None:
    entries = [Entry(row, values) for row, values in enumerate(lines, 2)]
    for remark in found(entries):
        assert 2 <= remark.row < len(lines) + 2 and remark.text.zh and remark.text.en


@given(st.integers(0, 10**17))
def test_money_is_shown_exactly_in_ten_thousand_yuan(fen: int) -> None:
    whole, _, part = wan(fen).replace(",", "").partition(".")
    assert int(whole) * WAN + int((part or "0").ljust(6, "0")) == fen
