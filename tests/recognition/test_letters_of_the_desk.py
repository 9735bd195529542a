"""Letters of the prefecture and the province: composed from plain values, drafted with the act that calls for them."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from jiqun.casework.models import Case
from jiqun.casework.refusals import Refusal
from jiqun.documents.official import Official, Para, Table
from jiqun.outgoing.models import Paper
from jiqun.outgoing.remedies import BLANK
from jiqun.recognition.acts import correction as notes
from jiqun.recognition.models import Application
from jiqun.recognition.papers.letters import acceptance, correction, not_recommended, recommendation, refusal, returning
from jiqun.recognition.papers.letters.about import REMEDIES
from tests.office import HUICHENG, HUIZHOU, PROVINCE, at, officer
from tests.recognition.prefecture import Office

CASE = Case()
ABOUT = {
    "issuer": "惠州市工业和信息化局",
    "to": "惠城区工业和信息化局",
    "cluster": "惠城五金集群",
    "number": "2025-441302-1",
    "round": "2025年度认定批次",
}


def text(official: Official) -> list[str]:
    """The paragraphs."""
    return [block.text for block in official.body if isinstance(block, Para)]


def test_correction_names_every_point_with_its_place_and_the_date() -> None:
    """A14.2 一次性告知: numbered points, the date, and why a later one was not named before."""
    items = [
        {"place": "企业名册", "text": "缺 2021 年数据。", "reason": ""},
        {"place": "三年目标", "text": "目标无单位", "reason": "首次审查时遗漏"},
    ]
    made = correction.compose(CASE, {**ABOUT, "notice": 2, "items": items, "until": "2025年4月30日（星期三）17:30前"})
    assert (made.layout, made.title, made.to, made.number) == ("letter", "补正通知书（第2次）", ABOUT["to"], "")
    assert text(made)[1:4] == [
        "1.企业名册：缺 2021 年数据。",
        "2.三年目标：目标无单位（此前未告知的理由：首次审查时遗漏）。",
        "请于2025年4月30日（星期三）17:30前完成补正并重新提交；逐项改动或作出说明。逾期未补正的，我单位将按现有材料作出处理。",
    ]


def test_acceptance_says_that_it_is_no_verdict() -> None:
    """A14.2 受理."""
    said = text(acceptance.compose(CASE, {**ABOUT, "handed_in": "2025年4月10日"}))
    assert "2025年4月10日提交的惠城五金集群申报材料（申报编号：2025-441302-1）" in said[0]
    assert said[1].endswith("受理不代表符合认定条件。")


@pytest.mark.parametrize("module", [refusal, not_recommended])
@pytest.mark.parametrize("remedy", REMEDIES)
def test_refusals_carry_the_reason_and_the_remedy_chosen(module: Any, remedy: Any) -> None:
    """A14.2: 理由和救济途径; a blank until somebody chose."""
    made = module.compose(CASE, {**ABOUT, "reason": "不在县级区划范围内", "appeal": remedy.slug})
    assert text(made)[1] == "不在县级区划范围内。"
    assert text(made)[-1] == remedy.says
    assert text(module.compose(CASE, {**ABOUT, "reason": "x"}))[-1] == BLANK


@pytest.mark.parametrize("number", [1, 2])
def test_recommendation_lists_the_clusters_on_a_landscape_annex(number: int) -> None:
    """A14.2 推荐汇总表; a corrected letter says what it corrects."""
    context = {
        "issuer": "惠州市工业和信息化局",
        "to": "广东省工业和信息化厅",
        "year": 2025,
        "letter": number,
        "opinion": "同意推荐。",
        "explanation": "其余条件不成熟",
        "reason": "撤回一个",
        "heads": ["推荐排序", "集群名称"],
        "widths": [1, 3],
        "rows": [["1", "惠城五金集群"]],
    }
    made = recommendation.compose(CASE, context)
    [annex] = made.annexes
    [table] = annex.blocks
    assert isinstance(table, Table)
    assert (table.landscape, table.rows) == (True, (("1", "惠城五金集群"),))
    assert ("（更正）" in made.title) == (number == 2)
    assert ("以本函为准：撤回一个" in text(made)[0]) == (number == 2)
    assert recommendation.compose(CASE, {**context, "rows": []}).annexes == ()


def test_return_gives_the_remarks_and_the_date() -> None:
    """A14.3: once."""
    made = returning.compose(CASE, {**ABOUT, "remarks": "推荐意见过简", "until": "2025年5月9日前"})
    assert text(made)[1:3] == [
        "推荐意见过简。",
        "请于2025年5月9日前处理完毕并重新报送。资格初审只退回一次；退回后原推荐名额和排序一并释放。",
    ]


# ── with the acts ────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.django_db
@pytest.mark.parametrize(
    ("act", "payload", "kind"),
    [
        ("accept", {}, "acceptance"),
        ("return_for_correction", {"items": [{"place": "roster", "text": "缺"}]}, "correction_notice"),
        ("decline", {"reason": "不在范围"}, "refusal"),
    ],
)
def test_a_letter_is_drafted_with_its_act(
    office: Office, case: Case, act: str, payload: dict[str, Any], kind: str
) -> None:
    """A14.2: in the same transaction, from the prefecture to the county, the number left blank."""
    office.act(case, act, officer(HUIZHOU), payload)
    if act == "decline":
        assert not Paper.objects.exists()
        office.sign(case, HUIZHOU)
    paper = Paper.objects.get()
    assert (paper.kind_slug, paper.authority_id, paper.addressee_id, paper.number, paper.state) == (
        kind,
        HUIZHOU,
        HUICHENG,
        "",
        "drafted",
    )


@pytest.mark.django_db
def test_letters_of_a_recommendation_go_from_prefecture_to_province_and_back(
    office: Office, round_: Case, case: Case, client: Client
) -> None:
    """A14.2, A14.3: the letter of recommendation, and the province's return."""
    office.recommended(case)
    matter = office.letter(round_)
    office.now = at("2025-05-06 10:00")
    office.act(case, "return_to_prefecture", officer(PROVINCE), {"remarks": "过简", "answer_by": "2025-05-09"})
    ours = Paper.objects.filter(kind_slug__in=("recommendation_letter", "return_to_prefecture"))
    assert {paper.kind_slug: (paper.authority_id, paper.addressee_id) for paper in ours} == {
        "recommendation_letter": (HUIZHOU, PROVINCE),
        "return_to_prefecture": (PROVINCE, HUIZHOU),
    }
    client.force_login(officer(HUIZHOU))
    page = client.get(f"/recommendations/{matter.pk}/").content.decode()
    assert "关于推荐2025年度广东省中小企业特色产业集群的函" in page


# ── two officers at one note ─────────────────────────────────────────────────────────────────────────────────────


@pytest.mark.django_db
def test_a_colleagues_note_is_not_overwritten_and_it_is_told_by_whom(office: Office, case: Case) -> None:
    """A14.2, trust (Races): two officers note at one place; the second is told who wrote what, and loses nothing."""
    mine, theirs = officer(HUIZHOU), officer(HUIZHOU)
    notes.note(case.pk, "roster", "缺 2021 年数据", by=theirs, now=office.now, shown="")
    with pytest.raises(Refusal, match=r"刚刚在同一位置记为“缺 2021 年数据”，没有覆盖。您记的是“口径不一致”"):
        notes.note(case.pk, "roster", "口径不一致", by=mine, now=office.now, shown="")
    with pytest.raises(Refusal, match="没有覆盖"):
        notes.note(case.pk, "roster", "", by=mine, now=office.now, shown="旧的")
    notes.note(case.pk, "roster", "缺 2021 年数据；口径不一致", by=mine, now=office.now, shown="缺 2021 年数据")
    row = Application.objects.get(pk=case.pk)
    assert [item.text for item in row.corrections.all()] == ["缺 2021 年数据；口径不一致"]
    notes.note(case.pk, "roster", "", by=theirs, now=office.now, shown="缺 2021 年数据；口径不一致")
    with pytest.raises(Refusal, match="刚刚被删去，您记的“再改”没有保存"):
        notes.note(case.pk, "roster", "再改", by=mine, now=office.now, shown="缺 2021 年数据；口径不一致")
