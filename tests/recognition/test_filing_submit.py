"""Handing in and withdrawing (Article 14(一)): each refusal beside its success."""

from __future__ import annotations

import json
from typing import Any

import pytest

from jiqun.casework.models import ActRecord, Audience, Case
from jiqun.casework.perform import perform
from jiqun.casework.refusals import Conflict, Refusal
from jiqun.evidence import store
from jiqun.forms.answers import values
from jiqun.journal import chain
from jiqun.journal.canonical import canonical, digests
from jiqun.recognition.acts.filing import drafts, evidence_drafts
from jiqun.recognition.acts.filing.submitting import snapshot
from jiqun.recognition.models import Application, Quota, Receipt
from jiqun.recognition.queries.filing.application import application_of
from tests.office import HUICHENG, HUIDONG, HUIZHOU, approver, at, officer
from tests.recognition.applicant import (
    COUNTY_CLOSES,
    NOW,
    PDF,
    PREFECTURE_CLOSES,
    do,
    open_round,
    start,
    submitted,
    whole,
)

pytestmark = pytest.mark.django_db


def refusal(case: Case, act: str, by: Any, now: Any = NOW, **payload: Any) -> str:
    with pytest.raises(Refusal) as said:
        do(case, act, by, now=now, key=f"{act}-refused", **payload)
    return said.value.text.zh


def test_submit_names_everything_that_is_missing_at_once() -> None:
    """A14.1: nothing is found out piecemeal."""
    case = start(open_round(demands=[{"id": "D1", "text": "须附安全生产承诺书"}]))
    said = refusal(case, "submit", officer(HUICHENG))
    assert said.startswith("还不能提交。申报表未填 ")
    for word in ("空间范围", "利润总额、上缴税金", "企业名册未导入", "三年目标未填", "佐证材料缺 12 项", "附加要求 D1"):
        assert word in said


def test_submit_of_a_whole_application_waits_for_the_approver() -> None:
    case = whole(open_round())
    done = do(case, "submit", officer(HUICHENG))
    case.refresh_from_db()
    assert (done.proposed, case.state, case.pending, case.audience) == (True, "drafting", True, Audience.OWN)


def test_signing_asks_for_the_statement_of_truth() -> None:
    """A14.1: the applicant answers for truth and completeness."""
    case = whole(open_round())
    do(case, "submit", officer(HUICHENG))
    assert "须确认：本单位承诺" in refusal(case, "sign", approver(HUICHENG))
    do(case, "sign", approver(HUICHENG), affirmed="on")
    case.refresh_from_db()
    assert (case.state, case.audience, case.due_at) == ("submitted", Audience.CHAIN, PREFECTURE_CLOSES)
    assert Case.objects.visible_to(officer(HUIZHOU)).filter(pk=case.pk).exists()
    assert not Case.objects.visible_to(officer(HUIDONG)).filter(pk=case.pk).exists()


def test_receipt_names_number_time_digests_and_place_in_the_journal() -> None:
    case = submitted(open_round())
    receipt = Receipt.objects.get(case=case)
    record = ActRecord.objects.get(pk=receipt.record_id)
    body = store.read(receipt.sha256)
    assert (receipt.number, receipt.at) == ("2025-0320-0001", NOW)
    assert (record.act, record.seq) == ("submit", chain.head().seq)
    assert Application.objects.get(case=case).snapshot_sha256 == receipt.sha256
    kept = json.loads(body)
    assert (kept["number"], kept["answers"], len(kept["evidence"])) == (case.number, values(case), 11)
    assert kept["findings"]["norms"]["13.2.area"] == "met"
    assert chain.verify().whole


def test_snapshot_is_the_same_bytes_when_made_again() -> None:
    case = submitted(open_round())
    receipt = Receipt.objects.get(case=case)
    fresh = Case.objects.get(pk=case.pk)
    assert digests(canonical(snapshot(fresh, application_of(fresh), receipt.at))) == (receipt.sha256, receipt.sm3)


def test_submit_is_the_officers_and_signing_the_approvers() -> None:
    case = whole(open_round())
    assert "由县级经办办理" in refusal(case, "submit", approver(HUICHENG))
    do(case, "submit", officer(HUICHENG))
    assert "签批由本单位审核岗办理" in refusal(case, "sign", officer(HUICHENG), affirmed="on")


def test_late_submission_is_refused_and_keeps_the_draft() -> None:
    """A late first submission is not accepted; nothing that was entered is lost."""
    case = whole(open_round())
    said = refusal(case, "submit", officer(HUICHENG), now=COUNTY_CLOSES)
    assert said.startswith("县级申报截止时间（2025年4月14日（星期一）17:30前）已过，不能提交。已填内容全部保留为草稿")
    assert values(case)["extent"]
    assert do(case, "submit", officer(HUICHENG), now=at("2025-04-14 17:29")).proposed


def test_signature_after_the_deadline_is_refused() -> None:
    case = whole(open_round())
    do(case, "submit", officer(HUICHENG), now=at("2025-04-14 17:00"))
    assert "已过，不能提交" in refusal(case, "sign", approver(HUICHENG), now=COUNTY_CLOSES, affirmed="on")
    case.refresh_from_db()
    assert (case.state, case.pending) == ("drafting", True)
    do(case, "send_back", approver(HUICHENG), now=COUNTY_CLOSES, reason="已逾期")


def test_correction_may_come_until_the_prefecture_deadline() -> None:
    case = submitted(open_round())
    Case.objects.filter(pk=case.pk).update(state="correcting")
    drafts.save_answers(case.pk, 1, {"extent": "更正"}, by=officer(HUICHENG), now=at("2025-04-20 10:00"))
    assert "补正截止时间" in refusal(case, "submit", officer(HUICHENG), now=PREFECTURE_CLOSES)
    later = at("2025-04-20 10:00")
    do(case, "submit", officer(HUICHENG), now=later)
    do(case, "sign", approver(HUICHENG), now=later, affirmed="on")
    first, second = Receipt.objects.filter(case=case).order_by("at")
    assert (second.number, first.sha256 != second.sha256) == ("2025-0420-0001", True)


def test_submit_with_an_old_version_tells_who_acted_meanwhile() -> None:
    case = whole(open_round())
    clerk = officer(HUICHENG)
    with pytest.raises(Conflict) as said:
        perform("application", case.pk, "submit", by=clerk, version=1, payload={}, key="old", now=NOW)
    assert "办理“导入企业名册”" in said.value.text.zh


def test_evidence_taken_away_after_the_request_stops_the_signature() -> None:
    """What the approver signs is judged as it stands then."""
    case = whole(open_round())
    do(case, "submit", officer(HUICHENG))
    case.attachments.filter(requirement="truth").update(removed_at=NOW, removed_by=officer(HUICHENG))
    assert "真实性完整性承诺" in refusal(case, "sign", approver(HUICHENG), affirmed="on")


def test_withdrawal_is_signed_and_keeps_its_reason() -> None:
    case = submitted(open_round())
    do(case, "withdraw", officer(HUICHENG), reason="数据需重新核实")
    do(case, "sign", approver(HUICHENG), key="sign-withdraw")
    case.refresh_from_db()
    assert case.state == "withdrawn"
    assert Application.objects.get(case=case).outcome_reason == "数据需重新核实"


def test_withdrawal_of_a_recommended_application_gives_back_its_place() -> None:
    """A14.2: the quota is a ceiling; a withdrawn cluster does not fill it."""
    row = open_round()
    case = submitted(row)
    quota = Quota.objects.create(round=row, prefecture_id=HUIZHOU, ceiling=1, used=1)
    Case.objects.filter(pk=case.pk).update(state="recommended")
    Application.objects.filter(pk=case.pk).update(rank=1, recommended_at=NOW)
    do(case, "withdraw", officer(HUICHENG), reason="数据需重新核实")
    do(case, "sign", approver(HUICHENG), key="sign-withdraw")
    quota.refresh_from_db()
    assert (quota.used, Application.objects.get(case=case).rank) == (0, None)


def test_withdrawal_without_a_reason_or_of_a_draft_is_refused() -> None:
    row = open_round()
    case = submitted(row)
    assert "请写明撤回理由" in refusal(case, "withdraw", officer(HUICHENG), reason="")
    draft = start(row, officer(HUIDONG), "draft")
    assert "现处于“填报中”" in refusal(draft, "withdraw", officer(HUIDONG), reason="不报了")


def test_submitted_application_takes_no_more_roster_or_evidence() -> None:
    case = submitted(open_round())
    assert "现处于“待受理”" in refusal(case, "set_goals", officer(HUICHENG), goals=[])
    with pytest.raises(Refusal, match="已提交"):
        evidence_drafts.attach_evidence(case.pk, "extent", PDF, name="a.pdf", by=officer(HUICHENG), now=NOW)
