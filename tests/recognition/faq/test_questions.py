"""Questions about a round: asked by anybody who works on it, answered once for all (Article 14)."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client

from jiqun.authorities.models import Account, Role
from jiqun.casework import todo
from jiqun.casework.models import Case
from jiqun.casework.perform import perform
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.recognition.models import RoundQuestion
from tests.office import HUICHENG, HUIDONG, HUIZHOU, PROVINCE, account, officer
from tests.recognition.prefecture import Office

WORDS = "兼业企业按哪个行业代码填？"
ANSWER = "按主要业务活动的小类代码填。"


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    found = Office()
    monkeypatch.setattr("jiqun.config.clock.now", lambda: found.now)
    return found


@pytest.fixture
def round_(office: Office) -> Case:
    return office.open_round()


def asked(office: Office, round_: Case, by: str = HUICHENG, text: str = WORDS) -> RoundQuestion:
    row: RoundQuestion = office.open("round_question", officer(by), {"case": str(round_.pk), "text": text}).subject
    return row


def act(office: Office, row: RoundQuestion, name: str, by: Account, **payload: Any) -> RoundQuestion:
    version = RoundQuestion.objects.get(pk=row.pk).version
    perform("round_question", row.pk, name, by=by, version=version, payload=payload, key=office.key(), now=office.now)
    return RoundQuestion.objects.get(pk=row.pk)


def page(by: Account, address: str) -> str:
    client = Client()
    client.force_login(by)
    answer = client.get(address)
    assert answer.status_code == 200
    return answer.content.decode()


def test_answer_is_read_by_all_and_who_asked_by_the_province_alone(office: Office, round_: Case) -> None:
    row = asked(office, round_)
    address = f"/rounds/{round_.pk}/questions/"
    assert WORDS in page(officer(HUICHENG), address) and WORDS not in page(officer(HUIDONG), address)
    act(office, row, "answer_question", officer(PROVINCE), answer=ANSWER)
    for code in (HUICHENG, HUIDONG, HUIZHOU, PROVINCE):
        shown = page(officer(code), address)
        assert WORDS in shown and ANSWER in shown
        assert ("惠城区" in shown.split("<main")[1]) == (code == PROVINCE)
    one = f"/questions/{row.pk}/"
    assert "惠城区" in page(officer(HUICHENG), one).split("<main")[1]
    foreign = page(officer(HUIDONG), one).split("<main")[1]
    assert ANSWER in foreign and "惠城区" not in foreign and "办理记录" not in foreign


def test_question_stands_on_the_provinces_desk_until_it_is_answered(office: Office, round_: Case) -> None:
    row = asked(office, round_)
    titles = [task.title for task in todo.tasks(officer(PROVINCE), office.now)]
    assert WORDS in titles
    act(office, row, "answer_question", officer(PROVINCE), answer=ANSWER)
    assert WORDS not in [task.title for task in todo.tasks(officer(PROVINCE), office.now)]


def test_answer_is_corrected_and_the_first_one_stays_in_the_history(office: Office, round_: Case) -> None:
    row = act(office, asked(office, round_), "answer_question", officer(PROVINCE), answer=ANSWER)
    assert act(office, row, "correct_answer", officer(PROVINCE), answer="按主营业务收入最大的填。").answer != ANSWER
    shown = page(officer(PROVINCE), f"/questions/{row.pk}/")
    assert ANSWER in shown and "按主营业务收入最大的填。" in shown


def test_question_is_taken_back_by_who_asked_and_nobody_else(office: Office, round_: Case) -> None:
    row = asked(office, round_)
    with pytest.raises(Refusal):
        act(office, row, "withdraw_question", officer(HUIDONG))
    with pytest.raises(Refusal, match=r"由.*惠城区.*提出"):
        act(office, row, "withdraw_question", officer(PROVINCE))
    assert act(office, row, "withdraw_question", officer(HUICHENG)).state == "withdrawn"
    assert WORDS not in page(officer(HUICHENG), f"/rounds/{round_.pk}/questions/")
    asked(office, round_)


def test_same_words_are_not_asked_twice(office: Office, round_: Case) -> None:
    asked(office, round_)
    with pytest.raises(Invalid) as refused:
        asked(office, round_, by=HUIDONG)
    assert "已经问过" in str(refused.value.faults["text"])


def test_round_that_is_not_called_yet_takes_no_question(office: Office, round_: Case) -> None:
    draft = round_
    Case.objects.filter(pk=draft.pk).update(state="drafting")
    for by in (HUICHENG, PROVINCE):
        with pytest.raises(Invalid) as refused:
            asked(office, draft, by=by)
        assert "没有这个批次" in str(refused.value.faults["case"])


@pytest.mark.parametrize("text", ["", "   "])
def test_empty_question_is_refused(office: Office, round_: Case, text: str) -> None:
    with pytest.raises(Invalid):
        asked(office, round_, text=text)


def test_county_does_not_answer_and_an_expert_sees_nothing(office: Office, round_: Case) -> None:
    row = asked(office, round_)
    with pytest.raises(Refusal):
        act(office, row, "answer_question", officer(HUICHENG), answer=ANSWER)
    for by in (account(Role.EXPERT, None), account(Role.SYSTEM_ADMIN, PROVINCE)):
        client = Client()
        client.force_login(by)
        for address in (f"/rounds/{round_.pk}/questions/", f"/questions/{row.pk}/"):
            assert client.get(address).status_code == 404


def test_words_find_questions_and_answers(office: Office, round_: Case) -> None:
    act(office, asked(office, round_), "answer_question", officer(PROVINCE), answer=ANSWER)
    asked(office, round_, text="名册最多多少行？")
    address = f"/rounds/{round_.pk}/questions/"
    for words, there in (("兼业", True), ("小类", True), ("兼业 小类", True), ("名册", False)):
        assert (WORDS in page(officer(HUICHENG), f"{address}?q={words}")) == there, words
    assert "没有找到" in page(officer(HUICHENG), f"{address}?q=不存在")


def test_page_costs_the_same_however_many_were_asked(
    office: Office, round_: Case, django_assert_max_num_queries: Callable[[int], Any]
) -> None:
    for number in range(6):
        asked(office, round_, text=f"问题{number}")
    client = Client()
    client.force_login(officer(PROVINCE))
    with django_assert_max_num_queries(9):
        client.get(f"/rounds/{round_.pk}/questions/")
