"""Every level reads the history of a round, so it names no expert and gives away no reason of the panel (A14.3)."""

from __future__ import annotations

import pytest

from jiqun.casework.history import history
from jiqun.casework.models import Case
from jiqun.review.models import Sheet
from tests.office import HUIZHOU, officer
from tests.recognition.panel_round import Stage, make_round
from tests.recognition.test_scoring_meeting import met, order

pytestmark = pytest.mark.django_db

WHY = "某集群第三名专家理解有误"


@pytest.fixture
def stage() -> Stage:
    """One cluster whose scores are open."""
    found = make_round(1, 4).drawn().all_scored()
    found.signed("open_scores")
    return found


def notes(stage: Stage) -> str:
    return "\n".join(str(line.note) for line in history(stage.round.pk))


def test_round_history_tells_how_many_sheets_are_scored_anew_and_not_why(stage: Stage) -> None:
    """A14.3: the reason stands with the sheets, for the province and the sheet's author."""
    assert Case.objects.visible_to(officer(HUIZHOU)).filter(pk=stage.round.pk).exists()
    stage.signed("order_rescore", order(stage, met(stage), stage.sheets()[0], reason=WHY))
    assert "第 1 次评审会决定复评 1 份" in notes(stage)
    stage.signed("cancel_rescore", {"reason": WHY})
    assert "终止 1 份评审表的复评" in notes(stage)
    assert WHY not in notes(stage)
    void = Sheet.objects.get(panel=stage.panel, revision=2)
    assert (void.state, void.ordered_because, void.reason) == ("void", WHY, WHY)


def test_round_history_names_no_expert_who_was_made_known_to_the_supervisor(stage: Stage) -> None:
    """A14.3: experts appear as codes, and not even as that where every level reads."""
    code = stage.sheets()[0].expert.code
    Case.objects.filter(pk__in=[case.pk for case in stage.cases]).update(state="recognised")
    Case.objects.filter(pk=stage.round.pk).update(state="announced")
    stage.signed("unmask_expert", {"expert": code, "reason": WHY})
    assert "向纪检监督披露 1 名专家的姓名" in notes(stage)
    assert (code in notes(stage), WHY in notes(stage)) == (False, False)
