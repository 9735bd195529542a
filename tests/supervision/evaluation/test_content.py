"""Article 16: what the report says of the data, and that every number names its source."""

from __future__ import annotations

from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from jiqun.bilingual import Text
from jiqun.supervision.evaluation.content import composing
from jiqun.supervision.evaluation.content.facts import Facts, Goal, Member, Problem
from jiqun.supervision.evaluation.content.goals import Reached, reached

YI = 100 * 100_000_000


def member(n: int, years: dict[int, dict[str, int | None]], **more: object) -> Member:
    """An invented cluster of 惠州."""
    told = {"blanks": {}, **more}
    return Member(
        id=f"c{n}",
        name=f"集群{n}",
        place="惠州市惠东县",
        prefecture="441300",
        leads="皮鞋制造（1952）",
        batch="2023年",
        term="2023-07-10～2026-07-09",
        standing=Text("有效", "In force"),
        years=years,
        **told,  # type: ignore[arg-type]
    )


FACTS = Facts(
    2024,
    (2022, 2023, 2024),
    (
        member(
            1,
            {2023: {"output": 100 * YI, "firms": 40}, 2024: {"output": 120 * YI, "firms": 50, "rd": 3 * YI}},
            goals=(Goal("产值", "亿元", "90", "110", "120"), Goal("专利", "件", "10", "20", "")),
            problems=(Problem("用地紧张", "惠东县", "2025-06-30", closed=False, late=False),),
            report="received",
        ),
        member(2, {2024: {"output": 30 * YI, "rd": YI}}, blanks={2024: {"rd": 2}}, report="missing"),
    ),
)


def sentences(content: dict[str, object]) -> dict[str, str]:
    return {sentence["key"]: sentence["zh"] for sentence in composing.sentences(content)}


def test_a_territory_says_sums_growth_on_comparable_clusters_and_lower_bounds() -> None:
    found = sentences(composing.territory_content(FACTS, "惠州市", map_of_prefectures=False))
    assert found["stock.held"] == "2024年，惠州市年内认定有效的省级中小企业特色产业集群共2个。"
    assert "scale.having" not in found  # every cluster has data of the year
    assert found["scale.both"] == "与上年比较只计两年均有数据的集群1个。"
    assert found["scale.output"] == "实现产值150.00亿元，比上年增长20.00%。"
    assert found["scale.firms"] == "集群企业50家，比上年增长25.00%；填报该项的集群1个。"
    assert found["scale.employees"] == "从业人员：2024年尚无数据。"
    assert found["scale.hundred"] == "产值达到100亿元的集群1个。"
    assert found["innovation.rd"] == "集群研发经费不少于4.00亿元。"
    assert found["goals.met"] == "达到年度目标1项。"
    assert found["goals.unknown"] == "无可比数据1项。"
    assert found["reports.received"] == "已由省厅收到的1个。"
    assert found["problems.all"] == "登记问题1项，已办结0项，逾期未办结0项。"


def test_a_figure_that_fewer_clusters_have_says_on_how_many_its_growth_rests() -> None:
    third = member(3, {2023: {"firms": 10}, 2024: {"firms": 12}})
    facts = Facts(2024, FACTS.years, (*FACTS.members, third))
    found = sentences(composing.territory_content(facts, "惠州市", map_of_prefectures=False))
    assert found["scale.both"] == "与上年比较只计两年均有数据的集群2个。"
    assert found["scale.output"] == "实现产值150.00亿元，比上年增长20.00%（按两年可比的1个集群计）；填报该项的集群2个。"


def test_every_number_of_a_sentence_stands_in_it_and_has_a_source() -> None:
    for content in (
        composing.territory_content(FACTS, "广东省", map_of_prefectures=True),
        composing.cluster_content(Facts(2024, FACTS.years, FACTS.members[:1])),
    ):
        for sentence in composing.sentences(content):
            for number in sentence["numbers"]:
                assert number["zh"] in sentence["zh"] and number["en"] in sentence["en"]
                assert 1 <= number["source"] <= len(content["sources"])
        known = {each["id"] for each in content["facts"]["members"]}
        for source in content["sources"]:
            assert set(source["clusters"]) <= known
            assert source["how"]["zh"] and source["how"]["en"]


def test_the_sources_of_a_sum_recompute_to_what_the_sentence_says() -> None:
    content = composing.territory_content(FACTS, "惠州市", map_of_prefectures=False)
    (output,) = [each for each in composing.sentences(content) if each["key"] == "scale.output"]
    source = content["sources"][output["numbers"][0]["source"] - 1]
    assert (source["figures"], source["years"], source["of"], source["blanks"]) == (["output"], [2024], 2, 0)
    kept = Facts.from_plain(content["facts"])
    assert sum(each.figure("output", 2024) or 0 for each in kept.members if each.id in source["clusters"]) == 150 * YI


def test_the_map_counts_clusters_by_prefecture_without_boundaries() -> None:
    content = composing.territory_content(FACTS, "广东省", map_of_prefectures=True)
    (drawn,) = [block for chapter in content["chapters"] for block in chapter["blocks"] if block["kind"] == "tiles"]
    assert len(drawn["tiles"]) == 21
    assert [(tile["name"], tile["shade"]) for tile in drawn["tiles"] if tile["shown"] == "2"] == [("惠州", 4)]


def test_a_cluster_stands_goal_by_goal() -> None:
    content = composing.cluster_content(Facts(2024, FACTS.years, FACTS.members[:1]))
    tables = [block for chapter in content["chapters"] for block in chapter["blocks"] if block["kind"] == "table"]
    (goals,) = [table for table in tables if "逐项" in table["title"]["zh"]]
    assert [[cell["zh"] for cell in row] for row in goals["rows"]] == [
        ["产值", "亿元", "90", "110", "120", "达到年度目标"],
        ["专利", "件", "10", "20", "—", "无可比数据"],
    ]


def test_names_with_braces_are_no_places_to_fill_in() -> None:
    odd = member(3, {}, became=(Text("自2024-05-01起撤销认定{x}", "Revoked {x}"),))
    content = composing.territory_content(Facts(2024, FACTS.years, (odd,)), "惠州市", map_of_prefectures=False)
    assert sentences(content)["stock.became.0.0"] == "集群3：自2024-05-01起撤销认定{x}。"


@pytest.mark.parametrize(
    ("goal", "standing"),
    [
        (Goal("a", "亿元", "90", "110", "110"), Reached.MET),
        (Goal("a", "亿元", "90", "110", "108"), Reached.NEAR),
        (Goal("a", "亿元", "90", "110", "107.9"), Reached.SHORT),
        (Goal("能耗", "吨", "100", "80", "79"), Reached.MET),
        (Goal("能耗", "吨", "100", "80", "82"), Reached.NEAR),
        (Goal("能耗", "吨", "100", "80", "83"), Reached.SHORT),
        (Goal("a", "家", "", "100", "90"), Reached.NEAR),
        (Goal("a", "家", "0", "0", "0"), Reached.MET),
        (Goal("a", "家", "10", "20", "约15"), Reached.UNKNOWN),
        (Goal("a", "家", "10", "", "15"), Reached.UNKNOWN),
    ],
)
def test_a_result_stands_to_the_target_of_its_year_in_its_direction(goal: Goal, standing: Reached) -> None:
    assert reached(goal) is standing


@given(st.lists(st.tuples(st.one_of(st.none(), st.integers(0, 10**15)), st.one_of(st.none(), st.integers(0, 10**15)))))
def test_growth_counts_only_clusters_with_both_years(pairs: list[tuple[int | None, int | None]]) -> None:
    members = tuple(member(n, {2023: {"output": a}, 2024: {"output": b}}) for n, (a, b) in enumerate(pairs))
    facts = Facts(2024, (2023, 2024), members)
    grown = facts.growth("output")
    both = [(a, b) for a, b in pairs if a is not None and b is not None]
    assert len(grown.counted) == len(both)
    before, now = sum(a for a, _ in both), sum(b for _, b in both)
    assert grown.value == (Fraction(now - before, before) if before else None)
    assert Facts.from_plain(facts.plain()) == facts


def test_a_new_drawing_names_the_sentences_whose_numbers_changed_and_no_others() -> None:
    before = composing.territory_content(FACTS, "惠州市", map_of_prefectures=False)
    changed = member(2, {2024: {"output": 31 * YI, "rd": YI}}, blanks={2024: {"rd": 2}}, report="missing")
    after = composing.territory_content(
        Facts(2024, FACTS.years, (FACTS.members[0], changed)), "惠州市", map_of_prefectures=False
    )
    found = composing.moved(before, after)
    assert set(found) == {"scale.output"}
    assert found["scale.output"]["zh"].startswith("实现产值150.00亿元")
    assert composing.moved(after, after) == {}
