"""What the announcement of a list costs the database: one statement more for each cluster, to move its application
(A14.3; measured with sixty letters in `bench/letters.py`)."""

from __future__ import annotations

import json

import pytest
from bench.measure import counted

from jiqun.facts.facts import Facts
from jiqun.recognition.models import BuiltFacts
from jiqun.register.models import ClusterYear, Goal, Recognition
from tests.office import PROVINCE, approver, at, officer
from tests.recognition.listed_round import ANNOUNCEMENT, NOTICE, decisions, publish, ranked_round
from tests.recognition.panel_round import Stage

ONE = 38
"""Statements that sign the announcement of a single cluster."""


def on_notice_of(number: int) -> Stage:
    """So many on the list, nobody in reserve, each with a goal; the period is over."""
    stage = ranked_round()
    stage.signed("propose_list", decisions(stage, *["listed"] * number, *["not"] * (5 - number)))
    stage.now = at("2025-06-16 16:00")
    stage.signed("make_notice", NOTICE)
    stage.now = at("2025-06-17 10:00")
    publish(stage)
    stage.now = at("2025-07-01 09:00")
    for case in stage.cases:
        Goal.objects.create(
            cluster_id=case.cluster_id, case_id=case.pk, number=1, indicator="产值", unit="亿元", base="50", targets={},
            owner="惠城区工业和信息化局",
        )  # fmt: skip
    return stage


@pytest.mark.parametrize("number", [1, 3])
def test_announce_costs_one_statement_a_cluster(db: None, number: int) -> None:
    stage = on_notice_of(number)
    stage.act("announce", officer(PROVINCE), ANNOUNCEMENT)
    signer = approver(PROVINCE)
    with counted() as statements:
        stage.act("sign", signer, {"affirmed": "on"})
    assert len(statements.seen) == ONE + (number - 1)
    frozen = Goal.objects.filter(recognition__isnull=False).select_related("recognition")
    assert {goal.case_id: goal.cluster_id for goal in frozen} == dict(
        Recognition.objects.values_list("case_id", "cluster_id")
    )
    assert len(frozen) == number


def test_announce_keeps_the_yearly_figures_that_were_assessed(db: None) -> None:
    """Article 16: later years are held against those a cluster was recognised on."""
    stage = on_notice_of(1)
    case = stage.cases[0]
    years = {2024: {"output": 7, "output__na": 0}}
    facts = Facts("", "", ("39",), None, None, 2023, at("2025-04-01 09:00").date(), years, partial=True)
    BuiltFacts.objects.create(application_id=case.pk, facts=json.loads(facts.to_json()))
    stage.signed("announce", ANNOUNCEMENT)
    kept = ClusterYear.objects.values_list("cluster", "year", "output", "source", "case_id")
    assert list(kept) == [(case.cluster_id, 2024, 7, f"申报 {case.number}", case.pk)]
