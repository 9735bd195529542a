"""From evidence to the public trace, and back when it was wrong (Article 17)."""

from __future__ import annotations

from datetime import date

import pytest
from django.test import Client

from jiqun.casework.models import Case
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.config import clock
from jiqun.hearings.models import Hearing
from jiqun.outgoing.models import Paper
from jiqun.register.models import Recognition, RecognitionChange
from jiqun.register.terms import Standing
from jiqun.supervision.models import Proof
from tests.evidence.samples import PDF
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, account, approver, at, officer
from tests.recognition.applicant import upload
from tests.supervision.revocation.way import DECISION, LEGAL, Way, legal_officer, second_approver, third_officer

pytestmark = pytest.mark.django_db


@pytest.fixture
def way() -> Way:
    return Way()


def readers(case: Case) -> list[str]:
    """Which of the authorities concerned see the matter."""
    return [
        code
        for code in (PROVINCE, HUIZHOU, HUIDONG, HUICHENG)
        if Case.objects.visible_to(officer(code)).filter(pk=case.pk)
    ]


def test_recognition_revoked_after_evidence_notice_defence_check_and_two_hands(way: Way) -> None:
    """Article 17: the history says from when, keeps why, and each paper is there."""
    case = way.decided()
    assert case.state == "decided"
    change = way.row.change
    assert change is not None
    assert (change.kind, change.on, change.effective_on, change.case_number) == (
        "revoked", date(2025, 9, 25), date(2025, 10, 20), case.number,
    )  # fmt: skip
    assert change.reason == "第十七条（二）：发现虚假申报的"
    papers = Paper.objects.filter(case=case).order_by("drafted_at", "pk").values_list("kind_slug", "addressee_id")
    assert list(papers) == [("hearing_notice", HUIDONG), ("hearing_decision", HUIDONG)]


def test_notice_lists_the_evidence_and_decision_tells_its_day_and_the_remedy(way: Way) -> None:
    way.decided()

    def said(slug: str) -> str:
        return "".join(block.get("text", "") for block in Paper.objects.get(kind_slug=slug).content["body"])

    assert "1.出具单位来函（虚构）" in said("hearing_notice") and "惠东县女鞋产业集群（2024年省级认定" in said(
        "hearing_notice"
    )
    assert "自2025年10月20日起生效" in said("hearing_decision") and "60日内" in said("hearing_decision")


def test_matter_is_the_provinces_alone_until_the_notice_is_signed(way: Way) -> None:
    way.proposed()
    hearing = way.hearing()
    way.do(hearing, "notify", way.clerk)
    assert readers(way.case) == [PROVINCE]
    way.do(hearing, "sign", way.chief, {"affirmed": "on"})
    assert readers(way.case) == [PROVINCE, HUIZHOU, HUIDONG]
    assert [row.title for row in Proof.objects.visible_to(officer(HUIDONG))] == ["出具单位来函（虚构）"]
    assert not Proof.objects.visible_to(officer(HUICHENG)).exists()


def test_defence_has_five_working_days(way: Way) -> None:
    """From Wednesday 2025-09-10: 11, 12, 15, 16, 17."""
    assert way.notified().due_at == at("2025-09-17 17:30")


def test_no_decision_before_the_legal_check_nor_before_the_notice(way: Way) -> None:
    hearing = way.heard()
    with pytest.raises(Refusal, match="不能办理"):
        way.do(hearing, "decide", way.clerk, DECISION)
    assert Recognition.objects.get().revoked_from is None


def test_decision_states_a_day_not_before_its_signature(way: Way) -> None:
    hearing = way.heard()
    way.do(hearing, "check_legality", legal_officer(), LEGAL)
    for day, wrong in (("2025-09-09", "不能早于签批之日"), ("", "请填写日期")):
        with pytest.raises(Invalid, match=wrong):
            way.do(hearing, "decide", way.clerk, {**DECISION, "effective_on": day})


def test_decision_outlived_by_its_day_while_it_waits_is_not_signed(way: Way) -> None:
    """A day that passed before the signature takes nothing away in retrospect."""
    hearing = way.heard()
    way.do(hearing, "check_legality", legal_officer(), LEGAL)
    way.do(hearing, "decide", way.clerk, {**DECISION, "effective_on": "2025-09-12"})
    way.now = at("2025-09-15 10:00")
    with pytest.raises(Refusal, match="不能早于签批之日"):
        way.do(hearing, "sign", way.chief, {"affirmed": "on"})
    assert Recognition.objects.get().revoked_from is None


def test_nothing_is_told_before_it_was_proposed(way: Way) -> None:
    way.inquiring()
    with pytest.raises(Invalid, match="没有需要先听取意见的决定可作"):
        way.hearing()


def test_second_matter_on_the_same_recognition_is_refused(way: Way) -> None:
    way.open()
    with pytest.raises(Invalid, match="请选择拟撤销的认定"):
        way.open()
    way.act("drop", {"reason": "来函经核实系误寄（虚构）。"})
    assert (way.case.state, way.row.live) == ("dropped", False)
    way.open()
    assert Case.objects.filter(procedure_name="revocation").count() == 2


def test_matter_needs_a_lead_or_a_document_and_a_ground(way: Way) -> None:
    with pytest.raises(Invalid) as said:
        way.open(file=False, grounds=[])
    assert ("请上传证据材料" in str(said.value), "请至少选择一种情形" in str(said.value)) == (True, True)


@pytest.mark.parametrize("code", [HUIZHOU, HUIDONG])
def test_only_the_province_opens_one(way: Way, code: str) -> None:
    with pytest.raises(Refusal, match="省级经办"):
        way.open(by=officer(code))


def test_struck_evidence_stays_readable_and_proves_nothing(way: Way) -> None:
    way.inquiring()
    [proof] = Proof.objects.all()
    way.act("strike_proof", {"proof": str(proof.pk), "reason": "系重复材料（虚构）"})
    assert (Proof.objects.count(), Proof.objects.standing().count()) == (1, 0)
    with pytest.raises(Refusal, match="证据目录为空"):
        way.act("propose_revocation", {"grounds": ["A17.2"], "finding": "查实（虚构）"})


def test_proposal_goes_back_to_the_inquiry_but_not_while_those_concerned_are_heard(way: Way) -> None:
    hearing = way.notified()
    for act in ("reopen_inquiry", "drop"):
        with pytest.raises(Refusal, match="请先在其中办理“不再处理”"):
            way.act(act, {"reason": "补充调查（虚构）"})
    way.signed(hearing, "drop", {"outcome": "申辩成立，补充调查（虚构）"})
    assert way.act("reopen_inquiry", {"reason": "补充调查（虚构）"}).state == "inquiring"
    assert Hearing.objects.get().state == "dropped"


# ── after the decision ───────────────────────────────────────────────────────────────────────────────────


def test_service_needs_the_letter_out_and_its_proof(way: Way) -> None:
    way.decided()
    with pytest.raises(Refusal, match="尚未登记发文字号并发出"):
        way.act("record_service", {"served_on": "2025-09-25", "how": "direct"}, {"file": upload(PDF, "回证.pdf")})
    way.letter()
    for payload, files, wrong in (
        ({"served_on": "2025-09-25", "how": "direct"}, {}, "请选择要上传的文件"),
        ({"served_on": "2025-09-24", "how": "direct"}, {"file": upload(PDF, "回证.pdf")}, "不能早于决定之日"),
        ({"served_on": "2025-09-26", "how": "direct"}, {"file": upload(PDF, "回证.pdf")}, "不能晚于今天"),
    ):
        with pytest.raises(Invalid, match=wrong):
            way.act("record_service", payload, files)


def test_recognition_stands_until_its_revocation_is_served_and_its_day_has_come(way: Way) -> None:
    """A17 names no day: a decision binds from its service, and never before the day it states."""
    days = date(2025, 10, 19), date(2025, 10, 20), date(2025, 12, 1)
    way.decided()
    found = Recognition.objects.get()
    assert [found.standing(day) for day in days] == [Standing.VALID] * 3
    way.letter()
    assert Recognition.objects.get().revoked_from is None
    way.now = at("2025-10-09 10:00")
    way.act("record_service", {"served_on": "2025-09-28", "how": "direct"}, {"file": upload(PDF, "回证.pdf")})
    found = Recognition.objects.get()
    assert [found.standing(day) for day in days] == [Standing.VALID, Standing.REVOKED, Standing.REVOKED]


def test_public_reads_no_revocation_before_service_and_day(
    way: Way, client: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A17: list, cluster and verification say 已撤销 once it was served and its day came; reasons once published."""
    cluster, recognition = way.recognition.cluster_id, way.recognition.pk
    addresses = (f"/directory/{cluster}/", f"/verify/recognition/{recognition}/", "/directory/?standing=revoked")

    def told(day: str) -> list[bool]:
        monkeypatch.setattr(clock, "now", lambda: at(f"{day} 10:00"))
        pages = [client.get(address).content.decode() for address in addresses]
        return ["已撤销" in page.partition("<main")[2] for page in pages[:2]] + [
            way.recognition.cluster.name in pages[2]
        ]

    never = [False, False, False]
    assert told("2025-09-10") == never
    way.decided()
    assert told("2025-12-01") == never, "decided, its day has come, but it was not served"
    way.letter()
    way.now = at("2025-10-09 10:00")
    way.act("record_service", {"served_on": "2025-09-28", "how": "direct"}, {"file": upload(PDF, "回证.pdf")})
    assert told("2025-10-19") == never, "served, its day has not come"
    assert told("2025-10-20") == [True, True, True]
    change = way.row.change_id
    assert client.get(f"/decisions/{change}/").status_code == 404
    way.act("publish", {"public_text": "检测报告系伪造，决定撤销认定（虚构）。", "public_url": ""})
    assert client.get(f"/decisions/{change}/").status_code == 200


def test_service_gives_the_history_the_letters_number(way: Way) -> None:
    way.served("2025-09-28")
    change = way.row.change
    assert change is not None
    assert (change.document, change.effective_on) == ("粤工信函〔2025〕31号", date(2025, 10, 20))


def test_revocation_never_counts_from_before_its_service(way: Way) -> None:
    way.decided()
    way.letter()
    way.now = at("2025-10-28 10:00")
    way.act("record_service", {"served_on": "2025-10-27", "how": "post"}, {"file": upload(PDF, "回证.pdf")})
    assert Recognition.objects.get().revoked_from == date(2025, 10, 27)


def test_publication_is_looked_through_for_personal_data(way: Way) -> None:
    way.served()
    with pytest.raises(Invalid, match="手机号"):
        way.act("publish", {"public_text": "联系人张某 13800138000 提供的报告系伪造。", "public_url": ""})
    assert way.case.state == "served"


def test_wrong_revocation_is_withdrawn_by_other_hands_and_both_stay(way: Way) -> None:
    way.published()
    for who in (way.clerk,):
        with pytest.raises(Refusal, match="以外的人员提出"):
            way.act("withdraw_decision", {"reason": "更正（虚构）"}, by=who)
    way.withdrawn()
    found = Recognition.objects.get()
    assert (way.case.state, found.revoked_from, way.row.live) == ("withdrawn", None, False)
    assert found.standing(date(2025, 12, 1)) is Standing.VALID
    assert set(RecognitionChange.objects.values_list("kind", flat=True)) == {"revoked", "restored"}
    letter = Paper.objects.get(kind_slug="revocation_withdrawn")
    assert "粤工信函〔2025〕31号" in str(letter.content) and letter.addressee_id == HUIDONG


def test_withdrawal_is_prepared_and_signed_by_two(way: Way) -> None:
    way.decided()
    third = third_officer()
    way.do(way.case, "withdraw_decision", third, {"reason": "更正（虚构）"})
    same = account("approver", PROVINCE, name="third-approves", person=third.person)
    with pytest.raises(Refusal):
        way.do(way.case, "sign", same, {"affirmed": "on"})
    way.do(way.case, "sign", second_approver(), {"affirmed": "on"})
    assert Recognition.objects.get().revoked_from is None


def test_foreign_county_finds_nothing(way: Way) -> None:
    way.notified()
    for who in (officer(HUICHENG), account("expert", None), account("security_admin", PROVINCE)):
        with pytest.raises(NotHere):
            way.do(way.case, "add_proof", who)


def test_county_reads_and_does_nothing_at_the_matter(way: Way) -> None:
    way.notified()
    for who in (officer(HUIDONG), approver(HUIDONG), officer(HUIZHOU)):
        with pytest.raises(Refusal, match="省级经办"):
            way.do(way.case, "drop", who, {"reason": "不应撤销"})
