"""The measures of the library beside the province's own: their numbers, and that none passes for what it is not."""

from __future__ import annotations

from datetime import date

import pytest

from jiqun import facts, law
from jiqun.law import Verdict, sources
from jiqun.law.citation import cite
from tests.law.rosters import ON, roster, title

GD, MIIT, YN = (law.load(name) for name in ("gd_2023_4", "miit_2022_119", "yn_example"))
FACTS = facts.build(roster(), on=ON)


def limits(measure: law.Measure) -> dict[str, list[str]]:
    """The demand of every computed norm, by topic, as a person reads it."""
    found = measure.assess(FACTS, on=ON).findings
    return {
        measure.norm(f.id).topic: [f"{p.op} {p.limit} {p.unit}".strip() for p in (f.parts if f.limit is None else (f,))]
        for f in found
        if measure.norm(f.id).computed
    }


def test_library_holds_the_provinces_measure_the_national_one_and_an_example() -> None:
    assert law.library() == ("gd_2023_4", "miit_2022_119", "yn_example")
    assert [m.status for m in (GD, MIIT, YN)] == ["official", "reported", "example"]
    assert [m.scheme for m in (GD, MIIT, YN)] == ["gd", "cn", "yn"]


@pytest.mark.parametrize("measure", [MIIT, YN], ids=lambda measure: measure.id)
def test_every_norm_has_a_topic_of_the_provinces_measure_and_its_verdict_kind(measure: law.Measure) -> None:
    topics = [norm.topic for norm in measure.norms]
    assert len(set(topics)) == len(topics)
    assert {n.topic: n.computed for n in measure.norms} == {t: GD.norm(t).computed for t in topics}


@pytest.mark.parametrize("measure", [GD, MIIT, YN], ids=lambda measure: measure.id)
def test_every_quote_stands_in_its_clause(measure: law.Measure) -> None:
    for item in (*measure.norms, *measure.all_parameters):
        assert item.quote in measure.clause(item.clause).text
        assert cite(item.clause).zh


def test_demands_of_the_national_standard() -> None:
    """工信部企业〔2022〕119号, annex (2022): SMEs' share 70%以上 where the province says 高于70%."""
    found, ours = limits(MIIT), limits(GD)
    differing = {topic: found[topic] for topic in found if found[topic] != ours[topic]}
    assert differing == {"13.2.sme_share": [">= 7/10"]}
    assert set(ours) - set(found) == {"13.5.patent_density"}
    assert MIIT.parameters(ON)["5.target"].number == 200


def test_demands_of_the_example() -> None:
    """The figures reported of 云南: output ≥ 10 亿, SMEs ≥ 50 %, lead > 60 %, growth > 3 %."""
    assert limits(YN) == {
        "13.1.safety": ["<= 0 起"],
        "13.2.area": ["<= 100 平方公里"],
        "13.2.output": [">= 10 亿元"],
        "13.2.sme_share": [">= 1/2"],
        "13.2.lead_share": ["> 3/5"],
        "13.2.growth": ["> 3/100"],
        "13.3.firms": [">= 1 家", ">= 3 家"],
        "13.5.rd_growth": ["> 1/20"],
        "13.6.platform": [">= 1/10"],
        "13.6.software": [">= 0"],
    }


def test_example_is_data_alone() -> None:
    assert set(YN.formulas) == set(MIIT.formulas) == {*GD.formulas, "core_firms"}
    assert YN.readings == MIIT.readings


def test_assessment_says_when_the_text_is_not_official() -> None:
    noticed = GD.assess(FACTS, on=ON).warnings
    assert [m.assess(FACTS, on=ON).warnings for m in (MIIT, YN)] == [m.remarks + noticed for m in (MIIT, YN)]
    assert GD.remarks == ()
    assert MIIT.remarks[0].zh.endswith("的条文未全部与正式文本核对，测算结果仅供参考。")
    assert YN.remarks[0].zh.endswith("为示例，不是正式办法，测算结果不具任何效力。")


def test_source_of_each_clause_of_the_national_measure() -> None:
    """What was at hand is told from what is remembered and what is missing."""
    kinds = {clause.anchor: MIIT.source(clause.anchor).kind for top in MIIT.clauses for clause in top.walk()}
    by_kind = {kind: [a for a, found in kinds.items() if found == kind and a[0] != "C"] for kind in sources.KINDS}
    assert by_kind == {
        "official": [],
        "reported": ["A1", "A2", "A3", "A4", "A6", *(f"A6.{n}" for n in range(1, 6)), "F1", "F1.1", "F1.2"],
        "recalled": ["A5", *(f"F1.{n}" for n in range(3, 9))],
        "unknown": ["A7"],
        "own": [],
    }
    assert {GD.source(clause.anchor).kind for top in GD.clauses for clause in top.walk()} == {"official"}


def test_annex_is_cited_as_such() -> None:
    assert (cite("F1").zh, cite("F1.2").en) == ("附件1", "Annex 1(2)")


def test_firm_with_a_provincial_championship_counts_for_the_province_alone() -> None:
    """A13.3 pools five kinds; the national standard and the example pool three."""
    for name, core in (("创新型中小企业", 1), ("省级制造业单项冠军企业", 0)):
        built = facts.build(roster(honours=(title("A", name),)), on=ON)
        found = [
            m.assess(built, on=ON).finding(i).parts[1].value for m, i in ((GD, "13.3.firms"), (MIIT, "F1.2.firms"))
        ]
        assert found == ["1", str(core)]


def test_national_measure_is_in_force_beyond_the_provinces() -> None:
    day = date(2026, 3, 1)
    assert MIIT.verdicts(FACTS, on=day)["F1.1.output"] is Verdict.MET
    assert law.governing([], day, scheme="cn") is MIIT
