"""Papers that go out together, in the browser: certificates that a citizen verifies, letters gone wrong (A14, A15).

From the round's page to the county's desk; each step is refused first where it can be.
"""

from __future__ import annotations

import pytest
from playwright.sync_api import expect

from jiqun.authorities.models import Account
from jiqun.config import clock
from jiqun.outgoing.models import Paper, PaperBatch
from jiqun.recognition.models import Application, Round
from tests.e2e.conftest import Windows
from tests.e2e.seated import Seat
from tests.office import PROVINCE, account, approver, at, officer
from tests.recognition.listed_round import ANNOUNCEMENT, published, ranked_round
from tests.recognition.panel_round import Stage
from tests.recognition.test_letters import legal

CERTIFY, LETTERS, REMEDIES = "拟认定证书", "拟认定结果函", "选定救济途径"
SECRECY, SIGN, NUMBER, SEND = "保密审查", "送签", "登记发文字号", "发出"
SENT = "提请审核岗签批"


@pytest.fixture
def stage(live_server: object, monkeypatch: pytest.MonkeyPatch) -> Stage:
    """Announced, three recognised, with certificates; the office's clock is the stage's."""
    found = published(ranked_round())
    Round.objects.filter(pk=found.round.pk).update(certificates=True)
    found.now = at("2025-07-01 09:00")
    found.signed("announce", ANNOUNCEMENT)
    found.now = at("2025-07-10 09:00")
    monkeypatch.setattr(clock, "now", lambda: found.now)
    return found


def clerk() -> Account:
    return officer(PROVINCE)


def signer() -> Account:
    return approver(PROVINCE)


def here(stage: Stage) -> str:
    return f"/rounds/{stage.round.pk}/"


def batch() -> str:
    return f"/papers/batches/{PaperBatch.objects.get(state='drafted').pk}/"


def signed(desk: Seat, chief: Seat, at_batch: str) -> None:
    """Looked through by another than the drafter, on its sheet, signed."""
    desk.at(at_batch)
    assert "缺少保密审查意见" in desk.why_not(SIGN)
    chief.at(at_batch)
    chief.offer(SECRECY)
    chief.enter(secrecy="")
    chief.press(SECRECY)
    chief.refused("请填写保密审查意见")
    chief.enter(secrecy="经审查，不涉及国家秘密（虚构）")
    chief.press(SECRECY)
    chief.told("已办理")
    desk.at(at_batch)
    desk.offer(SIGN)
    desk.enter(openness="不予公开")
    desk.press(SENT)
    desk.refused("不予公开的须写明理由和依据")
    desk.still_holds(openness="不予公开")
    desk.enter(openness="主动公开")
    desk.press(SENT)
    desk.told("已提请审核岗签批")
    chief.signs(at_batch, SIGN)


def test_certificates_go_out_as_one_and_a_citizen_verifies_one(windows: Windows, stage: Stage) -> None:
    """A15: set with progress, sent through the prefecture; the code on it leads to the public page."""
    desk, chief = Seat(windows, clerk()), Seat(windows, signer())
    desk.at(here(stage))
    desk.offer(CERTIFY)
    desk.enter(site="某某网")
    desk.press(CERTIFY)
    desk.refused("网址应写作 https://jq.example.gov.cn")
    desk.still_holds(site="某某网")
    desk.enter(site=windows.address)
    desk.press(CERTIFY)
    desk.told("已办理")
    desk.at(here(stage))
    assert "本批次已认定集群的证书都已拟稿" in desk.why_not(CERTIFY)
    page = batch()
    signed(desk, chief, page)

    desk.at(page)
    desk.offer(NUMBER)
    desk.still_holds(numbers="2025-001\n2025-002\n2025-003")
    desk.enter(numbers="2025-001\n2025-002", dated_on="2025-07-11")
    desk.press(NUMBER)
    desk.refused("本批 3 份文稿，填写了 2 个字号", "成文日期不能晚于今天")
    desk.still_holds(numbers="2025-001\n2025-002", dated_on="2025-07-11")
    desk.enter(numbers="2025-001\n2025-002\n2025-002", dated_on="2025-07-10", as_given=True)
    desk.press(NUMBER)
    desk.refused("第 3 行：字号 2025-002 重复")
    desk.still_holds(numbers="2025-001\n2025-002\n2025-002")
    desk.enter(numbers="2025-001\n2025-002\n2025-003")
    desk.press(NUMBER)
    desk.told("已办理")
    desk.sees("已生成定稿 0 / 3 份")
    assert "还有 3 份尚未生成定稿" in desk.why_not(SEND)
    desk.press("生成定稿")
    desk.sees("已生成定稿 3 / 3 份")
    expect(desk.page.locator("#setting progress")).to_have_js_property("value", 3)
    desk.page.get_by_role("link", name="全部完成，返回本批").click()
    desk.do(SEND)

    paper = Paper.objects.get(kind_slug="certificate", place=1)
    case = Application.objects.select_related("prefecture", "case__authority").get(pk=paper.case_id)
    county, city = Seat(windows, officer(case.case.authority_id)), Seat(windows, officer(case.prefecture_id))
    county.finds_nothing_at(f"/papers/{paper.pk}/")
    city.at(f"/papers/{paper.pk}/")
    city.do("转送")
    county.at(f"/papers/{paper.pk}/")
    with county.page.expect_download() as taken:
        county.page.get_by_role("link", name="定稿 PDF").click()
    assert taken.value.path().read_bytes().startswith(b"%PDF-")
    county.do("签收")

    citizen = Seat(windows)
    citizen.at(paper.content["extra"]["verify"])
    citizen.sees("2025-07-10：有效", stage.cases[0].title, ANNOUNCEMENT["document"], "2025-07-10 至 2028-07-09")
    citizen.page.locator("main [name=on]").fill("2025-07-09")
    citizen.press("核验")
    citizen.sees("2025-07-09：尚未生效")
    gone = citizen.page.goto(f"/verify/recognition/{stage.round.pk}/")
    assert gone is not None and gone.status == 404


def test_letters_wait_for_the_remedy_and_a_wrong_batch_is_dropped_whole_and_drafted_anew(
    windows: Windows, stage: Stage
) -> None:
    """A14.3: the remedy is chosen by the legal officer; the way back is signed by two and keeps its reason."""
    desk, chief, law = Seat(windows, clerk()), Seat(windows, signer()), Seat(windows, legal())
    desk.at(here(stage))
    assert "救济途径" in desk.why_not(LETTERS)
    law.at(here(stage))
    law.offer(REMEDIES)
    law.enter(appeal="none")
    law.press(REMEDIES)
    law.refused("不告知救济途径的，须写明理由")
    law.enter(appeal="petition")
    law.press(REMEDIES)
    law.told("已办理")
    desk.at(here(stage))
    desk.do(LETTERS)
    first = batch()
    same = Seat(windows, account("approver", PROVINCE, name="same-person", person=clerk().person))
    same.at(first)
    assert "保密审查由拟稿人以外的人员办理" in same.why_not(SECRECY)
    signed(desk, chief, first)
    desk.at(first)
    desk.offer("全部不再发出")
    desk.press(SENT)
    desk.refused("请写明理由")
    desk.enter(reason="救济途径选定有误，重新拟稿（虚构）")
    desk.press(SENT)
    desk.told("已提请审核岗签批")
    chief.signs(first, "全部不再发出")
    chief.at(first)
    chief.sees("不再发出", "救济途径选定有误，重新拟稿（虚构）")
    desk.at(here(stage))
    desk.do(LETTERS)
    again = batch()
    desk.at(again)
    alone = Paper.objects.filter(batch__state="drafted").order_by("place")[0]
    desk.offer("移出单独办理")
    desk.press("移出单独办理")
    desk.refused("请选择文稿")
    desk.enter(paper=str(alone.pk))
    desk.press("移出单独办理")
    desk.told("已办理")
    desk.sees("4 份", "改为单独办理")
