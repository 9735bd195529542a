"""Requests of firms: entered, taken up, handed up, closed with the firm's own word, declined, late (Article 9)."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.casework.history import history
from jiqun.casework.models import Case
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.casework.reminders import reminders
from jiqun.config import clock
from jiqun.cultivation.models import EnterpriseRequest
from jiqun.cultivation.support import requests
from tests.cultivation.support.given import NOW, ask, do, firms, with_roster
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, at, officer

pytestmark = pytest.mark.django_db
DONE = {"outcome": "已调剂用地指标20亩。", "done_on": "2025-09-08", "content": "yes", "asked_on": "2025-09-09"}


def act(case: Case, name: str, code: str = HUICHENG, **payload: Any) -> Case:
    do("enterprise_request", case, name, officer(code), **payload)
    return Case.objects.get(pk=case.pk)


def faults(**payload: Any) -> dict[str, list[str]]:
    with pytest.raises(Invalid) as said:
        ask(key=f"wrong-{sorted(payload)}"[:60], **payload)
    return said.value.faults


def test_county_enters_a_request_with_its_unit_and_day() -> None:
    """Article 9: 营造稳定公平透明可预期的营商环境."""
    case = ask()
    row = EnterpriseRequest.objects.get()
    assert (case.state, case.number, case.due_at) == ("open", "SQ-2025-441302-001", at("2025-09-30 17:30"))
    assert (row.party, row.firm, row.unit) == ("电子元件产业园运营公司", None, "惠城区自然资源局")


def test_firm_of_the_roster_asks_under_its_registered_name_and_a_stranger_is_refused() -> None:
    with_roster()
    ask(firm=firms()[0], party="")
    row = EnterpriseRequest.objects.select_related("firm").get()
    assert row.firm is not None
    assert (row.firm.pk, row.party) == (firms()[0], row.firm.name)
    assert list(faults(firm="91440300708461136T")) == ["firm"]
    assert faults(party="") == {"firm": ["请填企业信用代码，或填运营管理机构名称。"]}


def test_everything_wrong_is_said_at_once_and_another_county_cannot_enter() -> None:
    assert set(faults(asked="", received_on="2025-09-11", unit="", kind="none")) == {
        "asked",
        "received_on",
        "unit",
        "kind",
    }
    assert faults(due_on="2025-08-31") == {"due_on": ["办理期限早于收到日期，请核对。"]}
    with pytest.raises(Invalid) as said:
        ask(officer(HUIDONG), "foreign")
    assert list(said.value.faults) == ["cluster"]
    assert not EnterpriseRequest.objects.exists()


def test_request_is_closed_with_what_was_done_and_the_firms_own_word() -> None:
    case = act(ask(), "take_up", unit="惠城区自然资源局", note="会同园区核实。")
    assert (case.state, case.due_at) == ("doing", at("2025-09-30 17:30"))
    with pytest.raises(Invalid) as said:
        act(case, "close", key="bare", outcome="", done_on="2025-08-01", content="", asked_on="2025-10-01")
    assert set(said.value.faults) == {"outcome", "done_on", "content", "asked_on"}
    case = act(case, "close", **DONE)
    row = EnterpriseRequest.objects.get()
    assert (case.state, row.content, str(row.asked_on), row.outcome) == (
        "closed",
        True,
        "2025-09-09",
        "已调剂用地指标20亩。",
    )


def test_discontented_firm_leads_to_a_reopened_request_that_keeps_its_history() -> None:
    case = act(ask(), "close", **{**DONE, "content": "no"})
    case = act(case, "reopen", reason="企业反映指标未落地。", due_on="2025-10-15")
    row = EnterpriseRequest.objects.get()
    assert (case.state, case.due_at, row.content, row.outcome) == ("doing", at("2025-10-15 17:30"), None, "")
    assert str(history(case.pk)[1].note) == "已调剂用地指标20亩。（企业不满意）"


def test_county_hands_up_what_it_cannot_solve_and_the_prefecture_answers() -> None:
    """Article 8: 加大引导，加强服务."""
    case = act(ask(), "hand_up", reason="指标由市级统筹。", due_on="2025-09-20")
    assert (case.state, case.due_at) == ("handed_up", at("2025-09-20 17:30"))
    with pytest.raises(Refusal):
        act(case, "close", key="early", **DONE)
    with pytest.raises(Refusal):
        act(case, "answer", PROVINCE, key="province", reason="由省。", due_on="2025-09-25")
    case = act(case, "answer", HUIZHOU, reason="已安排市级指标。", due_on="2025-09-25")
    assert (case.state, case.due_at) == ("doing", at("2025-09-25 17:30"))


def test_request_is_declined_with_a_reason_by_its_own_county_only() -> None:
    case = ask()
    with pytest.raises(NotHere):
        act(case, "decline", HUIDONG, key="foreign", reason="不属本地。")
    with pytest.raises(Invalid) as said:
        act(case, "decline", key="bare", reason="")
    assert list(said.value.faults) == ["reason"]
    assert act(case, "decline", reason="不符合用地政策，已向企业说明。").state == "declined"


def test_late_request_has_its_light_and_stands_at_the_head_of_the_workbench() -> None:
    ask(due_on="2025-09-09")
    ask(key="soon", due_on="2025-09-12")
    ask(key="ahead", due_on="2025-09-30")
    found = requests.shown(requests.listed(officer(HUICHENG), {}, NOW), NOW)
    assert [(each.light, each.late) for each in found] == [("late", 1), ("soon", 0), ("ahead", 0)]
    assert [each.light for each in requests.shown(requests.listed(officer(HUICHENG), {"light": "late"}, NOW), NOW)] == [
        "late"
    ]
    for code in (HUICHENG, HUIZHOU):
        said = [str(each.text) for each in reminders(officer(code), NOW)]
        assert "有 1 件企业诉求逾期未办结。" in said
    assert "有 1 件企业诉求逾期未办结。" not in [str(each.text) for each in reminders(officer(HUIDONG), NOW)]


def test_contact_is_shown_to_its_own_county_and_nobody_else(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOW)
    case = ask()
    for code, seen in ((HUICHENG, True), (HUIZHOU, False), (PROVINCE, False)):
        client = Client()
        client.force_login(officer(code), backend="jiqun.authorities.backends.AccountBackend")
        page = client.get(reverse("cultivation:request", args=[case.pk]))
        assert (page.status_code, "13800000000" in page.content.decode()) == (200, seen)
        for address in (reverse("cultivation:requests"), reverse("cultivation:requests-file", args=["csv"])):
            answer = client.get(address)
            assert "产业园运营公司" in answer.content.decode()
            assert "13800000000" not in answer.content.decode()
