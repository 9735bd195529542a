"""取消申报资格 in the browser: told, heard, checked by another, decided by two, and its letter (A14.3, A17)."""

from __future__ import annotations

from pathlib import Path

import pytest
from playwright.sync_api import expect

from jiqun.authorities.models import Account
from jiqun.config import clock
from jiqun.hearings.models import Hearing
from jiqun.outgoing.models import Paper
from tests.e2e import papers
from tests.e2e.conftest import Windows
from tests.e2e.seated import Seat
from tests.hearings.test_hearing import INTENDED, LEGAL, Way, legal_officer
from tests.office import PROVINCE, XIAOLAN, account, approver, at, officer
from tests.recognition.panel_round import make_round

OPEN, NOTIFY, SPEAK, CHECK, BACK, DECIDE = (
    "拟作出不利决定", "告知", "陈述申辩", "法制审核", "法制审核退回", "作出决定",
)  # fmt: skip
SENT = "提请审核岗签批"
SAID = "该报告由第三方提供，我单位知悉后已更换，请予考虑（虚构）"
REASONS = "报告系伪造属实；更换报告不影响申报时材料不实的认定，申辩理由不予采纳（虚构）"


@pytest.fixture
def way(live_server: object, monkeypatch: pytest.MonkeyPatch) -> Way:
    """Two applications before the experts; the office's clock is the stage's."""
    found = Way(make_round(2))
    monkeypatch.setattr(clock, "now", lambda: found.stage.now)
    return found


def here() -> str:
    return f"/hearings/{Hearing.objects.get().pk}/"


def clerk() -> Account:
    return officer(PROVINCE)


def signer() -> Account:
    return approver(PROVINCE)


def goes_out(windows: Windows, paper: Paper, number: str) -> None:
    """A paper's whole way: looked through, on its sheet, signed, numbered, sent."""
    page = f"/papers/{paper.pk}/"
    desk, chief = Seat(windows, clerk()), Seat(windows, signer())
    desk.at(page)
    assert "缺少保密审查意见" in desk.why_not("送签")
    chief.at(page)
    chief.do("保密审查")
    desk.at(page)
    desk.offer("送签")
    desk.enter(openness="不予公开")
    desk.press(SENT)
    desk.refused("不予公开的须写明理由和依据")
    desk.still_holds(openness="不予公开")
    desk.enter(openness_reason="决定作出前的过程性信息（虚构）")
    desk.press(SENT)
    desk.told("已提请审核岗签批")
    chief.signs(page, "送签")
    desk.at(page)
    desk.offer("登记发文字号")
    desk.enter(number="第30号", dated_on="2025-05-06")
    desk.press("登记发文字号")
    desk.refused("发文字号通常写作“机关代字〔年份〕序号号”")
    desk.still_holds(number="第30号", dated_on="2025-05-06")
    desk.enter(number=number)
    desk.press("登记发文字号")
    desk.told("已办理")
    desk.do("发出")


def test_intention_needs_facts_and_days_and_is_nobodys_until_it_is_told(windows: Windows, way: Way) -> None:
    desk = Seat(windows, clerk())
    desk.at(f"/applications/{way.case.pk}/")
    desk.page.get_by_role("link", name="拟取消申报资格").click()
    desk.enter(kind="cancel_eligibility", grounds=INTENDED["grounds"], days="3")
    desk.press(OPEN)
    desk.refused("请写明事实", "陈述申辩期限不少于 5 个工作日")
    desk.still_holds(grounds=INTENDED["grounds"], days="3", kind="cancel_eligibility")
    desk.enter(facts=INTENDED["facts"], days="5")
    desk.press(OPEN)
    desk.told("已办理")
    desk.sees("拟处理，待告知", INTENDED["facts"])
    county = Seat(windows, way.county)
    county.finds_nothing_at(here())
    desk.at(f"/hearings/open/?case={way.case.pk}")
    desk.enter(kind="cancel_eligibility", facts="再次拟处理（虚构）", grounds=INTENDED["grounds"], days="5")
    desk.press(OPEN)
    desk.refused("该办件已有一件在办的听取意见程序")
    desk.still_holds(facts="再次拟处理（虚构）", grounds=INTENDED["grounds"])
    desk.at(here())
    desk.prepare(NOTIFY)
    Seat(windows, signer()).signs(here(), NOTIFY)
    desk.at(here())
    desk.page.get_by_role("link", name="拟取消申报资格告知书").click()
    notice = Paper.objects.get(kind_slug="hearing_notice")
    county.finds_nothing_at(f"/papers/{notice.pk}/")
    goes_out(windows, notice, "粤工信函〔2025〕30号")
    county.at(f"/papers/{notice.pk}/")
    county.do("签收")
    county.at(here())
    county.sees("已告知，待陈述申辩", "2025-05-13 17:30", INTENDED["facts"])


def test_county_states_its_case_in_time_and_silence_is_not_taken_before(
    windows: Windows, way: Way, tmp_path: Path
) -> None:
    way.notified()
    clerk(), signer()
    desk, county = Seat(windows, clerk()), Seat(windows, way.county)
    desk.at(here())
    assert "陈述申辩期限至2025年5月13日（星期二）17:30前，期满前不能视为未提出意见" in desk.why_not("期满未提出意见")
    desk.at(f"/do/hearing/{Hearing.objects.get().pk}/decide/")
    desk.refused("现处于“已告知，待陈述申辩”，不能办理“作出决定”")
    for stranger in (officer(XIAOLAN), officer("442000"), officer("441323")):
        Seat(windows, stranger).finds_nothing_at(here())
    county.at(here())
    county.offer(SPEAK)
    county.press(SENT)
    county.refused("请写明陈述申辩意见")
    county.enter(said=SAID, file=papers.scan(tmp_path, "更换后的检测报告（虚构）"))
    county.press(SENT)
    county.told("已提请审核岗签批")
    late = Seat(windows, way.countersign)
    late.at(here())
    late.offer(f"签批：{SPEAK}")
    way.stage.now = at("2025-05-13 17:31")
    late.affirm(SPEAK)
    late.refused("陈述申辩期限（2025年5月13日（星期二）17:30前）已过")
    way.stage.now = at("2025-05-13 17:29")
    late.press(f"签批：{SPEAK}")
    late.told("已办理")
    desk.at(here())
    desk.sees("已听取意见，待法制审核", SAID)
    with desk.page.expect_download() as taken:
        desk.page.get_by_role("link", name="更换后的检测报告").click()
    assert taken.value.path().stat().st_size > 0


def test_legal_check_sends_back_then_passes_and_another_person_decides(windows: Windows, way: Way) -> None:
    way.heard()
    signer()
    desk, legal = Seat(windows, clerk()), Seat(windows, legal_officer())
    desk.at(here())
    assert "法制审核须由拟稿人以外的人员办理" in desk.why_not(CHECK)
    assert "法制审核须由拟稿人以外的人员办理" in desk.why_not(BACK)
    legal.at(here())
    legal.offer(BACK)
    legal.press(BACK)
    legal.refused("请写明退回意见")
    legal.enter(legal="事实部分未写明检测报告的文号，请补正（虚构）")
    legal.press(BACK)
    legal.told("已办理")
    desk.at(here())
    desk.sees("法制审核退回，待补正", "请补正（虚构）")
    desk.at(f"/do/hearing/{Hearing.objects.get().pk}/decide/")
    desk.refused("现处于“法制审核退回，待补正”，不能办理“作出决定”")
    desk.at(here())
    desk.offer("补充告知")
    desk.still_holds(facts=INTENDED["facts"], grounds=INTENDED["grounds"])
    desk.enter(days="10")
    desk.press(SENT)
    desk.refused("事实和依据与已告知的相同，无须补充告知")
    desk.still_holds(facts=INTENDED["facts"], days="10")
    desk.at(here())
    desk.do("答复后再送法制审核", answer="文号见证明材料第2页（虚构）")
    legal.at(here())
    legal.sees("文号见证明材料第2页（虚构）")
    legal.offer(CHECK)
    legal.enter(legal=LEGAL["legal"], appeal="none")
    legal.press(CHECK)
    legal.refused("不告知救济途径的，须写明理由")
    legal.still_holds(legal=LEGAL["legal"])
    legal.enter(appeal="review_or_suit")
    legal.press(CHECK)
    legal.told("已办理")

    way.stage.now = at("2025-05-20 09:00")
    desk.at(here())
    desk.offer(DECIDE)
    desk.press(SENT)
    desk.refused("请写明决定和理由")
    desk.enter(outcome=REASONS)
    desk.press(SENT)
    desk.told("已提请审核岗签批")
    same = Seat(windows, account("approver", PROVINCE, name="same-person", person=clerk().person))
    same.at(f"/do/hearing/{Hearing.objects.get().pk}/sign/")
    same.refused("经办人不能签批自己提请的事项")
    Seat(windows, signer()).signs(here(), DECIDE)
    desk.at(here())
    desk.sees("已作出决定", REASONS)
    desk.page.get_by_role("link", name="取消申报资格决定书").click()
    desk.page.locator("details.whole summary").click()
    expect(desk.page.locator("details.whole")).to_contain_text("60日内")
    county = Seat(windows, way.county)
    county.at(f"/applications/{way.case.pk}/")
    expect(county.page.locator("main .head .tag")).to_have_text("已取消申报资格")
    county.tab("办理记录")
    county.sees(REASONS)
    county.at(here())
    county.sees(REASONS, "60日内")
    county.sees_nowhere(LEGAL["legal"], "请补正（虚构）")
