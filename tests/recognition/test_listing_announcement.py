"""The announcement (Articles 14(三), 15): unlocked by the period's end, performed by two people."""

from __future__ import annotations

from datetime import date, datetime

import pytest

from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter
from jiqun.casework.procedure import PUBLIC
from jiqun.casework.refusals import Conflict, Invalid, Refusal
from jiqun.notices.models import Announcement
from jiqun.notices.queries import held_back
from jiqun.recognition.models import Application
from jiqun.register.models import Cluster, Goal, Recognition
from tests.office import HUIZHOU, PROVINCE, account, approver, at, officer
from tests.recognition.listed_round import (
    ANNOUNCEMENT,
    NOTICE,
    answer,
    notice_of,
    objection_payload,
    published,
    ranked_round,
)
from tests.recognition.panel_round import Stage


@pytest.fixture
def stage(db: None) -> Stage:
    """On notice from 18 to 26 June; it is 1 July."""
    found = published(ranked_round())
    found.now = at("2025-07-01 09:00")
    return found


def states(stage: Stage) -> list[str]:
    return [Case.objects.get(pk=case.pk).state for case in stage.cases]


def test_announce_recognises_the_list(stage: Stage) -> None:
    """A14.3, A15: a term of three years, the goals frozen, the unused reserve let go."""
    goal = Goal.objects.create(
        cluster=stage.cases[0].cluster, case_id=stage.cases[0].pk, number=1, indicator="产值", unit="亿元", base="50",
        targets={"2026": "55"}, owner="惠城区工业和信息化局",
    )  # fmt: skip
    stage.signed("announce", ANNOUNCEMENT)
    assert states(stage) == ["recognised", "recognised", "recognised", "not_selected", "not_selected"]
    found = Recognition.objects.get(cluster=stage.cases[0].cluster)
    assert (found.level, found.batch, found.document) == ("省级", "2025年度", "粤工信服务函〔2025〕9号")
    assert (found.announced_on, found.valid_from, found.valid_to) == (
        date(2025, 7, 1), date(2025, 7, 10), date(2028, 7, 9),
    )  # fmt: skip
    assert (found.case_id, found.case_number, found.backfilled) == (stage.cases[0].pk, "2025-A000", False)
    goal.refresh_from_db()
    assert goal.recognition_id == found.pk
    stage.round.refresh_from_db()
    assert stage.round.state == "announced"
    assert Announcement.objects.public().get().title == ANNOUNCEMENT["title"]
    assert Cluster.objects.public().count() == 3
    reserve = Application.objects.get(pk=stage.cases[3].pk)
    assert reserve.outcome_reason == "公示期满，名单无空缺，未递补"


def test_the_end_of_the_period_performs_nothing(stage: Stage) -> None:
    """Trust: no path from the period's end to publication without a person."""
    assert states(stage)[:3] == ["listed"] * 3
    assert not Recognition.objects.exists()


@pytest.mark.parametrize("now", ["2025-06-26 23:59", "2025-06-20 09:00"])
def test_announce_waits_for_the_day_after_the_last(stage: Stage, now: str) -> None:
    stage.now = at(now)
    payload = {**ANNOUNCEMENT, "announced_on": now[:10], "screened_on": "2025-06-20"}
    with pytest.raises(Invalid, match="公布日期应在公示期满（2025-06-26）之后"):
        stage.act("announce", officer(PROVINCE), payload)
    assert states(stage)[0] == "listed"


def test_announce_is_possible_the_day_after_the_last(stage: Stage) -> None:
    stage.now = at("2025-06-27 00:00")
    stage.signed("announce", {**ANNOUNCEMENT, "announced_on": "2025-06-27", "screened_on": "2025-06-27"})
    assert states(stage)[0] == "recognised"


def test_announce_waits_for_a_promoted_cluster_s_own_period(stage: Stage) -> None:
    stage.now = at("2025-06-24 09:00")
    stage.signed("take_off", {"application": str(stage.cases[0].pk), "ground": "facts", "reason": "核查不符"})
    stage.signed("promote_reserve", {**NOTICE, "planned_on": "2025-06-25", "reason": "名单空缺"})
    stage.now = at("2025-07-01 09:00")
    with pytest.raises(Refusal, match="尚未登记在官方网站发布，公示期没有起算"):
        stage.act("announce", officer(PROVINCE), ANNOUNCEMENT)


def test_reserve_is_told_the_truth_where_a_free_place_was_not_filled(stage: Stage) -> None:
    stage.now = at("2025-06-24 09:00")
    stage.signed("take_off", {"application": str(stage.cases[0].pk), "ground": "facts", "reason": "核查不符"})
    stage.now = at("2025-07-01 09:00")
    stage.signed("announce", ANNOUNCEMENT)
    assert Application.objects.get(pk=stage.cases[3].pk).outcome_reason == "公示期满，名单空缺未予递补"


def receive(stage: Stage, now: datetime, **changes: str) -> object:
    payload = objection_payload(stage, stage.cases[0], **changes)
    return open_matter("objection", by=PUBLIC, payload=payload, key=stage.key(), now=now).subject.pk


def test_an_open_objection_holds_back_its_cluster_and_not_the_list(stage: Stage) -> None:
    """A14.3: the others are announced; a lead holds back nobody."""
    objection = receive(stage, at("2025-06-20 09:00"))
    receive(stage, at("2025-06-20 09:00"), name="", case=str(stage.cases[1].pk))
    stage.round.refresh_from_db()
    assert held_back(stage.round) == {stage.cases[0].pk: ["YY-2025-0001"]}
    stage.signed("announce", ANNOUNCEMENT)
    assert states(stage)[:3] == ["listed", "recognised", "recognised"]
    answer(stage, objection, upheld=False)  # type: ignore[arg-type]
    assert held_back(stage.round) == {}


def test_a_list_all_of_which_is_objected_to_is_not_announced(stage: Stage) -> None:
    """An objection to the whole list holds back every cluster of its notice, until it is answered."""
    objection = receive(stage, at("2025-06-20 09:00"), case="")
    with pytest.raises(Refusal, match="名单上的集群都有未办结的异议（YY-2025-0001），先答复再公布") as said:
        stage.act("announce", officer(PROVINCE), ANNOUNCEMENT)
    assert said.value.clause == "A14.3"
    answer(stage, objection, upheld=False)  # type: ignore[arg-type]
    stage.signed("announce", ANNOUNCEMENT)
    assert states(stage)[0] == "recognised"


def test_an_objection_between_the_two_signatures_stops_the_second(stage: Stage) -> None:
    stage.now = at("2025-06-27 09:00")
    payload = {**ANNOUNCEMENT, "announced_on": "2025-06-27", "screened_on": "2025-06-27"}
    stage.act("announce", officer(PROVINCE), payload)
    receive(stage, at("2025-06-26 23:59"))
    with pytest.raises(Conflict, match="提请之后名单有变化"):
        stage.act("sign", approver(PROVINCE), {"affirmed": "on"})
    assert states(stage)[0] == "listed"


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"document": "第9号"}, "document", "发文字号请写成 某工信服务函〔2025〕1号 的样式。"),
        ({"document": ""}, "document", "请填写发文字号。"),
        ({"announced_on": "2025-07-02"}, "announced_on", "公布日期不能晚于今天。"),
        ({"announced_on": "2025-06-26"}, "announced_on", "公布日期应在公示期满（2025-06-26）之后。"),
        ({"screened_on": "2025-06-17"}, "screened_on", "请在公示开始之后再次核查，填写那次核查的日期。"),
    ],
)
def test_announce_refuses(stage: Stage, changes: dict[str, str], field: str, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        stage.act("announce", officer(PROVINCE), {**ANNOUNCEMENT, **changes})
    assert refused.value.faults == {field: [said]}


def test_announce_needs_the_incidents_searched_again(stage: Stage) -> None:
    """A13.1: screened again before the announcement."""
    payload = {name: value for name, value in ANNOUNCEMENT.items() if name != "screened"}
    with pytest.raises(Invalid, match="须再次核查第十三条（一）"):
        stage.act("announce", officer(PROVINCE), payload)


def test_the_signer_affirms_that_all_is_concluded(stage: Stage) -> None:
    stage.act("announce", officer(PROVINCE), ANNOUNCEMENT)
    with pytest.raises(Invalid, match="须确认：公示期已满、所公布集群的异议均已办结"):
        stage.act("sign", approver(PROVINCE), {})


def test_a_batch_is_announced_once(stage: Stage) -> None:
    Announcement.objects.create(
        case=stage.cases[4], level="省级", batch="2025年度", title="…", source="…", confirmed_at=stage.now
    )
    with pytest.raises(Invalid, match="“2025年度”已经公布过"):
        stage.act("announce", officer(PROVINCE), ANNOUNCEMENT)


def test_announce_is_the_province_officers(stage: Stage) -> None:
    for by in (approver(PROVINCE), officer(HUIZHOU), account("supervisor", PROVINCE)):
        with pytest.raises(Refusal, match="“公布名单”由省级经办办理"):
            stage.act("announce", by, ANNOUNCEMENT)


def test_announce_from_an_old_page_says_who_did_what(stage: Stage) -> None:
    stage.round.refresh_from_db()
    seen = stage.round.version
    stage.signed("take_off", {"application": str(stage.cases[2].pk), "ground": "facts", "reason": "核查不符"})
    with pytest.raises(Conflict, match="您看到的页面已过期"):
        stage.act("announce", officer(PROVINCE), ANNOUNCEMENT, version=seen)
    assert notice_of(stage).number == 1


@pytest.mark.parametrize("name", ["record_publication", "record_interruption", "correct_notice", "extend_notice"])
def test_a_notice_is_closed_with_its_round(stage: Stage, name: str) -> None:
    """Whoever decides after the round closed is told so; what was announced stays as it was."""
    stage.signed("announce", ANNOUNCEMENT)
    with pytest.raises(Refusal, match="现处于“已公布”"):
        stage.act(name, officer(PROVINCE), {})
