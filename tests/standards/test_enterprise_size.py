"""Size of enterprises, 工信部联企业〔2011〕300号 Article 4."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.bilingual import Text
from jiqun.standards import industries
from jiqun.standards.enterprise_size import DESCENDING, Size, classify, possible, rows, sme

WAN = 1_000_000  # 万元 in 分
ANY = {"employees": None, "revenue": None, "assets": None}
INDICATORS = ("employees", "revenue", "assets")
# Codes that reach every row of the standard, one of them wide (59) and one outside (53).
CODES = ["0111", "3851", "4710", "5110", "5211", "5411", "5910", "5920", "6010", "6110", "6210", "6311", "6510", "7010"]
CODES += ["7020", "7030", "7110", "7310", "59", "53"]
figures = st.one_of(st.none(), st.sampled_from([0, 4, 5, 10, 20, 100, 300, 1000, 2000]), st.integers(0, 3000))
money = st.one_of(st.none(), st.integers(0, 210_000).map(lambda n: n * WAN), st.integers(0, 210_000 * WAN))
firms = st.fixed_dictionaries({"employees": figures, "revenue": money, "assets": money})
full_firms = st.fixed_dictionaries(
    {
        "employees": st.integers(0, 3000),
        "revenue": st.integers(0, 210_000 * WAN),
        "assets": st.integers(0, 210_000 * WAN),
    }
)


def industrial(employees: int | None, revenue_wan: int | None) -> Size | None:
    return classify(
        "3851", employees=employees, revenue=None if revenue_wan is None else revenue_wan * WAN, assets=None
    )


@pytest.mark.parametrize(
    ("employees", "revenue_wan", "size"),
    [
        (1000, 40000, Size.LARGE),
        (999, 40000, Size.MEDIUM),
        (1000, 39999, Size.MEDIUM),
        (300, 2000, Size.MEDIUM),
        (299, 2000, Size.SMALL),
        (5000, 1999, Size.SMALL),
        (20, 300, Size.SMALL),
        (19, 300, Size.MICRO),
        (5000, 299, Size.MICRO),
    ],
)
def test_industry_is_classified_at_each_bound(employees: int, revenue_wan: int, size: Size):
    """第四条（二）工业。"""
    assert industrial(employees, revenue_wan) == size


def test_one_fen_below_a_bound_is_below_it():
    assert classify("3851", employees=1000, revenue=40000 * WAN - 1, assets=None) == Size.MEDIUM


@pytest.mark.parametrize(
    ("code", "given", "size"),
    [
        ("0111", {"revenue": 500 * WAN}, Size.MEDIUM),  # 单指标：营业收入
        ("47", {"revenue": 80000 * WAN, "assets": 79999 * WAN}, Size.MEDIUM),
        ("7010", {"revenue": 200000 * WAN, "assets": 10000 * WAN}, Size.LARGE),
        ("7010", {"revenue": 200000 * WAN, "assets": 1999 * WAN}, Size.MICRO),
        ("7211", {"employees": 300, "assets": 120000 * WAN}, Size.LARGE),
        ("6513", {"employees": 100, "revenue": 1000 * WAN}, Size.MEDIUM),
        ("7320", {"employees": 10}, Size.SMALL),  # 单指标：从业人员
        ("5910", {"employees": 250, "revenue": 30000 * WAN}, Size.SMALL),  # 装卸搬运 is transport
        ("5920", {"employees": 250, "revenue": 30000 * WAN}, Size.LARGE),  # 通用仓储
        ("8511", {"employees": 9}, Size.MICRO),  # 社会工作
        ("7090", {"employees": 300}, Size.LARGE),
    ],
)
def test_other_industries_use_their_own_indicators(code: str, given: dict[str, int], size: Size):
    """第四条（一）至（十六）。"""
    assert classify(code, **(ANY | given)) == size


def test_few_employees_settle_micro_without_the_rest():
    assert industrial(5, None) == Size.MICRO


def test_revenue_below_the_large_bound_settles_sme_but_not_the_class():
    given = ANY | {"revenue": 39999 * WAN}
    assert (classify("3851", **given), sme("3851", **given)) == (None, True)
    assert possible("3851", **given) == {Size.MEDIUM, Size.SMALL, Size.MICRO}


def test_revenue_above_the_large_bound_settles_nothing():
    given = ANY | {"revenue": 40000 * WAN}
    assert (classify("3851", **given), sme("3851", **given), possible("3851", **given)) == (None, None, set(Size))


def test_a_large_firm_is_no_sme():
    assert sme("3851", employees=1000, revenue=40000 * WAN, assets=None) is False


def test_a_figure_that_is_no_indicator_of_the_industry_settles_nothing():
    assert possible("3851", employees=None, revenue=None, assets=0) == set(Size)


OUTSIDE = {"53", "66", "67", "68", "69", "704", "83", "84", "91", "92", "93", "94", "95", "96", "97"}


@pytest.mark.parametrize("code", [*sorted(OUTSIDE), "5311", "7040", "8411", "70", "00", "98", "x"])
def test_an_industry_outside_the_standard_has_no_class(code: str):
    given = {"employees": 5, "revenue": 0, "assets": 0}
    assert (rows(code), possible(code, **given), classify(code, **given), sme(code, **given)) == (
        (),
        frozenset(),
        None,
        None,
    )


def test_every_industry_but_the_excluded_has_exactly_one_row():
    outside = {
        i.code[:3] if i.code.startswith("70") else i.code[:2]
        for i in industries.everything()
        if i.level == "小类" and not rows(i.code)
    }
    assert outside == OUTSIDE
    assert {len(rows(i.code)) for i in industries.everything() if i.level == "小类"} == {0, 1}


def test_a_wide_code_keeps_the_classes_of_all_its_rows():
    assert [row.industry for row in rows("59")] == ["交通运输业", "仓储业"]
    given = {"employees": 250, "revenue": 30000 * WAN, "assets": None}
    assert possible("59", **given) == {Size.SMALL, Size.LARGE}
    assert classify("59", employees=5, revenue=None, assets=None) == Size.MICRO
    assert [row.industry for row in rows("C")] == ["工业"]


def test_size_has_both_names():
    assert (str(Size.MEDIUM), Size.MEDIUM.text, Size("微型")) == ("中型", Text("中型", "Medium"), Size.MICRO)


@given(st.sampled_from(CODES), full_firms)
def test_classify_with_all_figures_is_the_words_of_the_standard(code: str, firm: dict[str, int]):
    """同时满足下限，否则下划一档；微型只须满足一项：checked class by class from the top."""
    expected = set()
    for row in rows(code):
        pairs = [(firm[b.indicator], b) for b in row.bounds]
        if all(x >= b.large for x, b in pairs):
            expected.add(Size.LARGE)
        elif all(x >= b.medium for x, b in pairs):
            expected.add(Size.MEDIUM)
        elif all(x >= b.small for x, b in pairs):
            expected.add(Size.SMALL)
        elif any(x < b.small for x, b in pairs):
            expected.add(Size.MICRO)
    assert possible(code, **firm) == expected


@given(st.sampled_from(CODES), firms)
def test_possible_is_the_union_over_all_completions(code: str, firm: dict[str, int | None]):
    completions = [firm]
    for indicator in INDICATORS:
        if firm[indicator] is None:
            bounds = {0} | {
                getattr(b, level)
                for row in rows(code)
                for b in row.bounds
                if b.indicator == indicator
                for level in ("large", "medium", "small")
            }
            completions = [c | {indicator: x} for c in completions for x in bounds]
    union = frozenset().union(*(possible(code, **c) for c in completions))
    assert possible(code, **firm) == union


@given(
    st.sampled_from([c for c in CODES if len(c) == 4]), full_firms, st.sampled_from(INDICATORS), st.integers(0, 10**12)
)
def test_a_larger_figure_never_gives_a_smaller_class(code: str, firm: dict[str, int], indicator: str, more: int):
    before, after = classify(code, **firm), classify(code, **(firm | {indicator: firm[indicator] + more}))
    assert before is not None and after is not None
    assert DESCENDING.index(after) <= DESCENDING.index(before)


@given(st.sampled_from(CODES), firms)
def test_sme_speaks_for_every_possible_class(code: str, firm: dict[str, int | None]):
    found = possible(code, **firm)
    expected = None if not found or (Size.LARGE in found and len(found) > 1) else Size.LARGE not in found
    assert sme(code, **firm) == expected
