"""Article 16: a report is made in one step, worded sentence by sentence, drawn anew, issued and begun again."""

from __future__ import annotations

from typing import Any

import pytest

from jiqun.casework.models import Audience, Case
from jiqun.casework.refusals import Conflict, Invalid, NotHere, Refusal
from jiqun.journal.canonical import canonical
from jiqun.supervision.evaluation import batch, queries, wording
from jiqun.supervision.models.evaluation import Evaluation, EvaluationEdition
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, ZHONGSHAN, account, approver, at, officer
from tests.supervision.evaluation.reported import NOW, YI, do, figures, issue, make, said, two_clusters
from tests.supervision.recognised import cluster, recognised

pytestmark = pytest.mark.django_db
KEY = "scale.output"


def write(case: Case, zh: str, seen: int = 0, by: Any = None, en: str = "", key: str = KEY) -> wording.Worded:
    return wording.write(case.pk, key, zh, en, seen, by=by or officer(HUIZHOU), now=NOW)


# ── making ──


def test_one_step_makes_the_report_of_a_territory() -> None:
    two_clusters()
    case = make()
    assert (case.title, case.state, case.audience) == (
        "惠州市中小企业特色产业集群2024年发展评估报告",
        "drafting",
        Audience.OWN,
    )
    found = said(case)
    assert found["stock.held"].endswith("共2个。")
    assert found["scale.output"] == "实现产值150.00亿元，比上年增长20.00%。"
    assert found["innovation.rd"].startswith("集群研发经费不少于4.00亿元，比上年增长50.00%")


def test_a_cluster_and_a_prefecture_are_reported_on_by_the_province_too() -> None:
    shoes, _ = two_clusters()
    by = officer(PROVINCE)
    one = make(by, f"cluster:{shoes.pk}", key="one")
    assert one.title == "惠东县女鞋产业集群（演示）2024年发展评估报告"
    assert said(one)["scale.firms"] == "集群企业50家，比上年增长25.00%。"
    place = make(by, HUIZHOU, key="two")
    assert Evaluation.objects.get(pk=place.pk).place_id == HUIZHOU
    whole = make(by, PROVINCE, key="three")
    assert said(whole)["spread.prefectures"] == "集群分布在1个地级以上市。"


def test_a_year_not_ended_is_refused() -> None:
    two_clusters()
    with pytest.raises(Invalid) as told:
        make(year=2025)
    assert told.value.faults == {"year": ["2025年尚未结束，不能编制该年度的评估报告。"]}


def test_two_reports_on_the_same_are_refused_and_a_discarded_one_makes_room() -> None:
    two_clusters()
    case = make()
    with pytest.raises(Invalid, match="这份报告已经编制"):
        make(key="again")
    do(case, "discard", reason="口径要改")
    assert make(key="third").pk != case.pk


def test_a_place_without_recognised_clusters_has_no_report() -> None:
    recognised(cluster())
    with pytest.raises(Refusal, match="2022年没有认定有效的省级集群"):
        make(year=2022)
    assert Evaluation.objects.count() == 0


def test_counties_make_none_and_strangers_cannot_choose_foreign_clusters() -> None:
    shoes, _ = two_clusters()
    with pytest.raises(Refusal, match="省、市两级"):
        make(officer(HUIDONG), HUIDONG)
    with pytest.raises(Invalid, match="请从列表中选择范围"):
        make(officer(ZHONGSHAN), f"cluster:{shoes.pk}")
    with pytest.raises(Refusal, match="经办"):
        make(approver(HUIZHOU))


# ── wording ──


def test_a_wording_stands_in_the_place_of_the_generated_sentence_which_stays_beside_it() -> None:
    two_clusters()
    case = make()
    kept = write(case, "产值迈上新台阶，达150亿元。")
    assert (kept.number, kept.edited, kept.text.zh, kept.text.en) == (
        1,
        True,
        "产值迈上新台阶，达150亿元。",
        kept.text.zh,
    )
    assert kept.generated["zh"].startswith("实现产值150.00亿元")
    back = write(case, "", seen=1)
    assert (back.number, back.edited, back.text.zh) == (2, False, kept.generated["zh"])


def test_the_same_wording_again_writes_nothing() -> None:
    two_clusters()
    case = make()
    write(case, "甲。")
    assert write(case, "甲。", seen=1).number == 1
    assert write(case, "", key="scale.firms").number == 0


def test_a_colleague_s_wording_is_not_overwritten() -> None:
    two_clusters()
    case = make()
    write(case, "甲。")
    colleague = account("officer", HUIZHOU, name="second")
    with pytest.raises(Conflict, match="刚刚改写了这句话"):
        write(case, "乙。", by=colleague)
    assert write(case, "乙。", seen=1, by=colleague).zh == "乙。"


def test_who_may_word_and_when() -> None:
    two_clusters()
    case = make()
    with pytest.raises(NotHere):
        write(case, "甲。", by=officer(ZHONGSHAN))
    with pytest.raises(NotHere):
        write(case, "甲。", key="no.such")
    with pytest.raises(Refusal, match="经办岗"):
        write(case, "甲。", by=approver(HUIZHOU))
    with pytest.raises(Refusal, match="最多 2000 字"):
        write(case, "长" * 2001)
    with pytest.raises(Refusal, match="同时填写中文"):
        write(case, "", en="English")
    do(case, "issue")
    with pytest.raises(Refusal, match="正在等待签批"):
        write(case, "甲。")
    do(case, "sign", approver(HUIZHOU), affirmed="on")
    with pytest.raises(Refusal, match="已印发"):
        write(case, "甲。")


# ── drawing anew ──


def test_new_data_name_what_changed_and_ask_about_what_was_rewritten() -> None:
    shoes, _ = two_clusters()
    case = make()
    write(case, "产值达150亿元。")
    write(case, "企业50家。", key="scale.firms")
    figures(shoes, 2024, firms=50, output=130 * YI, employees=22_000, rd=3 * YI, patents=700)
    do(case, "refresh")
    found = wording.worded(Evaluation.objects.get(pk=case.pk))
    assert [key for key, each in found.items() if each.doubtful] == [KEY]
    assert found[KEY].text.zh == "产值达150亿元。"
    moved = Evaluation.objects.get(pk=case.pk).moved
    assert moved[KEY]["zh"].startswith("实现产值150.00亿元")
    assert "scale.firms" not in moved
    with pytest.raises(Refusal, match="有 1 句改写过的话"):
        do(case, "issue")
    write(case, "产值达150亿元。", seen=1)  # kept as it is, now beside the new numbers
    issue(case)
    assert case.state == "issued"


# ── issuing ──


def test_an_edition_is_fixed_and_those_concerned_read_it() -> None:
    shoes, _ = two_clusters()
    case = make()
    write(case, "产值达150亿元。")
    county = officer(HUIDONG)
    assert not Case.objects.visible_to(county).filter(pk=case.pk).exists()
    issue(case)
    (edition,) = EvaluationEdition.objects.filter(evaluation=case.pk)
    seen = queries.shown(Case.objects.visible_to(county).get(pk=case.pk), county)
    assert seen is not None and not seen.draft and seen.content == edition.content
    assert Case.objects.visible_to(officer(PROVINCE)).filter(pk=case.pk).exists()
    assert not Case.objects.visible_to(officer(ZHONGSHAN)).filter(pk=case.pk).exists()
    worded = {each["key"]: each for each in _sentences(edition.content)}[KEY]
    assert worded["zh"] == "产值达150亿元。" and worded["generated"]["zh"].startswith("实现产值")
    figures(shoes, 2024, output=200 * YI)
    do(case, "revise")
    edition.refresh_from_db()
    assert canonical(edition.content) == canonical(seen.content)
    again = queries.shown(Case.objects.visible_to(county).get(pk=case.pk), county)
    assert again is not None and again.edition == 1
    case.refresh_from_db()
    mine = queries.shown(case, officer(HUIZHOU))
    assert mine is not None and (mine.draft, mine.edition) == (True, 2)
    with pytest.raises(Refusal, match="不能作废"):
        do(case, "discard", reason="不要了")


def test_a_report_on_one_cluster_reaches_its_county_and_no_other() -> None:
    shoes, _ = two_clusters()
    case = make(about=f"cluster:{shoes.pk}")
    issue(case)
    assert Case.objects.visible_to(officer(HUIDONG)).filter(pk=case.pk).exists()
    assert not Case.objects.visible_to(officer(HUICHENG)).filter(pk=case.pk).exists()
    assert Case.objects.visible_to(officer(PROVINCE)).filter(pk=case.pk).exists()


# ── many at once ──


def test_each_cluster_gets_one_report_and_a_broken_off_run_goes_on() -> None:
    two_clusters()
    by = officer(HUIZHOU)
    assert batch.step(by, 2024, now=NOW, seconds=0) == []
    assert (batch.progress(by, 2024).done, batch.progress(by, 2024).total) == (1, 2)
    assert batch.step(by, 2024, now=NOW) == []
    assert batch.progress(by, 2024).left == ()
    batch.step(by, 2024, now=at("2025-02-20 11:00"))
    assert Evaluation.objects.count() == 2


def test_a_discarded_one_is_made_again_by_the_next_run() -> None:
    two_clusters()
    by = officer(HUIZHOU)
    batch.step(by, 2024, now=NOW)
    do(Case.objects.filter(procedure_name="evaluation").earliest("opened_at", "number"), "discard", reason="重来")
    assert len(batch.progress(by, 2024).left) == 1
    batch.step(by, 2024, now=NOW)
    assert Evaluation.objects.filter(live=True).count() == 2


def _sentences(content: dict[str, Any]) -> list[dict[str, Any]]:
    return [
        sentence
        for chapter in content["chapters"]
        for block in chapter["blocks"]
        for sentence in block.get("sentences", ())
    ]
