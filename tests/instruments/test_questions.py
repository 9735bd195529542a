"""Article 18: the province interprets the measure; its answer may fix a reading from a day on."""

from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from django.test import Client
from pytest_django import DjangoAssertNumQueries

from jiqun.casework import todo
from jiqun.casework.models import Case
from jiqun.casework.perform import open_matter
from jiqun.casework.refusals import Invalid, NotHere, Refusal
from jiqun.instruments import queries
from jiqun.instruments.models import Interpretation
from jiqun.instruments.queries import question_pages
from jiqun.journal import chain
from tests.instruments.desk import ANSWER, PDF, QUESTION, answered, asked, scan
from tests.office import HUICHENG, HUIZHOU, PROVINCE, account, approver, at, officer
from tests.recognition.prefecture import Office

pytestmark = pytest.mark.django_db
ZHUHAI = "440400"


@pytest.fixture
def office() -> Office:
    return Office(now=at("2025-04-21 09:00"))


def test_question_goes_to_the_province_at_once(office: Office) -> None:
    """A18: the prefecture asks; it stands on the to-do list of the province's officer."""
    case = asked(office)
    assert (case.number, case.state, case.measure) == ("2025-Q1", "asked", "gd_2023_4")
    assert [task.title for task in todo.tasks(officer(PROVINCE), office.now)] == ["“每万人”以何为分母"]
    assert todo.tasks(approver(PROVINCE), office.now) == []


def test_interpretation_answers_with_number_date_and_signatory(office: Office) -> None:
    """A18: prepared by the officer, signed by the approver; the history says what it fixed."""
    case = answered(office, asked(office))
    given = Interpretation.objects.get()
    assert (given.document, given.dated_on, given.signatory) == ("粤工信服务函〔2025〕21号", date(2025, 4, 20), "李某")
    assert (given.signed_by, given.signed_at, case.state) == (approver(PROVINCE), office.now, "answered")
    (line,) = question_pages.lines(officer(HUIZHOU))
    assert line.fixes is not None
    assert line.fixes.zh == "“每万人”：所在县域常住人口"
    assert chain.verify().whole


def test_interpretation_fixes_its_reading_from_its_day(office: Office) -> None:
    """A18: not before."""
    answered(office, asked(office))
    assert queries.readings("gd_2023_4", date(2025, 4, 30)) == {}
    (given,) = queries.readings("gd_2023_4", date(2025, 5, 1)).values()
    assert (given.reading, given.value, given.number) == ("每万人", "population", "粤工信服务函〔2025〕21号")


def test_interpretation_that_fixes_no_reading_is_text_alone(office: Office) -> None:
    """A18: most answers explain and change nothing that is computed."""
    answered(office, asked(office), fixes="", start="")
    assert queries.interpretations("gd_2023_4") == ()
    (line,) = question_pages.lines(officer(PROVINCE))
    assert (line.fixes, line.document) == (None, "粤工信服务函〔2025〕21号")


def test_later_interpretation_takes_the_place_of_an_earlier_one(office: Office) -> None:
    """A18: the last one in effect holds."""
    answered(office, asked(office))
    answered(office, asked(office), document="粤工信服务函〔2025〕50号", fixes="每万人=employees", start="2025-09-01")
    held = [queries.readings("gd_2023_4", day)["每万人"].value for day in (date(2025, 8, 31), date(2025, 9, 1))]
    assert held == ["population", "employees"]


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"start": ""}, "start", "请填写起始日"),
        ({"fixes": ""}, "fixes", "请选择确定的口径"),
        ({"fixes": "每万人=none"}, "fixes", "没有“每万人=none”这一选项"),
        ({"dated_on": "2025-04-22"}, "dated_on", "成文日期不能晚于今天"),
        ({"dated_on": "四月"}, "dated_on", "日期请按"),
        ({"signatory": ""}, "signatory", "请填写"),
        ({"text": " "}, "text", "请填写"),
    ],
)
def test_wrong_answer_is_refused(office: Office, changes: dict[str, str], field: str, said: str) -> None:
    """Bad input: each fault at its field."""
    case = asked(office)
    with pytest.raises(Invalid) as refused:
        office.act(case, "answer", officer(PROVINCE), {**ANSWER, **changes})
    assert said in refused.value.faults[field][0]


def test_document_is_entered_once(office: Office) -> None:
    """Bad input: the same number twice."""
    answered(office, asked(office))
    with pytest.raises(Invalid, match="粤工信服务函〔2025〕21号 已经登记"):
        office.act(asked(office), "answer", officer(PROVINCE), ANSWER)


def test_two_answers_of_one_day_that_differ_are_refused(office: Office) -> None:
    """A18: nobody can tell which one holds."""
    answered(office, asked(office))
    other = {**ANSWER, "document": "粤工信服务函〔2025〕22号", "fixes": "每万人=employees"}
    with pytest.raises(Invalid, match="取值不同"):
        office.act(asked(office), "answer", officer(PROVINCE), other)


def test_of_two_prepared_answers_that_differ_the_second_is_not_signed(office: Office) -> None:
    """A18: looked at again when it is signed."""
    first, second = asked(office), asked(office)
    other = {**ANSWER, "document": "粤工信服务函〔2025〕22号", "fixes": "每万人=employees"}
    office.act(second, "answer", officer(PROVINCE), other)
    answered(office, first)
    with pytest.raises(Refusal, match="取值不同"):
        office.sign(second, PROVINCE)
    assert Interpretation.objects.count() == 1


def test_signing_an_answer_affirms_that_what_it_touches_was_seen(office: Office) -> None:
    """A18: no signature without it."""
    case = asked(office)
    office.act(case, "answer", officer(PROVINCE), ANSWER)
    with pytest.raises(Invalid, match="已查看确定口径所涉办件"):
        office.act(case, "sign", approver(PROVINCE), {})


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"title": ""}, "title", "请填写"),
        ({"clause": "A99"}, "clause", "没有“A99”这一选项"),
        ({"reading": "none"}, "reading", "没有“none”这一选项"),
        ({"text": ""}, "text", "请填写"),
    ],
)
def test_wrong_question_is_refused(office: Office, changes: dict[str, str], field: str, said: str) -> None:
    """Bad input."""
    with pytest.raises(Invalid) as refused:
        asked(office, **changes)
    assert said in refused.value.faults[field][0]


def test_question_may_be_withdrawn_until_it_is_answered(office: Office) -> None:
    """By the one who asked, with a reason."""
    case = asked(office)
    office.act(case, "withdraw", officer(HUIZHOU), {"reason": "已自行查明"})
    assert Case.objects.get(pk=case.pk).state == "withdrawn"
    with pytest.raises(Refusal, match="现处于“已撤回”"):
        office.act(case, "answer", officer(PROVINCE), ANSWER)
    done = answered(office, asked(office))
    with pytest.raises(Refusal, match="现处于“已解释答复”"):
        office.act(done, "withdraw", officer(HUIZHOU), {"reason": "x"})


def test_county_asks_through_its_prefecture(office: Office) -> None:
    """A18."""
    with pytest.raises(Refusal, match="由市级经办办理"):
        open_matter("question", by=officer(HUICHENG), payload=QUESTION, key="k", now=office.now)


@pytest.mark.parametrize("who", [(ZHUHAI, "officer"), (HUICHENG, "officer"), (ZHUHAI, "approver")])
def test_open_question_is_between_its_prefecture_and_the_province(office: Office, who: tuple[str, str]) -> None:
    """Visibility: others see it with its answer."""
    case, reader = asked(office), account(who[1], who[0])
    assert question_pages.lines(reader) == []
    with pytest.raises(NotHere):
        office.act(case, "withdraw", reader, {"reason": "x"})
    assert len(question_pages.lines(account("supervisor", PROVINCE))) == 1
    answered(office, case)
    assert [line.title for line in question_pages.lines(reader)] == ["“每万人”以何为分母"]


def test_list_puts_open_questions_first_in_one_query(
    office: Office, django_assert_num_queries: DjangoAssertNumQueries
) -> None:
    """Lean lists."""
    answered(office, asked(office))
    reader = officer(PROVINCE)
    for title in ("乙", "丙"):
        asked(office, title=title)
        with django_assert_num_queries(1):
            lines = question_pages.lines(reader)
    assert [line.title for line in lines] == ["丙", "乙", "“每万人”以何为分母"]


def test_only_public_interpretations_are_for_the_public(office: Office, client: Client) -> None:
    """主动公开 is marked by a person, one by one."""
    answered(office, asked(office), public="")
    answered(office, asked(office, title="乙"), document="粤工信服务函〔2025〕22号")
    assert list(Interpretation.objects.public().values_list("document", flat=True)) == ["粤工信服务函〔2025〕22号"]
    page = client.get("/measure/").content.decode()
    assert "粤工信服务函〔2025〕22号" in page
    assert "粤工信服务函〔2025〕21号" not in page


def test_pages_of_questions_are_shown(office: Office, client: Client, monkeypatch: Any) -> None:
    """Asking and answering in the browser, the clause beside the question."""
    monkeypatch.setattr("jiqun.config.clock.now", lambda: office.now)
    client.force_login(officer(HUIZHOU))
    assert "还没有请示和解释" in client.get("/interpretations/").content.decode()
    assert "第十三条（五）" in client.get("/interpretations/ask/").content.decode()
    sent = client.post("/interpretations/ask/", {**QUESTION, "key": "k"})
    case = Case.objects.get()
    assert (sent.status_code, sent.headers["Location"]) == (302, f"/interpretations/{case.pk}/")
    client.force_login(officer(PROVINCE))
    form = client.get(f"/interpretations/{case.pk}/answer/").content.decode()
    assert "没有现行批次按其他口径办理的申报" in form
    wrong = client.post(f"/interpretations/{case.pk}/answer/", {**ANSWER, "start": "", "version": "1", "key": "w"})
    assert wrong.status_code == 422
    assert "请填写起始日" in wrong.content.decode()
    sent = client.post(f"/interpretations/{case.pk}/answer/", {**ANSWER, "version": "1", "key": "a", **scan()})
    assert sent.status_code == 302
    client.force_login(approver(PROVINCE))
    signing = client.get(f"/do/question/{case.pk}/sign/").content.decode()
    assert "“每万人”按“所在县域常住人口”" in signing
    assert "<dt>主动公开</dt><dd>是</dd>" in signing
    assert b"".join(client.get(f"/waiting-file/question/{case.pk}/").streaming_content) == PDF  # type: ignore[attr-defined]
    office.sign(case, PROVINCE)
    page = client.get(f"/interpretations/{case.pk}/").content.decode()
    assert "李某" in page
    client.force_login(officer(PROVINCE))
    late = client.get(f"/interpretations/{case.pk}/answer/")
    assert (late.status_code, late.headers["Location"]) == (302, f"/interpretations/{case.pk}/")
    assert client.post(f"/interpretations/{case.pk}/answer/", {**ANSWER, "version": "3", "key": "l"}).status_code == 409
    assert "粤工信服务函〔2025〕21号" in client.get("/interpretations/").content.decode()


def test_answer_page_is_not_for_others(office: Office, client: Client) -> None:
    """Who may not answer reads why, and nothing of the form."""
    case = asked(office)
    client.force_login(officer(HUIZHOU))
    answer = client.get(f"/interpretations/{case.pk}/answer/")
    assert answer.status_code == 403
    assert "由省级经办办理" in answer.content.decode()
