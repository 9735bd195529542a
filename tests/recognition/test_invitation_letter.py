"""The letter that invites experts (Article 14(三)): industries and dates, nobody's name, code or cluster."""

from __future__ import annotations

import pytest

from jiqun.casework.models import Case
from jiqun.documents.official import Para, Table
from jiqun.outgoing.models import Paper
from jiqun.recognition.papers.letters.invitation import compose
from tests.office import HUIZHOU, PROVINCE, officer
from tests.recognition.panel_round import make_round


def test_invitation_tells_industries_dates_and_duties() -> None:
    made = compose(
        Case(),
        {
            "issuer": "广东省工业和信息化厅",
            "round": "2025年度认定批次",
            "cases": 3,
            "per_case": 5,
            "fields": [["先进材料", 2], ["智能家电", 1]],
            "answer_by": "2025年5月12日（星期一）17:30前",
            "score_by": "",
        },
    )
    said = "".join(block.text for block in made.body if isinstance(block, Para))
    assert (made.title, made.to) == ("关于邀请参加2025年度认定批次专家评审的函", "有关评审专家")
    assert "3个申报集群进行评审，每个集群由5名专家独立评审" in said
    assert "请于2025年5月12日（星期一）17:30前登录系统答复是否参加。" in said
    assert "回避声明和保密承诺" in said
    [table] = made.annexes[0].blocks
    assert isinstance(table, Table)
    assert table.rows == (("先进材料", "2"), ("智能家电", "1"))


@pytest.mark.django_db
def test_draw_drafts_one_letter_that_names_nobody() -> None:
    stage = make_round(applications=3, experts=6)
    stage.commit()
    stage.signed("draw_panel", {"answer_on": "2025-05-12"})
    [paper] = Paper.objects.visible_to(officer(PROVINCE)).filter(case=stage.round.pk, kind_slug="expert_invitation")
    hidden = [e.expert.code for e in stage.sheets()] + [case.title for case in stage.cases] + ["张专家"]
    assert [word for word in hidden if word in str(paper.content)] == []
    assert "2025年5月12日（星期一）17:30前" in str(paper.content)
    assert paper.openness == "不予公开"
    assert not Paper.objects.visible_to(officer(HUIZHOU)).exists()
