"""Article 14(三): the province's qualification check (资格初审), before the experts."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from jiqun.casework.models import ActRecord, Case
from jiqun.casework.refusals import Conflict, Invalid, NotHere, Refusal
from jiqun.hearings.appeals import BY_SLUG
from jiqun.outgoing.models import Paper
from jiqun.recognition.models import Application
from tests.office import HUICHENG, HUIZHOU, PROVINCE, ZHONGSHAN, approver, at, officer
from tests.recognition.prefecture import PREFECTURE_CLOSES, Office, used
from tests.recognition.test_conclusions import document

pytestmark = pytest.mark.django_db
RETURN = {"remarks": "实地抽查记录缺企业盖章；推荐意见过简", "answer_by": "2025-05-09"}
DISQUALIFY = {
    "reason": "主导产业不符合国家产业政策",
    "heard": "2025-05-06 电话听取，申报单位无异议",
    "appeal": "petition",
    "appeal_reason": "",
}


@pytest.fixture
def office() -> Office:
    return Office()


@pytest.fixture
def round_(office: Office) -> Case:
    return office.open_round()


@pytest.fixture
def case(office: Office, round_: Case) -> Case:
    """Recommended; the prefectures' deadline has passed, as it has when the province checks."""
    made = office.recommended(office.application(round_, "惠城五金集群"))
    office.letter(round_)
    office.now = at("2025-05-06 10:00")
    return made


def fresh(case: Case) -> Case:
    return Case.objects.get(pk=case.pk)


def application(case: Case) -> Application:
    return Application.objects.get(pk=case.pk)


def test_qualify_sends_it_to_the_experts(office: Office, case: Case) -> None:
    """A14.3: due when the review is to be finished; a remark stays in the history."""
    office.act(case, "qualify", officer(PROVINCE), {"remarks": "材料齐全"})
    assert (fresh(case).state, fresh(case).due_at) == ("review", at("2025-05-30 17:30"))
    assert ActRecord.objects.get(subject_id=str(case.pk), act="qualify").note["zh"] == "材料齐全"
    assert application(case).rank == 1


def test_qualify_after_the_draw_is_refused(office: Office, round_: Case, case: Case) -> None:
    """A14.3: an application that came after the draw would be scored by nobody."""
    Case.objects.filter(pk=round_.pk).update(state="scoring")
    with pytest.raises(Refusal, match="本批次已转入专家评审") as refused:
        office.act(case, "qualify", officer(PROVINCE), {})
    assert refused.value.clause == "A14.3"
    assert fresh(case).state == "recommended"
    Case.objects.filter(pk=round_.pk).update(state="open")
    office.act(case, "qualify", officer(PROVINCE), {})


def test_return_to_prefecture_frees_place_and_rank_and_gives_a_date(office: Office, round_: Case, case: Case) -> None:
    """A14.3: once, everything at once; the prefecture decides anew until the day given."""
    office.act(case, "return_to_prefecture", officer(PROVINCE), RETURN)
    row = application(case)
    assert (fresh(case).state, fresh(case).due_at) == ("preliminary", at("2025-05-09 17:30"))
    assert (row.returned_once, row.province_remarks, row.rank, used(round_)) == (True, RETURN["remarks"], None, 0)
    office.signed(case, "recommend", HUIZHOU, {"rank": "1", "opinion": "已补齐，同意推荐"})
    assert (fresh(case).state, used(round_)) == ("recommended", 1)


def test_recommend_after_the_returns_date_is_refused(office: Office, case: Case) -> None:
    """A14.2: the date of the return takes the place of the round's."""
    office.act(case, "return_to_prefecture", officer(PROVINCE), RETURN)
    office.now = at("2025-05-09 17:30")
    with pytest.raises(Refusal, match="2025年5月9日（星期五）17:30前）已过"):
        office.act(case, "recommend", officer(HUIZHOU), {"rank": "1", "opinion": "同意"})


def test_return_for_correction_stays_shut_after_the_provinces_return(office: Office, round_: Case, case: Case) -> None:
    """A14.2: the county corrects before the prefectures' deadline only."""
    office.act(case, "return_to_prefecture", officer(PROVINCE), RETURN)
    assert office.now > PREFECTURE_CLOSES
    with pytest.raises(Refusal, match="县级来不及补正"):
        office.act(case, "return_for_correction", officer(HUIZHOU), {"items": [{"place": "goals", "text": "缺"}]})


def test_return_to_prefecture_a_second_time_is_refused(office: Office, round_: Case, case: Case) -> None:
    """A14.3: once only."""
    office.act(case, "return_to_prefecture", officer(PROVINCE), RETURN)
    office.signed(case, "recommend", HUIZHOU, {"rank": "1", "opinion": "同意"})
    office.letter(round_)
    with pytest.raises(Refusal, match="已退回过地市一次"):
        office.act(case, "return_to_prefecture", officer(PROVINCE), RETURN)


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("remarks", "", "请一次性列明需要地市处理的全部问题。"),
        ("answer_by", "2025-05-06", "重新报送截止日须晚于今天。"),
        ("answer_by", "", "请填写日期。"),
    ],
)
def test_return_to_prefecture_with_a_wrong_entry_is_refused(
    office: Office, case: Case, field: str, value: str, said: str
) -> None:
    """Bad input."""
    with pytest.raises(Invalid) as refused:
        office.act(case, "return_to_prefecture", officer(PROVINCE), {**RETURN, field: value})
    assert refused.value.faults == {field: [said]}


def test_disqualify_takes_reasons_a_hearing_and_two_people(office: Office, round_: Case, case: Case) -> None:
    """A14.3: after hearing the applicant; the place stays spent, so a quota is not filled twice."""
    office.act(case, "disqualify", officer(PROVINCE), DISQUALIFY)
    assert fresh(case).state == "recommended"
    office.sign(case, PROVINCE)
    assert (fresh(case).state, application(case).outcome_reason) == ("unqualified", DISQUALIFY["reason"])
    assert used(round_) == 1


@pytest.mark.parametrize("missing", ["reason", "heard", "appeal"])
def test_disqualify_without_reason_hearing_or_remedy_is_refused(office: Office, case: Case, missing: str) -> None:
    """A14.3."""
    with pytest.raises(Invalid) as refused:
        office.act(case, "disqualify", officer(PROVINCE), {**DISQUALIFY, missing: ""})
    assert set(refused.value.faults) == {missing}


def test_disqualify_drafts_the_letter_with_reasons_hearing_and_the_remedy_chosen(office: Office, case: Case) -> None:
    """A14.3: to the applicant by the hand of its prefecture; nothing is drafted before the second signature."""
    office.act(case, "disqualify", officer(PROVINCE), DISQUALIFY)
    assert not Paper.objects.filter(kind_slug="unqualified").exists()
    office.sign(case, PROVINCE)
    letter = Paper.objects.get(kind_slug="unqualified")
    assert (letter.authority_id, letter.addressee_id, letter.through_id) == (PROVINCE, HUICHENG, HUIZHOU)
    said = [block["text"] for block in letter.content["body"]]
    assert said[1:4] == [
        f"{DISQUALIFY['reason']}。",
        f"作出本结论前，我厅听取了你单位意见：{DISQUALIFY['heard']}。",
        BY_SLUG["petition"].says,
    ]


def test_disqualify_tells_of_no_remedy_only_with_a_reason(office: Office, case: Case) -> None:
    """A14.3: silence about remedies is explained, and the letter then holds no empty paragraph."""
    with pytest.raises(Invalid, match="不告知救济途径的，须写明理由") as refused:
        office.act(case, "disqualify", officer(PROVINCE), {**DISQUALIFY, "appeal": "none"})
    assert set(refused.value.faults) == {"appeal_reason"}
    silent = {**DISQUALIFY, "appeal": "none", "appeal_reason": "属程序性告知"}
    office.act(case, "disqualify", officer(PROVINCE), silent)
    office.sign(case, PROVINCE)
    said = [block["text"] for block in Paper.objects.get(kind_slug="unqualified").content["body"]]
    assert (len(said), said[-1], "" in said) == (4, "特此函告。", False)
    pages = {}
    for by in (officer(PROVINCE), officer(HUICHENG)):
        client = Client()
        client.force_login(by)
        pages[by.authority_id] = client.get(reverse("recognition:application-records", args=[case.pk])).content.decode()
    assert {code: "属程序性告知" in page for code, page in pages.items()} == {PROVINCE: True, HUICHENG: False}


@pytest.mark.parametrize(
    ("act", "payload"), [("qualify", {}), ("return_to_prefecture", RETURN), ("disqualify", DISQUALIFY)]
)
def test_qualification_is_the_provinces_officers(office: Office, case: Case, act: str, payload: dict[str, Any]) -> None:
    """Wrong role, wrong level, another territory."""
    for by in (officer(HUIZHOU), officer(HUICHENG), approver(PROVINCE)):
        with pytest.raises(Refusal, match="由省级经办办理"):
            office.act(case, act, by, payload)
    with pytest.raises(NotHere):
        office.act(case, act, officer(ZHONGSHAN), payload)


@pytest.mark.parametrize(
    ("act", "payload"), [("qualify", {}), ("return_to_prefecture", RETURN), ("disqualify", DISQUALIFY)]
)
def test_qualification_before_a_recommendation_is_refused(
    office: Office, round_: Case, act: str, payload: dict[str, Any]
) -> None:
    """Out of order."""
    early = office.application(round_, "未推荐")
    office.now = at("2025-05-06 10:00")
    with pytest.raises(Refusal, match="现处于“待受理”"):
        office.act(early, act, officer(PROVINCE), payload)


def test_qualify_with_an_old_version_says_who_acted(office: Office, case: Case) -> None:
    """Bad input: the prefecture withdrew meanwhile."""
    office.now = at("2025-04-29 10:00")
    seen = case.version
    office.signed(case, "withdraw_recommendation", HUIZHOU, {"reason": "调整"})
    office.signed(case, "recommend", HUIZHOU, {"rank": "1", "opinion": "同意"})
    with pytest.raises(Conflict, match=r"officer-441300某已于 .* 办理“提请：撤回推荐”"):
        office.act(case, "qualify", officer(PROVINCE), {}, version=seen)


def test_qualify_sent_twice_with_one_key_is_done_once(office: Office, case: Case) -> None:
    """Bad input: twice."""
    seen = case.version
    office.act(case, "qualify", officer(PROVINCE), {}, key="k")
    assert office.act(case, "qualify", officer(PROVINCE), {}, key="k", version=seen).repeated


def test_qualify_page_shows_what_differs_from_what_was_computed(
    office: Office, round_: Case, client: Client, monkeypatch: Any
) -> None:
    """A14.2, A14.3: the province sees every conclusion other than computed, with reason and document."""
    case = office.application(round_, "占地过大", meets=False)
    office.act(case, "accept", officer(HUIZHOU))
    grounds = {"reason_13.2.area": "名册面积含水域", "document_13.2.area": "惠市自然资函〔2025〕3号"}
    office.concluded(case, **grounds, files=document())
    office.checked(case)
    office.signed(case, "recommend", HUIZHOU, {"rank": "1", "opinion": "同意推荐"})
    office.letter(round_)
    monkeypatch.setattr("jiqun.config.clock.now", lambda: office.now)
    client.force_login(officer(PROVINCE))
    page = client.get(f"/applications/{case.pk}/qualify/").content.decode()
    assert "惠市自然资函〔2025〕3号" in page
    assert "名册面积含水域" in page
    assert "同意推荐" in page
