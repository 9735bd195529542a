"""The text a notice begins from, replaced by the province's own (14(三)): two persons, a preview, revisions."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client
from django.urls import reverse
from hypothesis import given
from hypothesis import strategies as st

from jiqun.casework.models import Case
from jiqun.casework.refusals import Invalid, Refusal
from jiqun.notices import wording
from jiqun.notices.models import NoticeTemplate
from jiqun.notices.template.places import PLACES, STEMS, example, flaws
from tests.office import HUIZHOU, PROVINCE, account, approver, at, officer
from tests.recognition.prefecture import Office

BODY = "根据{basis}，{steps}，{proposal}，现予公示，公示期为{days}个工作日。\n实名反映。"
OWN = {
    "stem": "public_notice",
    "origin": "厅公文处理规定附件3",
    "title": "关于{year}年度拟认定名单的公示",
    "body": BODY,
}


@pytest.fixture
def office(db: None, monkeypatch: pytest.MonkeyPatch) -> Office:
    found = Office(now=at("2025-05-12 10:00"))
    monkeypatch.setattr("jiqun.config.clock.now", lambda: found.now)
    return found


def proposed(office: Office, **changes: Any) -> Case:
    case: Case = office.open("notice_template", officer(PROVINCE), {**OWN, **changes}).subject
    return case


def taken_over(office: Office, case: Case) -> NoticeTemplate:
    office.signed(case, "take_over_template", PROVINCE)
    return NoticeTemplate.objects.get(pk=case.pk)


def read(by: Any, name: str, *args: Any, **query: str) -> str:
    client = Client()
    client.force_login(by)
    answer = client.get(reverse(name, args=args), query)
    assert answer.status_code == 200
    return answer.content.decode()


def test_own_text_takes_the_place_of_the_shipped_one_by_two_persons(office: Office) -> None:
    assert wording.current().revision == 1
    case = proposed(office)
    office.act(case, "take_over_template", officer(PROVINCE))
    assert wording.current().revision == 1, "not before it is signed"
    office.sign(case, PROVINCE)
    now = wording.current()
    assert (now.revision, now.source, now.title) == (2, "厅公文处理规定附件3", OWN["title"])
    assert wording.current("renewal_notice").revision == 1


def test_preparer_does_not_sign(office: Office) -> None:
    case = proposed(office)
    office.act(case, "take_over_template", officer(PROVINCE))
    with pytest.raises(Refusal):
        office.act(case, "sign", officer(PROVINCE), {"affirmed": "on"})
    assert wording.current().revision == 1


def test_proposal_shows_what_differs_and_how_a_notice_would_read(office: Office) -> None:
    case = proposed(office)
    page = read(officer(PROVINCE), "notices:template", case.pk)
    assert "与第 1 版的不同" in page and "<del>" in page and "<ins>" in page
    assert "关于2025年度拟认定名单的公示" in page and "公示期为7个工作日" in page
    taken_over(office, case)
    later = read(officer(PROVINCE), "notices:template", case.pk)
    assert "与第 1 版的不同" in later, "what it replaced, not what holds now"
    listed = read(approver(PROVINCE), "notices:templates")
    assert "现行第 2 版" in listed and "厅公文处理规定附件3" in listed


def test_form_begins_with_the_text_in_force_and_names_its_places(office: Office) -> None:
    page = read(officer(PROVINCE), "notices:propose-template", stem="renewal_notice")
    assert "{number}个集群拟通过复核" in page and "<code>{days}</code>" in page


def test_notices_of_a_round_begin_from_the_own_text(office: Office) -> None:
    taken_over(office, proposed(office))
    filled = wording.current().filled(example("public_notice"))
    assert filled["revision"] == 2
    assert filled["body"].startswith("根据《办法》（文号）第十四条规定，经县级申报")


@pytest.mark.parametrize(
    ("changes", "field", "said"),
    [
        ({"body": BODY.replace("{days}", "七")}, "body", "正文缺少填空 days"),
        ({"body": BODY + "{sum}"}, "body", "没有名为 sum 的填空"),
        ({"body": BODY + "{"}, "body", "花括号不成对"),
        ({"body": BODY + "{days.__class__}"}, "body", "花括号不成对，或其中不是填空名称"),
        ({"body": BODY + "{days!r}"}, "body", "花括号不成对，或其中不是填空名称"),
        ({"title": "{number}个"}, "title", "没有名为 number 的填空"),
        ({"origin": ""}, "origin", ""),
    ],
)
def test_text_that_would_not_fill_is_refused(office: Office, changes: dict[str, str], field: str, said: str) -> None:
    with pytest.raises(Invalid) as refused:
        proposed(office, **changes)
    assert any(said in each for each in refused.value.faults[field])


def test_every_flaw_is_told_at_once(office: Office) -> None:
    with pytest.raises(Invalid) as refused:
        proposed(office, title="{number}", body="{sum}", origin="")
    assert set(refused.value.faults) == {"title", "body", "origin"}
    assert len(refused.value.faults["body"]) == 2


def test_text_that_is_in_force_already_is_refused(office: Office) -> None:
    taken_over(office, proposed(office))
    with pytest.raises(Invalid, match="与现行第 2 版完全相同"):
        proposed(office, body=BODY.replace("\n", "\r\n"))


def test_discarded_proposal_changes_nothing_and_says_why(office: Office) -> None:
    case = proposed(office)
    office.act(case, "discard_template", officer(PROVINCE), {"reason": "用语待核"})
    assert wording.current().revision == 1
    assert "用语待核" in read(officer(PROVINCE), "notices:template", case.pk)


@pytest.mark.parametrize("name", ["notices:templates", "notices:propose-template"])
def test_pages_are_the_provinces_alone(office: Office, name: str) -> None:
    for by in (officer(HUIZHOU), account("expert", None)):
        client = Client()
        client.force_login(by)
        assert client.get(reverse(name)).status_code == 404


def test_supervisor_reads_and_proposes_nothing(office: Office) -> None:
    supervisor = account("supervisor", PROVINCE)
    assert reverse("notices:propose-template") not in read(supervisor, "notices:templates")


@pytest.mark.parametrize("stem", list(STEMS))
def test_shipped_text_is_without_a_flaw(stem: str) -> None:
    now = wording.shipped(stem)
    assert [*flaws(stem, now.title, body=False), *flaws(stem, now.body, body=True)] == []
    filled = now.filled(example(stem))
    assert "{" not in filled["title"] + filled["body"]


@given(st.text(alphabet="{}ab!.:[0] days", max_size=30))
def test_text_without_a_flaw_always_fills(text: str) -> None:
    if not list(flaws("public_notice", text, body=False)):
        assert isinstance(text.format_map(example("public_notice")), str)
        assert set(PLACES["public_notice"]) == set(example("public_notice"))
