"""A published notice is corrected or extended only by a further notice (Article 14(三)); a calendar moves nothing."""

from __future__ import annotations

import io
from collections.abc import Iterator
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.casework.refusals import Invalid, Refusal
from jiqun.evidence import store
from jiqun.notices.models import Edition, Notice, Publication
from jiqun.outgoing.models import Paper
from jiqun.standards import schedule
from tests.evidence.samples import pdf
from tests.office import PROVINCE, approver, at, officer
from tests.recognition.listed_round import (
    ANNOUNCEMENT,
    NOTICE,
    notice_of,
    on_notice,
    proposed,
    publish,
    published,
    ranked_round,
    record,
)
from tests.recognition.panel_round import Stage

pytestmark = pytest.mark.django_db


@pytest.fixture
def stage(db: None, monkeypatch: pytest.MonkeyPatch) -> Stage:
    found = ranked_round()
    monkeypatch.setattr("jiqun.config.clock.now", lambda: found.now)
    return found


def page(name: str, *args: Any) -> str:
    answered = Client().get(reverse(name, args=args))
    assert answered.status_code == 200
    return answered.content.decode()


# ── two persons for what starts a period ─────────────────────────────────────────────────────────────────


def test_one_person_alone_starts_no_period(stage: Stage) -> None:
    """Trust: a legal period runs from a record that another person has confirmed."""
    on_notice(stage)
    stage.now = at("2025-06-17 10:00")
    assert record(stage).proposed
    assert notice_of(stage).starts_on is None
    assert not Publication.objects.exists()
    stage.act("sign", approver(PROVINCE), {"affirmed": "on"})
    assert notice_of(stage).starts_on == date(2025, 6, 18)


def test_two_officers_recording_at_once_make_one_record(stage: Stage) -> None:
    on_notice(stage)
    stage.now = at("2025-06-17 10:00")
    stage.round.refresh_from_db()
    seen = stage.round.version
    record(stage)
    stage.round.refresh_from_db()
    assert stage.round.version == seen + 1
    with pytest.raises(Refusal, match="提请的“登记发布情况”正待"):
        record(stage)
    stage.act("sign", approver(PROVINCE), {"affirmed": "on"})
    assert Publication.objects.count() == 1


def test_a_period_other_than_the_one_printed_says_why(stage: Stage) -> None:
    """Published a day late: the dates in the paper are wrong, and that is not passed over."""
    on_notice(stage)
    stage.now = at("2025-06-18 10:00")
    with pytest.raises(Invalid, match="按登记应公示至 2025-06-27，公示文本载明至 2025-06-26，两者不一致"):
        publish(stage, stood_at="2025-06-18 09:00")
    publish(stage, stood_at="2025-06-18 09:00", remark="网站维护，延后一天发布")
    assert notice_of(stage).ends_on == date(2025, 6, 27)


# ── text, template, paper, personal data ─────────────────────────────────────────────────────────────────


def test_the_notice_becomes_a_paper_with_every_counted_day(stage: Stage) -> None:
    """A14.3: layout of a notice, no number, the list as annex."""
    on_notice(stage)
    paper = Paper.objects.get(kind_slug="public_notice")
    told = paper.content
    assert (told["layout"], told["title"], told["number"]) == ("notice", NOTICE["title"], "")
    assert told["body"][2]["text"] == (
        "公示期自2025年6月18日起至2025年6月26日24时止，共7个工作日（6月18日、19日、20日、23日、24日、25日、26日）。"
    )
    assert [row[1] for row in told["annexes"][0]["blocks"][0]["rows"]] == ["第0产业集群", "第1产业集群", "第2产业集群"]


def test_what_was_changed_of_the_template_is_shown_to_the_signer(stage: Stage) -> None:
    proposed(stage)
    stage.now = at("2025-06-16 16:00")
    stage.act("make_notice", officer(PROVINCE), NOTICE)
    client = Client()
    client.force_login(approver(PROVINCE), backend="jiqun.authorities.backends.AccountBackend")
    said = client.get(reverse("casework:act", args=["round", stage.round.pk, "sign"])).content.decode()
    assert "正文与示范文本（第 1 版）有" in said


def test_personal_data_bars_a_notice_until_it_is_taken_out_or_explained(stage: Stage) -> None:
    proposed(stage)
    stage.now = at("2025-06-16 16:00")
    leaky = {**NOTICE, "body": "现予公示。联系李某，１３８ ００１３ ８０００。"}
    with pytest.raises(Invalid, match="正文中有手机号码“１３８ ００１３ ８０００”。请删去") as refused:
        stage.act("make_notice", officer(PROVINCE), leaky)
    (field,) = refused.value.faults
    stage.signed("make_notice", {**leaky, field: "李某为本处室对外公布的值班联系人"})
    assert list(notice_of(stage).statements.values()) == ["李某为本处室对外公布的值班联系人"]


def test_the_office_s_own_telephone_may_stand_and_a_private_number_may_not(stage: Stage) -> None:
    proposed(stage)
    stage.now = at("2025-06-16 16:00")
    with pytest.raises(Invalid, match="联系方式中有手机号码“13800138000”"):
        stage.act("make_notice", officer(PROVINCE), {**NOTICE, "contact": "王某 13800138000"})
    own = {"contact": "省厅中小企业处 020-83133000", "body": "如有异议，请致电 (020) 8313 3000。"}
    stage.signed("make_notice", {**NOTICE, **own})
    assert notice_of(stage).statements == {}


def test_an_attachment_is_looked_through_and_handed_to_the_public(stage: Stage) -> None:
    proposed(stage)
    stage.now = at("2025-06-16 16:00")
    kept = store.put(io.BytesIO(pdf(text=b"Tel 13800138000")), "list.pdf", stage.now)
    told = {**NOTICE, "attachment": {"sha256": kept.sha256, "name": "list.pdf"}}
    with pytest.raises(Invalid, match=r"附件（可不附）“list\.pdf”中有手机号码（138\*{6}00）") as refused:
        stage.act("make_notice", officer(PROVINCE), told)
    (field,) = refused.value.faults
    stage.signed("make_notice", {**told, field: "公开的办事窗口电话"})
    stage.now = at("2025-06-17 10:00")
    publish(stage)
    address = reverse("portal:notice-attachment", args=[notice_of(stage).pk, 1])
    assert address in page("portal:notice", notice_of(stage).pk)
    answered = Client().get(address)
    assert b"".join(answered.streaming_content) == pdf(text=b"Tel 13800138000")  # type: ignore[attr-defined]


# ── correction, extension ────────────────────────────────────────────────────────────────────────────────


def correction(stage: Stage, **changes: str) -> dict[str, str]:
    notice = notice_of(stage)
    told = {"title": notice.title, "body": notice.body, "contact": "省厅中小企业处 020-83133000"}
    return {**told, "reason": "联系电话有误", "restart": "no", **changes}


def test_a_correction_keeps_what_was_said_readable(stage: Stage) -> None:
    """The first text stands for the public with its dates; the period goes on."""
    published(stage)
    stage.now = at("2025-06-20 09:00")
    stage.signed("correct_notice", correction(stage))
    assert notice_of(stage).contact == NOTICE["contact"]  # nothing is otherwise before it is published
    with pytest.raises(Refusal, match="没有已发布、可更正的公示"):
        stage.act("correct_notice", officer(PROVINCE), correction(stage))
    stage.now = at("2025-06-20 15:00")
    publish(stage, stood_at="2025-06-20 14:00")
    notice = notice_of(stage)
    assert (notice.contact, notice.edition, notice.ends_on) == ("省厅中小企业处 020-83133000", 2, date(2025, 6, 26))
    said = page("portal:notice", notice.pk)
    assert "省厅中小企业处 020-83133000" in said
    assert "2025年6月20日发布更正公示，公示期至2025年6月26日24时。" in said
    first = page("portal:notice-edition", notice.pk, 1)
    assert NOTICE["contact"] in first
    assert "已被更正公示取代" in first
    second = page("portal:notice-edition", notice.pk, 2)
    assert f"<del>{NOTICE['contact']}</del>" in second
    assert Paper.objects.get(kind_slug="notice_correction").heading == f"关于更正《{NOTICE['title']}》的公示"


def test_a_correction_may_restart_the_period(stage: Stage) -> None:
    published(stage)
    stage.now = at("2025-06-20 09:00")
    stage.signed("correct_notice", correction(stage, restart="yes"))
    stage.now = at("2025-06-20 15:00")
    publish(stage, stood_at="2025-06-20 14:00")
    assert (notice_of(stage).starts_on, notice_of(stage).ends_on) == (date(2025, 6, 21), date(2025, 7, 1))
    assert [r.ends_on for r in Publication.objects.order_by("pk")] == [date(2025, 6, 26), date(2025, 7, 1)]


@pytest.mark.parametrize(
    ("changes", "said"),
    [
        ({"contact": NOTICE["contact"]}, "更正后的内容与已发布的公示相同"),
        ({"restart": ""}, "请选择公示期是否重新计算"),
        ({"reason": ""}, "请写明更正的原因"),
        ({"body": "更正：联系人 440101199003077519"}, "正文中有公民身份号码"),
    ],
)
def test_a_correction_refuses(stage: Stage, changes: dict[str, str], said: str) -> None:
    published(stage)
    with pytest.raises(Invalid, match=said):
        stage.act("correct_notice", officer(PROVINCE), correction(stage, **changes))
    assert Edition.objects.count() == 1


def test_nobody_announces_over_a_correction_that_is_not_published(stage: Stage) -> None:
    published(stage)
    stage.now = at("2025-06-26 09:00")
    stage.signed("correct_notice", correction(stage))
    stage.now = at("2025-07-01 09:00")
    with pytest.raises(Refusal, match="的更正或延长公示尚未登记发布"):
        stage.act("announce", officer(PROVINCE), ANNOUNCEMENT)


def test_an_extension_adds_working_days_once_it_is_published(stage: Stage) -> None:
    published(stage)
    stage.now = at("2025-06-24 09:00")
    stage.signed("extend_notice", {"more_days": "3", "reason": "网站访问不稳定"})
    assert notice_of(stage).ends_on == date(2025, 6, 26)
    stage.now = at("2025-06-25 09:00")
    publish(stage, stood_at="2025-06-25 08:30")
    assert (notice_of(stage).ends_on, len(notice_of(stage).days)) == (date(2025, 7, 1), 10)
    assert "因网站访问不稳定，公示期延长3个工作日。" in page("portal:notice-edition", notice_of(stage).pk, 2)


@pytest.mark.parametrize("mode", ["extend", "restart"])
def test_an_interruption_takes_no_announced_day_away(stage: Stage, mode: str) -> None:
    """Article 14(三): seven days and the three of an extension that was announced are counted, in either mode."""
    published(stage)
    stage.now = at("2025-06-24 09:00")
    stage.signed("extend_notice", {"more_days": "3", "reason": "网站访问不稳定"})
    stage.now = at("2025-06-25 09:00")
    publish(stage, stood_at="2025-06-25 08:30")
    away = {"interrupted_at": "2025-06-25 09:00", "resumed_on": "2025-06-25", "remark": "网站故障", "mode": mode}
    stage.signed("record_interruption", away)
    assert len(notice_of(stage).days) == 10
    assert notice_of(stage).ends_on == {"extend": date(2025, 7, 2), "restart": date(2025, 7, 9)}[mode]


def test_a_period_that_is_over_is_not_extended(stage: Stage) -> None:
    published(stage)
    stage.now = at("2025-06-26 23:00")
    stage.act("extend_notice", officer(PROVINCE), {"more_days": "3", "reason": "网站访问不稳定"})
    stage.act("sign", approver(PROVINCE), {})
    stage.now = at("2025-06-27 10:00")
    with pytest.raises(Invalid, match="公示期已于 2025-06-26 期满，此后发布的不能延长原公示期"):
        publish(stage, stood_at="2025-06-27 09:00")


@pytest.mark.parametrize(
    ("payload", "said"),
    [
        ({"more_days": "0", "reason": "x"}, "至少延长 1 个工作日"),
        ({"more_days": "3", "reason": ""}, "请写明延长的理由"),
        ({"more_days": "31", "reason": "x"}, "一次最多延长 30 个工作日"),
    ],
)
def test_an_extension_refuses(stage: Stage, payload: dict[str, str], said: str) -> None:
    published(stage)
    with pytest.raises(Invalid, match=said):
        stage.act("extend_notice", officer(PROVINCE), payload)


# ── a calendar that is corrected while a notice stands ───────────────────────────────────────────────────


@pytest.fixture
def corrected(stage: Stage, monkeypatch: pytest.MonkeyPatch, tmp_path: Any) -> Iterator[Stage]:
    """23 June 2025 becomes a holiday after the period was announced."""
    published(stage)
    file = tmp_path / "more.csv"
    file.write_text("date,name,kind,state_council_notice\n2025-06-23,临时放假,休,https://www.gov.cn/x\n", "utf-8")
    monkeypatch.setenv(schedule.ADDITIONS, str(file))
    stage.now = at("2025-06-20 09:00")
    yield stage
    monkeypatch.undo()


def test_a_corrected_calendar_moves_nothing_and_is_said(corrected: Stage) -> None:
    """Trust: no period moves by itself; the office's page and the workbench warn."""
    notice = notice_of(corrected)
    assert notice.ends_on == date(2025, 6, 26)
    assert notice.drift is not None
    assert (notice.drift.no_longer, notice.drift.end) == ((date(2025, 6, 23),), date(2025, 6, 27))
    client = Client()
    client.force_login(officer(PROVINCE), backend="jiqun.authorities.backends.AccountBackend")
    said = client.get(reverse("recognition:list", args=[corrected.round.pk])).content.decode()
    assert "按更正后的日历，2025-06-23 不再是工作日，应至 2025-06-27 期满" in said
    assert "按更正后的日历" in client.get(reverse("casework:workbench")).content.decode()


@pytest.mark.parametrize(("mode", "ends"), [("move", date(2025, 6, 27)), ("stay", date(2025, 6, 26))])
def test_two_persons_decide_what_a_corrected_calendar_does(corrected: Stage, mode: str, ends: date) -> None:
    told = {"mode": mode, "remark": "国务院办公厅临时调整放假安排"}
    corrected.act("settle_calendar", officer(PROVINCE), told)
    assert notice_of(corrected).ends_on == date(2025, 6, 26)
    corrected.act("sign", approver(PROVINCE), {})
    assert notice_of(corrected).ends_on == ends
    last = Publication.objects.order_by("pk").last()
    assert last is not None
    assert (last.kind, last.mode, last.ends_on) == ("calendar", mode, ends)


def test_a_calendar_that_agrees_asks_for_no_decision(stage: Stage) -> None:
    published(stage)
    with pytest.raises(Refusal, match="现行日历与各项公示所计的公示日一致"):
        stage.act("settle_calendar", officer(PROVINCE), {"mode": "stay", "remark": "x"})


def test_another_record_meanwhile_is_refused(stage: Stage) -> None:
    """Two periods are never counted from one edition."""
    published(stage)
    Notice.objects.update(editions_made=2)
    Edition.objects.create(notice=notice_of(stage), number=2, kind="extension", more_days=1, title="", body="",
                           contact="", items=[], made_at=stage.now)  # fmt: skip
    record(stage, stood_at="2025-06-17 10:00")
    Notice.objects.update(edition=2)
    with pytest.raises(Refusal, match="本批次的公示都已登记发布"):
        stage.act("sign", approver(PROVINCE), {"affirmed": "on"})
