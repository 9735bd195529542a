"""The public notice in the browser: what is refused, and every way back (Article 14(三), "Bad input")."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from jiqun.authorities.models import Account
from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter
from jiqun.casework.procedure import PUBLIC
from jiqun.config import clock
from jiqun.notices.models import Objection
from tests.e2e import papers
from tests.e2e.conftest import Windows
from tests.e2e.seated import Seat
from tests.office import PROVINCE, account, approver, at, chance, officer
from tests.recognition.listed_round import (
    ANNOUNCEMENT,
    NOTICE,
    handler,
    notice_of,
    objection_payload,
    proposed,
    published,
    ranked_round,
)
from tests.recognition.panel_round import Stage

MAKE, RECORD, LONGER, MEND, ANNOUNCE = "拟定公示", "登记发布情况", "延长公示期", "更正公示", "公布名单"
SENT = "提请审核岗签批"
OFFICIAL = "https://gdii.gd.gov.cn/gsgg/2025.html"


@pytest.fixture
def stage(live_server: object, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """A round whose scores are open; the office's clock is the stage's."""
    found = ranked_round()
    monkeypatch.setattr(clock, "now", lambda: found.now)
    return found


def here(stage: Stage) -> str:
    return f"/rounds/{stage.round.pk}/"


def public(stage: Stage) -> str:
    return f"/notices/{notice_of(stage).pk}/"


def signer() -> Account:
    return approver(PROVINCE)


def second_signer() -> Account:
    """An approver who had no hand in the list."""
    return account("approver", PROVINCE, name="second-approver")


def objects(stage: Stage, about: Case, key: str) -> Objection:
    """An objection as somebody handed it in."""
    told = objection_payload(stage, about)
    open_matter("objection", by=PUBLIC, payload=told, key=key, now=stage.now, chance=chance(len(key)))
    return Objection.objects.latest("number")


# ── text and record ──────────────────────────────────────────────────────────────────────────────────────


def test_notice_over_an_unknown_year_or_with_personal_data_is_refused_then_put_on_record_by_two(
    windows: Windows, stage: Stage, tmp_path: Path
) -> None:
    proposed(stage)
    stage.now = at("2025-06-16 16:00")
    desk, sign = Seat(windows, officer(PROVINCE)), Seat(windows, signer())
    desk.at(here(stage))
    desk.offer(MAKE)
    body = "现予公示。值班李某13800138000，咨询王某13900139000。"
    desk.enter(**{**NOTICE, "body": body, "planned_on": "2026-12-28", "screened": True})
    desk.press(SENT)
    desk.refused("缺少《国务院办公厅关于2027年部分节假日安排的通知》", "正文中有手机号码“13800138000”", "“13900139000”")
    desk.still_holds(body=body, planned_on="2026-12-28", contact=NOTICE["contact"])
    mended = body.replace("，咨询王某13900139000", "")
    desk.enter(planned_on="2025-06-17", body=mended)
    desk.press(SENT)
    desk.refused("正文中有手机号码“13800138000”")
    desk.enter_one(desk.page.locator("main [name^=stays_]"), "对外公布的值班电话（虚构）")
    desk.press(SENT)
    desk.told("已提请审核岗签批")
    sign.signs(here(stage), MAKE)
    assert list(notice_of(stage).statements.values()) == ["对外公布的值班电话（虚构）"]

    stage.now = at("2025-06-17 10:00")
    desk.at(here(stage))
    desk.offer(RECORD)
    desk.enter(url="gdii", stood_at="2025-06-17T11:00")
    desk.press(SENT)
    desk.refused("发布时间不能晚于现在", "请上传官方网站页面的截图")
    desk.still_holds(url="gdii", stood_at="2025-06-17T11:00")
    desk.enter(url=OFFICIAL, stood_at="2025-06-17T09:00", image=papers.scan(tmp_path, "官方网站截图（虚构）"))
    desk.press(SENT)
    desk.told("已提请审核岗签批")
    reader = Seat(windows)
    reader.at("/notices/")
    reader.sees("还没有公示")
    desk.at(here(stage))
    expect(desk.page.locator(".offers")).not_to_contain_text(f"签批：{RECORD}")
    sign.signs(here(stage), RECORD)
    reader.page.reload()
    reader.sees("2025-06-18 至 2025-06-26")


# ── objections ───────────────────────────────────────────────────────────────────────────────────────────


def test_objection_online_is_confirmed_one_a_minute_late_is_a_lead_and_paper_is_entered(
    windows: Windows, stage: Stage, tmp_path: Path
) -> None:
    published(stage)
    stage.now = at("2025-06-26 23:59")
    citizen = Seat(windows)
    citizen.at(public(stage))
    citizen.page.get_by_role("link", name="提出异议", exact=True).click()
    citizen.enter(name="何某（虚构）", contact="020-00000000", text="太短")
    citizen.press("提交")
    citizen.refused("异议内容不少于 10 个字")
    citizen.still_holds(text="太短", name="何某（虚构）", contact="020-00000000")
    said = "名单所列一家企业的注册地址似不在集群范围内，请予核实（虚构）"
    citizen.enter(text=said, evidence=papers.scan(tmp_path, "企业登记信息（虚构）"))
    citizen.press("提交")
    citizen.sees("异议已登记", "2025-06-26 23:59")
    [online] = Objection.objects.all()
    assert (citizen.page.locator(".receipt .no").inner_text(), len(online.files)) == (online.number, 1)
    expect(citizen.page.get_by_role("button", name="打印")).to_be_visible()
    paper = citizen.page.get_by_role("link", name="下载确认单（PDF）").get_attribute("href") or ""
    answer = citizen.page.request.get(paper)
    assert (answer.status, answer.body()[:5]) == (200, b"%PDF-")

    stage.now = at("2025-06-27 00:00")
    citizen.at(f"{public(stage)}object/")
    citizen.sees("公示期已满。您仍可反映，将作为线索登记")
    citizen.enter(text=said, name="何某（虚构）", contact="020-00000000")
    citizen.press("提交")
    citizen.sees("已作为线索登记", "2025-06-27 00:00")
    assert Objection.objects.latest("number").lead

    desk = Seat(windows, officer(PROVINCE))
    desk.at("/objections/")
    desk.page.get_by_role("link", name="登记来信来访异议").click()
    letter = "来信反映一个集群的申报产值与统计数据不符（虚构）"
    desk.enter(notice=str(notice_of(stage).pk), channel="letter", arrived_at="2025-06-28T09:00", text=letter)
    desk.press("登记来信来访异议")
    desk.refused("收到时间不能晚于现在", "请上传来信扫描件或来访、来电记录")
    desk.still_holds(text=letter, arrived_at="2025-06-28T09:00")
    desk.enter(
        arrived_at="2025-06-26T17:00",
        name="张某（虚构）",
        contact="020-11111111",
        scan=papers.scan(tmp_path, "来信（虚构）"),
    )
    desk.press("登记来信来访异议")
    desk.told("已办理")
    desk.sees("待答复", "2025-06-26 17:00")
    assert not Objection.objects.latest("number").lead


def test_open_objection_holds_back_its_cluster_alone_and_is_answered_by_two_without_an_interest(
    windows: Windows, stage: Stage
) -> None:
    """A14.3: handler and signer without an interest; diagnostics for the supervisor, after the announcement."""
    published(stage)
    signer(), second_signer(), officer(PROVINCE), handler()
    stage.now = at("2025-06-19 10:00")
    answered, left = objects(stage, stage.cases[0], "one"), objects(stage, stage.cases[1], "another")
    page = f"/objections/{answered.pk}/"
    chief, deputy, clerk = Seat(windows, signer()), Seat(windows, second_signer()), Seat(windows, handler())
    chief.at(page)
    chief.offer("指定承办人")
    chief.enter(handler=str(officer(PROVINCE).pk))
    chief.press("指定承办人")
    chief.refused("与本异议有利害关系，应当回避")
    chief.still_holds(handler=str(officer(PROVINCE).pk))
    chief.enter(handler=str(handler().pk))
    chief.press("指定承办人")
    chief.told("已办理")
    clerk.at(page)
    assert "尚无查核记录，请先登记查核情况再答复" in clerk.why_not("答复异议")
    clerk.offer("登记查核情况")
    clerk.enter(kind="inquiry", done_on="2025-06-19", text="已向金丝雀某核实其所述情况")
    clerk.press("登记查核情况")
    clerk.refused("异议人身份保密，请改用“异议人”或异议编号")
    clerk.still_holds(text="已向金丝雀某核实其所述情况")
    clerk.enter(text="已向异议人核实其所述情况，并调阅统计资料（虚构）")
    clerk.press("登记查核情况")
    clerk.told("已办理")
    clerk.prepare("答复异议", outcome="not", answer="经查核，申报产值与统计资料一致（虚构）")
    chief.at(page)
    chief.offer("签批：答复异议")
    chief.affirm("答复异议")
    chief.refused("有利害关系，应当回避")
    deputy.signs(page, "答复异议")
    reader = Seat(windows)
    reader.at(f"{public(stage)}objections/{answered.pk}/")
    reader.sees("异议不成立", "经查核，申报产值与统计资料一致（虚构）")
    reader.sees_nowhere("金丝雀")
    clerk.at("/papers/")
    clerk.sees(answered.number)

    stage.now = at("2025-07-01 10:00")
    supervisor = Seat(windows, account("supervisor", PROVINCE))
    diagnostics = f"{here(stage)}diagnostics/"
    supervisor.finds_nothing_at(diagnostics)
    desk = Seat(windows, officer(PROVINCE))
    desk.at(here(stage))
    desk.offer(ANNOUNCE)
    desk.sees(left.number)
    desk.enter(**{**ANNOUNCEMENT, "document": "第9号", "screened": True})
    desk.press(SENT)
    desk.refused("发文字号请写成 某工信服务函〔2025〕1号 的样式")
    desk.still_holds(document="第9号", text=ANNOUNCEMENT["text"])
    desk.enter(document=ANNOUNCEMENT["document"])
    desk.press(SENT)
    desk.told("已提请审核岗签批")
    chief.signs(here(stage), ANNOUNCE)
    reader.at("/lists/")
    reader.page.get_by_role("link", name="关于公布").first.click()
    reader.sees(stage.cases[0].title, stage.cases[2].title)
    expect(reader.page.locator("main")).not_to_contain_text(stage.cases[1].title)
    supervisor.at(diagnostics)
    supervisor.sees("偏离")
    for each in (desk, chief, clerk):
        each.finds_nothing_at(diagnostics)


# ── further editions ─────────────────────────────────────────────────────────────────────────────────────


def put_up(desk: Seat, sign: Seat, stage: Stage, scan: Path, stood_at: str) -> None:
    """An edition stands on the official website and is on record."""
    desk.at(here(stage))
    desk.offer(RECORD)
    desk.enter(url=OFFICIAL, stood_at=stood_at, image=scan)
    desk.press(SENT)
    desk.told("已提请审核岗签批")
    sign.signs(here(stage), RECORD)


def test_extension_and_correction_are_refused_when_empty_and_stand_as_editions(
    windows: Windows, stage: Stage, tmp_path: Path
) -> None:
    published(stage)
    desk, sign, reader = Seat(windows, officer(PROVINCE)), Seat(windows, signer()), Seat(windows)
    stage.now = at("2025-06-20 10:00")
    desk.at(here(stage))
    desk.offer(LONGER)
    desk.enter(more_days="0", reason="网站维护影响查阅（虚构）")
    desk.press(SENT)
    desk.refused("至少延长 1 个工作日")
    desk.still_holds(more_days="0", reason="网站维护影响查阅（虚构）")
    desk.enter(more_days="2")
    desk.press(SENT)
    desk.told("已提请审核岗签批")
    sign.signs(here(stage), LONGER)
    reader.at(public(stage))
    reader.sees_nowhere("历次文本")
    stage.now = at("2025-06-20 16:00")
    put_up(desk, sign, stage, papers.scan(tmp_path, "延长公示截图（虚构）"), "2025-06-20T15:00")
    reader.page.reload()
    reader.sees("历次文本", "网站维护影响查阅（虚构）", "2025年6月30日")

    desk.at(here(stage))
    desk.offer(MEND)
    desk.enter(reason="联系电话有误（虚构）", restart="no")
    desk.press(SENT)
    desk.refused("更正后的内容与已发布的公示相同，没有可更正的")
    desk.still_holds(reason="联系电话有误（虚构）")
    desk.enter(contact="广东省工业和信息化厅 020-83133000")
    desk.press(SENT)
    desk.told("已提请审核岗签批")
    sign.signs(here(stage), MEND)
    stage.now = at("2025-06-23 10:00")
    put_up(desk, sign, stage, papers.scan(tmp_path, "更正公示截图（虚构）"), "2025-06-23T09:00")
    reader.page.reload()
    reader.sees("020-83133000", "联系电话有误（虚构）")
    reader.page.locator("#versions ~ div, section[aria-labelledby=versions]").get_by_role("link").first.click()
    reader.sees("020-00000000")
