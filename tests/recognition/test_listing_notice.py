"""The public notice of a list (Article 14(三)): made, published, interrupted, changed while it stands."""

from __future__ import annotations

import json
from datetime import date
from random import Random

import pytest

from jiqun.casework.doing import Doing
from jiqun.casework.history import history
from jiqun.casework.models import Case
from jiqun.casework.offers import offers
from jiqun.casework.perform import open_matter
from jiqun.casework.procedure import PUBLIC, procedure
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.journal.models import Payload
from jiqun.notices.models import Notice, Publication
from tests.office import PROVINCE, approver, at, officer
from tests.recognition.listed_round import (
    ADDRESS,
    NOTICE,
    answer,
    notice_of,
    objection_payload,
    on_notice,
    proposed,
    publication,
    publish,
    published,
    ranked_round,
)
from tests.recognition.panel_round import Stage


@pytest.fixture
def stage(db: None) -> Stage:
    return ranked_round()


def state(case: Case) -> str:
    return Case.objects.get(pk=case.pk).state


def test_make_notice_publishes_the_list_as_it_stands(stage: Stage) -> None:
    """A14.3: the list by place, never by rank; nothing runs yet and the public sees nothing."""
    on_notice(stage)
    notice = notice_of(stage)
    assert notice.items[0] == {
        "case": str(stage.cases[0].pk),
        "cluster": str(stage.cases[0].cluster_id),
        "name": "第0产业集群",
        "place": "惠州市惠城区",
        "industries": ["金属制品业"],
        "applicant": stage.cases[0].authority.body,
        "invented": False,
    }
    assert [item["place"] for item in notice.items] == ["惠州市惠城区", "惠州市惠东县", "中山市小榄镇"]
    assert (notice.required_days, notice.starts_on, list(Notice.objects.public())) == (7, None, [])


def test_make_notice_needs_the_incidents_searched_again(stage: Stage) -> None:
    """A13.1: screened again before the public is told."""
    proposed(stage)
    stage.now = at("2025-06-16 16:00")
    without = {name: value for name, value in NOTICE.items() if name != "screened"}
    with pytest.raises(Invalid, match="须再次核查第十三条（一）所列情形"):
        stage.act("make_notice", officer(PROVINCE), without)
    with pytest.raises(Invalid, match="再次核查日期不能晚于今天"):
        stage.act("make_notice", officer(PROVINCE), {**NOTICE, "screened_on": "2025-06-17"})


def test_make_notice_needs_a_list(stage: Stage) -> None:
    proposed(stage)
    stage.now = at("2025-06-16 16:00")
    Case.objects.filter(pk__in=[case.pk for case in stage.cases]).update(state="not_selected")
    with pytest.raises(Refusal, match="拟认定名单上没有集群") as said:
        stage.act("make_notice", officer(PROVINCE), NOTICE)
    assert said.value.clause == "A14.3"


def test_the_text_of_a_notice_begins_with_basis_steps_and_number(stage: Stage) -> None:
    proposed(stage)
    form = procedure("round").by_act["make_notice"].form
    table = procedure("round")
    doing = Doing(table, table.by_act["make_notice"], stage.round, officer(PROVINCE), {}, stage.now, Random(0))
    shown = form(doing=doing)
    assert shown.initial["title"] == "关于2025年度广东省中小企业特色产业集群拟认定名单的公示"
    assert shown.initial["body"].splitlines()[0] == (
        "根据《广东省促进中小企业特色产业集群发展暂行办法》（粤工信服务函〔2023〕4号）第十四条规定，"
        "经县级申报、市级初审和推荐、资格初审、专家评审，拟认定下列3个集群为2025年度广东省中小企业特色产业集群，"
        "现予公示，公示期为7个工作日。"
    )


def test_the_period_runs_from_the_day_after_the_record(stage: Stage) -> None:
    """A14.3: seven whole working days; the weekend of 21 and 22 June does not count."""
    published(stage)
    notice = notice_of(stage)
    assert (notice.starts_on, notice.ends_on) == (date(2025, 6, 18), date(2025, 6, 26))
    assert notice.days == [f"2025-06-{day}" for day in (18, 19, 20, 23, 24, 25, 26)]
    record = Publication.objects.get(notice=notice)
    assert (record.kind, record.url, len(record.image_sha256)) == ("published", ADDRESS, 64)
    assert (record.by, record.confirmed_by) == (officer(PROVINCE), approver(PROVINCE))
    assert list(Notice.objects.public()) == [notice]


def test_the_period_may_begin_on_the_day_it_stood(stage: Stage) -> None:
    """24 of 25 notices in practice count the first day: the notice says so, and the record follows it."""
    proposed(stage)
    stage.now = at("2025-06-16 16:00")
    stage.signed("make_notice", {**NOTICE, "start_mode": "same_day"})
    stage.now = at("2025-06-17 10:00")
    publish(stage)
    assert (notice_of(stage).starts_on, notice_of(stage).ends_on) == (date(2025, 6, 17), date(2025, 6, 25))


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        (
            {"starts_on": "2025-06-17", "remark": "提前"},
            "starts_on",
            "公示起始日不得早于 2025-06-18（2025-06-17 在官方网站发布，发布次日起算）。",
        ),
        ({"stood_at": "2025-06-17 11:00"}, "stood_at", "发布时间不能晚于现在；请在官方网站发布后登记。"),
        ({"stood_at": "2025-06-16 15:00", "remark": "提前"}, "stood_at", "发布时间早于公示签批时间，请核对。"),
        ({"url": ""}, "url", "请填写在官方网站上的网址。"),
        ({"image": None}, "image", "请上传官方网站页面的截图。"),
    ],
)
def test_record_publication_refuses(stage: Stage, changes: dict[str, str], field: str, said: str) -> None:
    on_notice(stage)
    stage.now = at("2025-06-17 10:00")
    with pytest.raises(Invalid) as refused:
        publish(stage, **changes)
    assert refused.value.faults == {field: [said]}
    assert notice_of(stage).starts_on is None


def test_a_period_into_an_unknown_year_names_the_missing_notice(stage: Stage) -> None:
    on_notice(stage)
    stage.now = at("2026-12-28 10:00")
    with pytest.raises(Invalid, match="缺少《国务院办公厅关于2027年部分节假日安排的通知》"):
        publish(stage, stood_at="2026-12-28 09:00", remark="延后发布")


def test_a_publication_is_recorded_once(stage: Stage) -> None:
    published(stage)
    with pytest.raises(Refusal, match="本批次的公示都已登记发布"):
        publish(stage)


def interruption(stage: Stage, **changes: str) -> dict[str, str]:
    return {
        "notice": str(notice_of(stage).pk),
        "interrupted_at": "2025-06-20 09:00",
        "resumed_on": "2025-06-23",
        "mode": "extend",
        "remark": "网站故障",
        **changes,
    }


def test_an_interruption_extends_the_period(stage: Stage) -> None:
    """18 and 19 stay counted, 20 June was no whole day; the first record stays."""
    published(stage)
    stage.now = at("2025-06-23 10:00")
    stage.signed("record_interruption", interruption(stage))
    notice = notice_of(stage)
    assert notice.days == [f"2025-06-{day}" for day in (18, 19, 23, 24, 25, 26, 27)]
    records = [(r.kind, r.mode, r.ends_on) for r in notice.publications.order_by("recorded_at")]
    assert records == [("published", "", date(2025, 6, 26)), ("interrupted", "extend", date(2025, 6, 27))]


def test_an_interruption_restarts_the_period(stage: Stage) -> None:
    published(stage)
    stage.now = at("2025-06-23 10:00")
    stage.signed("record_interruption", interruption(stage, mode="restart"))
    assert (notice_of(stage).starts_on, notice_of(stage).ends_on) == (date(2025, 6, 23), date(2025, 7, 1))


@pytest.mark.parametrize(("mode", "ends"), [("extend", date(2025, 6, 27)), ("restart", date(2025, 7, 1))])
def test_the_day_of_an_interruption_counts_in_no_mode(stage: Stage, mode: str, ends: date) -> None:
    """Article 14(三): away for hours on Friday 20 June; the count goes on, or begins anew, on Monday the 23rd."""
    published(stage)
    stage.now = at("2025-06-20 16:00")
    stage.signed("record_interruption", interruption(stage, resumed_on="2025-06-20", mode=mode))
    assert notice_of(stage).ends_on == ends
    assert "2025-06-20" not in notice_of(stage).days


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"interrupted_at": "2025-06-27 09:00", "resumed_on": "2025-06-30"}, "中断时间不在公示期内"),
        ({"resumed_on": "2025-06-19"}, "恢复之日不能早于中断之日"),
        ({"resumed_on": "2025-06-24"}, "恢复之日不能晚于今天"),
        ({"resumed_on": "2027-01-04"}, "缺少《国务院办公厅关于2027年"),
        ({"remark": ""}, "请填写"),
    ],
)
def test_record_interruption_refuses(stage: Stage, changes: dict[str, str], said: str) -> None:
    published(stage)
    stage.now = at("2025-06-23 10:00")
    with pytest.raises(Invalid, match=said):
        stage.act("record_interruption", officer(PROVINCE), interruption(stage, **changes))


def test_nothing_unpublished_is_interrupted(stage: Stage) -> None:
    on_notice(stage)
    with pytest.raises(Refusal, match="公示尚未登记发布"):
        stage.act("record_interruption", officer(PROVINCE), interruption(stage))


def off(stage: Stage, index: int, **changes: str) -> dict[str, str]:
    return {"application": str(stage.cases[index].pk), "ground": "facts", "reason": "核查发现安全事故", **changes}


def test_take_off_for_new_facts(stage: Stage) -> None:
    published(stage)
    stage.signed("take_off", off(stage, 1))
    assert [state(case) for case in stage.cases[:3]] == ["listed", "removed", "listed"]
    stage.cases[1].refresh_from_db()
    assert stage.cases[1].application.outcome_reason == "核查发现安全事故"  # type: ignore[attr-defined]


def told_last() -> dict[str, object]:
    """What the journal keeps of the latest act beside its payload."""
    kept = Payload.objects.order_by("-pk").first()
    assert kept is not None
    found: dict[str, object] = json.loads(bytes(kept.canonical or b""))["told"]
    return found


def notes(of: Case) -> tuple[str, str]:
    """The latest note in a matter's history, in both languages."""
    said = history(of.pk)[0].note
    assert said is not None
    return said.zh, said.en


def test_the_rounds_history_names_no_cluster_and_no_reason(stage: Stage) -> None:
    """Every level reads it before anything is published; the application's own record and the journal say both."""
    published(stage)
    stage.signed("take_off", off(stage, 1))
    assert notes(stage.round) == ("1 个集群取消拟认定", "1 cluster taken off the list")
    assert notes(stage.cases[1])[0] == "核查发现安全事故"
    number, name = stage.cases[1].number, "第1产业集群"
    assert told_last()["taken_off"] == {"case": number, "name": name, "reason": "核查发现安全事故"}
    stage.now = at("2025-06-24 10:00")
    stage.signed("promote_reserve", promotion())
    assert notes(stage.round) == ("递补 1 个集群", "1 cluster put up from the reserve")
    assert notes(stage.cases[3])[0] == "递补：名单空缺一个"
    number, name = stage.cases[3].number, "第3产业集群"
    assert told_last()["put_up"] == {"case": number, "name": name, "reason": "名单空缺一个"}


def test_take_off_tells_no_rank_and_no_score(stage: Stage) -> None:
    """A14.3: the letter tells the reason."""
    published(stage)
    with pytest.raises(Invalid) as refused:
        stage.act("take_off", officer(PROVINCE), off(stage, 1, reason="评审得85.00分，第2名"))
    assert refused.value.faults == {"reason": ["理由将告知申报单位，不得写明名次和分数（“85.00分”），请改写。"]}
    stage.act("take_off", officer(PROVINCE), off(stage, 1))


def test_take_off_for_an_objection_names_one_that_was_upheld(stage: Stage) -> None:
    published(stage)
    stage.now = at("2025-06-19 10:00")
    payload = objection_payload(stage, stage.cases[1])
    objection = open_matter("objection", by=PUBLIC, payload=payload, key="o-1", now=stage.now).subject
    wanted = off(stage, 1, ground="objection", objection=objection.number)
    with pytest.raises(Invalid):
        stage.act("take_off", officer(PROVINCE), wanted)
    answer(stage, objection.pk, upheld=True)
    with pytest.raises(Invalid, match="请选择对该集群已答复为“成立”的异议"):
        stage.act("take_off", officer(PROVINCE), off(stage, 0, ground="objection", objection=objection.number))
    stage.signed("take_off", wanted)
    assert state(stage.cases[1]) == "removed"


def promotion(**changes: str) -> dict[str, str]:
    return {**NOTICE, "title": "递补公示", "reason": "名单空缺一个", "planned_on": "2025-06-25", **changes}


def test_the_reserve_moves_up_only_into_a_free_place(stage: Stage) -> None:
    published(stage)
    with pytest.raises(Refusal, match="名单没有空缺，无需递补"):
        stage.act("promote_reserve", officer(PROVINCE), promotion())


def test_whoever_moves_up_gets_a_notice_of_its_own(stage: Stage) -> None:
    """递补: a period of its own, which its own publication starts."""
    published(stage)
    stage.signed("take_off", off(stage, 1))
    stage.now = at("2025-06-24 10:00")
    stage.signed("promote_reserve", promotion())
    assert state(stage.cases[3]) == "listed"
    notice = notice_of(stage)
    assert (notice.number, [item["name"] for item in notice.items], notice.starts_on) == (2, ["第3产业集群"], None)
    stage.now = at("2025-06-25 10:00")
    publish(stage, notice=str(notice.pk), stood_at="2025-06-25 09:00")
    assert notice_of(stage).ends_on == date(2025, 7, 4)
    with pytest.raises(Refusal, match="没有递补备选的集群"):
        stage.act("promote_reserve", officer(PROVINCE), promotion())


def test_the_page_of_a_round_asks_little_for_its_offers(stage: Stage, django_assert_num_queries: object) -> None:
    """What may be done, and why the rest may not, from three queries."""
    published(stage)
    by = officer(PROVINCE)
    round_case = Case.objects.select_related("authority").get(pk=stage.round.pk)
    with django_assert_num_queries(3):  # type: ignore[operator]
        found = offers(procedure("round"), round_case, by, stage.now, None)
    said = {offer.act.name: str(offer.refusal) if offer.refusal else "" for offer in found}
    assert said == {
        "record_publication": "本批次的公示都已登记发布。",
        "record_interruption": "",
        "correct_notice": "",
        "extend_notice": "",
        "settle_calendar": "现行日历与各项公示所计的公示日一致，无需处理。",
        "take_off": "",
        "promote_reserve": "名单没有空缺，无需递补。",
        "close_empty": "名单和递补备选上还有 4 个集群，不能以无认定办结。",
        "announce": f"《{NOTICE['title']}》公示期至 2025-06-26 24时，期满后方可公布。",
    }


def test_the_approver_sees_what_was_prepared(stage: Stage) -> None:
    on_notice(stage)
    with pytest.raises(Refusal, match="“登记发布情况”由省级经办办理"):
        stage.act("record_publication", approver(PROVINCE), publication(stage))
