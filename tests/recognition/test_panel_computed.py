"""Items with rules are computed once, when the panel is drawn; nobody overwrites them (Article 14(三))."""

from __future__ import annotations

import json
from fractions import Fraction

import pytest
from django.test import Client

from jiqun.casework.refusals import Invalid
from jiqun.journal.models import Payload
from jiqun.recognition.models import Application, BuiltFacts
from jiqun.recognition.queries import measured
from jiqun.review import computed
from jiqun.review.models import ComputedScores, Sheet
from jiqun.review.rubrics import points, rubric_of
from jiqun.review.sheets import REASON, SCORE, scored_by_expert
from tests.recognition.findings import facts
from tests.recognition.panel_round import STATEMENTS, Stage, full_sheet, make_round

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage() -> Stage:
    """A drawn panel whose first case has facts; the others have none."""
    stage = make_round(applications=2, experts=4)
    known = facts()
    Application.objects.filter(pk=stage.cases[0].pk).update(facts_sha256=known.sha256)
    BuiltFacts.objects.create(application_id=stage.cases[0].pk, facts=json.loads(known.to_json()))
    return stage.drawn()


def sheet_of(stage: Stage, place: int = 0) -> Sheet:
    """A sheet of the nth case, as its page loads it, with both statements made."""
    found = stage.sheets(case=stage.cases[place].pk)[0]
    stage.on_sheet(found, "declare", STATEMENTS)
    return Sheet.objects.visible_to(found.expert.account).get(pk=found.pk)


def filled(sheet: Sheet, **changes: str) -> dict[str, str]:
    """Full marks for what is the expert's."""
    found, form = computed.pinned(sheet), {"comment": "总体较好。"}
    for item in rubric_of(sheet.panel.rubric).items:
        if most := scored_by_expert(item, found):
            form[SCORE + item.id] = points(most)
            form[REASON + item.id] = "佐证充分"
    return {**form, **changes}


def test_scores_are_computed_from_findings_when_the_panel_is_drawn(stage: Stage) -> None:
    """The values of `test_findings`: 103.78 亿元 grown by 11.91 % a year, 71.44 % SMEs, one little giant, 8 titles."""
    row = ComputedScores.objects.get(case=stage.cases[0].pk)
    got = {id: (item["points"], item["most"]) for id, item in row.record["items"].items()}
    assert got == {
        "13-2-1": (150 + 100, 600),
        "13-2-2": (100 + 250, 500),
        "13-3-1": (300, 600),
        "13-3-2": (100, 500),
        "13-4-2": (0, 0),
        "13-5-1": (150, 400),
        "13-5-2": (100 + 200, 400),
        "13-6-1": (100 + 200, 500),
        "13-7-1": (400, 400),
        "13-7-2": (0, 0),
        "13-9-2": (0, 0),
    }
    said = row.record["items"]["13-2-1"]["parts"][0]["text"]["zh"]
    assert said == (
        "近三年产值：103.78 亿元。规则：达到 40 亿元 得 1 分，达到 200 亿元 得 3 分，其间按比例，不足一档不计；"
        "低于 40 亿元 不得分。得 1.5 分（满分 3 分）。"
    )
    said = row.record["items"]["13-7-2"]["parts"][0]["text"]["zh"]
    assert said == "能效水平：本条件不适用，系统不测算，这 1 分由专家评分。"


def test_case_without_facts_leaves_every_item_to_the_expert(stage: Stage) -> None:
    row = ComputedScores.objects.get(case=stage.cases[1].pk)
    assert {item["most"] for item in row.record["items"].values()} == {0}
    assert "没有测算数据，系统不测算" in row.record["items"]["13-2-1"]["parts"][0]["text"]["zh"]
    sheet = sheet_of(stage, 1)
    stage.on_sheet(sheet, "submit", full_sheet())
    assert Sheet.objects.get(pk=sheet.pk).total == 10000


def test_growth_is_scored_from_end_over_base_exactly(stage: Stage) -> None:
    record = ComputedScores.objects.get(case=stage.cases[0].pk).record
    assert record["measured"]["13.2.growth"] == {
        "amount": {"zh": "11.91%", "en": "11.91%"},
        "exact": "649997/463895",
        "root": 3,
        "why": None,
    }


def test_record_can_be_computed_again_by_anyone(stage: Stage, client: Client) -> None:
    sheet = sheet_of(stage)
    row = computed.row_of(sheet)
    assert row is not None
    assert computed.recomputed(row.record, rubric_of(sheet.panel.rubric)) == row.record["items"]
    client.force_login(sheet.expert.account)
    answer = client.get(f"/sheets/{sheet.pk}/computed.json").json()
    assert (answer["sha256"], answer["recomputed_alike"]) == (row.sha256, True)
    ComputedScores.objects.filter(pk=row.pk).update(record={**row.record, "measured": {"13.2.output": {"exact": "1"}}})
    assert client.get(f"/sheets/{sheet.pk}/computed.json").json()["recomputed_alike"] is False


def test_digest_of_computed_scores_is_journalled_with_the_draw(stage: Stage) -> None:
    digest = computed.digest_of(stage.panel)
    assert any(digest in bytes(kept.canonical or b"").decode() for kept in Payload.objects.all())


def test_submit_adds_computed_and_expert_points(stage: Stage) -> None:
    sheet = sheet_of(stage)
    stage.on_sheet(sheet, "submit", filled(sheet, **{"reason_13-2-1": "与实地看到的规模相符"}))
    found = Sheet.objects.get(pk=sheet.pk)
    rules = sum(item["points"] for item in ComputedScores.objects.get(case=sheet.case_id).record["items"].values())
    most = sum(item["most"] for item in ComputedScores.objects.get(case=sheet.case_id).record["items"].values())
    assert found.total == rules + (10000 - most)
    assert found.scores["13-2-1"] == {"score": 250, "reason": "与实地看到的规模相符", "computed": 250}
    assert found.scores["13-2-3"] == {"score": 500, "reason": "佐证充分"}


def test_submit_that_overwrites_a_computed_item_is_refused(stage: Stage) -> None:
    sheet = sheet_of(stage)
    with pytest.raises(Invalid) as wrong:
        stage.on_sheet(sheet, "submit", filled(sheet, **{"score_13-2-1": "6"}))
    assert wrong.value.faults == {"reason_13-2-1": ["“产值规模与增速”由系统测算，不能改分；有不同意见请写在“意见”栏。"]}
    stage.on_sheet(sheet, "submit", filled(sheet))


def test_finding_that_rests_on_a_bound_is_left_to_the_expert() -> None:
    """Firms that gave no figure make the value a lower bound: met by law, but no exact number to score."""
    known = facts()
    years = {year: dict(sums) for year, sums in known.years.items()}
    years[known.base_year]["output__na"] = 1
    plain = json.loads(known.to_json())
    plain["years"] = {str(year): sums for year, sums in years.items()}
    stage = make_round(applications=1)
    BuiltFacts.objects.create(application_id=stage.cases[0].pk, facts=plain)
    found = measured.given(Application.objects.select_related("case", "round__case").get(pk=stage.cases[0].pk))
    assert found.measured["13.2.output"].exact is None
    assert found.measured["13.2.output"].why == measured.LOWER_BOUND
    assert found.measured["13.2.output:met"].exact == Fraction(1)
