"""What a finding rests on beyond the measure's own text: demands of the call (Article 5), registered bases (A18)."""

from __future__ import annotations

from datetime import date

import pytest

from jiqun import law
from jiqun.config import clock
from jiqun.law.basis import Basis
from jiqun.law.wording import worded
from jiqun.recognition.models import Application, PreCheck, Round
from jiqun.recognition.queries import conditions, demands
from tests.office import HUICHENG, officer
from tests.recognition.applicant import NOW, open_round
from tests.recognition.findings import browser, imported, page, shown

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def business_time(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)


@pytest.fixture
def row() -> Round:
    return open_round()


DEMANDS = [
    {"id": "D1", "text": "集群设立公共服务平台"},
    {
        "id": "D2",
        "text": "最近一年产值不低于50亿元",
        "formula": "output",
        "word": "不低于",
        "limit": "5000",
        "unit": "亿元",
    },
]


@pytest.mark.parametrize(
    ("line", "formula", "word", "limit", "unit"),
    [
        ("近三年产值不低于 50 亿元", "output", "不低于", "50", "亿元"),
        ("近三年产值均在50亿元以上。", "output", "以上", "50", "亿元"),
        ("产值年均增速高于12.5%", "output_growth", "高于", "12.5", "%"),
        ("占地面积不超过 60 平方公里；", "area", "不超过", "60", "平方公里"),
        ("每万人有效发明专利拥有量不少于20件/万人", "patent_density", "不少于", "20", "件/万人"),
    ],
)
def test_a_demand_written_as_a_condition_is_computed(line: str, formula: str, word: str, limit: str, unit: str) -> None:
    found = demands.computed(line, law.load("gd_2023_4"))
    assert found == {"formula": formula, "word": word, "limit": limit, "unit": unit}


@pytest.mark.parametrize(
    "line",
    [
        "提供近三年审计报告",
        "近三年产值不低于 50 万元",
        "近三年产值不低于亿元",
        "近三年产值不低于 50 亿元且无处罚",
        "产值不低于 50 亿元",
        "优质企业数量不少于 3 家",
        "近三年产值不低于 -50 亿元",
    ],
)
def test_any_other_demand_is_judged(line: str) -> None:
    assert demands.listed(line, law.load("gd_2023_4")) == [{"id": "D1", "text": line}]


def test_demands_are_conditions_computed_or_judged(row: Round) -> None:
    Round.objects.filter(pk=row.pk).update(demands=DEMANDS, document="粤工信函〔2025〕9号")
    case = imported(Round.objects.select_related("case").get(pk=row.pk))
    last = conditions.conditions(Application.objects.select_related("round__case").get(pk=case.pk))[-2:]
    assert [(each.id, each.computed, each.limit) for each in last] == [
        ("D1", "judgement", "—"),
        ("D2", "not_met", "≥ 5,000 亿元"),
    ]
    body = page(browser(officer(HUICHENG)), "application-findings", case.pk)
    assert "认定工作通知附加要求" in body
    assert 'id="q-D1" href="#D1">集群设立公共服务平台</a>' in body
    assert (PreCheck.objects.get(pk=case.pk).verdict, "再增加" in str(shown(case)["D2"].distance)) == ("not_met", True)


def test_the_basis_a_finding_rests_on_is_printed_with_it_and_nowhere_else(row: Round) -> None:
    """A18: a registered override gives the norm another limit from its day."""
    basis = Basis(
        kind="override",
        number="粤工信规〔2025〕3号",
        on=date(2025, 1, 10),
        issuer="广东省工业和信息化厅",
        start=date(2025, 1, 15),
        until=None,
        reason="演示",
        measure="gd_2023_4",
        norm="13.2.growth",
        limit="12.9",
        unit="%",
    )
    Round.objects.filter(pk=row.pk).update(bases=[basis.plain()])
    case = imported(Round.objects.select_related("case").get(pk=row.pk))
    found = shown(case)
    assert (found["13.2.growth"].limit, found["13.2.output"].limit) == ("＞ 12.9%", "≥ 40 亿元")
    body = page(browser(officer(HUICHENG)), "application-findings", case.pk)
    said = worded(law.load("gd_2023_4"), basis).text.zh
    assert "“产值年均增速”的标准调整为 12.9%" in said
    assert body.count(f"依据：{said}") == 1
