"""The measure's file says nothing the official text does not say, and leaves out no number of Article 13."""

from __future__ import annotations

import re
from datetime import date
from importlib import resources
from pathlib import Path

import pytest

from jiqun import law
from jiqun.law import clauses
from jiqun.law.clauses import Clause

MEASURE = law.load("gd_2023_4")
ON = date(2025, 3, 20)
OFFICIAL = (Path(__file__).parent / "data" / "gd_2023_4.txt").read_text("utf-8")
TEXT = (resources.files("jiqun.law.measures") / "gd_2023_4" / "text.md").read_text("utf-8")

COMPUTED = """13.1.safety 13.2.area 13.2.output 13.2.sme_share 13.2.lead_share 13.2.growth 13.3.firms 13.5.rd_growth
    13.5.patent_growth 13.5.patent_density 13.6.platform 13.6.software 13.7.co2_intensity 13.7.energy 13.7.water"""
JUDGED = """13.2.pillar 13.2.leading 13.2.brand 13.3.cultivation 13.4.layout 13.4.coordination 13.4.sharing
    13.4.supporting 13.5.platforms 13.5.cooperation 13.5.standards 13.5.key_tech 13.6.infrastructure 13.6.services
    13.6.data_link 13.6.new_models 13.6.security 13.7.energy_mix 13.7.resources 13.7.pollution 13.7.service
    13.8.exchange 13.8.cooperation 13.8.trade 13.9.agency 13.9.services 13.9.outreach 13.9.plan"""


def walk() -> list[Clause]:
    return [clause for chapter in MEASURE.clauses for clause in chapter.walk()]


def test_text_without_its_anchors_is_the_official_text() -> None:
    assert clauses.official(TEXT) == OFFICIAL


def test_every_chapter_article_and_item_has_its_anchor() -> None:
    items = {7: 8, 13: 9, 14: 3, 17: 5}
    articles = [f"A{n}" for n in range(1, 20)]
    expected = [f"C{n}" for n in range(1, 6)] + articles
    expected += [f"A{article}.{n}" for article, count in items.items() for n in range(1, count + 1)]
    assert sorted(clause.anchor for clause in walk()) == sorted(expected)


def test_clauses_are_a_tree_in_the_order_of_the_text() -> None:
    assert [c.anchor for c in MEASURE.clauses] == ["C1", "C2", "C3", "C4", "C5"]
    assert [c.anchor for c in MEASURE.clauses[2].children] == ["A12", "A13", "A14"]
    assert [c.anchor for c in MEASURE.clause("A13").children] == [f"A13.{n}" for n in range(1, 10)]
    positions = [OFFICIAL.index(clause.text) for clause in walk()]
    assert positions == sorted(positions)


def test_norms_are_those_of_article_13() -> None:
    assert {n.id for n in MEASURE.norms if n.computed} == set(COMPUTED.split())
    assert {n.id for n in MEASURE.norms if not n.computed} == set(JUDGED.split())


def test_findings_follow_the_order_of_the_items() -> None:
    clauses_in_order = [norm.clause for norm in MEASURE.norms]
    assert clauses_in_order == sorted(clauses_in_order)


@pytest.mark.parametrize("norm", MEASURE.norms, ids=lambda norm: norm.id)
def test_quote_of_a_norm_stands_in_its_clause(norm: law.Norm) -> None:
    assert norm.quote in MEASURE.clause(norm.clause).text
    assert norm.id.startswith(norm.clause.removeprefix("A") + ".")


@pytest.mark.parametrize("parameter", MEASURE.all_parameters, ids=lambda parameter: parameter.id)
def test_quote_of_a_parameter_stands_in_its_clause(parameter: law.Parameter) -> None:
    assert parameter.quote in MEASURE.clause(parameter.clause).text


@pytest.mark.parametrize("number", [r"\d+", "[近来]三年"])
@pytest.mark.parametrize("item", range(1, 10))
def test_every_number_of_article_13_is_claimed_by_a_norm(item: int, number: str) -> None:
    text = MEASURE.clause(f"A13.{item}").text
    claimed: set[int] = set()
    for norm in MEASURE.norms:
        if norm.clause == f"A13.{item}":
            start = text.index(norm.quote)
            claimed.update(range(start, start + len(norm.quote)))
    assert [m.group() for m in re.finditer(number, text) if m.start() not in claimed] == []


def test_limits_are_the_numbers_of_the_quotes() -> None:
    """Each limit stands in its norm's quote; only 0 起, 0 of 稳步提升 and the benchmark itself are said in words."""
    in_words = {"13.1.safety", "13.6.software", "13.7.co2_intensity", "13.7.energy", "13.7.water"}
    seen = {}
    for norm in MEASURE.norms:
        for number in re.findall(r"\d+", norm.quote):
            seen.setdefault(norm.id, []).append(number)
    assert seen == {
        "13.2.area": ["100"],
        "13.2.output": ["40"],
        "13.2.sme_share": ["70"],
        "13.2.lead_share": ["70"],
        "13.2.growth": ["10"],
        "13.3.firms": ["1", "10"],
        "13.5.rd_growth": ["10"],
        "13.5.patent_growth": ["15"],
        "13.5.patent_density": ["15"],
        "13.6.platform": ["15"],
    }
    assert in_words | set(seen) == set(COMPUTED.split())


@pytest.mark.parametrize("article", ["A6", "A12", "A14", "A15", "A16", "A17", "A19"])
def test_every_number_of_the_other_articles_is_claimed_by_a_parameter(article: str) -> None:
    """Articles 6, 12, 14-17, 19; the first day in force (A19) is that of the measure itself."""
    for clause in MEASURE.clause(article).walk():
        claimed: set[int] = set()
        quotes = [p.quote for p in MEASURE.all_parameters if p.clause == clause.anchor]
        for quote in [*quotes, "自2023年2月28日起实施"]:
            if (start := clause.text.find(quote)) >= 0:
                claimed.update(range(start, start + len(quote)))
        body = re.sub(r"^第.+?条|^（.+?）", lambda m: " " * len(m.group()), clause.text)
        numbers = re.finditer(r"\d+|[一二三四五六七八九十]+年(?!发展规划)|每年|首批", body)
        assert [m.group() for m in numbers if m.start() not in claimed] == []
    assert (MEASURE.start, MEASURE.until) == (date(2023, 2, 28), date(2026, 2, 27))


def test_parameters_of_the_other_articles() -> None:
    found = {key: (p.value, p.unit.zh) for key, p in MEASURE.parameters(ON).items()}
    assert found == {
        "6.target": ("100", "个"),
        "6.target_year": ("2025", "年"),
        "12.rounds_a_year": ("1", "次/年"),
        "13.9.plan_years": ("3", "年"),
        "14.3.notice_days": ("7", "个工作日"),
        "14.3.national_batch": ("1", "批"),
        "15.validity_years": ("3", "年"),
        "15.extension_years": ("3", "年"),
        "16.report_due": ("03-31", "月-日"),
        "16.reports_a_year": ("1", "次/年"),
        "19.years_in_force": ("3", "年"),
    }
    assert MEASURE.parameters(ON)["14.3.notice_days"].number == 7


def test_readings_are_those_agreed_default_first() -> None:
    assert {key: list(reading.values) for key, reading in MEASURE.readings.items()} == {
        "以上": ["inclusive", "strict"],
        "高于": ["strict", "inclusive"],
        "均在": ["each", "mean"],
        "年均": ["compound", "arithmetic", "every_year"],
        "年均期数": ["three", "two"],
        "中小企业": ["each_year", "last_year"],
        "占比基准": ["last_year", "pooled", "each_year"],
        "家数": ["firms", "titles"],
        "称号范围": ["all", "lead_industry"],
        "单项冠军": ["any_level", "provincial"],
        "每万人": ["employees", "population"],
        "普及率分母": ["answered", "all"],
        "持续下降": ["two_falls", "three_falls", "ends"],
        "稳步提升": ["not_below", "ends"],
        "强度分母": ["output", "value_added"],
        "事项窗口": ["rolling_36", "calendar_years"],
        "税收违法": ["listed", "any"],
    }
    assert all(reading.default == next(iter(reading.values)) for reading in MEASURE.readings.values())


def test_measure_that_is_not_in_the_library_is_refused() -> None:
    with pytest.raises(law.UnknownMeasure, match="没有名为 gd_2024 的办法；现有：gd_2023_4, miit_2022_119, yn_example"):
        law.load("gd_2024")
