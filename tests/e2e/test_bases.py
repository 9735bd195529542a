"""After its own term the measure rests on a registered document: refusal, remedy, round; and a question answered."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser

from tests.e2e.conftest import Windows, opened_windows
from tests.e2e.desk import Approver, Desk, Look
from tests.e2e.server import Server
from tests.e2e.test_accessibility import findings
from tests.evidence.samples import PDF

TITLE = "年均增速是否要求每年均达到"


@pytest.fixture
def lapsed(
    browser: Browser, tmp_path_factory: pytest.TempPathFactory, request: pytest.FixtureRequest
) -> Iterator[Windows]:
    """People at an office of their own, on 10 March 2026: the measure's own term is over."""
    server = Server(tmp_path_factory.mktemp("lapsed"), "lapsed")
    yield from opened_windows(browser, server.address, request)
    server.stop()


def test_a_lapsed_measure_is_extended_and_a_round_rests_on_it(lapsed: Windows, shoot: Look, tmp_path: Path) -> None:
    """Articles 18, 19: officer enters, approver signs, the refusal is gone and the round names its basis."""
    scan = tmp_path / "延期通知.pdf"
    scan.write_bytes(PDF)
    officer = Desk(lapsed.open(), shoot, "province.officer")
    approver = Approver(lapsed.open(), shoot, "province.approver")
    officer.page.goto("/rounds/new/")
    officer.sees("不能据此开展认定工作：2026-03-10 不在")
    officer.picture("round-refused-without-basis")
    officer.page.get_by_role("link", name="查看和登记依据").click()
    officer.sees("还没有登记依据")
    officer.page.get_by_role("link", name="登记依据", exact=True).click()
    officer.picture("basis-form")
    officer.enter(
        kind="extension",
        document="粤演示规字〔2026〕3号",
        dated_on="2026-02-20",
        file=str(scan),
        start="2026-02-28",
        reason="新办法制定期间延续适用（虚构）",
    )
    officer.press("登记延期、替代、调整或决定")
    officer.sees("延期须写明止日")
    officer.picture("basis-form-refused")
    officer.enter(until="2027-02-27", public=True)
    officer.press("登记延期、替代、调整或决定")
    officer.told("已办理")
    officer.prepare("登记")
    approver.sign("登记", about="粤演示规字〔2026〕3号", picture="basis-sign")
    approver.picture("basis")
    approver.go("依据")
    approver.sees("有效", "延期：粤演示规字〔2026〕3号")
    approver.picture("bases")
    assert findings(approver.page) == []
    officer.page.goto("/rounds/new/")
    officer.sees_nowhere("不能据此开展认定工作")
    officer.enter(county_deadline="2026-04-10", prefecture_deadline="2026-04-20", niche_digits=4)
    officer.press("保存通知稿")
    officer.sees("本批次依据 延期：粤演示规字〔2026〕3号")
    officer.picture("round-on-a-basis")
    public = lapsed.open()
    public.goto("/measure/")
    assert "粤演示规字〔2026〕3号" in public.content()
    ask_and_answer(lapsed, shoot, officer, approver)


def ask_and_answer(lapsed: Windows, shoot: Look, officer: Desk, approver: Approver) -> None:
    """Article 18: the prefecture asks, the province answers; a round under way keeps its reading and says so."""
    city = Desk(lapsed.open(), shoot, "city.officer")
    city.go("解释答复")
    city.page.get_by_role("link", name="向省厅请示").click()
    city.picture("question-form")
    city.enter(title=TITLE, clause="A13.2", reading="年均", text="年均增速是否要求每年均达到？（虚构）")
    city.press("向省厅请示")
    city.told("已办理")
    assert findings(city.page) == []
    address = city.here
    officer.task(TITLE)
    officer.picture("question")
    officer.offer("解释答复")
    officer.sees("没有现行批次按其他口径办理的申报")
    officer.picture("answer-form")
    officer.enter(
        document="粤演示答复〔2026〕9号",
        dated_on="2026-03-09",
        signatory="演示签发人（虚构）",
        text="以复合增长率计算，另须每年均达到（虚构）。",
        fixes="年均=every_year",
        start="2026-03-10",
    )
    officer.press("提请审核岗签批")
    officer.told("已提请审核岗签批")
    approver.page.goto(address)
    approver.picture("question-to-sign")
    approver.sign("解释答复", about=TITLE, picture="interpretation-sign")
    approver.picture("interpretation")
    assert findings(approver.page) == []
    approver.go("解释答复")
    approver.picture("interpretations")
    officer.go("批次")
    officer.page.get_by_role("link", name="2026年度认定批次").click()
    officer.sees("粤演示答复〔2026〕9号 已解释“年均增速、年均增长”按“每年增速均须达到”掌握")
    officer.picture("round-with-a-later-interpretation")
